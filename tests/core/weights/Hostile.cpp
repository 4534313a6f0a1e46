// SPDX-License-Identifier: MIT
#include "Hostile.h"

#include <zip.h>

#include <stdexcept>

namespace lookaway::test {

std::string littleEndian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i));
    return out;
}

std::string safetensors(const std::string& json, const std::string& data)
{
    return littleEndian(json.size(), 8) + json + data;
}

std::string torchZip(const std::string& pickle, const std::vector<std::string>& storages, bool deflated)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target); // to read it after zip_close
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    const auto add = [&](const std::string& name, const std::string& content) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, 0);
        zip_set_file_compression(
            archive, static_cast<zip_uint64_t>(index), deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    };
    add("archive/data.pkl", pickle);
    for (std::size_t i = 0; i < storages.size(); ++i)
        add("archive/data/" + std::to_string(i), storages[i]);
    if (zip_close(archive) != 0)
        throw std::runtime_error("the test could not make its zip archive");
    zip_stat_t stat;
    zip_source_stat(target, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(target);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

std::string torchLegacy(const std::string& pickle, const std::string& keysPickle, const std::string& storages)
{
    const std::string magic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
    const std::string protocol = "\x80\x02M\xe9\x03.";
    const std::string system = "\x80\x02}" + text("little_endian") + "\x88s.";
    return magic + protocol + system + pickle + keysPickle + storages;
}

std::string text(const std::string& value)
{
    return "X" + littleEndian(value.size(), 4) + value;
}

std::string integer(std::int32_t value)
{
    return "J" + littleEndian(static_cast<std::uint32_t>(value), 4);
}

std::string tuple(const std::vector<std::int32_t>& values)
{
    std::string out = "(";
    for (const std::int32_t value : values)
        out += integer(value);
    return out + "t";
}

std::string tensor(
    std::int32_t offset, const std::vector<std::int32_t>& shape, const std::vector<std::int32_t>& strides)
{
    const std::string storage =
        "(" + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + integer(4) + "tQ";
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + integer(offset) + tuple(shape) + tuple(strides)
        + "\x89}tR";
}

std::string pickle(const std::string& body)
{
    return "\x80\x02" + body + ".";
}

std::string oneTensor(
    std::int32_t offset, const std::vector<std::int32_t>& shape, const std::vector<std::int32_t>& strides)
{
    return torchZip(pickle("}" + text("w") + tensor(offset, shape, strides) + "s"), { std::string(16, '\0') });
}

std::string refusal(const std::string& bytes)
{
    const auto weights = readWeights(bytes.data(), bytes.size(), "bad.pt");
    return weights ? "" : weights.error().message();
}

} // namespace lookaway::test
