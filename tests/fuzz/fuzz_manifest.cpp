// SPDX-License-Identifier: MIT
// The manifest reader takes any bytes: it returns rows that keep its promises, or a sentence.
#include "data/Manifest.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char delimiter : { ',', '\t' }) {
        const auto table = lookaway::parseManifest(text, delimiter);
        if (!table.ok()) {
            if (table.error().what.empty())
                std::abort();
            continue;
        }
        for (const auto& row : table->rows) {
            if (row.path.empty() || row.label.empty() || row.line < 2 || row.line > size + 1)
                std::abort();
        }
    }
    return 0;
}
