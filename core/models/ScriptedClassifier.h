// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "models/Classifier.h"
#include "weights/TorchScriptFile.h" // looksLikeTorchScript()

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lookaway {

/// What a TorchScript file does not say about itself.
struct ScriptOptions {
    /// Side of the pictures in px; 0: found by trying, 224 first.
    int side = 0;
    std::array<float, 3> mean = { 0.485F, 0.456F, 0.406F };
    std::array<float, 3> std = { 0.229F, 0.224F, 0.225F };
    /// The model answers with probabilities; its logits are then their logarithms.
    bool probabilities = false;
};

/// What trial passes and a look at the program told about a TorchScript model.
struct ScriptFacts {
    std::int64_t classes = 0;
    /// Its answers to the trial pictures were distributions over the classes: ScriptOptions::probabilities is likely
    /// right.
    bool answersLookLikeProbabilities = false;
    /// It was exported for one picture at a time. Several go through one after the other; layers can be tapped for one
    /// picture only.
    bool onePictureOnly = false;
    /// For people, a sentence each: "It has no trainable parameters, ...".
    std::vector<std::string> remarks = {};
};

/// A TorchScript model (scripted, traced or frozen) as a Classifier: its layers can be tapped, its ReLUs follow the
/// rules, its parameters and buffers appear under their own names and are shared with it, so that it can be
/// fine-tuned where it has any. train() and eval() reach it (as far as its training behaviour was not fixed when it was
/// traced or frozen), the dropout's generator too.
class ScriptedClassifier : public Classifier {
public:
    ~ScriptedClassifier() override;
    const ScriptFacts& facts() const;
    std::optional<at::Tensor> poolingHeadWeight(const std::string& layer) const override;

protected:
    at::Tensor run(at::Tensor x, Tracer& tracer) override;

private:
    friend Result<std::shared_ptr<ScriptedClassifier>> openTorchScript(
        const std::filesystem::path& path, const ScriptOptions& options);
    struct Parts;
    ScriptedClassifier(ModelInfo info, std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

/// Whether a trace with taps takes one picture only (ScriptFacts::onePictureOnly); false for networks of our own.
bool takesOnePictureOnly(const Classifier& network);

/// Opens a TorchScript file on the CPU, in training mode like every Classifier. Its forward method is run on a few
/// made-up pictures to learn what it takes and gives. ModelInfo::name is the file's name; targetLayer is the last
/// activation with places before pooling (empty: it has none), head the path of its last linear or convolutional layer.
/// A sentence for files that are damaged, hostile or no classifiers of RGB or grey pictures.
Result<std::shared_ptr<ScriptedClassifier>> openTorchScript(
    const std::filesystem::path& path, const ScriptOptions& options = {});

} // namespace lookaway
