// SPDX-License-Identifier: MIT
// What is done to a figure by mouse and keys in the Figure workspace, and undone.
#include "pages/composer/CropView.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"
#include "widgets/forms/RealBox.h"

#include "ComposerFixture.h"
#include "TestMain.h"

#include <QPushButton>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

class FigureComposerEditsTest : public QObject, private ComposerFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void dragsAColumnAndUndoesIt()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        const std::string before = toml();
        const QImage shown = canvas().figure()->image;
        drag(title(3), title(1) - QPoint(10, 0));
        QCOMPARE(spec().comparison.columns[1].model, std::size_t(2));
        QCOMPARE(spec().comparison.columns[2].model, std::size_t(0));
        awaitPicture();
        QVERIFY(canvas().figure()->image != shown);
        QCOMPARE(canvas().figure()->sheet.columnTitles[1], QStringLiteral("R-occlusion"));
        QCOMPARE(action("figureUndo")->text(), QStringLiteral("Undo Move Column"));
        const std::string after = toml();
        QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(toml(), before);
        awaitPicture();
        QCOMPARE(canvas().figure()->image, shown);
        QVERIFY(trigger("figureRedo"));
        QCOMPARE(toml(), after);
        QCOMPARE(wanted.count(), 0); // nothing had to be computed
    }

    void dragsARow()
    {
        compose(3, 2);
        const QRectF last = canvas().onScreen(canvas().boxOf(FigureAxis::Row, 2));
        drag(rowTitle(0), { rowTitle(0).x(), qRound(last.bottom()) - 3 });
        QCOMPARE(numberOf(spec().comparison.pictures[2].file), 0);
        QCOMPARE(numberOf(spec().comparison.pictures[0].file), 1);
        awaitPicture();
        QTest::keyClick(&canvas(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(numberOf(spec().comparison.pictures[1].file), 0);
    }

    void renamesWhereItStands()
    {
        compose();
        QTest::mouseDClick(paper(), Qt::LeftButton, {}, title(1));
        auto* edit = find<QLineEdit>("titleInPlace");
        QVERIFY(edit);
        QCOMPARE(edit->text(), QStringLiteral("baseline"));
        QTest::keyClicks(edit, QStringLiteral("No occlusion"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(spec().comparison.columns[1].title, std::string("No occlusion"));
        awaitPicture();
        QCOMPARE(canvas().figure()->sheet.columnTitles[1], QStringLiteral("No occlusion"));
        click(rowTitle(0));
        QTest::keyClick(&canvas(), Qt::Key_F2);
        edit = find<QLineEdit>("titleInPlace");
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("Beetle"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(spec().comparison.pictures[0].title, std::string("Beetle"));
        QCOMPARE(m_page->document()->history()->count(), 2);
    }

    void removesAndBringsBack()
    {
        compose(2, 3);
        const std::string before = toml();
        click(title(2));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(3));
        awaitPicture();
        click(rowTitle(0));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
        // Of a cell it is asked what is meant.
        awaitPicture();
        click(middle(FigureLayout::Role::Picture, 0, 1));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(3));
        QVERIFY(m_page->messages()->isVisible());
        auto buttons = m_page->messages()->findChildren<QPushButton*>();
        const auto remove = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton* button) { return button->text() == QStringLiteral("Remove Column"); });
        QVERIFY(remove != buttons.end());
        QTest::mouseClick(*remove, Qt::LeftButton);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(2));
        while (trigger("figureUndo")) { }
        QCOMPARE(toml(), before);
        QVERIFY(m_page->document()->parts().complete());
        awaitPicture();
        // The last one may go, too: the page says what to do then, and undo brings it back.
        for (int i = 0; i < 4; ++i) {
            canvas().select({ -1, 0 });
            QVERIFY(trigger("figureRemove"));
        }
        QVERIFY(m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(trigger("figureUndo"));
        QVERIFY(!m_page->findChild<EmptyState*>()->isVisible());
    }

    void cropsInTheFigureAndBesideIt()
    {
        compose();
        click(rowTitle(0));
        auto* view = find<CropView>("cropView");
        QVERIFY(view->isVisible() && view->isEnabled());
        QCoreApplication::processEvents(); // it has its place then
        const QRectF all = view->pictureRect();
        const auto at = [&](double x, double y) {
            return (all.topLeft() + QPointF(x * all.width(), y * all.height())).toPoint();
        };
        QTest::mousePress(view, Qt::LeftButton, {}, at(0.5, 0.5));
        QTest::mouseMove(view, at(0.8, 0.8));
        QTest::mouseMove(view, at(0.999, 0.999));
        QTest::mouseRelease(view, Qt::LeftButton, {}, at(0.999, 0.999));
        const CropBox box = spec().comparison.pictures[0].crop;
        QVERIFY(std::abs(box.x - 0.5) < 0.03 && std::abs(box.width - 0.5) < 0.03);
        QCOMPARE(m_page->document()->history()->count(), 1);
        auto* left = find<RealBox>("cropX");
        QVERIFY(std::abs(*left->value() - 50) < 3);
        left->setFocus();
        left->selectAll();
        QTest::keyClicks(left, QStringLiteral("25"));
        QCOMPARE(spec().comparison.pictures[0].crop.x, 0.25);
        awaitPicture();
        // In the figure itself: the lower half of what is seen.
        QVERIFY(trigger("figureCrop"));
        QVERIFY(canvas().cropping());
        QRectF picture;
        for (const auto& item : canvas().figure()->layout.items)
            if (item.role == FigureLayout::Role::Picture && item.row == 0 && item.column == 1)
                picture = canvas().onScreen(item.box);
        const double height = spec().comparison.pictures[0].crop.height;
        drag({ qRound(picture.left()) + 1, qRound(picture.center().y()) },
            { qRound(picture.right()) + 20, qRound(picture.bottom()) + 20 });
        QVERIFY(std::abs(spec().comparison.pictures[0].crop.height - height / 2) < 0.03);
        QTest::keyClick(&canvas(), Qt::Key_Escape);
        QVERIFY(!action("figureCrop")->isChecked());
        click(rowTitle(0));
        QTest::mouseClick(find<QPushButton>("resetCrop"), Qt::LeftButton);
        QVERIFY(spec().comparison.pictures[0].crop.whole());
    }
};

LOOKAWAY_TEST(tst_figure_composer_edits, FigureComposerEditsTest)
#include "tst_figure_composer_edits.moc"
