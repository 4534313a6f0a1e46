// SPDX-License-Identifier: MIT
#include "models/ScriptTrial.h"

#include <torch/torch.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace lookaway {

namespace {

/// One pass that went well.
struct Pass {
    int side;
    int channels;
    std::int64_t batch;
    at::Tensor logits;
    std::vector<LayerShape> layers;
};

/// Values between -1 and 1 without a pattern, other ones in every picture; no random stream is touched.
at::Tensor madeUpPictures(std::int64_t count, int channels, int side)
{
    const auto numbers = at::arange(count * channels * side * side, at::kDouble);
    return (numbers * 12.9898).sin().to(at::kFloat).view({ count, channels, side, side });
}

Result<Pass> attempt(const ScriptProgram& program, std::int64_t batch, int channels, int side)
{
    Pass pass{ side, channels, batch, {}, {} };
    Tracer tracer(pass.layers);
    try {
        pass.logits = program.run(madeUpPictures(batch, channels, side), tracer);
    } catch (const c10::Error& error) {
        return fail(script::reasonOf(error));
    }
    return pass;
}

Result<Pass> attempt(const ScriptProgram& program, int channels, int side)
{
    auto two = attempt(program, 2, channels, side);
    if (two)
        return two;
    auto one = attempt(program, 1, channels, side); // traced with the number of pictures fixed
    return one ? one : two;
}

/// Channels of the pictures, the likeliest first; empty when the first convolution wants neither RGB nor grey.
std::vector<int> channelsToTry(const ScriptProgram& program, std::int64_t& wanted)
{
    for (const auto& weight : program.weights())
        if (weight.convolution && weight.value.dim() == 4) {
            wanted = weight.value.size(1) * weight.groups;
            // A program may spread grey over three channels, or make grey of RGB, before its first convolution.
            return wanted == 1 ? std::vector<int>{ 1, 3 } : wanted == 3 ? std::vector<int>{ 3, 1 } : std::vector<int>{};
        }
    return { 3, 1 };
}

const LayerShape* shapeOf(const Pass& pass, const std::string& layer)
{
    for (const auto& shape : pass.layers)
        if (shape.name == layer)
            return &shape;
    return nullptr;
}

bool isPooling(const std::string& type)
{
    std::string lower;
    for (const unsigned char c : type)
        lower += static_cast<char>(std::tolower(c));
    return lower.find("pool") != std::string::npos;
}

/// The last activation with places that is neither pooled nor a map per class, under the outermost of its names:
/// "layer4" rather than "layer4.1.relu_1".
std::string targetOf(const ScriptProgram& program, const Pass& pass)
{
    std::map<std::string, std::size_t> indexOf;
    for (std::size_t i = 0; i < program.layers().size(); ++i)
        indexOf[program.layers()[i].name] = i;
    const auto originOf = [&](const LayerShape& layer) -> std::optional<std::size_t> {
        const auto found = indexOf.find(layer.name); // a loop's second round has no layer of its own
        return found == indexOf.end() ? std::nullopt : std::make_optional(program.layers()[found->second].origin);
    };
    const auto dots = [](const std::string& name) { return std::count(name.begin(), name.end(), '.'); };
    for (const bool strict : { true, false }) {
        for (auto last = pass.layers.rbegin(); last != pass.layers.rend(); ++last) {
            const auto origin = originOf(*last);
            const bool perClass = last->shape[0] == pass.logits.size(1);
            const bool places = last->shape[1] * last->shape[2] > 1;
            if (!origin || !places || (strict && (perClass || isPooling(program.layers()[*origin].type))))
                continue;
            std::string best;
            for (const auto& layer : pass.layers)
                if (originOf(layer) == origin && (best.empty() || dots(layer.name) <= dots(best)))
                    best = layer.name;
            return best;
        }
    }
    return pass.layers.empty() ? "" : pass.layers.back().name;
}

/// The parameter of the layer that gives the scores; nullptr for programs that compute them otherwise.
const ScriptWeight* headOf(const ScriptProgram& program, std::int64_t classes)
{
    const auto& weights = program.weights();
    for (auto last = weights.rbegin(); last != weights.rend(); ++last)
        if (last->value.dim() >= 2 && last->value.size(0) == classes)
            return &*last;
    return nullptr;
}

/// Whether logits = W mean(A) + b on the trial pictures, b the same for all: global average pooling and one linear
/// layer.
bool poolsIntoHead(const ScriptProgram& program, const Pass& pass, const std::string& target, const ScriptWeight& head)
{
    const auto* shape = shapeOf(pass, target);
    if (!shape || head.value.dim() != 2 || head.value.size(1) != shape->shape[0])
        return false;
    std::vector<at::Tensor> answers, means;
    for (const auto& pictures : madeUpPictures(2, pass.channels, pass.side).split(pass.batch)) {
        const Taps taps{ { target } };
        Tracer tracer(taps, ReluRule::Standard, false, std::nullopt);
        answers.push_back(program.run(pictures, tracer).to(at::kDouble));
        means.push_back(tracer.takeActivations(program.name()).at(target).to(at::kDouble).mean({ 2, 3 }));
    }
    const auto logits = at::cat(answers);
    const auto products = at::cat(means).mm(head.value.to(at::kDouble).t());
    const auto biases = logits - products;
    const auto scale = std::max(logits.abs().max().item<double>(), products.abs().max().item<double>());
    const auto spread = (biases[0] - biases[1]).abs().max().item<double>();
    const auto differ = (products[0] - products[1]).abs().max().item<double>();
    constexpr double rounding = 1e-5;
    return spread <= rounding * scale && differ > 100 * rounding * scale;
}

Error refuses(const ScriptProgram& program, const ScriptOptions& options, const std::string& reason)
{
    if (options.side > 0)
        return fail(
            "'" + program.name() + "' cannot take pictures of " + std::to_string(options.side) + " px: " + reason + ".",
            "Name the size that it was trained with.");
    return fail("'" + program.name() + "' takes pictures of none of the usual sizes: " + reason + ".",
        "Name the size that it was trained with, if it is a classifier of pictures.");
}

Result<Pass> firstPass(const ScriptProgram& program, const ScriptOptions& options)
{
    std::int64_t wanted = 0;
    const auto channels = channelsToTry(program, wanted);
    if (channels.empty())
        return fail("'" + program.name() + "' expects pictures with " + std::to_string(wanted)
                + " channels; pictures here have 3 (RGB) or 1 (grey).",
            "Wrap the model in a module that makes its channels of RGB, and export that.");
    std::vector<int> sides = { 224, 299, 32, 28, 64, 96, 128, 160, 192, 256, 384, 512 };
    if (options.side > 0)
        sides = { options.side };
    std::string reason;
    for (const int side : sides)
        for (const int count : channels) {
            auto pass = attempt(program, count, side);
            if (pass)
                return pass;
            if (reason.empty())
                reason = pass.error().what;
        }
    const std::string inside = "' fails inside its own program: ";
    if (const auto at = reason.find(inside); at != std::string::npos)
        reason.erase(0, at + inside.size());
    else if (reason.find("' answers ") != std::string::npos)
        return fail(reason + ".", "It is no classifier.");
    return refuses(program, options, reason);
}

/// Networks made for small pictures go through with large ones, too, but keep maps that are far too fine for them.
Pass forItsSize(const ScriptProgram& program, Pass pass)
{
    constexpr std::int64_t finest = 28; // an eighth of 224 px: networks for those end in 7 or 14
    const auto target = targetOf(program, pass);
    const auto* shape = shapeOf(pass, target);
    if (!shape || std::max(shape->shape[1], shape->shape[2]) <= finest)
        return pass;
    const int small = pass.channels == 1 ? 28 : 32; // MNIST's and CIFAR's
    auto smaller = attempt(program, pass.channels, small);
    return smaller && smaller->logits.size(1) == pass.logits.size(1) ? std::move(*smaller) : pass;
}

int minimumSide(const ScriptProgram& program, const Pass& pass)
{
    for (const int side : { 32, 64, 128 }) {
        if (side >= pass.side)
            break;
        const auto smaller = attempt(program, 1, pass.channels, side);
        if (smaller && smaller->logits.size(1) == pass.logits.size(1) && smaller->layers.size() == pass.layers.size())
            return side;
    }
    return pass.side;
}

bool areDistributions(const at::Tensor& rows)
{
    constexpr double tolerance = 1e-3;
    return rows.size(1) > 1 && rows.min().item<double>() >= 0
        && (rows.to(at::kDouble).sum(1) - 1).abs().max().item<double>() < tolerance;
}

} // namespace

Result<ScriptTrial> tryOut(const ScriptProgram& program, const ScriptOptions& options)
{
    const torch::NoGradGuard noGraph;
    auto found = firstPass(program, options);
    if (!found)
        return found.error();
    const auto pass = options.side > 0 ? std::move(*found) : forItsSize(program, std::move(*found));
    ScriptTrial trial;
    trial.side = pass.side;
    trial.channels = pass.channels;
    trial.minimumSide = minimumSide(program, pass);
    trial.targetLayer = targetOf(program, pass);
    trial.facts.classes = pass.logits.size(1);
    trial.facts.onePictureOnly = pass.batch == 1;
    trial.facts.answersLookLikeProbabilities = areDistributions(pass.logits);
    if (const auto* head = headOf(program, trial.facts.classes)) {
        const auto dot = head->parameter.rfind('.');
        trial.head = dot == std::string::npos ? "" : head->parameter.substr(0, dot);
        if (!options.probabilities && poolsIntoHead(program, pass, trial.targetLayer, *head))
            trial.headWeight = head->value;
    }
    return trial;
}

} // namespace lookaway
