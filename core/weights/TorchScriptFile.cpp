// SPDX-License-Identifier: MIT
#include "weights/TorchScriptFile.h"

#include "weights/Pickle.h"
#include "weights/TorchStorage.h"
#include "weights/ZipArchive.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace lookaway {

namespace {

using namespace pickle;

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// "archive/" of an archive with "archive/constants.pkl" and "archive/code/...", otherwise empty.
std::string folderOf(const std::vector<std::string>& entries)
{
    constexpr std::string_view constants = "/constants.pkl";
    for (const auto& entry : entries) {
        if (!endsWith(entry, constants) || entry.find('/') != entry.size() - constants.size())
            continue;
        const auto folder = entry.substr(0, entry.size() - constants.size() + 1);
        const auto code = folder + "code/";
        if (std::any_of(entries.begin(), entries.end(),
                [&](const std::string& other) { return other.compare(0, code.size(), code) == 0; }))
            return folder;
    }
    return {};
}

/// The last element in a tensor's storage that it uses, plus one; nullopt when that is no number.
std::optional<std::uint64_t> extent(const Tensor& tensor)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    auto last = static_cast<std::uint64_t>(tensor.offset);
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        if (tensor.shape[i] < 0 || tensor.strides[i] < 0)
            return std::nullopt;
        if (tensor.shape[i] == 0)
            return 0;
        const auto steps = static_cast<std::uint64_t>(tensor.shape[i]) - 1;
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
        if (stride > 0 && steps > (most - last) / stride)
            return std::nullopt;
        last += steps * stride;
    }
    return last + 1;
}

class Inspector {
public:
    Inspector(const ZipArchive& archive, const std::string& name, Budget& budget)
        : m_archive(archive)
        , m_name(name)
        , m_budget(budget)
    {
    }

    /// `part` is "archive/data"; its tensors lie in "archive/data/".
    Result<void> checkTensors(const std::string& part)
    {
        const auto bytes = m_archive.read(part + ".pkl", m_budget);
        if (!bytes)
            return bytes.error();
        Cursor in{ bytes->data.get(), bytes->size };
        const auto document = Machine(in, m_budget, m_name).run();
        if (!document)
            return document.error();
        for (const Value& value : document->values) {
            if (const auto* storage = std::get_if<Storage>(&value)) {
                if (auto fits = checkStorage(*document, *storage, part + "/"); !fits)
                    return fits;
            } else if (const auto* tensor = std::get_if<Tensor>(&value)) {
                const auto* data = document->as<Storage>(tensor->storage);
                const auto needed = extent(*tensor);
                if (!needed || !data || *needed > data->elements)
                    return damaged(m_name, "a tensor of it is larger than its data");
            }
        }
        return {};
    }

    Result<void> checkText(const std::string& entry)
    {
        constexpr int deepest = 200;
        const auto bytes = m_archive.read(entry, m_budget);
        if (!bytes)
            return bytes.error();
        int depth = 0;
        int indent = 0;
        bool start = true;
        for (std::uint64_t i = 0; i < bytes->size; ++i) {
            const char c = static_cast<char>(bytes->data.get()[i]);
            indent = c == '\n' ? 0 : indent + (start && c == ' ' ? 1 : 0);
            start = c == '\n' || (start && c == ' ');
            depth += (c == '(' || c == '[' || c == '{') ? 1 : 0;
            depth -= (c == ')' || c == ']' || c == '}') ? 1 : 0;
            if (depth > deepest || indent > 2 * deepest)
                return fail("'" + m_name + "' holds a program that is nested more than " + std::to_string(deepest)
                        + " deep, which is not read.",
                    "It looks made to exhaust memory; get it from a source you trust.");
        }
        return {};
    }

private:
    Result<void> checkStorage(const Document& document, const Storage& storage, const std::string& folder)
    {
        const auto* key = document.as<std::string>(storage.key);
        const auto* typeName = document.as<Global>(storage.type);
        ScalarType type = ScalarType::F32;
        if (!key || !typeName || !storageType(typeName->name, type))
            return fail("'" + m_name + "' stores numbers of a kind that is not read (complex or quantised).",
                "Export the model with float weights: explanations need gradients.");
        const std::uint64_t size = m_archive.size(folder + *key);
        if (storage.elements > size / sizeOf(type))
            return damaged(m_name, "its part '" + folder + *key + "' is shorter than its tensors");
        return {};
    }

    const ZipArchive& m_archive;
    const std::string& m_name;
    Budget& m_budget;
};

Error noTorchScript(const std::string& name)
{
    return fail("'" + name + "' is no TorchScript file.",
        "Expected the output of torch.jit.save: torch.jit.script(model.eval()).save(path).");
}

} // namespace

bool looksLikeTorchScript(const std::filesystem::path& path)
{
    const auto size = sizeOfFile(path);
    if (!size || *size < 4)
        return false;
    const auto archive = ZipArchive::open(path);
    return archive && !folderOf(archive->names()).empty();
}

Result<FileBytes> readTorchScript(const std::filesystem::path& path, const ReadLimits& limits)
{
    constexpr std::string_view zipMagic = "PK";
    const auto name = path.string();
    auto file = readAll(path, limits);
    if (!file)
        return file.error();
    if (file->size < 4 || std::string_view(reinterpret_cast<const char*>(file->data.get()), 2) != zipMagic)
        return noTorchScript(name);
    const auto archive = ZipArchive::open(*file, name);
    if (!archive)
        return archive.error();
    const auto entries = archive->names();
    const auto folder = folderOf(entries);
    if (folder.empty())
        return noTorchScript(name);
    Budget unpacked(file->size, limits); // what LibTorch will take, which compares no checksums
    for (const auto& entry : entries) {
        if (entry.empty() || entry.back() == '/')
            continue;
        if (const auto whole = archive->read(entry, unpacked); !whole)
            return whole.error();
    }
    Budget budget(file->size, limits);
    Inspector inspector(*archive, name, budget);
    for (const auto* part : { "data", "constants" })
        if (auto fits = inspector.checkTensors(folder + part); !fits)
            return fits.error();
    for (const auto& entry : entries)
        if (endsWith(entry, ".py"))
            if (auto fits = inspector.checkText(entry); !fits)
                return fits.error();
    return file;
}

} // namespace lookaway
