// SPDX-License-Identifier: MIT
// A figure's spec, its content and its history, which must stay in step.
#include "pages/composer/FigureDocument.h"
#include "pages/composer/FigureEdits.h"

#include "compare/FigureFile.h"

#include "SampleFigure.h"
#include "TestMain.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

class FigureDocumentTest : public QObject {
    Q_OBJECT

    static std::vector<std::string> columnModels(const FigureSpec& spec)
    {
        std::vector<std::string> titles;
        for (const auto& column : spec.comparison.columns)
            titles.push_back(titleOf(column, spec.comparison));
        return titles;
    }
    /// Every cell belongs where it stands: its picture is the row's, its map the column's.
    static void verifyInStep(const FigureDocument& document)
    {
        const auto& comparison = document.spec().comparison;
        const auto content = document.parts().content();
        QCOMPARE(content.cells.size(), comparison.pictures.size());
        for (std::size_t row = 0; row < content.cells.size(); ++row) {
            QCOMPARE(content.cells[row].size(), comparison.columns.size());
            const int number = numberOf(comparison.pictures[row].file);
            for (std::size_t i = 0; i < comparison.columns.size(); ++i) {
                const ComparedCell& cell = content.cells[row][i];
                const ComparedColumn& column = comparison.columns[i];
                QVERIFY(cell.picture);
                QCOMPARE(cell.picture->pixels, samplePicture(number)->pixels);
                if (column.kind == ComparedColumn::Kind::Input)
                    QVERIFY(cell.map.empty());
                else
                    QCOMPARE(cell.map.values, sampleMap(static_cast<int>(column.model) + number).values);
            }
        }
    }
    static void fill(FigureDocument& document, int rows, int models)
    {
        const FigureSpec spec = sampleFigure(rows, models);
        document.addContent(spec.comparison, FigureParts::of(sampleContent(spec.comparison)));
        document.reset(spec);
        QVERIFY(document.parts().complete());
    }

private Q_SLOTS:
    void movesLines_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("order");
        QTest::newRow("to the end") << 0 << 3 << "1230";
        QTest::newRow("to the start") << 3 << 0 << "3012";
        QTest::newRow("one on") << 1 << 2 << "0213";
        QTest::newRow("one back") << 2 << 1 << "0213";
        QTest::newRow("nowhere") << 2 << 2 << "0123";
        QTest::newRow("out of it") << 2 << 4 << "0123";
        QTest::newRow("from nothing") << -1 << 1 << "0123";
    }
    void movesLines()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, order);
        FigureSpec spec = sampleFigure(4, 3);
        moveLine(spec, FigureAxis::Row, from, to);
        QString rows;
        for (const auto& picture : spec.comparison.pictures)
            rows += QString::number(numberOf(picture.file));
        QCOMPARE(rows, order);
        FigureSpec sideways = sampleFigure(1, 3);
        for (std::size_t i = 0; i < 4; ++i)
            sideways.comparison.columns[i].title = std::to_string(i);
        moveLine(sideways, FigureAxis::Column, from, to);
        QString columns;
        for (const auto& column : sideways.comparison.columns)
            columns += QString::fromStdString(column.title);
        QCOMPARE(columns, order);
    }

    void contentGoesWhereItsRowAndColumnGo()
    {
        FigureDocument document;
        fill(document, 3, 3);
        const std::string before = figureToml(document.spec());
        const auto edit = [&](auto change) {
            document.edit(QStringLiteral("change"), change);
            QVERIFY(document.parts().complete());
            verifyInStep(document);
        };
        edit([](FigureSpec& spec) { moveLine(spec, FigureAxis::Column, 3, 1); });
        edit([](FigureSpec& spec) { moveLine(spec, FigureAxis::Row, 0, 2); });
        edit([](FigureSpec& spec) { removeLine(spec, FigureAxis::Column, 2); });
        edit([](FigureSpec& spec) { removeLine(spec, FigureAxis::Row, 1); });
        edit([](FigureSpec& spec) { lookaway::setTitle(spec, FigureAxis::Row, 0, QStringLiteral("other")); });
        edit([](FigureSpec& spec) { spec.style.opacity = 0.9; });
        // And what was removed is there again, without being computed.
        while (document.history()->canUndo()) {
            document.history()->undo();
            QVERIFY(document.parts().complete());
            verifyInStep(document);
        }
        QCOMPARE(figureToml(document.spec()), before);
        while (document.history()->canRedo())
            document.history()->redo();
        QVERIFY(document.parts().complete());
        verifyInStep(document);
        QCOMPARE(document.history()->count(), 6);
    }

    void onlyWhatIsOtherIsMissing()
    {
        FigureDocument document;
        fill(document, 2, 2);
        document.edit(
            QStringLiteral("method"), [](FigureSpec& spec) { spec.comparison.columns[1].method = "grad-cam++"; });
        QCOMPARE(document.parts().missing(), std::size_t(2)); // a cell in each row
        QVERIFY(!document.parts().cells[0][1]);
        QVERIFY(document.parts().cells[0][2]);
        document.edit(
            QStringLiteral("class"), [](FigureSpec& spec) { spec.comparison.pictures[1].className = "truck"; });
        QCOMPARE(document.parts().missing(), std::size_t(4));
        // What comes for an earlier state is filed where it belongs.
        const ComparisonSpec asked = document.spec().comparison;
        document.edit(QStringLiteral("move"), [](FigureSpec& spec) { moveLine(spec, FigureAxis::Column, 0, 2); });
        document.addContent(asked, FigureParts::of(sampleContent(asked)));
        QVERIFY(document.parts().complete());
        verifyInStep(document);
    }

    void partOfAContentIsTaken()
    {
        FigureDocument document;
        const FigureSpec spec = sampleFigure(2, 1);
        document.reset(spec);
        QCOMPARE(document.parts().missing(), std::size_t(4));
        FigureContent content = sampleContent(spec.comparison);
        content.cells[0][1] = {};
        content.cells.pop_back();
        content.rows.pop_back();
        document.addContent(spec.comparison, FigureParts::of(content));
        QCOMPARE(document.parts().missing(), std::size_t(3));
        QVERIFY(document.parts().rows[0]);
        QVERIFY(!document.parts().rows[1]);
        ComparedCell failed;
        failed.error = fail("The picture is damaged.");
        content.cells[0][1] = failed;
        document.addContent(spec.comparison, FigureParts::of(content));
        QCOMPARE(document.parts().missing(), std::size_t(2));
        QCOMPARE(document.parts().failed(), std::size_t(1));
        QVERIFY(document.cells().covered(spec.comparison, FigureCells::keys(spec.comparison)));
        QVERIFY(!document.cells().covered(spec.comparison, {}));
        // What is found later counts: another model may have made it possible.
        content.cells[0][1] = sampleContent(spec.comparison).cells[0][1];
        document.addContent(spec.comparison, FigureParts::of(content));
        QCOMPARE(document.parts().failed(), std::size_t(0));
    }

    void mergesWhatBelongsTogether()
    {
        FigureDocument document;
        fill(document, 1, 2);
        const auto opacity = [&](double value) {
            document.edit(
                QStringLiteral("Opacity"), [=](FigureSpec& spec) { spec.style.opacity = value; }, QStringLiteral("o"));
        };
        opacity(0.6);
        opacity(0.7);
        opacity(0.8);
        QCOMPARE(document.history()->count(), 1);
        document.closeStep();
        opacity(0.9);
        QCOMPARE(document.history()->count(), 2);
        document.history()->undo();
        QCOMPARE(document.spec().style.opacity, 0.8);
        document.history()->undo();
        QCOMPARE(document.spec().style.opacity, FigureStyle().opacity);
        document.history()->redo();
        // Back to where it began: no step stays.
        document.closeStep();
        document.edit(
            QStringLiteral("Gap"), [](FigureSpec& spec) { spec.style.rowGapMm = 4; }, QStringLiteral("g"));
        document.edit(
            QStringLiteral("Gap"), [](FigureSpec& spec) { spec.style.rowGapMm = FigureStyle().rowGapMm; },
            QStringLiteral("g"));
        QCOMPARE(document.history()->count(), 1);
        document.edit(QStringLiteral("nothing"), [](FigureSpec&) {});
        QCOMPARE(document.history()->count(), 1);
    }

    void knowsWhetherItIsSaved()
    {
        FigureDocument document;
        fill(document, 1, 1);
        QVERIFY(!document.modified());
        QSignalSpy state(&document, &FigureDocument::stateChanged);
        document.edit(QStringLiteral("x"), [](FigureSpec& spec) { spec.style.dpi = 600; });
        QVERIFY(document.modified());
        QVERIFY(state.count() > 0);
        document.markSaved(QStringLiteral("/somewhere/figure.toml"));
        QVERIFY(!document.modified());
        document.history()->undo();
        QVERIFY(document.modified());
        document.history()->redo();
        QVERIFY(!document.modified());
    }

    void templatesKeepWhatIsCompared()
    {
        FigureSpec spec = sampleFigure(3, 4);
        spec.comparison.hotLevel = 0.3;
        spec.comparison.threads = 3;
        spec.style.colors = ColorMap::Cividis;
        spec.label = "fig:mine";
        spec.comparison.columns[1].title = "no occlusion";
        for (auto& column : spec.comparison.columns)
            column.method = "eigen-cam";
        const FigureSpec two = fromTemplate(FigureTemplate::Two, spec);
        QVERIFY(validate(two).ok());
        QCOMPARE(two.comparison.pictures.size(), std::size_t(1));
        QCOMPARE(columnModels(two),
            (std::vector<std::string>{ "Input", "no occlusion", "0-occlusion", "R-occlusion", "1-occlusion" }));
        const FigureSpec three = fromTemplate(FigureTemplate::Three, spec);
        QVERIFY(validate(three).ok());
        QCOMPARE(three.comparison.pictures.size(), std::size_t(3));
        QCOMPARE(columnModels(three), columnModels(two));
        for (const FigureSpec& made : { two, three }) {
            QCOMPARE(made.comparison.models.size(), std::size_t(4));
            QCOMPARE(made.comparison.hotLevel, 0.3);
            QCOMPARE(made.comparison.threads, 3);
            QCOMPARE(made.comparison.columns[1].method, std::string("eigen-cam"));
            QVERIFY(made.style.colors == ColorMap::Cividis);
            QCOMPARE(made.label, std::string("fig:mine"));
        }
    }

    void templatesKeepOrderAndReference()
    {
        FigureSpec spec = sampleFigure(3, 3);
        auto& columns = spec.comparison.columns;
        columns = { columns[3], columns[0], columns[2] };
        columns.push_back({ ComparedColumn::Kind::HotRegions, 0, 2, "grad-cam", {}, {} });
        for (const auto kind : { FigureTemplate::Two, FigureTemplate::Three }) {
            const FigureSpec made = fromTemplate(kind, spec);
            QVERIFY(validate(made).ok());
            QVERIFY(made.comparison.models == spec.comparison.models);
            QCOMPARE(columnModels(made), // what was not there comes behind the last map
                (std::vector<std::string>{
                    "R-occlusion", "Input", "0-occlusion", "baseline", "baseline and R-occlusion" }));
            QCOMPARE(referenceOf(made), std::size_t(2));
            QCOMPARE(made.style.widthMm, 174.0);
        }
        spec.comparison.columns.clear();
        QCOMPARE(columnModels(fromTemplate(FigureTemplate::Three, spec)),
            (std::vector<std::string>{ "Input", "baseline", "0-occlusion", "R-occlusion" }));
    }

    void newPairsAreAgainstTheReference()
    {
        using Kind = ComparedColumn::Kind;
        FigureSpec spec = sampleFigure(1, 3);
        auto& columns = spec.comparison.columns;
        for (auto& column : columns)
            column.reference = 2; // as it comes from a comparison
        setKind(spec, 1, Kind::HotRegions);
        QVERIFY(columns[1].kind == Kind::HotRegions && columns[1].model == 0 && columns[1].reference == 2);
        setKind(spec, 1, Kind::Difference);
        QVERIFY(columns[1].model == 0 && columns[1].reference == 2);
        setKind(spec, 3, Kind::Difference); // the reference's own: of another model, which has none yet
        QVERIFY(columns[3].model == 1 && columns[3].reference == 2);
        QVERIFY(validate(spec).ok());
        columns[1].reference = 1; // chosen by hand: stays, and others follow
        setKind(spec, 1, Kind::HotRegions);
        QCOMPARE(columns[1].reference, std::size_t(1));
        setKind(spec, 0, Kind::HotRegions);
        QVERIFY(columns[0].reference == 1 && columns[0].model == 0 && validate(spec).ok());
        ComparedModel added = spec.comparison.models[0];
        added.title = "new";
        addModel(spec, added);
        QVERIFY(columns.back().model == 3 && columns.back().reference == 1 && validate(spec).ok());
        setKind(spec, 9, Kind::Map); // names nothing
    }

    void cropsOfWhatIsSeen()
    {
        FigureSpec spec = sampleFigure(1, 1);
        const auto crop = [&] { return spec.comparison.pictures[0].crop; };
        cropFurther(spec, 0, { 0.5, 0, 0.5, 0.5 });
        QVERIFY((crop() == CropBox{ 0.5, 0, 0.5, 0.5 }));
        cropFurther(spec, 0, { 0.5, 0.5, 0.5, 0.5 });
        QVERIFY((crop() == CropBox{ 0.75, 0.25, 0.25, 0.25 }));
        QVERIFY(validate(spec).ok());
        QVERIFY((toCrop({ 0.9, -0.2, 0.5, 2 }) == CropBox{ 0.5, 0, 0.5, 1 }));
        const CropBox least = toCrop({ 0.999, 0.5, 0, 0 });
        QVERIFY(least.width >= 0.05 && least.x + least.width <= 1 + 1e-9);
        setCrop(spec, 0, {});
        QVERIFY(crop().whole());
        setCrop(spec, 7, {}); // names nothing
    }

    void addsModelsAndPictures()
    {
        FigureSpec spec = sampleFigure(1, 2);
        ComparedModel other = spec.comparison.models[0];
        other.source.path = "/nowhere/other.safetensors";
        addModel(spec, other);
        QVERIFY(validate(spec).ok()); // titles are each their own
        QCOMPARE(spec.comparison.columns.size(), std::size_t(4));
        QCOMPARE(spec.comparison.columns[3].model, std::size_t(2));
        addPictures(spec, { QStringLiteral("/nowhere/pictures/0.png"), QStringLiteral("/nowhere/pictures/5.png") });
        QCOMPARE(spec.comparison.pictures.size(), std::size_t(2));
        copyColumn(spec, 1);
        QVERIFY(spec.comparison.columns[2] == spec.comparison.columns[1]);
    }
};

LOOKAWAY_TEST(tst_figure_document, FigureDocumentTest)
#include "tst_figure_document.moc"
