// SPDX-License-Identifier: MIT
#pragma once

#include <c10/core/impl/LocalDispatchKeySet.h>

namespace lookaway {

/// Switches the caller's autocast off on every device for the lifetime of the object (this thread only): heat maps
/// are computed in fp32 also where the network itself runs in bf16 or fp16.
class FullPrecision {
public:
    FullPrecision() = default;
    FullPrecision(const FullPrecision&) = delete;
    FullPrecision& operator=(const FullPrecision&) = delete;

private:
    c10::impl::ExcludeDispatchKeyGuard m_guard{ c10::autocast_dispatch_keyset };
};

} // namespace lookaway
