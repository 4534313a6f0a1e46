// SPDX-License-Identifier: MIT
#include "explain/EigenCam.h"

#include "explain/FullPrecision.h"
#include "explain/LayerGradient.h"

#include <torch/torch.h>

#include <limits>

namespace lookaway {
namespace {

/// N x hw for activations N x C x hw.
at::Tensor firstComponent(const at::Tensor& a)
{
    const auto [u, s, vh] = at::linalg_svd(a, /*full_matrices=*/false);
    const auto component = vh.select(1, 0) * s.slice(1, 0, 1);
    const auto mean = a.mean(1);
    const auto covariance = ((component - component.mean(1, true)) * (mean - mean.mean(1, true))).sum(1, true);
    return at::where(covariance < 0, -component, component);
}

} // namespace

Result<Maps> EigenCam::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto trace = traceLayer(network, request);
    if (!trace)
        return trace.error();
    if (watch.cancel.cancelled())
        return cancelled();

    const FullPrecision fullPrecision;
    const auto& activation = trace->activations.at(request.layer);
    const auto a = activation.to(at::kFloat).flatten(2);
    // LAPACK gives up on NaN and infinity; a picture that has them gets a map of NaN, as from every other method.
    const auto finite = a.isfinite().all(2).all(1).unsqueeze(1);
    const auto component = firstComponent(at::where(finite.unsqueeze(2), a, at::zeros({}, a.options())));
    const auto nan = at::full({}, std::numeric_limits<float>::quiet_NaN(), a.options());
    Maps found;
    found.maps = at::where(finite, component, nan).unflatten(1, { activation.size(2), activation.size(3) });
    found.logits = trace->logits;
    return found;
}

} // namespace lookaway
