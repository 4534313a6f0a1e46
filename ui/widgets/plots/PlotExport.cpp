// SPDX-License-Identifier: MIT
#include "widgets/plots/PlotExport.h"

#include "widgets/TableText.h"
#include "widgets/pictures/PictureFile.h"
#include "widgets/plots/PlotCanvas.h"

namespace lookaway {

namespace {

/// Colours of paper while it lives.
class OnPaper {
public:
    explicit OnPaper(PlotCanvas& canvas)
        : m_canvas(canvas)
    {
        m_canvas.applyTheme(printPalette(), m_canvas.font());
    }
    ~OnPaper() { m_canvas.applyTheme(m_canvas.palette(), m_canvas.font()); }
    OnPaper(const OnPaper&) = delete;
    OnPaper& operator=(const OnPaper&) = delete;

private:
    PlotCanvas& m_canvas;
};

QSize sizeOf(const PlotCanvas& canvas)
{
    return canvas.size().expandedTo({ 480, 300 });
}

void paint(PlotCanvas& canvas, QPaintDevice& device, bool vectors)
{
    const QSize size = sizeOf(canvas);
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized, vectors);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(QCPPainter::pmNonCosmetic, vectors);
    canvas.toPainter(&painter, size.width(), size.height());
}

} // namespace

Result<void> exportPlot(PlotCanvas& canvas, const QString& path)
{
    if (!isPictureFile(path))
        return saveText(path, plotCsv(canvas));
    const OnPaper paper(canvas);
    const bool vectors = !path.endsWith(QLatin1String("png"), Qt::CaseInsensitive);
    return savePicture(
        path, sizeOf(canvas), canvas.title(), [&](QPaintDevice& device) { paint(canvas, device, vectors); });
}

QImage plotPicture(PlotCanvas& canvas)
{
    const OnPaper paper(canvas);
    QImage image(sizeOf(canvas) * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    paint(canvas, image, false);
    return image;
}

QString plotCsv(const PlotCanvas& canvas)
{
    const bool smoothed = canvas.smoothing() > 0;
    QString text = QStringLiteral("line,") + csvField(canvas.xTitle()) + QStringLiteral(",value")
        + (smoothed ? QStringLiteral(",smoothed\n") : QStringLiteral("\n"));
    for (const auto& series : canvas.allSeries()) {
        if (!series->isShown())
            continue;
        const QString title = csvField(series->title());
        for (const auto& point : series->points()) {
            text += title + u',' + csvNumber(point.x) + u',' + csvNumber(point.raw);
            text += smoothed ? u',' + csvNumber(point.shown) + u'\n' : QStringLiteral("\n");
        }
    }
    return text;
}

} // namespace lookaway
