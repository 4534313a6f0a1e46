// SPDX-License-Identifier: MIT
#include "explain/Explainers.h"

#include "explain/GradCam.h"

#include <algorithm>

namespace lookaway {
namespace {

const char* const selvaraju = "Selvaraju et al., Grad-CAM, ICCV 2017";
const char* const morales = "Morales, Talavera, Remeseiro, Playing to distraction, 2021 (released code)";

template <GradCamFlavour flavour> std::unique_ptr<Explainer> gradCam(const ExplainSettings&)
{
    return std::make_unique<GradCam>(flavour);
}

} // namespace

const std::vector<ExplainerEntry>& explainers()
{
    static const std::vector<ExplainerEntry> table{
        // id, title, paper, { layer, class, pooling head, many passes }, signed, settings, make
        { "grad-cam", "Grad-CAM", selvaraju, { true, true }, false, {}, &gradCam<GradCamFlavour::Textbook> },
        { "grad-cam-as-released", "Grad-CAM (as released by the authors of the scheme)", morales, { true, true }, false,
            {}, &gradCam<GradCamFlavour::AsReleased> },
    };
    return table;
}

const ExplainerEntry* findExplainer(std::string_view id)
{
    const auto& table = explainers();
    const auto found = std::find_if(table.begin(), table.end(), [id](const auto& entry) { return entry.id == id; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace lookaway
