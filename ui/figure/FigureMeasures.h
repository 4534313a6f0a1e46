// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureSheet.h"

#include <QSizeF>

namespace lookaway {

/// How a figure's width is divided, and how large its titles and letters are, before anything is placed; mm and pt.
struct FigureMeasures {
    /// Between a letter and the edges of its box, and of that box from the picture's.
    static constexpr double kLetterPadding = 0.5;
    static constexpr double kLetterInset = 0.6;

    int rows = 0;
    int columns = 0;
    double labelWidth = 0; ///< of row titles and classes
    double left = 0;       ///< of the first column of pictures
    double right = 0;      ///< of the last one
    QSizeF cell = { 0, 0 };
    double columnGap = 0;
    double titlePt = 0;
    double titleLength = 0; ///< of the lines of column titles; the cells' width where these are not turned
    int titleLines = 0;     ///< at most
    bool titlesTurned = false;
    bool notesTurned = false; ///< all of a cell after each other, in so many lines of at most this length
    double noteLength = 0;
    int noteLines = 0;
    double letterPt = 0;

    double leftOf(int column) const { return left + column * (cell.width() + columnGap); }
    double roomForLetter() const { return cell.width() - 2 * (kLetterInset + kLetterPadding); }
};

/// A cell's notes where they are turned, as one text: their lines need the room side by side.
QString turnedNotes(const SheetCell& cell);

/// Labels get no more width than they need to stand beside their pictures with no word broken, and at most a fifth;
/// cells share the rest. Titles and letters are smaller than the style says where that spares broken words or letters
/// that are wider than their pictures. Titles with words, and notes with numbers, too long for their columns all the
/// same are turned.
FigureMeasures measure(const FigureSheet& sheet);

} // namespace lookaway
