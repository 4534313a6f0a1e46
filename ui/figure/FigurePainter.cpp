// SPDX-License-Identifier: MIT
#include "figure/FigurePainter.h"

#include "figure/FigureText.h"
#include "figure/Resample.h"
#include "figure/SignedColors.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace lookaway {

namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kMostPixels = 400e6; // 1.6 GB, and as much again while they are encoded

// Ink on white paper, whatever the theme of the screen.
constexpr QRgb kInk = 0xff1a1a1a;
constexpr QRgb kFaintInk = 0xff4d4d4d;
constexpr QRgb kFrame = 0xff8c8c8c;
constexpr QRgb kEmptyCell = 0xfff2f2f2;

// mm
constexpr double kHairline = 0.1;
constexpr double kContour = 0.22;
constexpr double kContourEdge = 0.5; ///< white, below the contour, which so stands out from any picture

class FigureBrush {
public:
    FigureBrush(QPainter& painter, const FigureSheet& sheet, const FigureLayout& layout, bool vectorText)
        : m_painter(painter)
        , m_sheet(sheet)
        , m_layout(layout)
        , m_fonts(sheet.style, layout.titlePt, layout.letterPt)
        , m_vectors(vectorText)
    {
    }

    void paint()
    {
        m_painter.save();
        m_painter.setRenderHints(QPainter::Antialiasing | QPainter::LosslessImageRendering);
        m_painter.fillRect(QRectF(QPointF(), m_layout.size), Qt::white);
        for (const auto& item : m_layout.items)
            paint(item);
        m_painter.restore();
    }

private:
    using Item = FigureLayout::Item;
    using Role = FigureLayout::Role;

    void paint(const Item& item)
    {
        switch (item.role) {
        case Role::ColumnTitle:
            return m_layout.titlesTurned ? turnedLines(item, m_fonts.title, Qt::AlignLeft)
                                         : lines(item, m_fonts.title, kInk, Qt::AlignHCenter);
        case Role::RowTitle:
            return lines(item, m_fonts.text, kInk, Qt::AlignLeft);
        case Role::RowClass:
            return lines(item, m_fonts.classes, kInk, Qt::AlignLeft);
        case Role::Picture:
            return cell(item);
        case Role::Notes:
            return m_layout.notesTurned ? turnedLines(item, m_fonts.text, Qt::AlignRight)
                                        : lines(item, m_fonts.text, kInk, Qt::AlignHCenter);
        case Role::Letter:
            m_painter.fillRect(item.box, Qt::white);
            return lines(item, m_fonts.letter, kInk, Qt::AlignCenter);
        case Role::Scale:
            return scale(static_cast<std::size_t>(item.column));
        }
    }

    void cell(const Item& item)
    {
        const auto row = static_cast<std::size_t>(item.row);
        const auto column = static_cast<std::size_t>(item.column);
        const bool known = row < m_sheet.cells.size() && column < m_sheet.cells[row].size();
        const SheetCell* cell = known ? &m_sheet.cells[row][column] : nullptr;
        if (!cell || cell->picture.isNull() || !cell->error.isEmpty()) {
            m_painter.fillRect(item.box, QColor(kEmptyCell));
            if (cell && !cell->error.isEmpty())
                error(item);
            return;
        }
        QSizeF size = QSizeF(cell->picture.size()).scaled(item.box.size(), Qt::KeepAspectRatio);
        QRectF place(QPointF(), size);
        place.moveCenter(item.box.center());
        picture(cell->picture, place);
        if (cell->framed)
            frame(place);
        contour(cell->contour, place);
    }

    /// A cross where there is no room for words.
    void error(const Item& item)
    {
        frame(item.box);
        if (item.lines.isEmpty()) {
            m_painter.drawLine(item.box.topLeft(), item.box.bottomRight());
            m_painter.drawLine(item.box.topRight(), item.box.bottomLeft());
        }
        lines(item, m_fonts.text, kFaintInk, Qt::AlignCenter);
    }

    /// At the paper's resolution, so that every viewer shows the same; on pixels in whole pixels.
    void picture(const QImage& image, const QRectF& box)
    {
        if (m_vectors) {
            const double dotsPerMm = m_sheet.style.dpi / kMmPerInch;
            m_painter.drawImage(box, resampled(image, pixelsOf(box.size() * dotsPerMm)));
            return;
        }
        const QTransform toDevice = m_painter.transform();
        const QRectF place = toDevice.mapRect(box);
        m_painter.resetTransform();
        m_painter.drawImage(place.topLeft().toPoint(), resampled(image, pixelsOf(place.size())));
        m_painter.setTransform(toDevice);
    }

    static QSize pixelsOf(const QSizeF& size)
    {
        return { std::max(1, qRound(size.width())), std::max(1, qRound(size.height())) };
    }

    void contour(const QPainterPath& shares, const QRectF& box)
    {
        if (shares.isEmpty())
            return;
        const auto path = QTransform(box.width(), 0, 0, box.height(), box.x(), box.y()).map(shares);
        m_painter.strokePath(path, QPen(Qt::white, kContourEdge, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
        m_painter.strokePath(path, QPen(QColor(kInk), kContour, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    }

    void scale(std::size_t index)
    {
        const auto& sheetScale = m_sheet.scales[index];
        const auto& parts = m_layout.scales[index];
        if (!parts.bar.isEmpty()) {
            picture(barImage(sheetScale, parts.bar.size()), parts.bar);
            frame(parts.bar);
        }
        for (std::size_t i = 0; i < parts.patches.size(); ++i) {
            m_painter.fillRect(parts.patches[i], sheetScale.patches[i].first);
            frame(parts.patches[i]);
        }
        for (const auto& text : parts.texts)
            line(text.text, text.baseline, m_fonts.text, kInk);
    }

    /// As many pixels as it will have on paper: a colour each, nothing to interpolate.
    QImage barImage(const SheetScale& sheetScale, const QSizeF& size) const
    {
        const double dotsPerMm = m_vectors ? m_sheet.style.dpi / kMmPerInch : m_painter.transform().m11();
        QImage image(pixelsOf(size * dotsPerMm), QImage::Format_RGB888);
        for (int x = 0; x < image.width(); ++x) {
            const auto value = static_cast<float>((x + 0.5) / image.width());
            const Rgb color = sheetScale.isSigned ? signedColor(value) : colorAt(m_sheet.style.colors, value);
            for (int y = 0; y < image.height(); ++y)
                image.setPixelColor(x, y, QColor(color.red, color.green, color.blue));
        }
        return image;
    }

    void frame(const QRectF& box)
    {
        m_painter.setPen(QPen(QColor(kFrame), kHairline));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(box.adjusted(kHairline / 2, kHairline / 2, -kHairline / 2, -kHairline / 2));
    }

    /// In the middle of the box's height.
    void lines(const Item& item, const FigureFont& font, QRgb color, Qt::Alignment alignment)
    {
        const double height = heightOf(item.lines, font);
        double y = item.textBox.y() + (item.textBox.height() - height) / 2 + font.ascent();
        for (const auto& text : item.lines) {
            const double spare = item.textBox.width() - font.width(text);
            line(text, QPointF(item.textBox.x() + (alignment & Qt::AlignHCenter ? spare / 2 : 0), y), font, color);
            y += font.lineHeight();
        }
    }

    /// From bottom to top, in the middle of the box's width.
    void turnedLines(const Item& item, const FigureFont& font, Qt::Alignment alignment)
    {
        m_painter.save();
        m_painter.translate(item.textBox.bottomLeft());
        m_painter.rotate(-90);
        double y = (item.textBox.width() - heightOf(item.lines, font)) / 2 + font.ascent();
        for (const auto& text : item.lines) {
            const double spare = item.textBox.height() - font.width(text);
            line(text, QPointF(alignment & Qt::AlignRight ? spare : 0, y), font, kInk);
            y += font.lineHeight();
        }
        m_painter.restore();
    }

    void line(const QString& text, const QPointF& baseline, const FigureFont& font, QRgb color)
    {
        m_painter.save();
        m_painter.translate(baseline);
        m_painter.scale(FigureFont::kPixelMm, FigureFont::kPixelMm);
        if (m_vectors) {
            m_painter.setPen(QColor(color));
            m_painter.setFont(font.font());
            m_painter.drawText(QPointF(), text);
        } else {
            QPainterPath outlines;
            outlines.setFillRule(Qt::WindingFill);
            outlines.addText(QPointF(), font.font(), text);
            m_painter.fillPath(outlines, QColor(color));
        }
        m_painter.restore();
    }

    QPainter& m_painter;
    const FigureSheet& m_sheet;
    const FigureLayout& m_layout;
    FigureFonts m_fonts;
    bool m_vectors;
};

} // namespace

void paintFigure(QPainter& painter, const FigureSheet& sheet, const FigureLayout& layout, bool vectorText)
{
    FigureBrush(painter, sheet, layout, vectorText).paint();
}

QImage renderFigure(const FigureSheet& sheet, double dpi)
{
    const auto layout = layOut(sheet);
    const double dotsPerMm = dpi / kMmPerInch;
    const QSizeF dots = layout.size * dotsPerMm;
    if (dots.width() * dots.height() > kMostPixels)
        return {};
    QImage image(qRound(dots.width()), qRound(dots.height()), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    constexpr double mmPerMetre = 1000;
    image.setDotsPerMeterX(qRound(dotsPerMm * mmPerMetre));
    image.setDotsPerMeterY(qRound(dotsPerMm * mmPerMetre));
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(dotsPerMm, dotsPerMm);
    paintFigure(painter, sheet, layout, false);
    return image;
}

} // namespace lookaway
