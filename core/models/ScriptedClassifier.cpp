// SPDX-License-Identifier: MIT
#include "models/ScriptedClassifier.h"

#include "models/ScriptModules.h"
#include "models/ScriptTrial.h"

#include <caffe2/serialize/read_adapter_interface.h>
#include <torch/torch.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace lookaway {

namespace {

/// Lets LibTorch read exactly the bytes that have been checked.
class MemoryReader : public caffe2::serialize::ReadAdapterInterface {
public:
    explicit MemoryReader(FileBytes file)
        : m_file(std::move(file))
    {
    }
    std::size_t size() const override { return m_file.size; }
    std::size_t read(std::uint64_t position, void* buffer, std::size_t bytes, const char*) const override
    {
        if (position >= m_file.size)
            return 0;
        const auto count = std::min<std::uint64_t>(bytes, m_file.size - position);
        std::memcpy(buffer, m_file.data.get() + position, count);
        return count;
    }

private:
    FileBytes m_file;
};

Result<torch::jit::Module> loadModule(const std::filesystem::path& path)
{
    auto bytes = readTorchScript(path);
    if (!bytes)
        return bytes.error();
    try {
        auto module = torch::jit::load(std::make_shared<MemoryReader>(std::move(*bytes)), torch::Device(at::kCPU));
        module.eval();
        return module;
    } catch (const std::exception& error) {
        return fail("'" + path.string() + "' cannot be loaded: " + script::reasonOf(error) + ".",
            "Save it again, with a PyTorch that is not newer than this program's LibTorch (" TORCH_VERSION ").");
    }
}

bool hasTrainable(const torch::nn::Module& module)
{
    const auto parameters = module.parameters();
    return std::any_of(
        parameters.begin(), parameters.end(), [](const at::Tensor& parameter) { return parameter.requires_grad(); });
}

} // namespace

struct ScriptedClassifier::Parts {
    ScriptProgram program;
    ScriptTrial trial;
    bool probabilities = false;
    std::unique_ptr<ScriptModules> modules = {};
};

ScriptedClassifier::ScriptedClassifier(ModelInfo info, std::unique_ptr<Parts> parts)
    : Classifier(std::move(info))
    , m_parts(std::move(parts))
{
    const auto& program = m_parts->program;
    m_parts->modules = std::make_unique<ScriptModules>(*this, program.module());
    // The weights of a frozen file stand in its program: as buffers they move to a device with the rest.
    for (std::size_t i = 0; i < program.constants().size(); ++i)
        register_buffer("constant_" + std::to_string(i), program.constants()[i]);
}

ScriptedClassifier::~ScriptedClassifier() = default;

const ScriptFacts& ScriptedClassifier::facts() const
{
    return m_parts->trial.facts;
}

bool takesOnePictureOnly(const Classifier& network)
{
    const auto* script = dynamic_cast<const ScriptedClassifier*>(&network);
    return script && script->facts().onePictureOnly;
}

std::optional<at::Tensor> ScriptedClassifier::poolingHeadWeight(const std::string& layer) const
{
    const auto& trial = m_parts->trial;
    // One value may have several names: "features", "features.18", "features.18.2".
    const auto originOf = [&](const std::string& name) -> std::optional<std::size_t> {
        for (const auto& known : m_parts->program.layers())
            if (known.name == name)
                return known.origin;
        return std::nullopt;
    };
    if (!trial.headWeight.defined() || originOf(layer) != originOf(trial.targetLayer))
        return std::nullopt;
    return trial.headWeight;
}

at::Tensor ScriptedClassifier::run(at::Tensor x, Tracer& tracer)
{
    const auto& [program, trial, probabilities, modules] = *m_parts;
    modules->passOnTrainingFlags();
    // A frozen program has no parameters that would give its activations a graph.
    if (tracer.listening() && at::GradMode::is_enabled() && !x.requires_grad() && !hasTrainable(*this))
        x = x.detach().requires_grad_();
    at::Tensor scores;
    if (trial.facts.onePictureOnly && x.size(0) > 1) {
        TORCH_CHECK(!tracer.listening(), "'", program.name(),
            "' was exported for one picture at a time, so its layers can only be tapped for one; there are ", x.size(0),
            ".");
        std::vector<at::Tensor> rows;
        for (const auto& picture : x.split(1))
            rows.push_back(program.run(picture, tracer));
        scores = at::cat(rows);
    } else {
        scores = program.run(x, tracer);
    }
    return probabilities ? scores.clamp_min(std::numeric_limits<float>::min()).log() : scores;
}

Result<std::shared_ptr<ScriptedClassifier>> openTorchScript(
    const std::filesystem::path& path, const ScriptOptions& options)
{
    const auto module = loadModule(path);
    if (!module)
        return module.error();
    auto program = ScriptProgram::make(*module, path.filename().string());
    if (!program)
        return program.error();
    auto trial = tryOut(*program, options);
    if (!trial)
        return trial.error();

    ModelInfo info;
    info.name = path.filename().string();
    info.title = "TorchScript " + info.name;
    info.imageSize = trial->side;
    info.minimumImageSize = trial->minimumSide;
    info.channels = trial->channels;
    info.targetLayer = trial->targetLayer;
    info.head = trial->head;
    info.mean = options.mean;
    info.std = options.std;
    auto& remarks = trial->facts.remarks;
    if (trial->facts.onePictureOnly)
        remarks.emplace_back(
            "It was exported for one picture at a time: several go through it one after the other, and it "
            "cannot be fine-tuned.");
    if (trial->facts.answersLookLikeProbabilities && !options.probabilities)
        remarks.emplace_back("It seems to answer with probabilities; say so in its input settings.");
    if (module->parameters().size() == 0)
        remarks.emplace_back("It has no trainable parameters (it is frozen), so it cannot be fine-tuned.");
    if (trial->targetLayer.empty())
        remarks.emplace_back("None of its layers gives feature maps.");
    auto parts = std::make_unique<ScriptedClassifier::Parts>(
        ScriptedClassifier::Parts{ std::move(*program), std::move(*trial), options.probabilities });
    try {
        return std::shared_ptr<ScriptedClassifier>(new ScriptedClassifier(std::move(info), std::move(parts)));
    } catch (const c10::Error& error) {
        return fail("The parameters in '" + path.string() + "' cannot be taken over: " + script::reasonOf(error) + ".",
            "Export the model again with torch.jit.script or torch.jit.trace.");
    }
}

} // namespace lookaway
