// SPDX-License-Identifier: MIT
// The Figure workspace as a page: what it shows, offers, takes in and computes.
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"

#include "ComposerFixture.h"
#include "TestMain.h"

#include <QApplication>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>

using namespace lookaway;
using namespace lookaway::test;

class FigureComposerTest : public QObject, private ComposerFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void saysWhatToDoFirst()
    {
        QVERIFY(m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(!action("figurePdf")->isEnabled());
        QVERIFY(!action("figureSave")->isEnabled());
        QSignalSpy compare(m_page.get(), &FigureComposer::compareRequested);
        QTest::mouseClick(find<QPushButton>("goToCompare"), Qt::LeftButton);
        QCOMPARE(compare.count(), 1);
        compose();
        QVERIFY(!m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(action("figurePdf")->isEnabled());
        QVERIFY(find<QLabel>("figureSize")->text().contains(QStringLiteral("114")));
    }

    void saysThatItIsHigherThanAPage()
    {
        compose(11, 4);
        const auto* size = find<QLabel>("figureSize");
        QVERIFY(canvas().figure()->layout.size.height() > 230);
        QVERIFY2(size->text().contains(QStringLiteral("higher than a page")), qPrintable(size->text()));
        QVERIFY(size->toolTip().contains(QStringLiteral("230 mm")));
        m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.widthMm = 60; });
        awaitPicture();
        QVERIFY2(!size->text().contains(QStringLiteral("page")), qPrintable(size->text()));
    }

    void laysOutAsInThePaper()
    {
        compose(3, 3);
        const std::string before = toml();
        QVERIFY(trigger("figureTwo"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(4));
        awaitPicture();
        QCOMPARE(canvas().figure()->sheet.rows.size(), std::size_t(1));
        // Nothing was selected: it says that rows went, and brings them back.
        QVERIFY(m_page->messages()->isVisible());
        QVERIFY2(m_page->messages()->message().contains(QStringLiteral("the first of 3 stays")),
            qPrintable(m_page->messages()->message()));
        const auto buttons = m_page->messages()->findChildren<QPushButton*>();
        const auto undo = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton* button) { return button->text() == QStringLiteral("Undo"); });
        QVERIFY(undo != buttons.end());
        QTest::mouseClick(*undo, Qt::LeftButton);
        QCOMPARE(toml(), before);
        QVERIFY(!m_page->messages()->isVisible());
        QVERIFY(trigger("figureTwo"));
        QVERIFY(m_page->messages()->isVisible());
        QVERIFY(trigger("figureUndo")); // with the menu: the message has nothing to undo any more
        QVERIFY(!m_page->messages()->isVisible());
        canvas().select({ 2, -1 }); // and of the picture that is selected
        QVERIFY(trigger("figureTwo"));
        QVERIFY(!m_page->messages()->isVisible());
        QCOMPARE(numberOf(spec().comparison.pictures[0].file), 2);
        QVERIFY(trigger("figureUndo"));
        QVERIFY(trigger("figureThree"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(3));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(4)); // the picture, and all three models
        QVERIFY(m_page->document()->parts().complete());
    }

    void takesWhatIsDropped()
    {
        compose(1, 2);
        QVERIFY(m_page->saveTo(path("dropped.toml")));
        const auto drop = [this](const QStringList& paths) {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString& file : paths)
                urls << QUrl::fromLocalFile(file);
            data.setUrls(urls);
            QDragEnterEvent enter({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_page.get(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent dropped({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_page.get(), &dropped);
        };
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        drop({ path("7.png"), path("8.jpg") });
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(3));
        QCOMPARE(wanted.count(), 1);
        QVERIFY(trigger("figureUndo"));
        // A folder that is no run says so; a project takes the figure's place.
        drop({ m_folder.path() });
        QTRY_VERIFY_WITH_TIMEOUT(m_page->messages()->isVisible(), kLong);
        QVERIFY(m_page->messages()->kind() == MessageBar::Kind::Error);
        m_page->document()->reset(FigureSpec());
        drop({ path("7.png") });
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("model is still missing")));
        m_page->document()->reset(FigureSpec());
        drop({ path("dropped.toml") });
        QCOMPARE(m_page->document()->file(), path("dropped.toml"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
    }

    void offersWhatFitsTheSelection()
    {
        compose();
        const auto texts = [this](const QPoint& place) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, place, paper()->mapToGlobal(place));
            QApplication::sendEvent(paper(), &event);
            QStringList found;
            if (auto* menu = find<QMenu>("figureMenu")) {
                for (const QAction* offered : menu->actions())
                    found << offered->objectName();
                menu->close();
                QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            }
            return found;
        };
        QVERIFY(texts(title(1)).contains(QStringLiteral("figureCopyColumn")));
        QVERIFY((canvas().selection() == FigureSelection{ -1, 1 }));
        QVERIFY(texts(rowTitle(0)).contains(QStringLiteral("figureCrop")));
        QVERIFY(texts(middle(FigureLayout::Role::Picture, 1, 1)).contains(QStringLiteral("figureRemoveRow")));
        QVERIFY(texts({ 2, 2 }).contains(QStringLiteral("figureTwo")));
        click(title(1));
        QVERIFY(trigger("figureMoveOn"));
        QCOMPARE(spec().comparison.columns[2].model, std::size_t(0));
        QVERIFY((canvas().selection() == FigureSelection{ -1, 2 }));
        QVERIFY(trigger("figureCopyColumn"));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(5));
    }

    void computesAgain()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        QVERIFY(trigger("figureAgain"));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][1].toBool(), true);
        QCOMPARE(m_page->document()->parts().missing(), m_page->document()->parts().count());
        m_page->setContent(sampleParts(spec().comparison));
        QVERIFY(m_page->document()->parts().complete());
    }

    void aWindowWithManyCellsStaysAlive()
    {
        const FigureSpec figure = sampleFigure(20, 5);
        const FigureParts parts = sampleParts(figure.comparison);
        QElapsedTimer clock;
        qint64 longest = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] { longest = std::max(longest, clock.restart()); });
        QVERIFY(m_page->setFigure(figure, parts));
        clock.start();
        beat.start(0);
        QTRY_VERIFY_WITH_TIMEOUT(canvas().figure() && canvas().figure()->sheet.rows.size() == 20u, kLong);
        // Nor does it stall while cells come one by one and a slider is dragged.
        for (int i = 1; i <= 20; ++i) {
            FigureParts known = parts;
            for (std::size_t row = 0; row < known.cells.size(); ++row)
                known.cells[row].resize(std::min(known.cells[row].size(), std::size_t(i)));
            clock.restart();
            m_page->setContent(known);
            m_page->document()->edit(
                QStringLiteral("Opacity"), [i](FigureSpec& spec) { spec.style.opacity = i / 20.0; },
                QStringLiteral("o"));
            QCoreApplication::processEvents();
        }
        beat.stop();
        qInfo("longest pause of the window: %lld ms", longest);
        QVERIFY(longest < 250); // a machine under load; a rendering of 120 cells takes longer in one piece
    }
};

LOOKAWAY_TEST(tst_figure_composer, FigureComposerTest)
#include "tst_figure_composer.moc"
