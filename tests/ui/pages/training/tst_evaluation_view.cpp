// SPDX-License-Identifier: MIT
#include "pages/training/ClassTable.h"
#include "pages/training/EvaluationHead.h"
#include "pages/training/EvaluationView.h"

#include "TestMain.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/pictures/TileView.h"
#include "widgets/plots/ConfusionMatrixView.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace lookaway;

namespace {

/// Three classes: 0 = cat, 1 = dog, 2 = emu. Five pictures; cat 2 of 3 right, dog 0 of 2, emu none.
std::shared_ptr<const EvaluationOutcome> outcome()
{
    auto made = std::make_shared<EvaluationOutcome>();
    made->checkpoint = "/runs/demo/best.safetensors";
    made->classes = { "cat", "dog", "emu_big" };
    const std::vector<Prediction> predictions{ { 0, 0, 0, 0.9F, 0.9F, 0.105F, true },
        { 1, 0, 1, 0.7F, 0.2F, 1.609F, true }, { 2, 0, 0, 0.6F, 0.6F, 0.511F, true },
        { 3, 1, 0, 0.95F, 0.01F, 4.605F, true }, { 4, 1, 0, 0.5F, 0.4F, 0.916F, true } };
    const auto add = [&](const char* name, std::vector<Prediction> answers) {
        ConfusionMatrix matrix(3);
        for (const Prediction& answer : answers)
            matrix.add(answer.truth, answer.predicted);
        TestResult result;
        result.name = name;
        // By hand: precision of cat 2/4, recall 2/3, F1 4/7; all else 0.
        result.report.pictures = answers.size();
        result.report.accuracy = double(matrix.correct()) / double(answers.size());
        result.report.macro = { 0.5 / 3, (2.0 / 3) / 3, (4.0 / 7) / 3 };
        const auto scores = [](const char* of, Scores values, std::uint64_t support, std::uint64_t answered) {
            ClassScores one;
            static_cast<Scores&>(one) = values;
            one.name = of;
            one.support = support;
            one.predictions = answered;
            return one;
        };
        result.report.perClass = { scores("cat", { 0.5, 2.0 / 3, 4.0 / 7 }, 3, 4), scores("dog", {}, 2, 1),
            scores("emu_big", {}, 0, 0) };
        result.top5 = 1;
        result.confusion = matrix;
        result.predictions = std::move(answers);
        made->tests.push_back(std::move(result));
        made->pictures.push_back({ "/d/0.png", "/d/1.png", "/d/2.png", "/d/3.png", "/d/4.png" });
    };
    add("test", predictions);
    auto erased = predictions;
    erased[0].predicted = 1;
    add("test_random_erasing", erased);
    return made;
}

QStringList pathsOf(const HardestModel& model)
{
    QStringList paths;
    for (int row = 0; row < model.rowCount(); ++row)
        paths << QString::fromStdString(model.path(row));
    return paths;
}

void show(QWidget& view)
{
    view.resize(1000, 640);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
}

} // namespace

class EvaluationViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void modelsKeepTheRules()
    {
        ClassTableModel classes;
        HardestModel pictures;
        const QAbstractItemModelTester first(&classes, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester second(&pictures, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto data = outcome();
        classes.setReport(data->tests[0].report);
        pictures.setTest(data, 0);
        pictures.setCell(MatrixCell{ 1, 0 });
        pictures.setTest(nullptr, -1);
        QCOMPARE(classes.rowCount(), 3);
        QCOMPARE(pictures.rowCount(), 0);
    }

    void hardestFirst()
    {
        HardestModel model;
        model.setTest(outcome(), 0);
        QCOMPARE(pathsOf(model),
            (QStringList{
                "/d/3.png", "/d/1.png", "/d/4.png", "/d/2.png", "/d/0.png" })); // loss 4.6, 1.6, 0.9, 0.5, 0.1
        model.setCell(MatrixCell{ 1, 0 });
        QCOMPARE(pathsOf(model), (QStringList{ "/d/3.png", "/d/4.png" }));
        const QString text = model.index(0).data().toString();
        QVERIFY(text.contains(QStringLiteral("dog")) && text.contains(QStringLiteral("cat")));
        QCOMPARE(model.index(0).data(HardestModel::RightRole).toBool(), false);
    }

    void headLineSaysTheFigures()
    {
        EvaluationView view;
        show(view);
        QVERIFY(view.emptyState()->isVisible());
        view.setOutcome(outcome());
        QVERIFY(!view.emptyState()->isVisible());
        QStringList texts;
        for (const QLabel* label : view.findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        const auto shown = [&](double value) {
            return texts.contains(QLocale().toString(value, 'f', 1) + QStringLiteral("\u202f%"));
        };
        QVERIFY(shown(40)); // 2 of 5
        QVERIFY(shown(20)); // 1 of 5 with random erasing
        QVERIFY(texts.contains(QStringLiteral("−20") + QLocale().decimalPoint() + QStringLiteral("0 points")));
        QVERIFY(shown(16.7));                              // macro precision 0.5 / 3
        QVERIFY(!texts.contains(QStringLiteral("Top-5"))); // says nothing of three classes
        view.setOutcome(nullptr);
        QVERIFY(view.emptyState()->isVisible());
    }

    void anotherTestSetIsChosenInTheBox()
    {
        EvaluationView view;
        show(view);
        view.setOutcome(outcome());
        auto* box = view.findChild<EvaluationHead*>()->findChild<QComboBox*>();
        QCOMPARE(box->count(), 2);
        QCOMPARE(box->itemText(1), QStringLiteral("Test set with random erasing"));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(view.test(), 1);
        QCOMPARE(
            view.matrix()->csv(), QStringLiteral("true class,cat,dog,emu_big\ncat,1,2,0\ndog,2,0,0\nemu_big,0,0,0\n"));
    }

    void aCellOpensItsPictures()
    {
        EvaluationView view;
        show(view);
        view.setOutcome(outcome());
        QSignalSpy opened(&view, &EvaluationView::pictureActivated);
        ConfusionMatrixView* matrix = view.matrix();
        QTest::mouseClick(matrix->viewport(), Qt::LeftButton, {}, matrix->cellRect(1, 0).center());
        QCOMPARE(pathsOf(*view.pictures()->model()), (QStringList{ "/d/3.png", "/d/4.png" }));
        TileView* tiles = view.pictures()->view();
        QVERIFY(tiles->isVisible());
        const QPoint second = tiles->visualRect(view.pictures()->model()->index(1)).center();
        QTest::mouseClick(tiles->viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(tiles->viewport(), Qt::LeftButton, {}, second);
        QTRY_VERIFY(opened.count() >= 1);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("/d/4.png"));
        auto* all = view.pictures()->findChild<QPushButton*>();
        QVERIFY(all->isVisible());
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(view.pictures()->model()->rowCount(), 5);
        QVERIFY(!all->isVisible());
        QCOMPARE(matrix->currentTruth(), -1);
    }

    void tableSortsAndCopies()
    {
        EvaluationView view;
        show(view);
        view.setOutcome(outcome());
        view.findChild<QTabWidget*>()->setCurrentWidget(view.classTable());
        QTableView* table = view.classTable();
        table->sortByColumn(ClassTableModel::Support, Qt::DescendingOrder);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("cat"));
        table->sortByColumn(ClassTableModel::Name, Qt::DescendingOrder);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("emu_big"));
        // Never predicted, no picture: no figure, and the tip says why.
        QCOMPARE(table->model()->index(0, ClassTableModel::Recall).data().toString(), QStringLiteral("–"));
        QVERIFY(!table->model()->index(0, ClassTableModel::Recall).data(Qt::ToolTipRole).toString().isEmpty());

        Q_EMIT table->customContextMenuRequested(QPoint(5, 5));
        auto* menu = view.findChild<QMenu*>();
        QVERIFY(menu);
        menu->actions().at(0)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QStringLiteral("class,precision,recall,f1,pictures,predicted\ncat,0.5,0.6666666667,0.5714285714,3,4\n"
                           "dog,0,0,0,2,1\nemu_big,0,0,0,0,0\n"));
        menu->actions().at(1)->trigger();
        const QString latex = QGuiApplication::clipboard()->text();
        QVERIFY(latex.contains(QStringLiteral("cat & 50.0 & 66.7 & 57.1 & 3 \\\\")));
        QVERIFY(latex.contains(QStringLiteral("emu\\_big & 0.0")));
        QVERIFY(latex.contains(QStringLiteral("Macro mean & 16.7 & 22.2 & 19.0 & 5 \\\\")));
        menu->close();
    }

    void testSetsHaveNames()
    {
        QCOMPARE(testTitle("test"), QStringLiteral("Test set"));
        QCOMPARE(testTitle("validation_random_erasing"), QStringLiteral("Validation set with random erasing"));
        QCOMPARE(testTitle("test_cue_hidden"), QStringLiteral("Test set “cue hidden”"));
        QCOMPARE(testTitle("other"), QStringLiteral("other"));
    }
};

LOOKAWAY_TEST(tst_evaluation_view, EvaluationViewTest)
#include "tst_evaluation_view.moc"
