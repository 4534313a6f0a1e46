// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lookaway {

/// One line of a manifest, as written.
struct ManifestRow {
    std::string path;
    std::string label;
    /// train, val, test, test-NAME, or empty.
    std::string split;
    /// Pictures of one group (event, camera, person) stay in one part; empty = a group of its own.
    std::string group;
    /// Line the row starts on, from 1.
    std::size_t line = 0;
};

struct ManifestTable {
    std::vector<ManifestRow> rows;
    bool hasSplit = false;
    bool hasGroup = false;
};

/// Parses CSV or TSV text: a header row that names the columns path and label, and optionally split and group (any
/// order and case; further columns are ignored), then one row per picture. Fields may be quoted with "" for a quote
/// and may then hold delimiters and line breaks (RFC 4180); a byte order mark, CRLF and empty lines are accepted.
/// Splits are train, val (also valid, validation), test, test-NAME; they are returned as train, val, test, test-NAME.
/// Pure function of its arguments; errors name the line.
Result<ManifestTable> parseManifest(std::string_view text, char delimiter);

/// Reads a manifest file: tabs for .tsv, commas otherwise. The paths in the table become absolute or relative to the
/// working directory as the manifest's own path is (they are resolved against its folder).
Result<ManifestTable> readManifest(const std::filesystem::path& path);

} // namespace lookaway
