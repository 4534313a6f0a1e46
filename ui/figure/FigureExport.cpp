// SPDX-License-Identifier: MIT
#include "figure/FigureExport.h"

#include "base/AtomicFile.h"
#include "base/OutputPath.h"
#include "figure/FigurePainter.h"
#include "figure/FigureText.h"
#include "figure/TiffFile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>
#include <optional>

namespace lookaway {

namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kPointsPerMm = 72 / kMmPerInch;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(FigureExport)
};

Result<QByteArray> pdfFile(const FigureSheet& sheet, const FigureLayout& layout, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Lookaway"));
    constexpr int dpi = 1200;
    writer.setResolution(dpi);
    // Qt's pages are whole points; white margins take what is over.
    const QSizeF points(std::ceil(layout.size.width() * kPointsPerMm), std::ceil(layout.size.height() * kPointsPerMm));
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer))
        return fail(Texts::tr("The figure cannot be painted as PDF.").toStdString());
    painter.scale(dpi / kMmPerInch, dpi / kMmPerInch);
    paintFigure(painter, sheet, layout, true);
    painter.end();
    return bytes;
}

/// What QSvgGenerator does not do: a title that may contain any character, and families of the same widths for those
/// who open the file without ours.
void complete(QByteArray& svg, const QString& title, const QString& family)
{
    const QByteArray name = family.toHtmlEscaped().toUtf8();
    svg.replace("font-family=\"" + name + '"', "font-family=\"" + name + ", Verdana, sans-serif\"");
    const QByteArray place = "<defs>";
    svg.insert(svg.indexOf(place), "<title>" + title.toHtmlEscaped().toUtf8() + "</title>\n");
}

Result<QByteArray> svgFile(const FigureSheet& sheet, const FigureLayout& layout, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setDescription(QStringLiteral("Made with Lookaway"));
    // Its unit is a pixel of our fonts, so that sizes stand in the file as they are.
    const QSizeF units = layout.size / FigureFont::kPixelMm;
    generator.setResolution(qRound(kMmPerInch / FigureFont::kPixelMm));
    generator.setSize(units.toSize());
    generator.setViewBox(QRectF(QPointF(), QSizeF(units.toSize())));
    QPainter painter;
    if (!painter.begin(&generator))
        return fail(Texts::tr("The figure cannot be painted as SVG.").toStdString());
    painter.scale(1 / FigureFont::kPixelMm, 1 / FigureFont::kPixelMm);
    paintFigure(painter, sheet, layout, true);
    painter.end();
    complete(bytes, title, QString::fromStdString(sheet.style.fontFamily));
    return bytes;
}

Result<QByteArray> rasterFile(const FigureSheet& sheet, bool tiff)
{
    const QImage image = renderFigure(sheet, sheet.style.dpi);
    if (image.isNull())
        return fail(Texts::tr("The figure has too many pixels at %1 dpi.").arg(sheet.style.dpi).toStdString(),
            Texts::tr("Choose fewer dots per inch, or PDF.").toStdString());
    if (tiff)
        return tiffFile(image);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return fail(Texts::tr("The figure cannot be encoded as PNG.").toStdString());
    return bytes;
}

/// What cannot become a figure, whatever the file.
Result<void> checkSheet(const FigureSheet& sheet, const FigureLayout& layout)
{
    constexpr double tolerance = 0.001; // mm
    if (layout.items.empty())
        return fail(Texts::tr("The figure is empty.").toStdString(),
            Texts::tr("Add at least one picture and one column.").toStdString());
    if (layout.size.width() > sheet.style.widthMm + tolerance)
        return fail(Texts::tr("The columns do not fit into a figure of %1 mm: it would be %2 mm wide.")
                        .arg(sheet.style.widthMm)
                        .arg(layout.size.width(), 0, 'f', 1)
                        .toStdString(),
            Texts::tr("Make it wider, the gaps smaller, or leave columns out.").toStdString());
    return {};
}

enum class Format { Pdf, Svg, Png, Tiff };

std::optional<Format> formatOf(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("pdf"))
        return Format::Pdf;
    if (suffix == QLatin1String("svg"))
        return Format::Svg;
    if (suffix == QLatin1String("png"))
        return Format::Png;
    if (suffix == QLatin1String("tif") || suffix == QLatin1String("tiff"))
        return Format::Tiff;
    return std::nullopt;
}

Result<QByteArray> encoded(const FigureSheet& sheet, const FigureLayout& layout, Format format, const QString& title)
{
    switch (format) {
    case Format::Pdf:
        return pdfFile(sheet, layout, title);
    case Format::Svg:
        return svgFile(sheet, layout, title);
    case Format::Png:
        break;
    case Format::Tiff:
        return rasterFile(sheet, true);
    }
    return rasterFile(sheet, false);
}

} // namespace

Result<void> checkFigureEnding(const QString& file)
{
    if (formatOf(file))
        return {};
    return fail(Texts::tr("'%1' has no ending that a figure can be written as.").arg(file).toStdString(),
        Texts::tr("Use .pdf, .svg, .png or .tif.").toStdString());
}

Result<void> checkFigureFile(const QString& file)
{
    if (const auto ending = checkFigureEnding(file); !ending)
        return ending;
    return checkOutputFile(QFile::encodeName(file).toStdString());
}

Result<void> exportFigure(const FigureSheet& sheet, const QString& file, const QString& title)
{
    if (const auto possible = checkFigureFile(file); !possible)
        return possible;
    const auto layout = layOut(sheet);
    if (const auto checked = checkSheet(sheet, layout); !checked)
        return checked;
    const auto bytes = encoded(sheet, layout, *formatOf(file), title);
    if (!bytes)
        return bytes.error();
    return writeFileAtomically(
        QFile::encodeName(file).toStdString(), { bytes->constData(), static_cast<std::size_t>(bytes->size()) });
}

} // namespace lookaway
