// SPDX-License-Identifier: MIT
// The layers of a model as a list and as a tree to choose from.
#include "pages/inspect/LayerPicker.h"
#include "pages/inspect/LayerTree.h"
#include "widgets/InlineNote.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QTreeView>

using namespace lookaway;
using namespace lookaway::test;

namespace {

LayerFact fact(const char* name, const char* type, bool eligible = true)
{
    LayerFact layer;
    layer.name = name;
    layer.type = type;
    layer.shape = { 8, 4, 4 };
    layer.eligible = eligible;
    if (!eligible)
        layer.reason = "Its output is no feature map.";
    return layer;
}

/// Two blocks, the first of which is a layer itself, and a head that cannot be explained.
std::vector<LayerFact> network()
{
    return { fact("features.0.conv", "Conv2d"), fact("features.0.relu", "ReLU"), fact("features.0", "block"),
        fact("features.1.conv", "Conv2d"), fact("head", "Linear", false), fact("head.out", "Linear", false) };
}

QStringList namesIn(const QAbstractItemModel& model, const QModelIndex& parent = {})
{
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        names << index.data(LayerTree::PathRole).toString() << namesIn(model, index);
    }
    return names;
}

} // namespace

class LayerTreeTest : public QObject {
    Q_OBJECT

    static QModelIndex find(const LayerPicker& picker, const QString& path)
    {
        const auto* model = picker.view()->model();
        const auto found = model->match(model->index(0, 0), LayerTree::PathRole, path, 1,
            Qt::MatchExactly | Qt::MatchRecursive | Qt::MatchCaseSensitive);
        return found.isEmpty() ? QModelIndex() : found.front();
    }
    static void click(const LayerPicker& picker, const QString& path)
    {
        const QModelIndex index = find(picker, path);
        QVERIFY(index.isValid());
        QTest::mouseClick(picker.view()->viewport(), Qt::LeftButton, {}, picker.view()->visualRect(index).center());
    }
    static QString current(const LayerPicker& picker)
    {
        return picker.view()->currentIndex().data(LayerTree::PathRole).toString();
    }

private Q_SLOTS:
    void ineligibleLayersAreGreyedWithTheReason()
    {
        LayerModel layers;
        const QAbstractItemModelTester tester(&layers, QAbstractItemModelTester::FailureReportingMode::QtTest);
        LayerFact good;
        good.name = "features";
        good.shape = { 8, 4, 4 };
        LayerFact bad;
        bad.name = "head";
        bad.eligible = false;
        bad.reason = "Its output is no feature map.";
        layers.setLayers({ good, bad }, "features");
        QCOMPARE(layers.index(0, LayerModel::Shape).data().toString(), QStringLiteral("8 × 4 × 4"));
        QVERIFY(layers.index(0, 0).flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(!layers.index(1, 0).flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(layers.index(1, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("no feature map")));
        QCOMPARE(layers.rowOf("head"), 1);
        QCOMPARE(layers.rowOf("tail"), -1);
        layers.setPictures({ squareOf(Qt::red, 1) });
        QVERIFY(!layers.index(0, 0).data(LayerModel::PictureRole).isNull());
        QVERIFY(layers.index(1, 0).data(LayerModel::PictureRole).isNull());
    }

    void modulesHoldWhatLiesInThem()
    {
        LayerModel layers;
        LayerTree tree(&layers);
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(tree.rowCount(), 0);
        layers.setLayers(network(), "features.0");
        QCOMPARE(namesIn(tree),
            (QStringList{ "features", "features.0", "features.0.conv", "features.0.relu", "features.1",
                "features.1.conv", "head", "head.out" }));
        const auto at = [&](const char* path) { return tree.indexOf(QLatin1String(path)); };
        const auto cell = [&](const char* path, int column) {
            return at(path).siblingAtColumn(column).data().toString();
        };
        QCOMPARE(cell("features.0.conv", LayerModel::Name), QStringLiteral("conv"));
        QCOMPARE(cell("features.0.conv", LayerModel::Type), QStringLiteral("Conv2d"));
        QCOMPARE(cell("features.0", LayerModel::Shape), QStringLiteral("8 × 4 × 4"));
        QCOMPARE(cell("features.1", LayerModel::Type), QString());
        QCOMPARE(at("features.0.conv").parent(), at("features.0"));
        QVERIFY(!at("features.2").isValid());

        // Layers can be chosen, modules only opened, and what can do neither is off; the reason is told.
        const auto can = [&](const char* path, Qt::ItemFlag what) { return tree.flags(at(path)).testFlag(what); };
        QVERIFY(can("features.0", Qt::ItemIsSelectable) && can("features.0.relu", Qt::ItemIsSelectable));
        QVERIFY(!can("features", Qt::ItemIsSelectable) && can("features", Qt::ItemIsEnabled));
        QVERIFY(!can("head", Qt::ItemIsSelectable) && can("head", Qt::ItemIsEnabled));
        QVERIFY(!can("head.out", Qt::ItemIsEnabled));
        QVERIFY(at("head").data(Qt::ForegroundRole).isValid() && !at("features.0").data(Qt::ForegroundRole).isValid());
        for (const char* path : { "head", "head.out" })
            QVERIFY(at(path).data(Qt::ToolTipRole).toString().contains(QStringLiteral("no feature map")));
        QVERIFY(at("features.0").data(Qt::FontRole).value<QFont>().weight() > QFont::Normal); // explained by default

        layers.setLayers({ fact("x", "Conv2d") }, "x");
        QCOMPARE(namesIn(tree), QStringList{ "x" });
        layers.setLayers({}, {});
        QCOMPARE(tree.rowCount(), 0);
    }

    void theFilterKeepsWhatAMatchLiesIn()
    {
        LayerModel layers;
        layers.setLayers(network(), "features.0");
        LayerPicker picker(&layers);
        const QAbstractItemModelTester tester(
            picker.view()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        picker.setChosen("features.1.conv");
        QSignalSpy chosen(&picker, &LayerPicker::layerChosen);
        auto* filter = picker.findChild<QLineEdit*>(QStringLiteral("layerFilter"));
        const auto shown = [&] { return namesIn(*picker.view()->model()); };
        QTest::keyClicks(filter, QStringLiteral("relu"));
        QCOMPARE(shown(), (QStringList{ "features", "features.0", "features.0.relu" }));
        QVERIFY(picker.view()->isExpanded(find(picker, QStringLiteral("features.0"))));
        filter->setText(QStringLiteral("head"));
        QCOMPARE(shown(), (QStringList{ "head", "head.out" }));
        filter->setText(QStringLiteral("transformer"));
        QVERIFY(shown().isEmpty());
        QVERIFY(!picker.findChild<InlineNote*>()->text().isEmpty());
        filter->clear();
        QCOMPARE(shown().size(), 8);
        QVERIFY(picker.findChild<InlineNote*>()->text().isEmpty());
        // Nobody chose anything meanwhile, and what is explained is marked again.
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(current(picker), QStringLiteral("features.1.conv"));
    }

    void mouseAndKeysChoose()
    {
        LayerModel layers;
        layers.setLayers(network(), "features.0");
        LayerPicker picker(&layers);
        picker.resize(330, 400);
        picker.show();
        QVERIFY(QTest::qWaitForWindowExposed(&picker));
        picker.activateWindow();
        picker.setChosen("features.0");
        picker.view()->expandAll();
        QSignalSpy chosen(&picker, &LayerPicker::layerChosen);
        const auto last = [&] { return chosen.empty() ? std::string() : chosen.last().front().value<std::string>(); };
        click(picker, QStringLiteral("features.0.relu"));
        QCOMPARE(last(), std::string("features.0.relu"));
        chosen.clear();
        for (const char* path : { "features", "head", "head.out" })
            click(picker, QLatin1String(path));
        QCOMPARE(chosen.count(), 0);
        click(picker, QStringLiteral("features.0.relu"));
        chosen.clear();
        picker.view()->setFocus();
        QTest::keyClick(picker.view(), Qt::Key_Down); // a module: nothing to explain
        QCOMPARE(current(picker), QStringLiteral("features.1"));
        picker.setChosen("features.0.relu"); // as the page says again and again
        QCOMPARE(current(picker), QStringLiteral("features.1"));
        QCOMPARE(chosen.count(), 0);
        QTest::keyClick(picker.view(), Qt::Key_Down);
        QCOMPARE(last(), std::string("features.1.conv"));
        QTest::keyClick(picker.view(), Qt::Key_Left);
        QTest::keyClick(picker.view(), Qt::Key_Left);
        QVERIFY(!picker.view()->isExpanded(find(picker, QStringLiteral("features.1"))));
        const int before = chosen.count();
        picker.setChosen("features.1.conv");
        picker.setChosen("features.0.conv"); // opened, marked and not told
        QCOMPARE(current(picker), QStringLiteral("features.0.conv"));
        QCOMPARE(chosen.count(), before);
        QTest::keyClick(picker.view(), Qt::Key_Return);
        QCOMPARE(last(), std::string("features.0.conv"));
    }
};

LOOKAWAY_TEST(tst_layer_tree, LayerTreeTest)
#include "tst_layer_tree.moc"
