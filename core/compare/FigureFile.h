// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"
#include "compare/FigureSpec.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace lookaway {

// Project files of figures: TOML. Any thread. Tables: [figure], [class], [style], [explain] and, once for each,
// [[model]], [[picture]], [[column]]. Only models and what differs from the defaults must be there; models are referred
// to by their titles. A file that says nothing of threads means one: it is the same figure on every machine.
//   [[model]]
//   title = "baseline"
//   path = "runs/baseline"
//   [[column]]
//   shows = "map"
//   model = "baseline"

/// Every path as it is, absolute ones too; settings at their defaults are written all the same, so that a file says
/// everything about its figure; as many threads as this machine has cores are a number there.
std::string figureToml(const FigureSpec& spec);
/// `source` opens the sentences, which name line and key: unknown key, wrong type, out of range.
Result<FigureSpec> parseFigure(std::string_view toml, const std::string& source);

/// Paths in the file may be relative to its folder; they come back absolute.
Result<FigureSpec> readFigure(const std::filesystem::path& file);
/// Refuses what readFigure() would not take (no model, a setting out of range) before it writes; pictures and columns
/// may still be missing. Written atomically. Paths below the file's folder are written relative to it, so that the
/// folder can be moved.
Result<void> writeFigure(const std::filesystem::path& file, const FigureSpec& spec);

} // namespace lookaway
