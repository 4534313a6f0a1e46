// SPDX-License-Identifier: MIT
#include "figure/ScaleLayout.h"

#include "figure/FigureText.h"

#include <algorithm>

namespace lookaway {

namespace {

// mm
constexpr double kBarLength = 24;
constexpr double kBarHeight = 2;
constexpr double kPatch = 2.2;
constexpr double kGap = 0.9;     ///< between a bar or patch and its text
constexpr double kWideGap = 2.4; ///< between what stands side by side
constexpr int kNoteLines = 4;

class Builder {
public:
    Builder(const FigureFont& font, double width)
        : m_font(font)
        , m_width(width)
    {
    }

    void bar(const SheetScale& scale)
    {
        const double low = m_font.width(scale.low) + (scale.low.isEmpty() ? 0 : kGap);
        const double high = m_font.width(scale.high) + (scale.high.isEmpty() ? 0 : kGap);
        const double length = std::max(1.0, std::min(kBarLength, m_width - low - high));
        text(0, scale.low);
        m_parts.bar = QRectF(low, (m_font.lineHeight() - kBarHeight) / 2, length, kBarHeight);
        m_x = low + length;
        text(m_x + kGap, scale.high);
        m_x += high;
    }

    void patch(const QString& meaning)
    {
        const double begin = m_x > 0 ? m_x + kWideGap : 0;
        if (begin > 0 && begin + kPatch + kGap + m_font.width(meaning) > m_width)
            newLine();
        else
            m_x = begin;
        m_parts.patches.emplace_back(m_x, m_y + (m_font.lineHeight() - kPatch) / 2, kPatch, kPatch);
        m_x += kPatch + kGap;
        const QString shown = m_font.elided(meaning, m_width - m_x);
        text(m_x, shown);
        m_x += m_font.width(shown);
    }

    void note(const QString& note)
    {
        if (note.isEmpty())
            return;
        const double begin = m_x > 0 ? m_x + kWideGap : 0;
        if (m_y == 0 && begin + m_font.width(note) <= m_width) {
            text(begin, note);
            m_x = begin + m_font.width(note);
            return;
        }
        for (const auto& line : brokenLines(note, m_font, m_width, kNoteLines)) {
            newLine();
            text(0, line);
            m_x = m_font.width(line);
        }
    }

    ScaleParts parts()
    {
        newLine();
        centre();
        m_parts.size = QSizeF(m_right, m_y);
        return m_parts;
    }

private:
    void text(double x, const QString& shown)
    {
        if (!shown.isEmpty())
            m_parts.texts.push_back({ QPointF(x, m_y + m_font.ascent()), shown });
    }
    void newLine()
    {
        m_lines.push_back({ m_x, m_parts.texts.size(), m_parts.patches.size() });
        m_right = std::max(m_right, m_x);
        m_x = 0;
        m_y += m_font.lineHeight();
    }

    /// Lines are as wide as what they hold, and all have the same middle.
    void centre()
    {
        std::size_t text = 0;
        std::size_t patch = 0;
        for (const auto& line : m_lines) {
            const double spare = (m_right - line.width) / 2;
            for (; text < line.texts; ++text)
                m_parts.texts[text].baseline.rx() += spare;
            for (; patch < line.patches; ++patch)
                m_parts.patches[patch].translate(spare, 0);
        }
        if (!m_parts.bar.isEmpty())
            m_parts.bar.translate((m_right - m_lines.front().width) / 2, 0);
    }

    struct Line {
        double width = 0;
        std::size_t texts = 0;   ///< before its end
        std::size_t patches = 0; ///< before its end
    };

    const FigureFont& m_font;
    double m_width;
    double m_x = 0;
    double m_y = 0;
    double m_right = 0;
    ScaleParts m_parts;
    std::vector<Line> m_lines;
};

} // namespace

void ScaleParts::translate(const QPointF& by)
{
    bar.translate(by);
    for (auto& patch : patches)
        patch.translate(by);
    for (auto& text : texts)
        text.baseline += by;
}

ScaleParts scaleParts(const SheetScale& scale, const FigureFont& font, double width)
{
    Builder builder(font, width);
    if (scale.patches.empty())
        builder.bar(scale);
    for (const auto& [color, meaning] : scale.patches)
        builder.patch(meaning);
    builder.note(scale.note);
    return builder.parts();
}

} // namespace lookaway
