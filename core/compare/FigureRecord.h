// SPDX-License-Identifier: MIT
#pragma once

#include "compare/Comparison.h"
#include "compare/FigureSpec.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lookaway {

/// All of a figure that was computed.
struct FigureContent {
    std::vector<ComparedRow> rows = {};
    std::vector<std::vector<ComparedCell>> cells = {}; ///< by row, then column
    /// By model, what was opened; an error's sentence where it was not.
    std::vector<Result<ModelFacts>> models = {};
};

/// Computes every cell, row by row; on the calling thread. Fails only when it is cancelled or the spec is wrong: what
/// fails in a cell is said there.
Result<FigureContent> computeFigure(const FigureSpec& spec, Comparison& comparison, const CancelToken& cancel = {},
    const std::function<void(std::int64_t done, std::int64_t total)>& progress = {});

/// The sidecar: what the figure shows and how to make it again. Models with SHA-256, pictures with SHA-256, class,
/// layer, method and its settings, p, prediction, spread and overlap of every cell, scales, threads, versions,
/// `command`.
std::string figureJson(const FigureSpec& spec, const FigureContent& content, const std::string& command);
/// A figure environment (figure* where it is wider than a column) with \includegraphics of `graphic` at the figure's
/// width, caption and label. Text is escaped.
std::string figureTex(const FigureSpec& spec, const FigureContent& content, const std::string& graphic);
/// The caption that is used where the spec has none. A few sentences: what rows and columns are, method, layer, class,
/// scale.
std::string figureCaption(const FigureSpec& spec, const FigureContent& content);

} // namespace lookaway
