// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "session/inspect/AdaptedModel.h"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace lookaway::cli {

/// The options that name a saved model and how pictures become its input, for every command that looks into one.
class ModelOptions {
public:
    void addTo(CLI::App& command);

    /// Whether a network may be named without the file of its weights.
    enum class Weights { Required, Optional };
    /// What is to be opened. A sentence when none, or more than one, is named.
    Result<ModelSource> source(Weights weights = Weights::Required) const;
    /// Changes the model's usual input as the options say; empty when they say nothing. Reads the file of class names.
    Result<InputChange> adapt() const;
    const std::string& device() const { return m_device; }

private:
    std::string m_run;
    std::string m_checkpoint;
    std::string m_model;
    std::string m_weights;
    std::string m_torchScript;
    std::string m_classes;
    std::string m_fit;
    int m_side = 0;
    std::vector<float> m_mean;
    std::vector<float> m_std;
    bool m_probabilities = false;
    std::string m_device = "auto";
};

/// Opens the model that the options name. With `remember`, its input settings and class names are kept beside its file.
Result<std::unique_ptr<Inspection>> openModel(const ModelOptions& options,
    ModelOptions::Weights weights = ModelOptions::Weights::Required, bool remember = false);

} // namespace lookaway::cli
