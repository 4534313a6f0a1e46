// SPDX-License-Identifier: MIT
#include "session/Versions.h"

#include <opencv2/core/utility.hpp>
#include <torch/version.h>

namespace lookaway {

std::map<std::string, std::string> versions()
{
    return { { "lookaway", LOOKAWAY_VERSION }, { "libtorch", TORCH_VERSION }, { "opencv", cv::getVersionString() } };
}

} // namespace lookaway
