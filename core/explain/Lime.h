// SPDX-License-Identifier: MIT
#pragma once

#include "explain/ExplainSettings.h"
#include "explain/Explainer.h"
#include "explain/Superpixels.h"

namespace lookaway {

/// LIME (Ribeiro et al. 2016) on pictures: a linear model of the class's probability in which superpixels are shown.
///
/// settings.limeSamples versions of a picture: the first shows all superpixels, in the others each is hidden with
/// probability 1/2, filled with its own mean colour. A version weighs sqrt(exp(-d^2/0.25^2)) with d its cosine
/// distance from the first. Ridge regression (alpha = 1, free intercept) gives a coefficient per superpixel, and every
/// pixel of the map (H x W) has that of its superpixel: above zero for the class, below against it.
///
/// Companion "superpixels": their numbers. The superpixels are found and the regression is solved on the CPU, so that
/// this method waits for the network's device.
class Lime : public Explainer {
public:
    explicit Lime(const ExplainSettings& settings)
        : Lime(settings, slicSuperpixels(settings.limeSuperpixels))
    {
    }
    Lime(const ExplainSettings& settings, Segmentation segmentation)
        : m_settings(settings)
        , m_segmentation(std::move(segmentation))
    {
    }

protected:
    Result<Maps> compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const override;
    std::string id() const override { return "lime"; }

private:
    ExplainSettings m_settings;
    Segmentation m_segmentation;
};

/// Weighted ridge regression with a free intercept: the b of argmin sum_i w_i (y_i - a - x_i b)^2 + alpha |b|^2.
/// x: n x k, y and w: n; all float64 on the CPU.
at::Tensor ridgeCoefficients(const at::Tensor& x, const at::Tensor& y, const at::Tensor& weights, double alpha);

} // namespace lookaway
