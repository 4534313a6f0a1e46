// SPDX-License-Identifier: MIT
#include <opencv2/core/utility.hpp>

/// The programs turn OpenCV's own threads off (prepareProcess()), and so do their tests: ThreadSanitizer cannot see how
/// libopencv_core waits for them.
static const bool withoutOpenCvThreads = [] {
    cv::setNumThreads(0);
    return cv::getNumThreads() == 1;
}();
