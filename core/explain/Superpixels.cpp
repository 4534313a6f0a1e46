// SPDX-License-Identifier: MIT
#include "explain/Superpixels.h"

#include <torch/torch.h>

#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/slic.hpp>

#include <algorithm>
#include <cmath>

namespace lookaway {
namespace {

/// 0, 1, ... without gaps: joining loose parts can leave labels without a pixel.
at::Tensor renumbered(const at::Tensor& labels)
{
    return std::get<1>(at::_unique(labels, /*sorted=*/true, /*return_inverse=*/true)).view(labels.sizes());
}

at::Tensor grid(std::int64_t height, std::int64_t width, int wanted)
{
    const double side = std::sqrt(static_cast<double>(height * width) / std::max(1, wanted));
    const auto cells = [side](std::int64_t length) {
        return std::clamp<std::int64_t>(std::llround(static_cast<double>(length) / side), 1, length);
    };
    const auto rows = cells(height), columns = cells(width);
    const auto y = at::arange(height, at::kLong).mul_(rows).floor_divide_(height);
    const auto x = at::arange(width, at::kLong).mul_(columns).floor_divide_(width);
    return y.unsqueeze(1) * columns + x.unsqueeze(0);
}

at::Tensor slic(const at::Tensor& pixels, int regionSize)
{
    const auto height = static_cast<int>(pixels.size(1)), width = static_cast<int>(pixels.size(2));
    const auto interleaved = pixels.permute({ 1, 2, 0 }).contiguous();
    const bool colour = pixels.size(0) == 3;
    const cv::Mat picture(height, width, colour ? CV_32FC3 : CV_32FC1, interleaved.data_ptr<float>());
    cv::Mat lab;
    if (colour)
        cv::cvtColor(picture, lab, cv::COLOR_RGB2Lab); // L in [0, 100]: the scale that SLIC's distances expect
    else
        lab = picture * 100;
    const auto superpixels = cv::ximgproc::createSuperpixelSLIC(lab, cv::ximgproc::SLICO, regionSize);
    superpixels->iterate(10);
    superpixels->enforceLabelConnectivity(25);
    cv::Mat labels;
    superpixels->getLabels(labels);
    return renumbered(at::from_blob(labels.data, { height, width }, at::kInt).to(at::kLong));
}

} // namespace

Segmentation slicSuperpixels(int wanted)
{
    return [wanted](const at::Tensor& pixels) {
        const auto height = pixels.size(1), width = pixels.size(2);
        const auto side = std::lround(std::sqrt(static_cast<double>(height * width) / std::max(1, wanted)));
        const bool room = side >= 4 && std::min(height, width) >= 2 * side && pixels.size(0) != 2;
        return room ? slic(pixels, static_cast<int>(side)) : grid(height, width, wanted);
    };
}

Segmentation gridSuperpixels(int wanted)
{
    return [wanted](const at::Tensor& pixels) { return grid(pixels.size(1), pixels.size(2), wanted); };
}

} // namespace lookaway
