// SPDX-License-Identifier: MIT
#include "weights/Safetensors.h"

#include "base/AtomicFile.h"
#include "weights/SafetensorsHeader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <fstream>

namespace lookaway {

namespace {

std::string_view textAt(const FileBytes& file, std::uint64_t offset, std::uint64_t length)
{
    return { reinterpret_cast<const char*>(file.data.get()) + offset, static_cast<std::size_t>(length) };
}

struct Layout {
    std::vector<const StateDict::Entry*> order;
    std::string header;
};

/// Data in the order of falling element size: without holes every tensor is then aligned.
Layout layOut(const StateDict& tensors, const std::map<std::string, std::string>& metadata)
{
    Layout layout;
    for (const auto& entry : tensors)
        layout.order.push_back(&entry);
    std::stable_sort(layout.order.begin(), layout.order.end(),
        [](const auto* a, const auto* b) { return sizeOf(a->second.type) > sizeOf(b->second.type); });
    std::map<const StateDict::Entry*, std::uint64_t> begins;
    std::uint64_t offset = 0;
    for (const auto* entry : layout.order) {
        begins[entry] = offset;
        offset += entry->second.bytes;
    }
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    for (const auto& entry : tensors) {
        const TensorData& tensor = entry.second;
        const std::uint64_t begin = begins[&entry];
        // push_back, not []: ordered_json would search all names before every insertion
        header.get_ref<nlohmann::ordered_json::object_t&>().push_back({ entry.first,
            { { "dtype", nameOf(tensor.type) }, { "shape", tensor.shape },
                { "data_offsets", { begin, begin + tensor.bytes } } } });
    }
    // Invalid UTF-8 can only be in metadata here (names are checked before) and is no reason to lose the weights.
    layout.header = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    layout.header.append((8 - layout.header.size() % 8) % 8, ' ');
    return layout;
}

bool isUtf8(const std::string& text)
{
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
}

} // namespace

Result<WeightsFile> readSafetensors(const FileBytes& file, const std::string& name)
{
    const auto length = safetensorsHeaderLength(file.data.get(), file.size, name);
    if (!length)
        return length.error();
    const std::uint64_t start = 8 + *length;
    auto header = parseSafetensorsHeader(textAt(file, 8, *length), file.size - start, name);
    if (!header)
        return header.error();
    WeightsFile weights;
    weights.format = "safetensors";
    weights.metadata = std::move(header->metadata);
    for (SafetensorsEntry& entry : header->entries) {
        const auto bytes = static_cast<std::size_t>(entry.end - entry.begin);
        weights.tensors.insert(
            std::move(entry.name), { entry.type, std::move(entry.shape), file.at(start + entry.begin), bytes });
    }
    return weights;
}

Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path)
{
    const std::string name = path.string();
    const auto size = sizeOfFile(path);
    if (!size)
        return size.error();
    const auto start = readStart(path, 8);
    if (!start)
        return start.error();
    const auto length =
        safetensorsHeaderLength(start->data.get(), std::min(*size, start->size < 8 ? start->size : *size), name);
    if (!length)
        return length.error();
    const auto file = readStart(path, 8 + *length);
    if (!file)
        return file.error();
    if (file->size < 8 + *length)
        return damaged(name, "it ends within its header");
    auto header = parseSafetensorsHeader(textAt(*file, 8, *length), *size - 8 - *length, name);
    if (header)
        header->dataStart = 8 + *length;
    return header;
}

Result<void> writeSafetensors(
    const std::filesystem::path& path, const StateDict& tensors, const std::map<std::string, std::string>& metadata)
{
    for (const auto& [name, tensor] : tensors) {
        std::uint64_t bytes = 0;
        if (name == "__metadata__" || !isUtf8(name))
            return fail("Cannot write '" + path.string() + "': a tensor's name is not allowed in safetensors files.");
        if (!byteCount(tensor.type, tensor.shape, bytes) || bytes != tensor.bytes)
            return fail("Cannot write '" + path.string() + "': tensor '" + name
                + "' does not have the bytes of its shape " + shapeText(tensor.shape) + ".");
    }
    const Layout layout = layOut(tensors, metadata);
    return writeFileAtomically(path, [&](FileSink& sink) {
        std::array<char, 8> length{};
        for (std::size_t i = 0; i < length.size(); ++i)
            length[i] = static_cast<char>(std::uint64_t{ layout.header.size() } >> (8 * i));
        sink.write(length.data(), length.size());
        sink.write(layout.header);
        for (const auto* entry : layout.order)
            sink.write(entry->second.data.get(), entry->second.bytes);
    });
}

} // namespace lookaway
