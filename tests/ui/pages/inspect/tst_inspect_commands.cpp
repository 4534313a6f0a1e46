// SPDX-License-Identifier: MIT
// The Inspect workspace's commands: keys, context menus, panels that fold away, all panes as a figure.
#include "pages/inspect/HeatTools.h"
#include "pages/inspect/InspectFigure.h"
#include "pages/inspect/ModelPanel.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/pictures/InspectView.h"

#include "InspectFixture.h"
#include "TestMain.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

#include <set>

using namespace lookaway;
using namespace lookaway::test;

class InspectCommandsTest : public QObject {
    Q_OBJECT

    InspectFixture m_inspect;

    static QAction* entry(const QMenu& menu, const QString& text)
    {
        for (QAction* action : menu.actions())
            if (QString(action->text()).remove(u'&').startsWith(text))
                return action;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_inspect.train()); }
    void init() { m_inspect.show(); }
    void cleanup() { m_inspect.close(); }

    void stopIsThereWhileSomethingIsExplained()
    {
        m_inspect.openAndLook();
        const QAction* stop = m_inspect.page().actions().stop;
        QCOMPARE(stop->shortcut(), QKeySequence(Qt::Key_Escape));
        QVERIFY(!stop->isEnabled());
        ExplainOrder order;
        order.method = "rise";
        order.settings.riseMasks = 500000;
        order.settings.chunk = 4;
        m_inspect.pane().setOrder(order);
        QVERIFY(stop->isEnabled());
        QTest::keyClick(m_inspect.pane().view(), Qt::Key_Escape);
        QVERIFY(!stop->isEnabled());
        m_inspect.pane().setOrder({});
        m_inspect.awaitMap();
        QVERIFY(!stop->isEnabled());
    }

    void zoomHasCommands()
    {
        m_inspect.openAndLook();
        auto* view = m_inspect.pane().view();
        const double fitted = view->sight().scale;
        QTest::keyClick(&m_inspect.page(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(view->sight().scale > fitted);
        QTest::keyClick(&m_inspect.page(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(view->sight().scale, fitted);
        m_inspect.page().actions().pixels->trigger();
        QCOMPARE(view->sight().scale, 1 / view->devicePixelRatioF());
        QTest::keyClick(&m_inspect.page(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(view->sight().fitted);
    }

    void aPaneHasAMenu()
    {
        m_inspect.openAndLook();
        ExplainPane& first = m_inspect.pane();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        QVERIFY(&m_inspect.pane() != &first);
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(20, 20), first.view()->mapToGlobal(QPoint(20, 20)));
        QCoreApplication::sendEvent(first.view(), &event);
        QCOMPARE(&m_inspect.pane(), &first); // it is about this one
        auto* menu = m_inspect.find<QMenu>("paneMenu");
        QVERIFY(menu && menu->isVisible());
        QVERIFY(menu->actions().contains(m_inspect.page().actions().whole));
        QVERIFY(menu->actions().contains(m_inspect.find<QAction>("saveMap")));
        QAction* close = entry(*menu, QStringLiteral("Close This Pane"));
        QVERIFY(close);
        close->trigger();
        menu->close();
        QCOMPARE(m_inspect.page().panes()->panes().size(), std::size_t(1));
    }

    void aPictureHasANameAndAMenu()
    {
        m_inspect.openAndLook();
        auto* view = m_inspect.page().strip()->view();
        const QModelIndex index = view->model()->index(0, 0);
        QCOMPARE(index.data(Qt::DisplayRole).toString(), QStringLiteral("1.png"));
        QCOMPARE(index.data(Qt::ToolTipRole).toString(), m_inspect.picture("red/1.png"));
        const QPoint place = centreOf(*view, 0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, view->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(view->viewport(), &event);
        auto* menu = m_inspect.find<QMenu>("pictureMenu");
        QVERIFY(menu && menu->isVisible());
        entry(*menu, QStringLiteral("Copy Path"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), m_inspect.picture("red/1.png"));
        entry(*menu, QStringLiteral("Copy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls(),
            QList<QUrl>{ QUrl::fromLocalFile(m_inspect.picture("red/1.png")) });
        QVERIFY(entry(*menu, QStringLiteral("Show in Folder"))->isEnabled());
        entry(*menu, QStringLiteral("Remove"))->trigger();
        menu->close();
        QCOMPARE(view->model()->rowCount(), 0);
    }

    void panelsFoldAway()
    {
        m_inspect.openAndLook();
        auto* model = m_inspect.find<ModelPanel>();
        auto* tabs = m_inspect.find<QTabWidget>("inspectTabs");
        auto* view = m_inspect.pane().view();
        const int width = view->width();
        QTest::keyClick(&m_inspect.page(), Qt::Key_F8);
        QVERIFY(!tabs->isVisible());
        QTRY_VERIFY(view->width() > width);
        QToolButton* button = nullptr;
        for (auto* each : m_inspect.find<HeatTools>()->findChildren<QToolButton*>())
            if (each->defaultAction() == m_inspect.page().actions().answerPanel)
                button = each;
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(tabs->isVisible());
        QTest::keyClick(&m_inspect.page(), Qt::Key_F7);
        QVERIFY(!model->isVisible());
        QTest::keyClick(&m_inspect.page(), Qt::Key_F7);
        QVERIFY(model->isVisible());
        // Pushed away with the mouse, the key brings it back, too.
        auto* splitter = m_inspect.find<QSplitter>();
        Q_EMIT splitter->splitterMoved(0, 1);
        QVERIFY(m_inspect.page().actions().modelPanel->isChecked());
    }

    void aNarrowWindowShowsThePictures()
    {
        m_inspect.openAndLook();
        m_inspect.page().resize(1010, 600);
        QVERIFY(!m_inspect.find<ModelPanel>()->isVisible());
        auto* tools = m_inspect.find<HeatTools>();
        auto* view = m_inspect.pane().view();
        QTRY_VERIFY(view->width() > 500);
        std::set<int> lines;
        for (const auto* child : tools->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
            lines.insert(child->geometry().center().y() / 20);
        QVERIFY2(lines.size() <= 2, qPrintable(QString::number(lines.size())));
        m_inspect.page().resize(1400, 860);
        QVERIFY(m_inspect.find<ModelPanel>()->isVisible());
    }

    void allPanesBecomeAFigure()
    {
        m_inspect.openAndLook();
        ExplainPane& first = m_inspect.pane();
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        QTest::mouseClick(m_inspect.find<QPushButton>("addPane"), Qt::LeftButton);
        ExplainPane& third = m_inspect.pane();
        ExplainOrder order;
        order.method = "rise";
        order.settings.riseMasks = 41;
        third.setOrder(order);
        third.chooseClass(first.explanation()->classIndex == 0 ? 1 : 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_inspect.page().panes()->shownMaps().size() == 3, InspectFixture::patience);

        QSignalSpy wanted(&m_inspect.page(), &InspectPage::figureWanted);
        first.chooseClass(-1); // what can be taken along is looked at again, now that somebody wants it
        first.view()->setFocus();
        third.view()->setFocus();
        auto* action = m_inspect.find<QAction>("composeFigure");
        QVERIFY(action->isEnabled());
        action->trigger();
        QCOMPARE(wanted.count(), 1);
        const auto spec = wanted.front().front().value<FigureSpec>();
        const auto valid = validate(spec);
        QVERIFY2(valid.ok(), valid ? "" : valid.error().message().c_str());
        QCOMPARE(spec.comparison.pictures.size(), std::size_t(2)); // two classes
        QCOMPARE(spec.comparison.pictures[0].className, std::string("red"));
        QCOMPARE(spec.comparison.columns.size(), std::size_t(4)); // the picture, and three methods
        QCOMPARE(spec.comparison.columns[3].method, std::string("rise"));
        QCOMPARE(spec.comparison.explain.riseMasks, 41);
        QVERIFY(spec.comparison.models[0].source == m_inspect.page().inspector()->model().source);

        const QImage together = panesPicture(*m_inspect.page().panes(), *m_inspect.page().inspector());
        QVERIFY(together.width() > 3 * 400 && together.height() > 448);
        QCOMPARE(together.pixelColor(0, 0), QColor(Qt::white));
        // A pasted picture is no file.
        QGuiApplication::clipboard()->setImage(squareOf(Qt::green, 4, 60));
        QTest::keyClick(&m_inspect.page(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!action->isEnabled(), InspectFixture::patience);
    }
};

LOOKAWAY_TEST(tst_inspect_commands, InspectCommandsTest)
#include "tst_inspect_commands.moc"
