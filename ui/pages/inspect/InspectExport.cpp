// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectExport.h"

#include "pages/inspect/ExplainPane.h"
#include "session/inspect/PictureFiles.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/pictures/PictureFile.h"

#include <QFile>
#include <QFileInfo>
#include <QPainter>

namespace lookaway {

QRectF seenSquare(QSize picture, const InputFormat& format)
{
    const QRectF whole(0, 0, picture.width(), picture.height());
    if (format.fit == InputFormat::Fit::Stretch)
        return whole;
    const double side = std::min(picture.width(), picture.height()) * 224.0 / 256.0;
    QRectF square(0, 0, side, side);
    square.moveCenter(whole.center());
    return square;
}

QImage originalOverlay(
    const Image& original, const HeatMap& heat, const InputFormat& format, const HeatColors& colors, double opacity)
{
    QImage picture = toImage(original).convertToFormat(QImage::Format_RGB32);
    const QRect seen = seenSquare(picture.size(), format).toRect();
    const QImage part = heatOverlay(picture.copy(seen), heat, colors, opacity);
    QPainter(&picture).drawImage(seen.topLeft(), part);
    return picture;
}

QString exportName(const ExplainPane& pane, const Inspector& inspector)
{
    QString name = QFileInfo(inspector.subject()->title).completeBaseName() + QLatin1Char(' ')
        + QString::fromStdString(pane.shown() ? pane.shown()->method : pane.order().method);
    if (pane.shown())
        name += QLatin1Char(' ') + inspector.className(pane.shown()->classIndex);
    if (pane.stopped())
        name += QStringLiteral(" stopped");
    if (pane.inColour())
        name += QStringLiteral(" colour");
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c))
            c = QLatin1Char('_');
    return name;
}

void saveOverlay(const ExplainPane& pane, const Inspector& inspector, const HeatLook& look, bool originalSize)
{
    QImage image = pane.view()->picture();
    if (originalSize) {
        const HeatColors colors = pane.isSigned() ? HeatColors::forAndAgainst() : HeatColors::of(look.colors);
        image =
            originalOverlay(*inspector.subject()->original, pane.heat(), inspector.model().input, colors, look.opacity);
    }
    askAndSave(pane.window(), exportName(pane, inspector), { QStringLiteral("PNG"), QStringLiteral("png") },
        [image](const QString& path) { return writePng(QFile::encodeName(path).toStdString(), fromImage(image)); });
}

void saveMap(const ExplainPane& pane, const Inspector& inspector)
{
    askAndSave(pane.window(), exportName(pane, inspector), { QStringLiteral("NumPy"), QStringLiteral("npy") },
        [map = pane.raw()](const QString& path) { return writeNpy(QFile::encodeName(path).toStdString(), map); });
}

} // namespace lookaway
