// SPDX-License-Identifier: MIT
#pragma once

class QComboBox;

namespace lookaway {

/// Makes the list that a narrow combo box opens wide enough for its entries, up to 560 px. To be called when they
/// change.
void fitPopup(QComboBox* box);

} // namespace lookaway
