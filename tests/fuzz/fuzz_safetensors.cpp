// SPDX-License-Identifier: MIT
// Headers of safetensors files: whatever is accepted must lie inside the file.
#include "weights/WeightsFile.h"

#include <algorithm>
#include <cstdlib>
#include <string>

using namespace lookaway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // The input is the JSON text up to its first zero byte, then the data: the length in front of a real file would
    // have to be guessed again after every mutation.
    const std::string input(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(input.find('\0'), input.size());
    std::string file;
    for (int i = 0; i < 8; ++i)
        file += static_cast<char>(std::uint64_t{ end } >> (8 * i));
    file += input.substr(0, end) + input.substr(std::min(end + 1, input.size()));
    const auto weights = readWeights(file.data(), file.size(), "input");
    if (!weights)
        return weights.error().what.find("input") == std::string::npos ? std::abort(), 0 : 0;
    unsigned sum = 0;
    for (const auto& [name, tensor] : weights->tensors) {
        std::uint64_t bytes = 0;
        if (!byteCount(tensor.type, tensor.shape, bytes) || bytes != tensor.bytes)
            std::abort();
        for (std::size_t i = 0; i < tensor.bytes; ++i)
            sum += std::to_integer<unsigned>(tensor.data.get()[i]);
    }
    volatile unsigned sink = sum;
    (void)sink;
    return 0;
}
