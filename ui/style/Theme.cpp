// SPDX-License-Identifier: MIT
#include "style/Theme.h"

#include "style/FieldStyle.h"

#include <QApplication>
#include <QStyle>
#include <QToolTip>

#include <array>

namespace lookaway {

namespace {

struct Colors {
    QColor window, base, alternate, text, button, faint, line, card, accent, success, warning, danger;
    std::array<QColor, 8> series;
};

const Colors& colors(bool dark)
{
    static const Colors light{ "#f4f5f7", "#ffffff", "#f7f8fa", "#1c2026", "#ffffff", "#5a6472", "#d5d9e0", "#ffffff",
        "#1f5fbf", "#1a7044", "#8a5200", "#b3261e",
        { "#0068a8", "#c04a00", "#007a5a", "#a0468a", "#8a6a00", "#2a7fb8", "#5a5a5a", "#7a3f00" } };
    static const Colors night{ "#1d2025", "#16181c", "#1a1d22", "#e6e8ec", "#2a2e35", "#a2abb8", "#3a3f48", "#23272d",
        "#78aef5", "#5fc28d", "#e5b04d", "#ff8a80",
        { "#56b4e9", "#ff9a4d", "#2fc79a", "#dd8fc4", "#f0d742", "#8fd0ff", "#bdbdbd", "#d8a27a" } };
    return dark ? night : light;
}

QPalette paletteOf(bool dark)
{
    const Colors& c = colors(dark);
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::ToolTipBase, c.card);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.faint);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.danger);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, dark ? QColor("#101216") : QColor("#ffffff"));
    palette.setColor(QPalette::Light, dark ? c.button.lighter(130) : QColor("#ffffff"));
    palette.setColor(QPalette::Midlight, dark ? c.button.lighter(115) : QColor("#f0f2f5"));
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, dark ? QColor("#101216") : QColor("#b4bac4"));
    palette.setColor(QPalette::Shadow, dark ? QColor("#000000") : QColor("#8a919c"));
    const QColor disabled = dark ? QColor("#6b7380") : QColor("#99a1ad");
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText })
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    return palette;
}

/// What the palette cannot say. Colours come from the palette, so that the sheet serves both themes.
const char* styleSheet()
{
    return R"(
QToolTip { padding: 4px 6px; border: 1px solid palette(mid); }
QToolBar { border: none; spacing: 4px; padding: 4px; }
QDockWidget { titlebar-close-icon: url(:/icons/dock-close.svg); titlebar-normal-icon: url(:/icons/dock-float.svg); }
QDockWidget::title { padding: 6px 8px; background: palette(alternate-base); }
QStatusBar::item { border: none; }
QTabBar::tab { padding: 7px 14px; border: none; border-bottom: 2px solid transparent; background: transparent; }
QTabBar::tab:selected { border-bottom-color: palette(highlight); }
QTabBar::tab:hover:!selected { border-bottom-color: palette(mid); }
QTabBar::tab:focus { background: palette(midlight); }
QHeaderView::section { padding: 4px 6px; border: none; border-right: 1px solid palette(mid);
    border-bottom: 1px solid palette(mid); background: palette(alternate-base); }
QPushButton { padding: 5px 14px; }
QPushButton[primary="true"] { background: palette(highlight); color: palette(highlighted-text);
    border: 1px solid palette(highlight); border-radius: 4px; font-weight: 600; padding: 6px 18px; }
QPushButton[primary="true"]:hover { border-color: palette(text); }
QPushButton[primary="true"]:focus { border: 2px solid palette(text); padding: 5px 17px; }
QPushButton[primary="true"]:disabled { background: palette(mid); color: palette(window-text); border-color: palette(mid); }
)";
}

bool desktopIsDark(QApplication& application)
{
    return isDark(application.style()->standardPalette());
}

} // namespace

QString themeId(ThemeKind kind)
{
    switch (kind) {
    case ThemeKind::Light:
        return QStringLiteral("light");
    case ThemeKind::Dark:
        return QStringLiteral("dark");
    case ThemeKind::System:
        break;
    }
    return QStringLiteral("system");
}

ThemeKind themeFromId(const QString& id)
{
    for (const auto kind : { ThemeKind::Light, ThemeKind::Dark })
        if (id == themeId(kind))
            return kind;
    return ThemeKind::System;
}

void applyTheme(QApplication& application, ThemeKind kind)
{
    // Before our own style and palette hide what the desktop says.
    static const bool systemDark = desktopIsDark(application);
    const bool dark = kind == ThemeKind::Dark || (kind == ThemeKind::System && systemDark);
    if (application.styleSheet().isEmpty()) // the first time
        QApplication::setStyle(new FieldStyle);
    const QPalette palette = paletteOf(dark);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    // Set again: a style sheet resolves palette(...) when it is set.
    application.setStyleSheet(QString());
    application.setStyleSheet(QString::fromLatin1(styleSheet()));
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor accentColor(const QPalette& palette)
{
    return colors(isDark(palette)).accent;
}
QColor successColor(const QPalette& palette)
{
    return colors(isDark(palette)).success;
}
QColor warningColor(const QPalette& palette)
{
    return colors(isDark(palette)).warning;
}
QColor dangerColor(const QPalette& palette)
{
    return colors(isDark(palette)).danger;
}
QColor faintTextColor(const QPalette& palette)
{
    return colors(isDark(palette)).faint;
}
QColor lineColor(const QPalette& palette)
{
    return colors(isDark(palette)).line;
}
QColor cardColor(const QPalette& palette)
{
    return colors(isDark(palette)).card;
}

QColor seriesColor(int index, const QPalette& palette)
{
    const auto& series = colors(isDark(palette)).series;
    return series[static_cast<std::size_t>(index < 0 ? 0 : index) % series.size()];
}

} // namespace lookaway
