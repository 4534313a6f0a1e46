// SPDX-License-Identifier: MIT
#include "explain/GuidedGradCam.h"

#include "explain/GradCam.h"
#include "explain/GradientMap.h"
#include "explain/HeatMap.h"

#include <torch/torch.h>

namespace lookaway {

Result<Maps> GuidedGradCam::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    auto cam = GradCam().explain(network, request, watch);
    if (!cam || watch.cancel.cancelled())
        return cam ? cancelled() : cam.error();
    const GradientMap guided(GradientMap::Kind::GuidedBackprop);
    const auto pixels = guided.attribute(network, request.images, request.classes);
    if (watch.cancel.cancelled())
        return cancelled();

    Maps found;
    found.attribution =
        pixels.values * resizeMaps(cam->maps, request.images.size(2), request.images.size(3)).unsqueeze(1);
    found.maps = guided.mapOf(found.attribution);
    found.companions.emplace("grad-cam", cam->maps);
    found.logits = cam->logits;
    return found;
}

} // namespace lookaway
