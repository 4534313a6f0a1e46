// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway {

/// Textbook: gradient of the logit, ReLU on the map (Selvaraju et al. 2017). AsReleased: the code that the authors of
/// the scheme released: gradient of the softmax probability, gated g[A>0][g>0], no ReLU on the map.
enum class GradCamFlavour { Textbook, AsReleased };

} // namespace lookaway
