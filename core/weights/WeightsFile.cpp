// SPDX-License-Identifier: MIT
#include "weights/WeightsFile.h"

#include "weights/SafetensorsHeader.h"
#include "weights/TorchPickle.h"

#include <algorithm>
#include <new>
#include <string_view>

namespace lookaway {

namespace {

enum class Format { Safetensors, TorchZip, TorchLegacy, Unknown };

constexpr std::uint64_t sniffedBytes = 64;

std::string_view textOf(const FileBytes& start)
{
    return { reinterpret_cast<const char*>(start.data.get()), static_cast<std::size_t>(start.size) };
}

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

/// By content: users rename .pth to .pt to .safetensors at will.
Format sniff(const FileBytes& start)
{
    using namespace std::string_view_literals;
    const std::string_view text = textOf(start);
    // First of all, as the length in front of a safetensors header may look like the start of a pickle.
    if (text.size() > 8 && text[8] == '{' && text.substr(5, 3) == "\0\0\0"sv)
        return Format::Safetensors;
    if (startsWith(text, "PK\x03\x04"))
        return Format::TorchZip;
    if (text.size() > 1 && text[0] == '\x80' && text[1] >= 2 && text[1] <= 5)
        return Format::TorchLegacy;
    return Format::Unknown;
}

Error unknownFormat(const FileBytes& start, const std::string& name)
{
    const std::string_view text = textOf(start);
    const std::string file = "'" + name + "' ";
    if (text.size() < 4)
        return fail(file + "has only " + std::to_string(text.size()) + " bytes; it is no weights file.",
            "Download or save it again.");
    if (startsWith(text, "version https://git-lfs"))
        return fail(file + "is only a Git LFS pointer to the weights.", "Run git lfs pull in its repository.");
    if (startsWith(text, "\x89HDF"))
        return fail(file + "is an HDF5 file (Keras), which is not read.", "Convert it to safetensors.");
    if (startsWith(text, "<"))
        return fail(file + "is a web page, not a weights file.", "The download probably failed.");
    return fail(file + "is neither safetensors nor a PyTorch checkpoint.",
        "Expected a .safetensors file or the output of torch.save.");
}

/// Running out of memory for a file within its limits is the machine's state, not a broken invariant.
template <class Read> Result<WeightsFile> guarded(const std::string& name, Read read)
{
    try {
        return read();
    } catch (const std::bad_alloc&) {
        return fail("There is not enough memory to read '" + name + "'.", "Close other programs and try again.");
    }
}

} // namespace

Result<WeightsFile> readWeights(const std::filesystem::path& path, const ReadLimits& limits)
{
    const std::string name = path.string();
    return guarded(name, [&]() -> Result<WeightsFile> {
        const auto size = sizeOfFile(path);
        if (!size)
            return size.error();
        const auto start = readStart(path, sniffedBytes);
        if (!start)
            return start.error();
        const Format format = sniff(*start);
        if (format == Format::Unknown)
            return unknownFormat(*start, name);
        if (format == Format::TorchZip) {
            const auto archive =
                ZipArchive::open(path); // entry by entry: the file and its tensors never both in memory
            return archive ? readTorchZip(*archive, *size, name, limits) : archive.error();
        }
        if (format == Format::Safetensors) {
            // A damaged or hostile header is found before gigabytes are read.
            if (const auto header = readSafetensorsHeader(path); !header)
                return header.error();
        }
        const auto file = readAll(path, limits);
        if (!file)
            return file.error();
        return format == Format::Safetensors ? readSafetensors(*file, name) : readTorchLegacy(*file, name, limits);
    });
}

Result<WeightsFile> readWeights(const void* data, std::size_t bytes, const std::string& name, const ReadLimits& limits)
{
    return guarded(name, [&]() -> Result<WeightsFile> {
        const FileBytes file{ copyBytes(data, bytes), bytes };
        switch (sniff({ file.data, std::min(file.size, sniffedBytes) })) {
        case Format::Safetensors:
            return readSafetensors(file, name);
        case Format::TorchLegacy:
            return readTorchLegacy(file, name, limits);
        case Format::TorchZip: {
            const auto archive = ZipArchive::open(file, name);
            return archive ? readTorchZip(*archive, file.size, name, limits) : archive.error();
        }
        case Format::Unknown:
            break;
        }
        return unknownFormat({ file.data, std::min(file.size, sniffedBytes) }, name);
    });
}

} // namespace lookaway
