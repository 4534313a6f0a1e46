// SPDX-License-Identifier: MIT
#include "session/inspect/ModelSidecar.h"

#include "base/AtomicFile.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace lookaway {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::size_t largestSidecar = 16 << 20;
constexpr int largestSide = 4096;

json toJson(const InputFormat& format)
{
    return { { "side", format.side }, { "channels", format.channels },
        { "fit", format.fit == InputFormat::Fit::Stretch ? "stretch" : "centre-crop" }, { "mean", format.mean },
        { "std", format.std }, { "probabilities", format.probabilities }, { "classes", format.classes } };
}

InputFormat fromJson(const json& j)
{
    InputFormat format;
    format.side = j.at("side").get<int>();
    format.channels = j.at("channels").get<int>();
    const auto fit = j.at("fit").get<std::string>();
    if (fit != "stretch" && fit != "centre-crop")
        throw std::invalid_argument("\"fit\" is neither \"stretch\" nor \"centre-crop\"");
    format.fit = fit == "stretch" ? InputFormat::Fit::Stretch : InputFormat::Fit::CentreCrop;
    format.mean = j.at("mean").get<std::array<float, 3>>();
    format.std = j.at("std").get<std::array<float, 3>>();
    format.probabilities = j.at("probabilities").get<bool>();
    format.classes = j.at("classes").get<std::vector<std::string>>();
    return format;
}

} // namespace

fs::path sidecarOf(const ModelSource& source)
{
    if (source.kind == ModelSource::Kind::Run)
        return source.path / "input.lookaway.json";
    fs::path file = source.path;
    file += ".lookaway.json";
    return file;
}

Result<std::optional<InputFormat>> readSidecar(const fs::path& file)
{
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return std::optional<InputFormat>();
    const auto text = readFile(file, largestSidecar);
    if (!text)
        return text.error();
    const auto refuse = [&](const std::string& why) {
        return fail("The input settings in '" + file.string() + "' cannot be used: " + why + ".",
            "Remove the file to start from the model's usual settings.");
    };
    try {
        auto format = fromJson(json::parse(*text));
        if (const auto valid = validate(format); !valid)
            return refuse(valid.error().what);
        return std::optional<InputFormat>(std::move(format));
    } catch (const std::exception& error) {
        return refuse(error.what());
    }
}

Result<void> writeSidecar(const fs::path& file, const InputFormat& format)
{
    return writeFileAtomically(file, toJson(format).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<void> validate(const InputFormat& format)
{
    if (format.side < 1 || format.side > largestSide)
        return fail("An input of " + std::to_string(format.side) + " px is not possible.",
            "Choose between 1 and " + std::to_string(largestSide) + " px.");
    if (format.channels != 1 && format.channels != 3)
        return fail("An input with " + std::to_string(format.channels) + " channels is not possible.",
            "Pictures have 3 channels (RGB) or 1 (grey).");
    for (std::size_t c = 0; c < 3; ++c)
        if (!std::isfinite(format.mean[c]) || !std::isfinite(format.std[c]) || !(format.std[c] > 0))
            return fail(
                "The normalisation of the input is not possible: the standard deviation must be above 0 and all "
                "numbers finite.",
                "ImageNet's are 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225.");
    return {};
}

} // namespace lookaway
