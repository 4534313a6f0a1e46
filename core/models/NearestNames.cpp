// SPDX-License-Identifier: MIT
#include "models/NearestNames.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace lookaway {

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{ 0 });
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto substitution = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({ substitution, row[j] + 1, diagonal + 1 });
        }
    }
    return row.back();
}

namespace {

std::ptrdiff_t commonBeginning(const std::string& a, const std::string& b)
{
    const auto length = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    return std::mismatch(a.begin(), a.begin() + length, b.begin()).first - a.begin();
}

} // namespace

std::string nearestNames(const std::string& typed, const std::vector<std::string>& names, std::size_t count)
{
    // A name of any length may have been typed; longer ones than this resemble nothing.
    const auto word = typed.substr(0, 100);
    std::vector<std::tuple<std::size_t, std::ptrdiff_t, std::string>> ranked;
    ranked.reserve(names.size());
    for (const auto& name : names)
        ranked.emplace_back(editDistance(word, name), -commonBeginning(word, name), name);
    std::sort(ranked.begin(), ranked.end());

    std::string text;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i)
        text += (i ? ", \"" : "\"") + std::get<2>(ranked[i]) + "\"";
    return text;
}

} // namespace lookaway
