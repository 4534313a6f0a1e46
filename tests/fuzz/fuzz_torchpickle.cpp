// SPDX-License-Identifier: MIT
// PyTorch checkpoints. The first byte chooses the container: 'z' the rest is a zip archive as it stands, 'l' a whole
// file of the older format, anything else a bare pickle that gets the older format's beginning and one storage, so that
// the fuzzer reaches the pickle reader without inventing checksums.
#include "weights/WeightsFile.h"

#include <algorithm>
#include <cstdlib>
#include <string>

using namespace lookaway;

static std::string aroundPickle(const std::string& pickle)
{
    using namespace std::string_literals;
    const std::string start =
        "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."s + "\x80\x02M\xe9\x03."s + "\x80\x02}."s;
    const std::string keys = "\x80\x02]X\x01\0\0\0"s + "0a."s;
    return start + pickle + "." + keys + "\x08\0\0\0\0\0\0\0"s + std::string(64, '\1');
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    std::string file(reinterpret_cast<const char*>(data + 1), size - 1);
    if (data[0] != 'z' && data[0] != 'l')
        file = aroundPickle(file);
    const auto weights = readWeights(file.data(), file.size(), "input");
    if (!weights)
        return weights.error().what.find("input") == std::string::npos ? std::abort(), 0 : 0;
    unsigned sum = 0;
    for (const auto& [name, tensor] : weights->tensors) {
        std::uint64_t bytes = 0;
        if (!byteCount(tensor.type, tensor.shape, bytes) || bytes != tensor.bytes)
            std::abort();
        for (std::size_t i = 0; i < std::min<std::size_t>(tensor.bytes, 4096); ++i)
            sum += std::to_integer<unsigned>(tensor.data.get()[i]);
        if (tensor.bytes > 0)
            sum += std::to_integer<unsigned>(tensor.data.get()[tensor.bytes - 1]);
    }
    volatile unsigned sink = sum;
    (void)sink;
    return 0;
}
