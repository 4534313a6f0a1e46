// SPDX-License-Identifier: MIT
#include "window/CompareDesk.h"

#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "pages/compare/TestComparisonPanel.h"
#include "pages/runs/RunsPanel.h"
#include "style/Icons.h"

#include <QMenu>

namespace lookaway {

CompareDesk::CompareDesk(ComparePage* page, TestComparisonPanel* tests, RunsPanel* runs, QMenu* menu, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    fill(menu);
    connect(runs, &RunsPanel::compareMapsRequested, this, &CompareDesk::compareRuns);
    connect(page, &ComparePage::changed, tests,
        [page, tests] { tests->setSpec(page->draft().spec, page->draft().reference); });
    connect(page, &ComparePage::testsWanted, this, &CompareDesk::testsWanted);
    connect(tests, &TestComparisonPanel::picturesWanted, page, &ComparePage::addPictures);
    connect(page, &ComparePage::inspectWanted, this, &CompareDesk::inspectWanted);
}

void CompareDesk::fill(QMenu* menu)
{
    const auto add = [&](const char* name, const char* iconName, const QString& text, auto slot) {
        auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, slot] {
            Q_EMIT workspaceWanted();
            slot();
        });
        return action;
    };
    add("compareAddRun", "runs", tr("Add &Run…"), [this] {
        m_page->openRunDialog();
    })->setStatusTip(tr("Compare the heat maps of a run, or of all runs of a folder"));
    add("compareAddFiles", "open", tr("Add &Model Files…"), [this] {
        m_page->openModelsDialog();
    })->setStatusTip(tr("Compare the heat maps of weights, checkpoints and TorchScript files"));
    add("compareAddArms", "repeat", tr("Add the &Arms of This Run's Study"), [this] {
        m_page->addArms();
    })->setStatusTip(tr("Runs beside the first one that differ from it only in what they occlude"));
    menu->addSeparator();
    add("comparePictures", "picture", tr("Add &Pictures…"), [this] { m_page->openPicturesDialog(); });
    add("compareFolder", "folder", tr("Add a &Folder of Pictures…"), [this] { m_page->openPictureFolderDialog(); });
    add("compareTestPictures", "data", tr("Add Some &Test Pictures of the Run"), [this] { m_page->addTestPictures(); });
    menu->addSeparator();
    add("compareTests", "evaluate", tr("Compare over a Test &Set"), [this] {
        Q_EMIT testsWanted();
    })->setStatusTip(tr("Accuracy, attention spread and overlap with paired tests, and the pictures that differ most"));
    menu->addSeparator();
    add("compareLarger", "plus", tr("&Larger Cells"), [this] { m_page->grid()->stepSide(1); });
    add("compareSmaller", "minus", tr("&Smaller Cells"), [this] { m_page->grid()->stepSide(-1); });
    menu->addSeparator();
    add("compareReload", "revert", tr("Read Models and Pictures A&gain"),
        [this] { m_page->comparer()->startAfresh(); });
    add("compareStop", "stop", tr("St&op Comparing"), [this] { m_page->comparer()->stop(); });
    add("compareClear", "close", tr("&Clear the Comparison"), [this] { m_page->clear(); });
}

void CompareDesk::setPreferences(const Preferences& preferences)
{
    m_page->setDevice(preferences.device);
    m_page->setRunFolder(preferences.runFolder);
    m_page->setColorMap(findColorMap(preferences.colorMap.toStdString()).value_or(ColorMap::Inferno));
}

void CompareDesk::compareRuns(const QStringList& folders)
{
    Q_EMIT workspaceWanted();
    m_page->compareRuns(folders);
}

} // namespace lookaway
