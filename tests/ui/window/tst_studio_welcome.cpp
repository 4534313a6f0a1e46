// SPDX-License-Identifier: MIT
// The first page: what it offers, and what the window is called afterwards.
#include "StudioFixture.h"

#include "../pages/runs/RunFolders.h"
#include "pages/runs/WelcomePage.h"

#include "TestMain.h"

#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>

using namespace lookaway;
using namespace lookaway::test;

class StudioWelcomeTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudioFixture> m_fixture;

    QStringList listed() const
    {
        QStringList titles;
        const auto* list = m_fixture->studio().find<WelcomePage>()->findChild<QListWidget*>();
        for (int i = 0; i < list->count(); ++i)
            titles << list->item(i)->text();
        return titles;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StudioFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void listsTheRunsOfTheFolder()
    {
        const QString runs = m_fixture->path("runs");
        writeRun(runs, QStringLiteral("older"), factsOf("resnet18", FillKind::None, 1), 0.7);
        writeRun(runs, QStringLiteral("newer"), factsOf("resnet18", FillKind::Zero, 2), 0.8);
        const QString elsewhere = m_fixture->path("elsewhere");
        writeRun(elsewhere, QStringLiteral("opened"), factsOf("resnet18", FillKind::One, 0), 0.9);
        auto& studio = m_fixture->studio();
        studio.open();
        QTRY_COMPARE(listed(), (QStringList{ "newer", "older" }));
        studio.window().openPath(elsewhere + QStringLiteral("/opened"));
        studio.choose("workspaceWelcome");
        QTRY_COMPARE(listed(), (QStringList{ "opened", "newer", "older" })); // what was opened last first

        // One that was removed stays away until it is opened again.
        Q_EMIT studio.find<WelcomePage>()->runForgotten(runs + QStringLiteral("/newer"));
        QTRY_COMPARE(listed(), (QStringList{ "opened", "older" }));
        studio.window().openPath(runs + QStringLiteral("/newer"));
        studio.choose("workspaceWelcome");
        QTRY_COMPARE(listed(), (QStringList{ "newer", "opened", "older" }));
        QCOMPARE(studio.window().windowTitle(), QStringLiteral("Lookaway"));
    }

    void leadsToEveryPurpose()
    {
        auto& studio = m_fixture->studio();
        studio.press("inspectModel");
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Inspect);
        studio.choose("workspaceWelcome");
        studio.press("compareModels");
        QCOMPARE(studio.window().workspace(), MainWindow::Workspace::Compare);
        QCOMPARE(studio.window().windowTitle(), QStringLiteral("Comparison – Lookaway"));
        studio.choose("workspaceFigure");
        QCOMPARE(studio.window().windowTitle(), QStringLiteral("Figure – Lookaway"));
    }

    void fitsASmallScreen()
    {
        auto& studio = m_fixture->studio();
        studio.window().resize(1024, 700);
        QTRY_COMPARE(studio.window().width(), 1024);
        QTRY_COMPARE(studio.find<WelcomePage>()->findChild<QScrollArea*>()->horizontalScrollBar()->maximum(), 0);
    }
};

LOOKAWAY_TEST(tst_studio_welcome, StudioWelcomeTest)
#include "tst_studio_welcome.moc"
