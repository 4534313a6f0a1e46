// SPDX-License-Identifier: MIT
// No panel and no page makes the window larger than a small screen.
#include "StudioFixture.h"

#include "pages/training/SetupPanel.h"
#include "widgets/MessageBar.h"
#include "widgets/ShrinkArea.h"
#include "widgets/forms/SettingsForm.h"

#include "TestMain.h"

#include <QDockWidget>
#include <QScrollBar>
#include <QStatusBar>

using namespace lookaway;
using namespace lookaway::test;

constexpr QSize kSmallest(1024, 640);
constexpr int kWorkspaces = 6;

class WindowSizeTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudioFixture> m_fixture;

    /// Opens every panel that the workspace has.
    static void openAll(const MainWindow& window)
    {
        for (auto* dock : window.findChildren<QDockWidget*>())
            if (dock->toggleViewAction()->isEnabled() && !dock->isVisible())
                dock->toggleViewAction()->trigger();
    }
    static QByteArray culprits(const MainWindow& window)
    {
        QByteArray text;
        for (const auto* part : window.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
            if (part->isVisible())
                text += QStringLiteral("%1 %2: %3 x %4\n")
                            .arg(QLatin1String(part->metaObject()->className()), part->objectName())
                            .arg(part->minimumSizeHint().width())
                            .arg(part->minimumSizeHint().height())
                            .toUtf8();
        return text;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<StudioFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void everyWorkspaceFits_data()
    {
        QTest::addColumn<int>("workspace");
        for (int i = 0; i < kWorkspaces; ++i)
            QTest::addRow("%d", i) << i;
    }
    void everyWorkspaceFits()
    {
        QFETCH(const int, workspace);
        auto& window = m_fixture->studio().window();
        window.showWorkspace(static_cast<MainWindow::Workspace>(workspace));
        openAll(window);
        m_fixture->studio().find<MessageBar>()->showMessage(MessageBar::Kind::Information,
            QStringLiteral("The training in '/a/folder/with/a/long/path' was interrupted."), QStringLiteral("Resume"));
        QApplication::processEvents();
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= kSmallest.width() && least.height() <= kSmallest.height(), culprits(window));
        window.resize(kSmallest);
        QTRY_COMPARE(window.size(), kSmallest);
        QVERIFY(window.statusBar()->geometry().bottom() < kSmallest.height());
    }

    void scrollsOnlyWhatHasNoRoom()
    {
        auto& studio = m_fixture->studio();
        studio.window().resize(1280, 760); // less than the settings would like to have
        m_fixture->startTiny(1000);        // with a note above the settings and the buttons below
        QTRY_VERIFY_WITH_TIMEOUT(studio.controller().trains(), StudioFixture::patience);
        for (auto* area : studio.window().findChildren<ShrinkArea*>())
            if (area->isVisible()) {
                QCOMPARE(area->verticalScrollBar()->maximum(), 0);
                QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
                QCOMPARE(area->widget()->size(), area->viewport()->size());
            }
    }

    void settingsComeBack()
    {
        auto& studio = m_fixture->studio();
        studio.window().showWorkspace(MainWindow::Workspace::Train);
        openAll(studio.window());
        auto* form = studio.find<SetupPanel>()->form();
        const auto isWhole = [&](const char* key) {
            const auto* field = form->findChild<QWidget*>(QLatin1String(key));
            const QRect seen(form->mapToGlobal(QPoint()), form->size());
            return seen.contains(QRect(field->mapToGlobal(QPoint()), field->size()).topRight());
        };
        studio.window().resize(kSmallest);
        QTRY_COMPARE(studio.window().size(), kSmallest);
        QVERIFY(isWhole("data.path") && isWhole("data.validation_share"));
        studio.window().resize(1600, 1000);
        QTRY_COMPARE(studio.window().size(), QSize(1600, 1000));
        QVERIFY(isWhole("data.path") && isWhole("data.validation_share"));
    }
};

LOOKAWAY_TEST(tst_window_size, WindowSizeTest)
#include "tst_window_size.moc"
