// SPDX-License-Identifier: MIT
#include "models/NetworkDevice.h"

#include "models/Classifier.h"

namespace lookaway {

c10::Device deviceOf(const Classifier& network)
{
    for (const auto& parameter : network.parameters())
        return parameter.device();
    for (const auto& buffer : network.buffers())
        return buffer.device();
    return c10::kCPU;
}

} // namespace lookaway
