// SPDX-License-Identifier: MIT
#include "weights/TorchPickle.h"

#include "weights/TorchStorage.h"

#include <string_view>

namespace lookaway {

namespace {

using namespace pickle;

Error bigEndian(const std::string& name)
{
    return fail("'" + name + "' was saved on a big-endian machine, which is not read.",
        "Load it in Python and save it as safetensors.");
}

Result<WeightsFile> assemble(const Document& document, const StorageLoader& load, Budget& budget,
    const std::string& name, const std::string& container)
{
    auto model = findModel(document, budget, name);
    if (!model)
        return model.error();
    auto tensors = loadTensors(document, *model, load, budget, name);
    if (!tensors)
        return tensors.error();
    return WeightsFile{ std::move(*tensors), std::move(model->metadata),
        "PyTorch checkpoint (" + container + "), " + model->kind };
}

/// "archive/" for an archive with "archive/data.pkl", checked for what is no checkpoint of weights.
Result<std::string> folderOf(const ZipArchive& archive, const std::string& name)
{
    constexpr std::string_view pickleName = "data.pkl";
    const std::vector<std::string> entries = archive.names();
    for (const std::string& entry : entries) {
        const auto slash = entry.rfind('/');
        if (entry.substr(slash + 1) != pickleName || slash == std::string::npos || entry.find('/') != slash)
            continue;
        const std::string folder = entry.substr(0, slash + 1);
        for (const std::string& other : entries) {
            if (other == folder + "constants.pkl" || other.compare(0, folder.size() + 5, folder + "code/") == 0)
                return fail("'" + name + "' is a TorchScript program, not a file of weights.",
                    "In Python, torch.save(torch.jit.load(path).state_dict(), new_path) saves its weights.");
        }
        return folder;
    }
    return fail("'" + name + "' is a zip archive, but not one of PyTorch.", "Expected the output of torch.save.");
}

/// Reads one pickle of the older format and says in which part it failed.
Result<Document> readPickle(Cursor& in, Budget& budget, const std::string& name)
{
    return Machine(in, budget, name).run();
}

bool isLittleEndian(const Document& system)
{
    const auto* dict = system.as<Dict>(system.root);
    const auto found = dict ? system.find(*dict, "little_endian") : std::nullopt;
    const auto* little = found ? system.as<bool>(*found) : nullptr;
    return !little || *little;
}

/// Element sizes are known only from the pickle: key -> type's size.
std::map<std::string, std::size_t> elementSizes(const Document& document)
{
    std::map<std::string, std::size_t> sizes;
    for (const Value& value : document.values) {
        const auto* storage = std::get_if<Storage>(&value);
        ScalarType type = ScalarType::F32;
        if (storage && storageType(document.as<Global>(storage->type)->name, type))
            sizes.emplace(*document.as<std::string>(storage->key), sizeOf(type));
    }
    return sizes;
}

/// The storages behind the pickles: per key its number of elements and their bytes.
Result<std::map<std::string, FileBytes>> legacyStorages(
    Cursor& in, const FileBytes& file, const Document& keys, const Document& document, const std::string& name)
{
    std::map<std::string, FileBytes> storages;
    const auto sizes = elementSizes(document);
    const auto* list = keys.as<Sequence>(keys.root);
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const auto* key = keys.as<std::string>(list->items[i]);
        const auto size = key ? sizes.find(*key) : sizes.end();
        if (size == sizes.end())
            return fail("'" + name + "' stores numbers of a kind that is not read (complex or quantised).",
                "Convert the model to float in Python and save it again.");
        const std::uint64_t elements = in.integer(8);
        if (in.truncated || elements > (in.size - in.position) / size->second)
            return damaged(name, "it ends in the middle of its data");
        const std::uint64_t bytes = elements * size->second;
        storages.emplace(*key, FileBytes{ file.at(in.position), bytes });
        in.position += bytes;
    }
    return storages;
}

} // namespace

Result<WeightsFile> readTorchZip(
    const ZipArchive& archive, std::uint64_t fileBytes, const std::string& name, const ReadLimits& limits)
{
    Budget budget(fileBytes, limits);
    const auto folder = folderOf(archive, name);
    if (!folder)
        return folder.error();
    if (archive.contains(*folder + "byteorder")) {
        const auto order = archive.read(*folder + "byteorder", budget);
        if (!order)
            return order.error();
        if (std::string_view(reinterpret_cast<const char*>(order->data.get()), order->size) == "big")
            return bigEndian(name);
    }
    const auto pickled = archive.read(*folder + "data.pkl", budget);
    if (!pickled)
        return pickled.error();
    Cursor in{ pickled->data.get(), pickled->size };
    const auto document = readPickle(in, budget, name);
    if (!document)
        return document.error();
    const StorageLoader load = [&](const std::string& key) { return archive.read(*folder + "data/" + key, budget); };
    return assemble(*document, load, budget, name, "zip");
}

Result<WeightsFile> readTorchLegacy(const FileBytes& file, const std::string& name, const ReadLimits& limits)
{
    static const std::string magicNumber = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
    Budget budget(file.size, limits);
    Cursor in{ file.data.get(), file.size };
    const auto magic = readPickle(in, budget, name);
    if (!magic)
        return magic.error();
    const auto* number = magic->as<std::string>(magic->root);
    if (!number || *number != magicNumber)
        return fail("'" + name + "' is a Python pickle, but not one of PyTorch.", "Expected the output of torch.save.");
    const auto protocol = readPickle(in, budget, name);
    if (!protocol)
        return protocol.error();
    const auto system = readPickle(in, budget, name);
    if (!system)
        return system.error();
    if (!isLittleEndian(*system))
        return bigEndian(name);
    const auto document = readPickle(in, budget, name);
    if (!document)
        return document.error();
    const auto keys = readPickle(in, budget, name);
    if (!keys)
        return keys.error();
    const auto storages = legacyStorages(in, file, *keys, *document, name);
    if (!storages)
        return storages.error();
    const StorageLoader load = [&](const std::string& key) -> Result<FileBytes> {
        const auto found = storages->find(key);
        if (found == storages->end())
            return damaged(name, "the data of storage '" + key + "' are missing");
        return found->second;
    };
    return assemble(*document, load, budget, name, "before PyTorch 1.6");
}

} // namespace lookaway
