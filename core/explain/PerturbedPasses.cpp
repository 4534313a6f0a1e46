// SPDX-License-Identifier: MIT
#include "explain/PerturbedPasses.h"

#include "explain/Chunks.h"
#include "explain/FullPrecision.h"
#include "models/ScriptedClassifier.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

Result<void> runPerturbed(Classifier& network, const at::Tensor& images, Perturbation& perturbation, int chunk,
    const ExplainWatch& watch, const std::vector<std::string>& layers)
{
    const FullPrecision fullPrecision;
    const auto pictures = images.size(0), copies = perturbation.copies(), total = pictures * copies;
    const bool oneByOne = !layers.empty() && takesOnePictureOnly(network);
    const auto step = oneByOne ? 1 : std::min(picturesPerPass(chunk, images), copies);
    // One buffer for all passes: the copies are written where the network reads them.
    const auto buffer = at::empty({ step, images.size(1), images.size(2), images.size(3) },
        images.options().memory_format(fastestLayout(images)));
    const Taps taps{ layers, Taps::Mode::Keep, /*foldBatchNorm=*/true };
    std::int64_t done = 0;
    for (std::int64_t first = 0; first < copies; first += step)
        for (std::int64_t picture = 0; picture < pictures; ++picture) {
            if (watch.cancel.cancelled())
                return cancelled();
            const auto rows = std::min(step, copies - first);
            const auto input = buffer.narrow(0, 0, rows);
            perturbation.perturb(picture, first, input);
            perturbation.collect(picture, first, network.trace(input, taps));
            done += rows;
            if (watch.cancel.cancelled())
                return cancelled();
            if (watch.progress)
                watch.tell(done, total, first == 0 && picture + 1 < pictures ? at::Tensor() : perturbation.maps());
        }
    return {};
}

} // namespace lookaway
