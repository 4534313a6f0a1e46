// SPDX-License-Identifier: MIT
// The Compare workspace with real clicks and keys, on a small network that was really trained.
#include "pages/compare/ComparePage.h"

#include "pages/compare/CompareChoice.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/CompareHeader.h"
#include "pages/compare/CompareLook.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/EpochBar.h"
#include "pages/method/MethodBox.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/SliderBox.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>

using namespace lookaway;
using namespace lookaway::test;

using Kind = ComparedColumn::Kind;
using By = RowClass::By;

constexpr int kLong = 60000;

namespace {

void drop(QWidget& target, const QStringList& paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls << QUrl::fromLocalFile(path);
    data.setUrls(urls);
    const QPoint middle = target.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &dropped);
}

void wheel(QWidget& target, QPoint place, int notches, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(place, target.mapToGlobal(place), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
        Qt::NoScrollPhase, false);
    QApplication::sendEvent(&target, &event);
}

/// With buttons: a drag. QTest's moves carry none.
void mouse(QWidget& target, QEvent::Type type, QPoint place, Qt::MouseButton button, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, place, target.mapToGlobal(place), button, buttons, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
}

void drag(QWidget& target, QPoint from, QPoint to)
{
    mouse(target, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 10; ++i)
        mouse(target, QEvent::MouseMove, from + (to - from) * i / 10, Qt::NoButton, Qt::LeftButton);
    mouse(target, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

} // namespace

class ComparePageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<ComparePage> m_page;

    QString run() const { return m_folder.filePath(QStringLiteral("run")); }
    QString checkpoint() const { return run() + QStringLiteral("/epoch-0001.safetensors"); }
    QString picture(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("pictures/") + QLatin1String(name));
    }
    template <class T> T* find(const char* name = nullptr) const
    {
        return m_page->findChild<T*>(name ? QString::fromLatin1(name) : QString());
    }
    CompareGrid& grid() const { return *m_page->grid(); }
    const ComparisonDraft& draft() const { return m_page->draft(); }
    const Comparer& comparer() const { return *m_page->comparer(); }
    CompareModel& model() const { return *qobject_cast<CompareModel*>(grid().model()); }
    void await() const
    {
        QTRY_VERIFY_WITH_TIMEOUT(comparer().total() > 0 && comparer().done() == comparer().total(), kLong);
    }
    /// Two checkpoints on two pictures.
    void fill() const
    {
        drop(*m_page, { run(), checkpoint(), picture("red/0.png"), picture("blue/1.png") });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(2), kLong);
        await();
    }
    QString said() const
    {
        QStringList all;
        for (const auto* note : m_page->findChildren<InlineNote*>())
            if (note->isVisible())
                all << note->text();
        return all.join(QLatin1Char(' '));
    }
    /// Opens the menu of a cell and triggers a command of it.
    bool choose(int row, int column, const char* command) const
    {
        Q_EMIT grid().menuWanted(row, column, grid().mapToGlobal(QPoint(5, 5)));
        auto* menu = find<QMenu>("cellMenu");
        auto* action = menu ? menu->findChild<QAction*>(QLatin1String(command)) : nullptr;
        const bool can = action && action->isEnabled();
        if (can)
            action->trigger();
        delete menu;
        return can;
    }
    std::vector<std::string> titles() const
    {
        std::vector<std::string> all;
        for (const ComparedColumn& column : draft().spec.columns)
            all.push_back(titleOf(column, draft().spec));
        return all;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(trainTinyRun(m_folder.path())); }
    void init()
    {
        QSettings().clear();
        m_page = std::make_unique<ComparePage>();
        m_page->setDevice(QStringLiteral("cpu"));
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    void cleanup() { m_page.reset(); }

    void beginsWithWhatToDo()
    {
        auto* run = find<QPushButton>("startRun");
        QVERIFY(run->isVisible() && !grid().isVisible());
        QTest::mouseClick(run, Qt::LeftButton);
        auto* dialog = find<QFileDialog>();
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::Directory);
        dialog->reject();
        // Models alone ask for pictures; of a run, its test pictures are at hand.
        drop(*m_page, { this->run() });
        auto* test = find<QPushButton>("startTestPictures");
        QTRY_VERIFY_WITH_TIMEOUT(test->isVisible(), kLong);
        QTest::mouseClick(test, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(grid().isVisible(), kLong);
        QVERIFY(draft().spec.rowClass.by == By::True);
        await();
        QVERIFY(comparer().rows() >= 3);
        for (int row = 0; row < comparer().rows(); ++row)
            QVERIFY(!comparer().row(row)->trueName.empty());
    }

    void fillsTheTable()
    {
        fill();
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline", "baseline (2)" }));
        const QAbstractItemModelTester tester(grid().model());
        QCOMPARE(model().notes(0, 0).size(), std::size_t(0));
        const auto notes = model().notes(0, 2);
        QCOMPARE(notes.size(), std::size_t(3));
        QVERIFY(notes[0].mark != CompareModel::Note::Mark::None); // the folder's name is a class
        QTRY_VERIFY_WITH_TIMEOUT(model().notes(0, 2)[2].text.contains(QStringLiteral("overlap"))
                || model().notes(0, 2)[2].text.contains(QStringLiteral("no heat")),
            kLong);
        // What is painted is said, too.
        QAccessibleInterface* table = QAccessible::queryAccessibleInterface(&grid());
        QVERIFY(table && table->tableInterface());
        QAccessibleInterface* cell = table->tableInterface()->cellAt(0, 1);
        QVERIFY(cell);
        QVERIFY2(cell->text(QAccessible::Name).contains(QStringLiteral("baseline")),
            qPrintable(cell->text(QAccessible::Name)));
        // Each map has its picture, and the input's is another one.
        const QImage map = grid().picture(0, 1);
        QCOMPARE(map.size(), QSize(32, 32));
        QVERIFY(map != grid().picture(0, 0));
    }

    void whatIsNoModelIsSaid()
    {
        const QTemporaryDir empty;
        drop(*m_page, { empty.path() });
        QTRY_VERIFY_WITH_TIMEOUT(said().contains(empty.path()), kLong);
        QVERIFY(find<QPushButton>("startRun")->isVisible());
        QGuiApplication::clipboard()->setText(QStringLiteral("no path"));
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(said().contains(QStringLiteral("clipboard")));
        // Paths come by the clipboard.
        QGuiApplication::clipboard()->setText(run() + QLatin1Char('\n') + picture("red/2.png"));
        QTest::keyClick(m_page.get(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(comparer().rows(), 1, kLong);
        await();
    }

    void errorsStandInTheirCells()
    {
        fill();
        m_page->addPictures({ { "/nowhere/gone.png", "gone", {}, {} } });
        await();
        QCOMPARE(model().state(2, 1), CompareModel::State::Failed);
        QVERIFY(model().problem(2, 1).contains(QStringLiteral("gone.png")));
        QVERIFY(model().rowHead(2).problem.contains(QStringLiteral("gone.png")));
        QCOMPARE(model().state(1, 1), CompareModel::State::Ready);
        QVERIFY(grid().picture(2, 1).isNull());
        QTest::qWait(20); // it is painted
        QVERIFY(!grid().viewport()->grab().isNull());
    }

    void theClassIsChosen()
    {
        fill();
        auto* by = find<QComboBox>("rowClass");
        QCOMPARE(by->currentText(), QStringLiteral("predicted by baseline"));
        by->setCurrentIndex(0);
        Q_EMIT by->activated(0);
        QVERIFY(draft().spec.rowClass.by == By::True);
        await();
        QCOMPARE(comparer().row(0)->className, std::string("red"));
        QCOMPARE(comparer().row(1)->className, std::string("blue"));
        // The same class in all rows, by typing a part of its name.
        by->setCurrentIndex(by->count() - 1);
        Q_EMIT by->activated(by->count() - 1);
        auto* given = find<QComboBox>("givenClass");
        QVERIFY(given->isVisible());
        given->lineEdit()->selectAll();
        QTest::keyClicks(given->lineEdit(), QStringLiteral("gre"));
        QTest::keyClick(given->lineEdit(), Qt::Key_Return);
        QCOMPARE(draft().spec.rowClass.name, std::string("green"));
        await();
        QCOMPARE(comparer().cell(0, 1)->classIndex, std::int64_t(1));
        // One row explains what a model predicts, and then what the others do.
        const std::string predicted = comparer().cell(1, 1)->predictedName;
        QVERIFY(choose(1, 1, "explainPrediction"));
        QCOMPARE(draft().spec.pictures[1].className, predicted);
        await();
        QCOMPARE(comparer().row(1)->className, predicted);
        QVERIFY(choose(1, -1, "explainAsOthers"));
        await();
        QCOMPARE(comparer().row(1)->className, std::string("green"));
        // Or any other class.
        QVERIFY(choose(0, -1, "explainClass"));
        auto* dialog = find<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("blue"));
        dialog->accept();
        await();
        QCOMPARE(comparer().row(0)->className, std::string("blue"));
    }

    void methodsAndLayersForAllOrOne()
    {
        fill();
        auto* method = find<MethodBox>();
        method->setCurrentIndex(method->findData(QStringLiteral("grad-cam++")));
        await();
        QCOMPARE(draft().spec.columns[2].method, std::string("grad-cam++"));
        auto* layer = find<QComboBox>("layer");
        QVERIFY(layer->count() > 1);
        layer->setCurrentIndex(1);
        Q_EMIT layer->activated(1);
        QCOMPARE(QString::fromStdString(draft().spec.columns[1].layer), layer->currentText());
        await();
        QCOMPARE(comparer().cell(0, 1)->layer, draft().spec.columns[1].layer);
        QVERIFY(model().columnHead(1).lines.contains(layer->currentText()));
        // Another column of the same model.
        Q_EMIT grid().menuWanted(-1, 1, {});
        auto* menu = find<QMenu>("cellMenu");
        for (auto* below : menu->findChildren<QMenu*>())
            for (auto* action : below->actions())
                if (below->title().contains(QStringLiteral("Add a Column"))
                    && action->text() == QStringLiteral("Gradient"))
                    action->trigger();
        delete menu;
        QCOMPARE(draft().spec.columns.size(), std::size_t(4));
        QCOMPARE(draft().spec.columns[2].method, std::string("gradient"));
        QCOMPARE(method->currentIndex(), -1); // they differ
        await();
        QVERIFY(!comparer().cell(0, 2)->error);
    }

    void differencesAndHotRegions()
    {
        fill();
        find<QAction>("showDifferences")->trigger();
        find<QAction>("showRegions")->trigger();
        await();
        QCOMPARE(titles()[3], std::string("baseline (2) minus baseline"));
        QVERIFY(draft().spec.columns[4].kind == Kind::HotRegions);
        QVERIFY(find<QLabel>("scaleNote")->text().contains(QStringLiteral("reference only")));
        const auto cell = comparer().cell(0, 3);
        QVERIFY(!cell->error && cell->isSigned);
        // The reference is the other one now.
        auto* reference = find<QMenu>("reference");
        QCOMPARE(reference->actions().size(), 2);
        reference->actions()[1]->trigger();
        QCOMPARE(draft().reference, std::size_t(1));
        QCOMPARE(titles()[3], std::string("baseline minus baseline (2)"));
        await();
        find<QAction>("showDifferences")->trigger();
        QVERIFY(!draft().shows(Kind::Difference));
    }

    void theLookChangesNoNumbers()
    {
        fill();
        const auto before = comparer().cell(0, 1);
        const QImage own = grid().picture(0, 1);
        find<SliderBox>("opacity")->slider()->setValue(90);
        QVERIFY(grid().picture(0, 1) != own);
        const QImage opaque = grid().picture(0, 1);
        auto* scale = find<QComboBox>("scale");
        scale->setCurrentIndex(2);
        QVERIFY(find<QLabel>("scaleNote")->text().contains(QStringLiteral("all maps")));
        QVERIFY(model().scale(0, 1) && model().scale(1, 2));
        QCOMPARE(model().scale(0, 1)->high, model().scale(1, 2)->high);
        scale->setCurrentIndex(1);
        QCOMPARE(model().scale(0, 1)->high, model().scale(0, 2)->high);
        scale->setCurrentIndex(0);
        QVERIFY(!model().scale(0, 1));
        QCOMPARE(grid().picture(0, 1), opaque);
        find<QCheckBox>("contour")->click();
        QCOMPARE(m_page->figure().style.contour, 0.5);
        // What is copied and saved has the line, too: dark or light where it was neither.
        const QImage lined = grid().picture(0, 1);
        QCOMPARE(lined.size(), opaque.size());
        QVERIFY(lined.convertToFormat(QImage::Format_RGB32) != opaque.convertToFormat(QImage::Format_RGB32));
        QCOMPARE(comparer().cell(0, 1), before);
        // The hot level does change them.
        auto* level = find<SliderBox>("hotLevel");
        level->slider()->setValue(80);
        QCOMPARE(draft().spec.hotLevel, 0.8);
        QCOMPARE(m_page->figure().style.contour, 0.8);
        await();
        QVERIFY(comparer().cell(0, 1) != before);
    }

    void sizeAndZoomAreLinked()
    {
        fill();
        const int side = grid().side();
        wheel(*grid().viewport(), grid().pictureRect(0, 1).center(), 1, Qt::ControlModifier);
        QVERIFY(grid().side() > side);
        QTest::keyClick(&grid(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(grid().side(), side);
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(&grid(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(grid().side(), CompareGrid::mostSide);
        for (int i = 0; i < 60; ++i)
            QTest::mouseClick(find<QToolButton>("smaller"), Qt::LeftButton);
        QCOMPARE(grid().side(), CompareGrid::leastSide);
        grid().setSide(200);
        // Into the pictures: the place below the mouse stays.
        const QRect shown = grid().pictureRect(0, 1);
        const QPoint place = shown.topLeft() + QPoint(50, 150);
        wheel(*grid().viewport(), place, 3, Qt::ControlModifier | Qt::ShiftModifier);
        const QRectF part = grid().sight().part();
        QVERIFY(part.width() < 0.6);
        QVERIFY(qAbs(part.x() + 0.25 * part.width() - 0.25) < 0.02);
        QVERIFY(qAbs(part.y() + 0.75 * part.height() - 0.75) < 0.02);
        // Dragging moves all.
        drag(*grid().viewport(), shown.center(), shown.center() - QPoint(20, 0));
        QVERIFY(grid().sight().part().x() > part.x());
        QTest::keyClick(&grid(), Qt::Key_0);
        QCOMPARE(grid().sight().part(), QRectF(0, 0, 1, 1));
    }

    void theRowIsReadOut()
    {
        fill();
        const QRect shown = grid().pictureRect(1, 1);
        mouse(*grid().viewport(), QEvent::MouseMove, shown.center(), Qt::NoButton, Qt::NoButton);
        QCOMPARE(grid().sight().hoveredRow, 1);
        QVERIFY(qAbs(grid().sight().hovered.x() - 0.5) < 0.02);
        QCOMPARE(model().valueAt(1, 0, { 0.5, 0.5 }), QStringLiteral("x 16, y 16"));
        const HeatMap& map = comparer().cell(1, 1)->map;
        const QString value = model().valueAt(1, 1, { (10 + 0.5) / map.width, (20 + 0.5) / map.height });
        QVERIFY2(qAbs(value.toDouble() - double(map.at(10, 20))) <= 0.01 * qAbs(double(map.at(10, 20))) + 1e-9,
            qPrintable(value));
        QVERIFY(!model().valueAt(1, 2, { 0.5, 0.5 }).isEmpty());
        mouse(*grid().viewport(), QEvent::MouseMove, grid().rect().bottomRight() - QPoint(40, 40), Qt::NoButton,
            Qt::NoButton);
        QCOMPARE(grid().sight().hoveredRow, -1);
    }

    void keysWalkAndMove()
    {
        fill();
        grid().setFocus();
        QTest::mouseClick(grid().viewport(), Qt::LeftButton, Qt::NoModifier, grid().pictureRect(0, 1).center());
        QCOMPARE(grid().currentIndex(), grid().model()->index(0, 1));
        QTest::keyClick(&grid(), Qt::Key_Right);
        QCOMPARE(grid().currentIndex().column(), 2);
        QTest::keyClick(&grid(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline (2)", "baseline" }));
        QCOMPARE(grid().currentIndex(), grid().model()->index(0, 1)); // it went along
        QCOMPARE(comparer().done(), comparer().total());
        QTest::keyClick(&grid(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(draft().spec.pictures[1].title, std::string("0"));
        QCOMPARE(grid().currentIndex().row(), 1);
        QTest::keyClick(&grid(), Qt::Key_Delete);
        QCOMPARE(comparer().rows(), 1);
        QTest::keyClick(&grid(), Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(titles(), (std::vector<std::string>{ "Input", "baseline" }));
        QCOMPARE(draft().spec.models.size(), std::size_t(1));
    }

    void titlesAreDragged()
    {
        fill();
        auto* columns = qobject_cast<CompareHeader*>(grid().horizontalHeader());
        const auto middle = [&](int column) {
            return QPoint(columns->sectionViewportPosition(column) + columns->sectionSize(column) / 2, 10);
        };
        drag(*columns->viewport(), middle(2), middle(0) - QPoint(60, 0));
        QCOMPARE(titles().front(), std::string("baseline (2)"));
        auto* rows = qobject_cast<CompareHeader*>(grid().verticalHeader());
        const auto height = [&](int row) {
            return QPoint(20, rows->sectionViewportPosition(row) + rows->sectionSize(row) / 2);
        };
        drag(*rows->viewport(), height(0), height(1) + QPoint(0, 60));
        QCOMPARE(draft().spec.pictures[0].title, std::string("1"));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(columns->visualIndex(i), i);
    }

    void commandsOfCells()
    {
        fill();
        QVERIFY(choose(0, 1, "copyPicture"));
        QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(32, 32));
        QVERIFY(choose(0, 1, "savePicture"));
        auto* dialog = find<QFileDialog>();
        QVERIFY(dialog);
        dialog->reject();
        QSignalSpy inspect(m_page.get(), &ComparePage::inspectWanted);
        QVERIFY(choose(0, 2, "inspect"));
        QCOMPARE(inspect.size(), 1);
        QCOMPARE(inspect[0][0].toString(), checkpoint());
        QCOMPARE(inspect[0][1].toString(), picture("red/0.png"));
        QTest::mouseDClick(grid().viewport(), Qt::LeftButton, Qt::NoModifier, grid().pictureRect(1, 1).center());
        QCOMPARE(inspect.size(), 2);
        QVERIFY(choose(-1, 2, "renameColumn"));
        auto* title = find<QInputDialog>();
        QVERIFY(title);
        title->setTextValue(QStringLiteral("after one epoch"));
        title->accept();
        QCOMPARE(titles()[2], std::string("after one epoch"));
        // A title that was only looked at goes on with its method.
        QVERIFY(choose(-1, 1, "renameColumn"));
        title = m_page->findChildren<QInputDialog*>().back();
        title->accept();
        QVERIFY(draft().spec.columns[1].title.empty());
        QVERIFY(choose(0, -1, "rowDown"));
        QCOMPARE(draft().spec.pictures[1].title, std::string("0"));
        QVERIFY(!choose(0, -1, "rowUp"));
        QVERIFY(choose(0, -1, "removeRow"));
        QCOMPARE(comparer().rows(), 1);
        QVERIFY(choose(-1, 2, "removeColumn"));
        QCOMPARE(draft().spec.models.size(), std::size_t(1));
    }

    void runsMoveThroughTheirEpochs()
    {
        fill();
        auto* bar = find<EpochBar>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->slider()->maximum(), 3); // three epochs and the best
        const auto best = comparer().cell(0, 1);
        bar->slider()->setFocus();
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        for (const ComparedModel& each : draft().spec.models)
            QCOMPARE(each.source.checkpoint, std::string("epoch-0001.safetensors"));
        await();
        QVERIFY(comparer().cell(0, 1)->map.values != best->map.values);
        QTRY_VERIFY(model().columnHead(1).lines.contains(QStringLiteral("epoch 1")));
        QTest::keyClick(bar->slider(), Qt::Key_Right);
        QCOMPARE(draft().spec.models[1].source.checkpoint, std::string("epoch-0002.safetensors"));
        QTest::keyClick(bar->slider(), Qt::Key_Home);
        // A run that comes later goes to the epoch that the bar says.
        const QString another = m_folder.filePath(QStringLiteral("another"));
        std::filesystem::copy(run().toStdString(), another.toStdString(), std::filesystem::copy_options::recursive);
        drop(*m_page, { another });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(3), kLong);
        QTRY_COMPARE_WITH_TIMEOUT(
            draft().spec.models[2].source.checkpoint, std::string("epoch-0001.safetensors"), kLong);
        await();
        QTest::keyClick(bar->slider(), Qt::Key_End);
        // Back to what they were: a checkpoint that was added as such is no other one now.
        QVERIFY(draft().spec.models[0].source.checkpoint.empty());
        QCOMPARE(draft().spec.models[1].source.checkpoint, std::string("epoch-0001.safetensors"));
        QVERIFY(draft().spec.models[2].source.checkpoint.empty());
        await();
        QCOMPARE(comparer().cell(0, 1)->map.values, best->map.values);
    }

    void figuresAndTestSetsAreAskedFor()
    {
        auto* compose = find<QPushButton>("compose");
        QVERIFY(!compose->isVisible()); // nobody listens
        QSignalSpy figure(m_page.get(), &ComparePage::figureWanted);
        QSignalSpy tests(m_page.get(), &ComparePage::testsWanted);
        m_page->hide();
        m_page->show();
        fill();
        QVERIFY(compose->isVisible() && compose->isEnabled());
        QTest::mouseClick(compose, Qt::LeftButton);
        QCOMPARE(figure.size(), 1);
        const auto spec = figure[0][0].value<FigureSpec>();
        const auto content = figure[0][1].value<FigureContent>();
        QCOMPARE(spec.comparison.columns.size(), std::size_t(3));
        QCOMPARE(content.cells.size(), std::size_t(2));
        QVERIFY(!content.cells[1][2].map.empty());
        QTest::mouseClick(find<QPushButton>("tests"), Qt::LeftButton);
        QCOMPARE(tests.size(), 1);
    }

    void runsReplaceTheModelsAndKeepThePictures()
    {
        fill();
        m_page->compareRuns({ run() });
        QTRY_COMPARE_WITH_TIMEOUT(draft().spec.models.size(), std::size_t(1), kLong);
        QCOMPARE(comparer().rows(), 2);
        m_page->clear();
        QVERIFY(find<QPushButton>("startRun")->isVisible());
    }

    void stopsAndGoesOn()
    {
        drop(*m_page, { run(), m_folder.filePath(QStringLiteral("pictures/red")) });
        QTRY_VERIFY_WITH_TIMEOUT(comparer().done() > 0, kLong);
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        auto* stop = find<QPushButton>("stop");
        if (comparer().done() < comparer().total()) {
            QCOMPARE(stop->text(), QStringLiteral("Go On"));
            QTest::mouseClick(stop, Qt::LeftButton);
        }
        await();
        QVERIFY(!stop->isVisible());
    }

    void scrollsSmoothly()
    {
        fill();
        // 96 rows of two pictures and five columns.
        std::vector<ComparedPicture> pictures;
        for (const char* color : { "red", "green", "blue" })
            for (int i = 0; i < 24; ++i)
                pictures.push_back(
                    { picture(qPrintable(QStringLiteral("%1/%2.png").arg(QLatin1String(color)).arg(i))).toStdString(),
                        "", {}, {} });
        m_page->addPictures(pictures);
        await();
        auto* bar = grid().verticalScrollBar();
        QVERIFY(bar->maximum() > 10000);
        std::vector<double> frames;
        for (int i = 0; i < 200; ++i) {
            QElapsedTimer clock;
            clock.start();
            bar->setValue(bar->value() + 37);
            grid().viewport()->repaint();
            QApplication::processEvents();
            frames.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        std::sort(frames.begin(), frames.end());
        QVERIFY2(frames[100] < 16, qPrintable(QString::number(frames[100])));
    }
};

LOOKAWAY_TEST(tst_compare_page, ComparePageTest)
#include "tst_compare_page.moc"
