// SPDX-License-Identifier: MIT
#include "style/Theme.h"
#include "widgets/CommandPalette.h"
#include "widgets/LogPanel.h"
#include "widgets/MessageBar.h"
#include "window/ManualWindow.h"
#include "window/StatusLine.h"
#include "window/WindowPlacement.h"

#include "TestMain.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace lookaway;

class WindowPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsAWindowBack_data()
    {
        QTest::addColumn<QRect>("wanted");
        QTest::addColumn<QRect>("expected");
        const QRect inside(100, 100, 800, 600);
        QTest::newRow("inside") << inside << inside;
        QTest::newRow("right of all screens") << QRect(5000, 100, 800, 600) << QRect(1120, 100, 800, 600);
        QTest::newRow("above") << QRect(100, -500, 800, 600) << QRect(100, 0, 800, 600);
        QTest::newRow("too large and away") << QRect(-4000, -4000, 3000, 2000) << QRect(0, 0, 1920, 1080);
        QTest::newRow("half off, can be grabbed") << QRect(1500, 300, 800, 600) << QRect(1500, 300, 800, 600);
    }

    void bringsAWindowBack()
    {
        QFETCH(QRect, wanted);
        QFETCH(QRect, expected);
        QCOMPARE(onScreen(wanted, { QRect(0, 0, 1920, 1080) }), expected);
    }

    void saysDurations()
    {
        QCOMPARE(durationText(8.4), QStringLiteral("8 s"));
        QCOMPARE(durationText(130), QStringLiteral("2 min 10 s"));
        QCOMPARE(durationText(3900), QStringLiteral("1 h 05 min"));
        QCOMPARE(durationText(-3), QStringLiteral("0 s"));
        QVERIFY(residentMemory() > 1000000);
    }

    void findsCommands()
    {
        QVERIFY(
            CommandPalette::score("reset", "View: Reset Layout") > CommandPalette::score("rl", "View: Reset Layout"));
        QVERIFY(CommandPalette::score("layout reset", "View: Reset Layout") > 0);
        QCOMPARE(CommandPalette::score("xyz", "View: Reset Layout"), 0);
        QVERIFY(CommandPalette::score("vires", "View: Reset Layout") > 0);
        QVERIFY(CommandPalette::score("rl", "View: Reset Layout") < CommandPalette::found);
        QCOMPARE(CommandPalette::score("grad", "Figure: With .tex and .json Beside It"), 0);
        QCOMPARE(CommandPalette::score("grad", "Figure: Move Forward"), 0);

        QAction reset(QStringLiteral("&Reset Layout"));
        QAction pause(QStringLiteral("&Pause"));
        pause.setEnabled(false);
        QSignalSpy done(&reset, &QAction::triggered);
        QSignalSpy paused(&pause, &QAction::triggered);
        QWidget parent;
        auto* palette = new CommandPalette({ &pause, &reset }, &parent);
        palette->open();
        auto* typed = palette->findChild<QLineEdit*>();
        QTest::keyClicks(typed, "pau");
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(paused.size(), 0); // greyed
        typed->selectAll();
        QTest::keyClicks(typed, "rl"); // nothing is called so: initials
        QCOMPARE(palette->findChild<QListView*>()->model()->rowCount(), 1);
        typed->selectAll();
        QTest::keyClicks(typed, "lay");
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(done.size(), 1);
    }

    void messageOffersAnAction()
    {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        int acted = 0;
        bar.showMessage(
            MessageBar::Kind::Warning, QStringLiteral("Something."), QStringLiteral("Do it"), [&] { ++acted; });
        QVERIFY(!bar.isHidden());
        QTest::mouseClick(bar.findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(acted, 1);
        QVERIFY(bar.isHidden());
        bar.showMessage(MessageBar::Kind::Information, QStringLiteral("Only said."));
        QVERIFY(bar.findChild<QPushButton*>()->isHidden());
        QTest::keyClick(&bar, Qt::Key_Escape);
        QVERIFY(bar.isHidden());
    }

    void messageIsSeenWhereItBelongs()
    {
        MessageBar bar;
        bar.setPlace(1);
        const int first = bar.showMessage(MessageBar::Kind::Warning, QStringLiteral("Of the first place."));
        bar.setPlace(2);
        QVERIFY(bar.isHidden());
        bar.setPlace(1);
        QVERIFY(!bar.isHidden());
        bar.keepTo({ 2, 3 });
        QVERIFY(bar.isHidden());
        bar.setPlace(3);
        QVERIFY(!bar.isHidden());
        bar.showMessage(MessageBar::Kind::Warning, QStringLiteral("Another one."));
        bar.dismiss(first); // is gone already
        QVERIFY(!bar.isHidden());
        bar.dismiss();
        bar.setPlace(2);
        bar.setPlace(3);
        QVERIFY(bar.isHidden());
    }

    void messageTakesItsRoom()
    {
        MessageBar bar;
        bar.showMessage(MessageBar::Kind::Success,
            QStringLiteral("The training is finished: the accuracy on the test pictures is 0.978."),
            QStringLiteral("Evaluate"));
        bar.addAction(QStringLiteral("Train the Baseline for Comparison"), [] {});
        const auto* button = bar.findChild<QPushButton*>();
        const auto* text = bar.findChildren<QLabel*>().at(1);
        bar.resize(1200, bar.sizeHint().height());
        QTRY_VERIFY(button->x() > text->geometry().right());
        bar.resize(460, 200);
        QTRY_VERIFY(button->y() > text->geometry().bottom());
        QVERIFY(text->width() > 300);
    }

    void messageChangesWithTheTheme()
    {
        MessageBar bar;
        applyTheme(*qApp, ThemeKind::Light);
        bar.showMessage(MessageBar::Kind::Success, QStringLiteral("Done."));
        const auto darkest = [&bar] {
            const QImage picture = bar.findChild<QLabel*>()->pixmap().toImage();
            int least = 255;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (const QColor color = picture.pixelColor(x, y); color.alpha() > 200)
                        least = std::min(least, color.lightness());
            return least;
        };
        QVERIFY(darkest() < 100);
        applyTheme(*qApp, ThemeKind::Dark);
        QTRY_VERIFY(darkest() > 150);
        applyTheme(*qApp, ThemeKind::Light);
    }

    void logFilters()
    {
        LogPanel log;
        log.add(LogPanel::Level::Note, QStringLiteral("first line"));
        log.add(LogPanel::Level::Error, QStringLiteral("second one"));
        auto* view = log.findChild<QPlainTextEdit*>();
        QVERIFY(view->toPlainText().contains(QStringLiteral("first line")));
        QTest::keyClicks(log.findChild<QLineEdit*>(), "SECOND");
        QVERIFY(!view->toPlainText().contains(QStringLiteral("first line")));
        QVERIFY(view->toPlainText().contains(QStringLiteral("error: second one")));
        QVERIFY(log.text().contains(QStringLiteral("first line")));
    }

    void manualIsThere()
    {
        ManualWindow manual;
        const auto* contents = manual.findChild<QListWidget*>();
        QVERIFY(contents->count() >= 8);
        manual.showSection(QStringLiteral("Troubleshooting"));
        QVERIFY(contents->currentItem()->text().contains(QStringLiteral("Troubleshooting")));
        const QString text = manual.findChild<QTextBrowser*>()->toPlainText();
        QVERIFY(text.contains(QStringLiteral("0.85")));
        manual.show();
        QVERIFY(QTest::qWaitForWindowExposed(&manual));
        QCOMPARE(manual.findChild<QTextBrowser*>()->horizontalScrollBar()->maximum(), 0); // also the pictures fit
    }
};

LOOKAWAY_TEST(tst_window_parts, WindowPartsTest)
#include "tst_window_parts.moc"
