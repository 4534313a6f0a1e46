// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"
#include "explain/PatchGaussian.h"

#include <functional>
#include <vector>

namespace lookaway {

class Normalization;

/// Standard normal numbers for the window with this corner: samples x values, float32 on the CPU.
using WindowNoise = std::function<at::Tensor(Corner corner, std::int64_t samples, std::int64_t values)>;

/// A stream of its own for every window, so that it is filled alike whatever else is drawn.
WindowNoise seededNoise(std::uint64_t seed);

/// The windows of prediction difference analysis on one picture, and what they are replaced by: every window of
/// settings.evidenceWindow px that lies inside the picture, drawn settings.evidenceSamples times from a PatchGaussian.
class EvidenceWindows {
public:
    /// image: C x H x W, normalised.
    EvidenceWindows(const at::Tensor& image, const Normalization& normalization, const ExplainSettings& settings,
        WindowNoise noise);

    std::int64_t rows() const { return m_rows; } ///< positions of a window's upper edge
    std::int64_t columns() const { return m_columns; }
    /// The windows whose corners lie at (y + i step, x + j step), row by row.
    std::vector<Corner> grid(std::int64_t y, std::int64_t x, std::int64_t step) const;
    /// New contents, normalised: n x S x C x window x window.
    at::Tensor draw(const std::vector<Corner>& corners);

private:
    const Normalization& m_normalization;
    PatchGaussian m_gaussian;
    WindowNoise m_noise;
    std::int64_t m_rows, m_columns, m_samples, m_values;
    at::Device m_device;
};

/// A sentence where the windows do not fit, or where the network knows fewer than two classes.
Result<void> checkEvidence(const std::string& method, const ExplainRequest& request, const ExplainSettings& settings);

/// Every pixel the mean of the windows that cover it and are known (0 where none is): evidence and known (of the same
/// type, 0 or 1) N x rows x columns -> N x H x W.
at::Tensor meanOverWindows(const at::Tensor& evidence, const at::Tensor& known, std::int64_t window);

/// Sum over every window: N x H x W -> N x rows x columns.
at::Tensor windowSums(const at::Tensor& values, std::int64_t window);

} // namespace lookaway
