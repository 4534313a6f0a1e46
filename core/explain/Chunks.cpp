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
    // Six, because the largest activation of MobileNetV2 or a ResNet stays below 32 MB then: above, glibc takes every
    // activation from the system anew, which costs a quarter of the time.
    const std::int64_t pictures = images.is_cpu() ? 6 : 32;
    return std::clamp<std::int64_t>(pictures * pixels / (images.size(2) * images.size(3)), 1, most);
}

at::MemoryFormat fastestLayout(const at::Tensor& images)
{
    return images.is_cpu() ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
}

} // namespace lookaway
