// SPDX-License-Identifier: MIT
#include "explain/Explainers.h"

#include "explain/Cam.h"
#include "explain/EigenCam.h"
#include "explain/FastEvidence.h"
#include "explain/GradCam.h"
#include "explain/GradCamPlusPlus.h"
#include "explain/GradientMap.h"
#include "explain/GuidedGradCam.h"
#include "explain/IntegratedGradients.h"
#include "explain/LayerCam.h"
#include "explain/Lime.h"
#include "explain/OcclusionSensitivity.h"
#include "explain/PredictionDifference.h"
#include "explain/Rise.h"
#include "explain/ScoreCam.h"
#include "explain/SmoothGrad.h"

#include <algorithm>

namespace lookaway {
namespace {

using Kind = GradientMap::Kind;

const char* const selvaraju = "Selvaraju et al., Grad-CAM, ICCV 2017";
const char* const morales = "Morales, Talavera, Remeseiro, Playing to distraction, 2021 (released code)";
const char* const zeiler = "Zeiler & Fergus, Visualizing and understanding convolutional networks, ECCV 2014";

template <class Method> std::unique_ptr<Explainer> plain(const ExplainSettings&)
{
    return std::make_unique<Method>();
}

template <class Method> std::unique_ptr<Explainer> withSettings(const ExplainSettings& settings)
{
    return std::make_unique<Method>(settings);
}

template <GradientMap::Kind kind> std::unique_ptr<Explainer> gradientMap(const ExplainSettings&)
{
    return std::make_unique<GradientMap>(kind);
}

template <GradCamFlavour flavour> std::unique_ptr<Explainer> gradCam(const ExplainSettings&)
{
    return std::make_unique<GradCam>(flavour);
}

} // namespace

const std::vector<ExplainerEntry>& explainers()
{
    const std::vector<std::string> evidenceSettings{ "evidence_window", "evidence_patch", "evidence_samples", "seed",
        "chunk" };
    static const std::vector<ExplainerEntry> table{
        // id, title, paper, { layer, class, pooling head, many passes }, signed, settings, make
        { "grad-cam", "Grad-CAM", selvaraju, { true, true }, false, {}, &gradCam<GradCamFlavour::Textbook> },
        { "grad-cam-as-released", "Grad-CAM (as released by the authors of the scheme)", morales, { true, true }, false,
            {}, &gradCam<GradCamFlavour::AsReleased> },
        { "cam", "CAM", "Zhou et al., Learning deep features for discriminative localization, CVPR 2016",
            { true, true, true }, false, {}, &plain<Cam> },
        { "grad-cam++", "Grad-CAM++", "Chattopadhay et al., Grad-CAM++, WACV 2018", { true, true }, false, {},
            &plain<GradCamPlusPlus> },
        { "layer-cam", "Layer-CAM", "Jiang et al., LayerCAM, IEEE TIP 2021", { true, true }, false, {},
            &plain<LayerCam> },
        { "eigen-cam", "Eigen-CAM (the same for all classes)", "Muhammad & Yeasin, Eigen-CAM, IJCNN 2020",
            { true, false }, false, {}, &plain<EigenCam> },
        { "score-cam", "Score-CAM", "Wang et al., Score-CAM, CVPR workshops 2020", { true, true, false, true }, false,
            { "chunk" }, &withSettings<ScoreCam> },

        { "gradient", "Gradient", "Simonyan et al., Deep inside convolutional networks, 2013", { false, true }, false,
            {}, &gradientMap<Kind::Gradient> },
        { "gradient-x-input", "Gradient x input", "Shrikumar et al., Not just a black box, 2016", { false, true }, true,
            {}, &gradientMap<Kind::TimesInput> },
        { "guided-backprop", "Guided backpropagation", "Springenberg et al., Striving for simplicity, 2015",
            { false, true }, false, {}, &gradientMap<Kind::GuidedBackprop> },
        { "deconvnet", "Deconvnet", zeiler, { false, true }, false, {}, &gradientMap<Kind::Deconvnet> },
        { "guided-grad-cam", "Guided Grad-CAM", selvaraju, { true, true }, false, {}, &plain<GuidedGradCam> },
        { "smoothgrad", "SmoothGrad", "Smilkov et al., SmoothGrad: removing noise by adding noise, 2017",
            { false, true, false, true }, false, { "smooth_samples", "smooth_noise", "seed", "chunk" },
            &withSettings<SmoothGrad> },
        { "integrated-gradients", "Integrated Gradients",
            "Sundararajan et al., Axiomatic attribution for deep networks, ICML 2017", { false, true, false, true },
            true, { "integrated_steps", "baseline", "chunk" }, &withSettings<IntegratedGradients> },

        { "occlusion-sensitivity", "Occlusion sensitivity", zeiler, { true, true, false, true }, true,
            { "occluder_size", "occluder_step", "chunk" }, &withSettings<OcclusionSensitivity> },
        { "lime", "LIME", "Ribeiro et al., \"Why should I trust you?\", KDD 2016", { false, true, false, true }, true,
            { "lime_samples", "lime_superpixels", "seed", "chunk" }, &withSettings<Lime> },
        { "rise", "RISE", "Petsiuk et al., RISE: randomized input sampling for explanation, BMVC 2018",
            { false, true, false, true }, false, { "rise_masks", "rise_cells", "rise_keep", "seed", "chunk" },
            &withSettings<Rise>, false },
        { "prediction-difference", "Prediction difference analysis",
            "Zintgraf et al., Visualizing deep neural network decisions, ICLR 2017", { false, true, false, true }, true,
            evidenceSettings, &withSettings<PredictionDifference> },
        { "fast-evidence", "Fast evidence (after Zhou & Kainz)",
            "after Zhou & Kainz, Efficient image evidence analysis of CNN classification results, 2018",
            { false, true, false, true }, true, evidenceSettings, &withSettings<FastEvidence> },
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
