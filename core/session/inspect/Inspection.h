// SPDX-License-Identifier: MIT
#pragma once

#include "base/CancelToken.h"
#include "base/Image.h"
#include "base/Result.h"
#include "explain/ExplainSettings.h"
#include "session/inspect/MapScale.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lookaway {

struct OpenedModel;

/// A saved model that somebody wants to look into.
struct ModelSource {
    enum class Kind { Run, Weights, TorchScript };
    Kind kind = Kind::Run;
    /// Run folder, weights file (.pth, .pt, .safetensors; empty: none, all weights are zero) or TorchScript file.
    std::filesystem::path path = {};
    /// Weights: name of the architecture; empty = the one whose tensors the file has.
    std::string model = {};
    /// Run: file name of the checkpoint in the run's folder; empty = the best, else the last one.
    std::string checkpoint = {};

    bool operator==(const ModelSource& other) const
    {
        return kind == other.kind && path == other.path && model == other.model && checkpoint == other.checkpoint;
    }
};

/// What kind of model lies there: a run folder (or a checkpoint in one), a TorchScript archive, a weights file. Looks,
/// does not load. A sentence where it is none of them.
Result<ModelSource> recogniseModel(const std::filesystem::path& path);

/// How pictures become the network's input, and what its outputs are called. Kept beside the model's file for next
/// time.
struct InputFormat {
    /// How a picture becomes a square: the whole picture stretched (as our training does), or its middle (as
    /// torchvision tests: shorter side to 256/224 of the side, then the middle).
    enum class Fit { Stretch, CentreCrop };
    int side = 224;   ///< px
    int channels = 3; ///< 3 = RGB, 1 = grey
    Fit fit = Fit::Stretch;
    /// The network expects (pixel - mean)/std, pixels in [0, 1]; grey networks use the first of each.
    std::array<float, 3> mean = { 0.485F, 0.456F, 0.406F };
    std::array<float, 3> std = { 0.229F, 0.224F, 0.225F };
    /// The network answers with probabilities instead of logits.
    bool probabilities = false;
    /// By class index; may be shorter than the number of classes.
    std::vector<std::string> classes = {};
};

struct LayerFact {
    std::string name = {};
    /// What computes it ("Conv2d", "ReLU", "add"), where that is known.
    std::string type = {};
    /// C x h x w of its output for one picture.
    std::vector<std::int64_t> shape = {};
    /// Gives feature maps that can be explained; otherwise `reason` says why not.
    bool eligible = true;
    std::string reason = {};
};

struct CheckpointFact {
    std::string file = {};         ///< name in the run's folder, for ModelSource::checkpoint
    std::optional<int> epoch = {}; ///< counted from 1
};

/// What is known about an opened model.
struct ModelFacts {
    ModelSource source = {};
    std::string title = {}; ///< "ResNet-18", "TorchScript: model.pt"
    std::int64_t parameters = 0;
    std::int64_t classCount = 0;
    InputFormat input = {};
    std::string targetLayer = {}; ///< explained by default
    std::vector<LayerFact> layers = {};
    /// Of a run, by epoch; empty for files.
    std::vector<CheckpointFact> checkpoints = {};
    std::string weightsHash = {}; ///< SHA-256 of the file the weights came from
    std::string device = {};
    /// What the user should know: "the classes have no names", "BatchNorm was folded".
    std::vector<std::string> remarks = {};
};

/// One method, on one class, at one layer.
struct ExplainOrder {
    std::string method = "grad-cam"; ///< id of the table of methods
    std::string layer = {};          ///< empty = ModelFacts::targetLayer; ignored by methods without one
    std::int64_t classIndex = -1;    ///< -1 = the class that is predicted
    ExplainSettings settings = {};
};

struct NamedMap {
    std::string name = {};
    HeatMap map = {};
};

/// What a method found in one picture.
struct Explanation {
    std::string method = {};
    std::string layer = {}; ///< empty where the method has none
    std::int64_t classIndex = 0;
    /// By class, where the method gives them on the way; empty otherwise.
    std::vector<float> probabilities = {};
    /// Unnormalised, at the method's own resolution (the input's or the layer's).
    HeatMap raw = {};
    /// Values above 0 speak for the class, below against it; otherwise larger is hotter.
    bool isSigned = false;
    /// Further maps of the method: occlusion sensitivity's "activation" and "label".
    std::vector<NamedMap> companions = {};
    /// Gradient methods: per input value, channel after channel, each as large as the input; empty otherwise.
    std::vector<HeatMap> attribution = {};
    double seconds = 0; ///< of the whole batch that it was explained in, divided by its pictures
};

/// The network's answer for one picture.
struct ClassProbabilities {
    std::vector<float> probabilities = {}; ///< by class
    /// The most probable classes, best first; equal ones by index.
    std::vector<std::int64_t> top(std::size_t count) const;
};

/// Called on the thread that explains, often: done of total passes, and what has been found so far (first picture;
/// may be empty).
using ExplainProgress = std::function<void(std::int64_t done, std::int64_t total, const HeatMap& soFar)>;

struct MethodFact {
    std::string id = {};
    std::string title = {};
    std::string paper = {};
    bool needsLayer = false;
    bool classSpecific = true;
    bool isSigned = false;
    bool slow = false; ///< many passes per picture: show progress
    /// Settings that it reads, as keys of the settings table ("explain.seed").
    std::vector<std::string> settings = {};
};
/// The table of methods, for menus and lists.
const std::vector<MethodFact>& explanationMethods();

/// A model opened for looking into it. Used by one thread at a time; nothing changes its weights.
class Inspection {
public:
    /// `device` as TrainingSettings::device. Reads the sidecar file of the model where there is one.
    static Result<std::unique_ptr<Inspection>> open(const ModelSource& source, const std::string& device);
    ~Inspection();
    Inspection(const Inspection&) = delete;
    Inspection& operator=(const Inspection&) = delete;

    const ModelFacts& facts() const;
    /// Other input settings from now on. Refuses what the network cannot take (it is tried). With `remember`, they are
    /// written to the sidecar file ("MODEL.lookaway.json" beside the model's file).
    Result<void> setInput(const InputFormat& format, bool remember);

    /// The picture as the network sees it: side x side, in colour also for grey networks.
    Result<Image> prepare(const Image& picture) const;

    // `inputs` are pictures as prepare() gives them, all explained at once.
    Result<std::vector<ClassProbabilities>> predict(const std::vector<Image>& inputs, CancelToken cancel = {});
    /// Whether the method can explain this model at this layer; a sentence why not.
    Result<void> check(const ExplainOrder& order);
    /// `classes`: one per input, -1 = the predicted one; empty = order.classIndex for all.
    Result<std::vector<Explanation>> explain(const std::vector<Image>& inputs, const ExplainOrder& order,
        std::vector<std::int64_t> classes = {}, CancelToken cancel = {}, const ExplainProgress& progress = {});
    /// One small Grad-CAM per eligible layer, in one pass.
    Result<std::vector<Explanation>> explainLayers(
        const Image& input, std::int64_t classIndex, CancelToken cancel = {});

    /// What core's own measurements compute with (FaithfulnessCurves.h); changes with setInput().
    const OpenedModel& opened() const;

private:
    struct Parts;
    explicit Inspection(std::unique_ptr<Parts> parts);
    /// Replaces -1 by the predicted class.
    Result<void> choosePredicted(
        const std::vector<Image>& inputs, std::vector<std::int64_t>& classes, const CancelToken& cancel);
    std::unique_ptr<Parts> m_parts;
};

} // namespace lookaway
