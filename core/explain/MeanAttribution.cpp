// SPDX-License-Identifier: MIT
#include "explain/MeanAttribution.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

Result<at::Tensor> meanAttribution(
    const Versions& versions, const at::Tensor& classes, std::int64_t picturesInPass, const ExplainWatch& watch)
{
    const auto pictures = classes.size(0);
    const auto step = std::max<std::int64_t>(1, picturesInPass / pictures);
    at::Tensor sum;
    for (std::int64_t first = 0; first < versions.count; first += step) {
        if (watch.cancel.cancelled())
            return cancelled();
        const auto last = std::min(first + step, versions.count);
        std::vector<at::Tensor> images;
        for (auto i = first; i < last; ++i)
            images.push_back(versions.make(i));
        const auto parts = versions.attribute(at::cat(images), classes.repeat({ last - first }));
        const auto part = parts.unflatten(0, { last - first, pictures }).sum(0);
        sum = sum.defined() ? sum.add_(part) : part;
        if (watch.progress)
            watch.tell(last, versions.count, versions.mapOf(sum / static_cast<double>(last)));
    }
    if (watch.cancel.cancelled())
        return cancelled();
    return sum / static_cast<double>(versions.count);
}

} // namespace lookaway
