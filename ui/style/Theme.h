// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;
class QWidget;

namespace lookaway {

/// What the person chose; System follows the desktop's colours as they are when the program starts or it is chosen.
enum class ThemeKind { System, Light, Dark };

QString themeId(ThemeKind kind);
/// System for an unknown id.
ThemeKind themeFromId(const QString& id);

/// Gives the application the style, palette and style sheet of a theme; may be called again at any time, widgets then
/// get QEvent::PaletteChange. GUI thread.
void applyTheme(QApplication& application, ThemeKind kind);

/// Whether the palette is a dark one.
bool isDark(const QPalette& palette);

// Colours that a palette has no role for, fitting the palette given. Contrast with its window and base colours is at
// least 4.5 : 1 for text (success, warning, danger, faintText) and 3 : 1 for lines (series, accent).

/// The program's own colour: links, focus, primary buttons, progress.
QColor accentColor(const QPalette& palette);
QColor successColor(const QPalette& palette);
QColor warningColor(const QPalette& palette);
QColor dangerColor(const QPalette& palette);
/// Secondary text: captions, units, hints.
QColor faintTextColor(const QPalette& palette);
/// Hairlines between areas, frames, grids.
QColor lineColor(const QPalette& palette);
/// Background of a card or panel that lies on the window's background.
QColor cardColor(const QPalette& palette);

/// Lines of plots: a palette that the colour-blind can tell apart (after Okabe and Ito 2008); repeats after 8.
QColor seriesColor(int index, const QPalette& palette);

} // namespace lookaway
