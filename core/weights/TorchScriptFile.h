// SPDX-License-Identifier: MIT
#pragma once

#include "weights/FileBytes.h"

namespace lookaway {

/// Whether the file is a TorchScript archive (torch.jit.save). Looks at its directory only; thread-safe.
bool looksLikeTorchScript(const std::filesystem::path& path);

/// The bytes of a TorchScript archive after checking what LibTorch's loader trusts: that its parts have their checksums
/// and do not unpack to far more than the file, that its tensors lie inside their data (a file that lies about lengths would have LibTorch read
/// foreign memory), and that its program text is not nested so deeply that parsing it exhausts the stack. Nothing of
/// the program is run. A sentence for everything else. Thread-safe.
Result<FileBytes> readTorchScript(const std::filesystem::path& path, const ReadLimits& limits = {});

} // namespace lookaway
