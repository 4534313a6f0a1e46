// SPDX-License-Identifier: MIT
#include "session/runs/ProbeFile.h"

#include "weights/Safetensors.h"
#include "weights/WeightsFile.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstdio>
#include <cstring>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t maxFileBytes = std::uint64_t{ 64 } << 20;
constexpr std::int64_t maxSide = 4096;

/// A tensor of N numbers, one of each probe.
template <class T, class Take>
void add(StateDict& tensors, const char* name, ScalarType type, const std::vector<Probe>& probes, const Take& take)
{
    std::vector<T> values;
    for (const Probe& probe : probes)
        values.push_back(static_cast<T>(take(probe)));
    const std::size_t bytes = values.size() * sizeof(T);
    tensors.insert(
        name, { type, { static_cast<std::int64_t>(probes.size()) }, copyBytes(values.data(), bytes), bytes });
}

TensorData heatOf(const std::vector<Probe>& probes)
{
    const HeatMap empty;
    const HeatMap& one = probes.empty() ? empty : probes.front().heat;
    std::vector<float> values;
    for (const Probe& probe : probes)
        values.insert(values.end(), probe.heat.values.begin(), probe.heat.values.end());
    const std::size_t bytes = values.size() * sizeof(float);
    return { ScalarType::F32, { static_cast<std::int64_t>(probes.size()), one.height, one.width },
        copyBytes(values.data(), bytes), bytes };
}

/// The numbers of a tensor with this type and shape; empty when there is no such one.
template <class T>
std::vector<T> numbers(
    const StateDict& tensors, const char* name, ScalarType type, const std::vector<std::int64_t>& shape)
{
    const auto* tensor = tensors.find(name);
    if (!tensor || tensor->type != type || tensor->shape != shape)
        return {};
    std::vector<T> values(tensor->bytes / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), tensor->data.get(), tensor->bytes);
    return values;
}

/// Reads the tensors of one number per probe into the probes; false when one is missing or of another shape.
bool readColumns(const StateDict& tensors, std::vector<Probe>& probes)
{
    const auto count = static_cast<std::int64_t>(probes.size());
    bool good = true;
    const auto each = [&](const char* name, ScalarType type, auto zero, const auto& put) {
        const auto values = numbers<decltype(zero)>(tensors, name, type, { count });
        good = good && values.size() == probes.size();
        for (std::size_t i = 0; good && i < probes.size(); ++i)
            put(probes[i], values[i]);
    };
    each("low", ScalarType::F32, 0.0F, [](Probe& probe, float value) { probe.low = value; });
    each("high", ScalarType::F32, 0.0F, [](Probe& probe, float value) { probe.high = value; });
    each("label", ScalarType::I64, std::int64_t{}, [](Probe& probe, std::int64_t value) { probe.label = value; });
    each("predicted", ScalarType::I64, std::int64_t{}, [](Probe& probe, auto value) { probe.predicted = value; });
    each("probability", ScalarType::F64, 0.0, [](Probe& probe, double value) { probe.probability = value; });
    each("share", ScalarType::F64, 0.0, [](Probe& probe, double value) { probe.spread.shareAboveLevel = value; });
    each("entropy", ScalarType::F64, 0.0, [](Probe& probe, double value) { probe.spread.entropy = value; });
    each("components", ScalarType::I64, std::int64_t{}, [](Probe& probe, std::int64_t value) {
        probe.spread.components = static_cast<int>(value);
        probe.spread.empty = value == 0; // whatever is above half of its maximum has a component
    });
    return good;
}

bool readMaps(const StateDict& tensors, std::vector<Probe>& probes)
{
    const auto* heat = tensors.find("heat");
    if (!heat || heat->shape.size() != 3 || heat->shape[1] > maxSide || heat->shape[2] > maxSide)
        return false;
    const auto count = static_cast<std::int64_t>(probes.size());
    const HeatMap blank(static_cast<int>(heat->shape[2]), static_cast<int>(heat->shape[1]));
    const auto values = numbers<float>(tensors, "heat", ScalarType::F32, { count, blank.height, blank.width });
    if (values.size() != probes.size() * blank.values.size())
        return false;
    for (std::size_t i = 0; i < probes.size(); ++i) {
        probes[i].heat = blank;
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * blank.values.size()), blank.values.size(),
            probes[i].heat.values.begin());
    }
    return true;
}

/// A whole number of the metadata.
bool readNumber(const std::map<std::string, std::string>& metadata, const char* key, std::int64_t& value)
{
    const auto found = metadata.find(key);
    if (found == metadata.end())
        return false;
    const char* end = found->second.data() + found->second.size();
    const auto parsed = std::from_chars(found->second.data(), end, value);
    return parsed.ec == std::errc{} && parsed.ptr == end;
}

bool readPaths(const std::map<std::string, std::string>& metadata, std::vector<Probe>& probes)
{
    const auto found = metadata.find("paths");
    const auto list = nlohmann::json::parse(found == metadata.end() ? "" : found->second, nullptr, false);
    if (!list.is_array())
        return false;
    for (const auto& path : list) {
        if (!path.is_string())
            return false;
        probes.emplace_back().path = path.get<std::string>();
    }
    return true;
}

} // namespace

std::string probeFileName(int epoch)
{
    char name[48];
    std::snprintf(name, sizeof name, "epoch-%04d.safetensors", epoch);
    return epoch < 0 ? "start.safetensors" : name;
}

Result<void> writeProbes(const fs::path& folder, const ProbesExplained& event)
{
    std::error_code code;
    fs::create_directories(folder, code); // writing says what is wrong
    const auto& probes = event.probes;
    StateDict tensors;
    tensors.insert("heat", heatOf(probes));
    add<float>(tensors, "low", ScalarType::F32, probes, [](const Probe& probe) { return probe.low; });
    add<float>(tensors, "high", ScalarType::F32, probes, [](const Probe& probe) { return probe.high; });
    add<std::int64_t>(tensors, "label", ScalarType::I64, probes, [](const Probe& probe) { return probe.label; });
    add<std::int64_t>(tensors, "predicted", ScalarType::I64, probes, [](const auto& probe) { return probe.predicted; });
    add<double>(tensors, "probability", ScalarType::F64, probes, [](const auto& probe) { return probe.probability; });
    add<double>(
        tensors, "share", ScalarType::F64, probes, [](const auto& probe) { return probe.spread.shareAboveLevel; });
    add<double>(tensors, "entropy", ScalarType::F64, probes, [](const auto& probe) { return probe.spread.entropy; });
    add<std::int64_t>(
        tensors, "components", ScalarType::I64, probes, [](const auto& probe) { return probe.spread.components; });
    auto paths = nlohmann::json::array();
    for (const Probe& probe : probes)
        paths.push_back(probe.path);
    const int side = probes.empty() || !probes.front().picture ? 0 : probes.front().picture->width;
    return writeSafetensors(folder / probeFileName(event.epoch), tensors,
        { { "epoch", std::to_string(event.epoch) }, { "global_step", std::to_string(event.globalStep) },
            { "image_size", std::to_string(side) },
            { "paths", paths.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) } });
}

Result<ProbesExplained> readProbeFile(const fs::path& file, int& side)
{
    const auto read = readWeights(file, ReadLimits{ maxFileBytes });
    if (!read)
        return read.error();
    ProbesExplained event;
    std::int64_t epoch = 0;
    std::int64_t pixels = 0;
    const bool good = readNumber(read->metadata, "epoch", epoch) && epoch >= -1 && epoch < 1000000
        && readNumber(read->metadata, "global_step", event.globalStep)
        && readNumber(read->metadata, "image_size", pixels) && pixels >= 0 && pixels <= maxSide
        && readPaths(read->metadata, event.probes) && readColumns(read->tensors, event.probes)
        && readMaps(read->tensors, event.probes);
    if (!good)
        return fail("'" + file.string() + "' does not hold the maps of probe pictures.");
    event.epoch = static_cast<int>(epoch);
    side = static_cast<int>(pixels);
    std::vector<AttentionSpread> spreads;
    for (const Probe& probe : event.probes)
        spreads.push_back(probe.spread);
    event.meanSpread = summarise(spreads).meanShareAboveLevel;
    return event;
}

void dropProbesFrom(const fs::path& folder, int epoch)
{
    std::error_code code;
    std::vector<fs::path> superseded;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
        const auto name = entry.path().filename().string();
        int number = -1;
        if (std::sscanf(name.c_str(), "epoch-%d.safetensors", &number) == 1 && number >= epoch)
            superseded.push_back(entry.path());
    }
    for (const auto& path : superseded)
        fs::remove(path, code);
}

} // namespace lookaway
