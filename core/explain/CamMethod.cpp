// SPDX-License-Identifier: MIT
#include "explain/CamMethod.h"

#include "explain/FullPrecision.h"

namespace lookaway {

Result<Maps> CamMethod::compute(Classifier& network, const ExplainRequest& request, const ExplainWatch& watch) const
{
    const auto layer = layerGradient(network, request, watch, m_score, m_source);
    if (!layer)
        return layer.error();
    const FullPrecision fullPrecision;
    Maps found;
    found.maps = weigh(*layer);
    found.logits = layer->logits;
    found.classes = layer->classes;
    return found;
}

} // namespace lookaway
