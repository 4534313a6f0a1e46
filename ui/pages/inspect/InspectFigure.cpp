// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectFigure.h"

#include "compare/FigureSize.h"
#include "pages/inspect/InspectPanes.h"
#include "session/inspect/PictureFiles.h"
#include "session/settings/Settings.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/pictures/PictureFile.h"

#include <QFile>
#include <QFileInfo>
#include <QPainter>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kSide = 448; // px of a picture in the picture of all panes
constexpr int kGap = 16;

/// A number where the name is not one class's alone.
std::string nameOf(const Inspector& inspector, std::int64_t index)
{
    const auto& names = inspector.model().input.classes;
    const auto at = static_cast<std::size_t>(index);
    const bool named = at < names.size() && !names[at].empty();
    return named && std::count(names.begin(), names.end(), names[at]) == 1 ? names[at] : std::to_string(index);
}

/// Every method reads settings of its own.
void takeSettings(Config& all, const ExplainOrder& order)
{
    const MethodFact* method = findMethod(order.method);
    Config own;
    own.explain = order.settings;
    for (const std::string& key : method ? method->settings : std::vector<std::string>())
        if (const Setting* setting = findSetting(key))
            (void)setting->set(all, setting->get(own)); // a value that a pane uses is allowed
}

template <class T> void addOnce(std::vector<T>& all, const T& one)
{
    if (std::find(all.begin(), all.end(), one) == all.end())
        all.push_back(one);
}

void paintPane(QPainter& painter, const ExplainPane& pane, const QString& explained, const QRect& box, int line)
{
    painter.setPen(Qt::black);
    const QFontMetrics metrics = painter.fontMetrics();
    const auto write = [&](int row, const QString& text) {
        painter.drawText(QRect(box.left(), box.top() + row * line, box.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(text, Qt::ElideRight, box.width()));
    };
    write(0, pane.title());
    write(1, explained);
    const QRect picture(box.left(), box.top() + 2 * line + 4, kSide, kSide);
    painter.drawImage(picture, pane.view()->picture());
    const QRect legend(box.left(), picture.bottom() + 6, kSide, line);
    pane.paintLegend(painter, legend);
}

} // namespace

bool canBeFigure(const Inspector& inspector)
{
    return inspector.subject() && inspector.source() && !inspector.source()->path.isEmpty()
        && !inspector.model().source.path.empty();
}

FigureSpec figureOf(const InspectPanes& panes, const Inspector& inspector)
{
    const PictureSource& picture = *inspector.source();
    FigureSpec spec;
    ComparisonSpec& comparison = spec.comparison;
    comparison.models = { { inspector.model().title, inspector.model().source } };
    comparison.columns = { ComparedColumn() };
    comparison.columns.front().kind = ComparedColumn::Kind::Input;
    Config settings;
    const auto best = inspector.subject()->answer.top(1);
    for (const ExplainPane* pane : panes.panes()) {
        const ExplainOrder order = pane->order();
        const MethodFact* method = findMethod(order.method);
        const auto index = order.classIndex >= 0 || best.empty() ? order.classIndex : best.front();
        ComparedPicture row;
        row.file = QFile::encodeName(picture.path).toStdString();
        row.title = QFileInfo(picture.title).completeBaseName().toStdString();
        row.className = nameOf(inspector, index);
        addOnce(comparison.pictures, row);
        ComparedColumn column;
        column.method = order.method;
        column.layer = method && method->needsLayer ? order.layer : std::string();
        addOnce(comparison.columns, column);
        takeSettings(settings, order);
    }
    comparison.explain = settings.explain;
    spec.style.widthMm = widthFor(comparison.columns.size());
    spec.style.colors = panes.look().colors;
    spec.style.opacity = panes.look().opacity;
    return spec;
}

QImage panesPicture(const InspectPanes& panes, const Inspector& inspector)
{
    const auto& all = panes.panes();
    const int columns = std::min<int>(3, int(all.size()));
    const int rows = (int(all.size()) + columns - 1) / columns;
    QFont font = panes.font();
    font.setPixelSize(18);
    const int line = QFontMetrics(font).height() + 2;
    const int height = kSide + 3 * line + 10;
    QImage image(columns * kSide + (columns + 1) * kGap, rows * height + (rows + 1) * kGap, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setFont(font);
    for (int i = 0; i < int(all.size()); ++i) {
        const QPoint corner(kGap + i % columns * (kSide + kGap), kGap + i / columns * (height + kGap));
        const ExplainPane& pane = *all[std::size_t(i)];
        const QString explained = pane.explanation() ? inspector.className(pane.explanation()->classIndex) : QString();
        paintPane(painter, pane, explained, QRect(corner, QSize(kSide, height)), line);
    }
    return image;
}

void savePanes(const InspectPanes& panes, const Inspector& inspector, QWidget* parent)
{
    const QString name = QFileInfo(inspector.subject()->title).completeBaseName() + QStringLiteral(" panes");
    askAndSave(parent, name, { QStringLiteral("PNG"), QStringLiteral("png") },
        [image = panesPicture(panes, inspector)](
            const QString& path) { return writePng(QFile::encodeName(path).toStdString(), fromImage(image)); });
}

} // namespace lookaway
