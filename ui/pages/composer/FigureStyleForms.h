// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway {

class FigureDocument;
class FigureForm;

// The parts of the panel beside a figure that edit its style.

/// Width, distances, resolution.
FigureForm* makeSizeForm(FigureDocument& document);
/// Fonts, and what is written at all.
FigureForm* makeTextForm(FigureDocument& document);
/// Colours, opacity, contour, scale.
FigureForm* makeMapsForm(FigureDocument& document);

} // namespace lookaway
