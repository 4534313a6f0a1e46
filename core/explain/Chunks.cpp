// SPDX-License-Identifier: MIT
#include "explain/Chunks.h"

#include <torch/torch.h>

#include <algorithm>

namespace lookaway {

std::int64_t picturesPerPass(int wanted, const at::Tensor& images)
{
    if (wanted > 0)
        return wanted;
    constexpr std::int64_t pixels = 224 * 224;
    constexpr std::int64_t most = 256;
    const std::int64_t pictures = images.is_cpu() ? 8 : 32;
    return std::clamp<std::int64_t>(pictures * pixels / (images.size(2) * images.size(3)), 1, most);
}

} // namespace lookaway
