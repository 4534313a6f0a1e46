// SPDX-License-Identifier: MIT
#include "CompareShots.h"

#include "bridge/FoundModels.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "window/MainWindow.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QMouseEvent>

namespace lookaway {

namespace {

void trigger(const QObject& parent, const char* name)
{
    parent.findChild<QAction*>(QLatin1String(name))->trigger();
}

std::vector<ComparedModel> armsIn(const QString& folder)
{
    const QDir runs(folder);
    for (const QString& name : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (const auto arms = armsOf(runs.filePath(name)); arms.size() > 1)
            return arms;
    return {};
}

void awaitCells(const ComparePage& page)
{
    const Comparer* comparer = page.comparer();
    Photographer::until([&] { return comparer->total() > 0 && comparer->done() == comparer->total(); });
    Photographer::settle(1200); // overlays
}

void pointTo(CompareGrid& grid, int row, int column)
{
    const QPoint place = grid.pictureRect(row, column).center() + QPoint(20, 10);
    QMouseEvent move(
        QEvent::MouseMove, place, grid.viewport()->mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(grid.viewport(), &move);
}

} // namespace

void photographCompare(MainWindow& window, const QString& work, const Photographer& photo)
{
    auto& page = *window.findChild<ComparePage*>();
    CompareGrid& grid = *page.grid();
    const Comparer* comparer = page.comparer();
    const QString own = qEnvironmentVariable("LOOKAWAY_RUNS");
    window.showWorkspace(MainWindow::Workspace::Compare);
    const auto arms = armsIn(own.isEmpty() ? work + QStringLiteral("/runs") : own);
    if (arms.empty())
        return;
    page.compareModels(arms);
    const auto opened = [&] {
        const auto& models = page.draft().spec.models;
        return !models.empty() && comparer->model(models.size() - 1);
    };
    Photographer::until(opened);
    photo.take(window, "compare-no-pictures");
    page.addTestPictures();
    Photographer::until([&] { return comparer->done() > 2; });
    photo.take(window, "compare-progress");
    grid.setFocus();
    awaitCells(page);
    photo.take(window, "compare");
    page.addPictures({ { "/nowhere/gone.jpg", "gone", {}, {} } });
    awaitCells(page);
    grid.scrollToBottom();
    photo.take(window, "compare-problem");
    Q_EMIT grid.rowRemovalWanted(comparer->rows() - 1);
    grid.scrollToTop();
    trigger(page, "showDifferences");
    trigger(page, "showRegions");
    page.findChild<QCheckBox*>(QStringLiteral("contour"))->setChecked(true);
    grid.stepSide(-2);
    awaitCells(page);
    photo.take(window, "compare-differences");
    trigger(page, "showDifferences");
    trigger(page, "showRegions");
    grid.stepSide(4);
    grid.zoomBy(2.5);
    awaitCells(page);
    pointTo(grid, 0, 1);
    photo.take(window, "compare-zoomed");
}

} // namespace lookaway
