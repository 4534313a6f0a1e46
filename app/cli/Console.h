// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace lookaway::cli {

/// Exit codes of every command. Incomplete: done, but some pictures (or cells of a figure) failed; what failed is told
/// on stderr and in the JSON.
enum ExitCode : int { Success = 0, Failed = 1, WrongUsage = 2, Incomplete = 3, Cancelled = 130 };

/// Results go to stdout, everything else (progress, notes, errors) to stderr, so that stdout can be piped.
bool stderrIsTerminal();
/// Columns of the terminal behind stderr; 100 where there is none.
int stderrWidth();

/// "lookaway-cli: <what>" and, on a line of its own, the hint.
void printError(const Error& error);
/// One document, indented, then a line break; bytes that are not UTF-8 are replaced.
void printJson(const nlohmann::json& document);

/// Ends a command that failed or was cancelled: the error on stderr and, for machines,
/// {"outcome": "failed" | "cancelled", "error": {"what", "hint"}} on stdout. Returns the exit code.
int finish(const Error& error, bool json);
/// The same for what the options say that cannot be: they are refused before anything is done.
int refuse(const Error& error, bool json);
/// Ends a command that did its work but for `failed` things, each `thing` ("picture", "cell") of which was told of
/// before.
int complete(std::size_t failed, const std::string& thing);
/// Last of all: writes out what is left for stdout. When it did not get there (a full disk), a sentence says so and a
/// success becomes Failed. That a reader has closed its pipe ("| head") is nobody's concern. Returns the exit code.
int closeOutput(int code);

/// "1,234,567"
std::string grouped(unsigned long long number);
/// "1:05", "2:03:10"
std::string duration(double seconds);
/// Fixed number of decimals: decimals(0.12345, 3) is "0.123".
std::string decimals(double value, int places);
/// Breaks text at blanks into lines of at most `width` columns; all but the first are indented.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

} // namespace lookaway::cli
