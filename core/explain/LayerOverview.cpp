// SPDX-License-Identifier: MIT
#include "explain/LayerOverview.h"

#include "explain/EvalScope.h"
#include "explain/FullPrecision.h"
#include "models/Classifier.h"

#include <torch/torch.h>

namespace lookaway {

Result<std::vector<Maps>> gradCamOfLayers(Classifier& network, const ExplainRequest& request,
    const std::vector<std::string>& layers, const CancelToken& cancel)
{
    const EvalScope inference(network);
    const FullPrecision fullPrecision;
    const at::AutoGradMode gradMode(true);
    // The input requires a gradient, so that there is a graph also where all parameters are frozen.
    const auto trace = network.trace(request.images.detach().requires_grad_(), Taps{ layers, Taps::Mode::Keep, false });
    if (cancel.cancelled())
        return cancelled();
    std::vector<at::Tensor> activations;
    for (const auto& layer : layers)
        activations.push_back(trace.activations.at(layer));
    const auto score = trace.logits.to(at::kFloat).gather(1, request.classes.unsqueeze(1)).sum();
    const auto gradients = torch::autograd::grad({ score }, activations, {}, /*retain_graph=*/false,
        /*create_graph=*/false, /*allow_unused=*/true);
    std::vector<Maps> found;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const auto a = activations[i].detach();
        Maps maps;
        maps.maps = gradients[i].defined() ? (gradients[i].mean({ 2, 3 }, /*keepdim=*/true) * a).sum(1).relu_()
                                           : at::zeros({ a.size(0), a.size(2), a.size(3) }, a.options());
        maps.classes = request.classes;
        maps.layer = layers[i];
        maps.method = "grad-cam";
        maps.logits = trace.logits.detach();
        found.push_back(std::move(maps));
    }
    return found;
}

} // namespace lookaway
