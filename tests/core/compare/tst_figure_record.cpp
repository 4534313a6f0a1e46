// SPDX-License-Identifier: MIT
#include "ColorModels.h"
#include "TestMain.h"

#include "compare/FigureFile.h"
#include "compare/FigureRecord.h"
#include "compare/FigureSize.h"
#include "compare/TexText.h"
#include "weights/Sha256.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace lookaway;
using namespace lookaway::test;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

using Kind = ComparedColumn::Kind;

std::vector<ComparedModel> fourArms()
{
    std::vector<ComparedModel> models;
    for (const char* title : { "baseline", "0-occlusion", "R-occlusion", "1-occlusion" })
        models.push_back({ title, { ModelSource::Kind::Run, title } });
    return models;
}

std::string refusal(const FigureSpec& spec)
{
    const auto valid = validate(spec);
    return valid ? std::string() : valid.error().message();
}

} // namespace

class TestFigureRecord : public QObject {
    Q_OBJECT

private:
    Folder m_folder;

    /// Two colour models on a picture with red and green halves, and a file that is none.
    FigureSpec small()
    {
        ColorModel greens;
        greens.channel = 1;
        FigureSpec spec = figureThree({ { "baseline", writeColorModel(m_folder / "a.safetensors", {}) },
                                          { "0-occlusion", writeColorModel(m_folder / "b.safetensors", greens) } },
            { { writeHalves(m_folder / "green/halves.png"), "Halves" }, { m_folder / "missing.png" } });
        ComparedColumn hot;
        hot.kind = Kind::HotRegions;
        hot.model = 1;
        spec.comparison.columns.push_back(hot);
        spec.comparison.device = "cpu";
        return spec;
    }

private Q_SLOTS:
    void templates()
    {
        const std::vector<ComparedPicture> pictures = { { "a.png" }, { "b.png" }, { "c.png" } };
        const auto two = figureTwo(fourArms(), pictures);
        QVERIFY(two.comparison.models == fourArms());
        QCOMPARE(two.comparison.pictures.size(), std::size_t(1));
        QCOMPARE(two.comparison.columns.size(), std::size_t(5));
        QVERIFY(widthFor(3) == 85 && widthFor(4) == 174 && widthFor(5) == 174);
        const char* const titles[] = { "Input", "baseline", "0-occlusion", "R-occlusion", "1-occlusion" };
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(titleOf(two.comparison.columns[i], two.comparison), std::string(titles[i]));
        QVERIFY(two.style.widthMm == 174 && two.style.panelLetters && two.style.colors == ColorMap::Viridis);
        QCOMPARE(refusal(two), std::string());
        auto arms = fourArms();
        const auto all = figureThree(arms, pictures);
        QCOMPARE(all.comparison.columns.size(), std::size_t(5)); // none is dropped
        QVERIFY(all.comparison.models == arms && all.comparison.columns[4].model == 3);
        arms.resize(2); // as the paper has it
        const auto three = figureThree(arms, pictures);
        QCOMPARE(three.comparison.pictures.size(), std::size_t(3));
        QCOMPARE(three.comparison.columns.size(), std::size_t(3));
        QVERIFY(three.comparison.columns[0].kind == Kind::Input && three.comparison.columns[2].model == 1);
        QVERIFY(three.style.widthMm == 85 && !three.style.panelLetters);
        QCOMPARE(refusal(three), std::string());
        QVERIFY(!refusal(figureTwo({}, pictures)).empty() && !refusal(figureThree(fourArms(), {})).empty());
    }

    void titles()
    {
        auto spec = figureTwo(fourArms(), {}).comparison;
        auto& columns = spec.columns;
        const auto title = [&](std::size_t i) { return titleOf(columns[i], spec); };
        columns[0].model = 1;
        QCOMPARE(title(0), std::string("Input"));
        columns.push_back({ Kind::Input, 2 });
        QCOMPARE(title(5), std::string("Input, R-occlusion"));
        columns[1] = { Kind::Difference, 3, 0 };
        columns[2] = { Kind::HotRegions, 3, 0 };
        QCOMPARE(title(1), std::string("1-occlusion minus baseline"));
        QCOMPARE(title(2), std::string("1-occlusion and baseline"));
        columns[3].method = "lime";
        QCOMPARE(title(3), std::string("R-occlusion, LIME"));
        QCOMPARE(title(4), std::string("1-occlusion, Grad-CAM"));
        columns[4].layer = "layer3";
        QCOMPARE(title(4), std::string("1-occlusion, Grad-CAM, layer3"));
        columns[4].title = "Mine";
        QCOMPARE(title(4), std::string("Mine"));
        QCOMPARE(titleOf({ Kind::Map, 9, 0, "lime" }, spec), std::string("model 10, LIME"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<std::function<void(FigureSpec&)>>("spoil");
        using Spoil = std::function<void(FigureSpec&)>;
        const auto row = [](const char* sentence, const Spoil& spoil) { QTest::newRow(sentence) << sentence << spoil; };
        row("There is no model to compare.", [](FigureSpec& s) { s.comparison.models.clear(); });
        row("Model 2 has no title.", [](FigureSpec& s) { s.comparison.models[1].title.clear(); });
        row("Two models have the title 'baseline'.", [](FigureSpec& s) { s.comparison.models[1].title = "baseline"; });
        row("Model 'baseline' has no file.", [](FigureSpec& s) { s.comparison.models[0].source.path.clear(); });
        row("Picture 1 has no file.", [](FigureSpec& s) { s.comparison.pictures[0].file.clear(); });
        row("Picture 1: The crop (x 0, y 0, width 0, height 1) does not lie in the picture.",
            [](FigureSpec& s) { s.comparison.pictures[0].crop.width = 0; });
        row("Column 2 has no model: there is no model 9.", [](FigureSpec& s) { s.comparison.columns[1].model = 8; });
        row("Column 1 has no reference: there is no model 5.", [](FigureSpec& s) {
            s.comparison.columns[0] = { Kind::HotRegions, 0, 4 };
        });
        row("Column 1 compares 'baseline' with itself.", [](FigureSpec& s) {
            s.comparison.columns[0] = { Kind::Difference, 0, 0 };
        });
        row("Column 2: there is no explanation method \"limes\". Did you mean \"lime\"?",
            [](FigureSpec& s) { s.comparison.columns[1].method = "limes"; });
        row("The class of the rows comes from no model: there is no model 5.",
            [](FigureSpec& s) { s.comparison.rowClass.model = 4; });
        row("The class that all rows explain has no name.",
            [](FigureSpec& s) { s.comparison.rowClass.by = RowClass::By::Given; });
        row("Setting hot_level (share of a map's maximum above which a pixel is hot) is 1; it must be above 0 and "
            "below 1.",
            [](FigureSpec& s) { s.comparison.hotLevel = 1; });
        row("Setting explain.rise_masks (RISE masks) is 0", [](FigureSpec& s) { s.comparison.explain.riseMasks = 0; });
        row("The figure has no picture.", [](FigureSpec& s) { s.comparison.pictures.clear(); });
        row("The figure has no column.", [](FigureSpec& s) { s.comparison.columns.clear(); });
        row("Setting style.width_mm is 10; it must be a number, at least 20 and at most 1000.",
            [](FigureSpec& s) { s.style.widthMm = 10; });
        row("Setting style.title_pt is 6; it must be a number, at least 7 and at most 24.",
            [](FigureSpec& s) { s.style.titlePt = 6; });
        row("Setting style.dpi is 71", [](FigureSpec& s) { s.style.dpi = 71; });
        row("Setting style.font_family is empty.", [](FigureSpec& s) { s.style.fontFamily.clear(); });
    }

    void refusals()
    {
        QFETCH(QString, sentence);
        QFETCH(std::function<void(FigureSpec&)>, spoil);
        auto spec = figureTwo(fourArms(), { { "a.png" } });
        spoil(spec);
        QVERIFY2(refusal(spec).rfind(sentence.toStdString(), 0) == 0, refusal(spec).c_str());
    }

    void content()
    {
        const auto spec = small();
        Comparison comparison;
        std::vector<std::int64_t> told;
        const auto content = computeFigure(spec, comparison, {}, [&](std::int64_t done, std::int64_t total) {
            QCOMPARE(total, std::int64_t(8));
            told.push_back(done);
        });
        QVERIFY2(content.ok(), content ? "" : content.error().message().c_str());
        QVERIFY(told == (std::vector<std::int64_t>{ 1, 2, 3, 4, 5, 6, 7, 8 }));
        QVERIFY(content->rows.size() == 2 && content->cells.size() == 2 && content->cells[1].size() == 4);
        QVERIFY(!content->rows[0].error && content->rows[1].error && content->cells[1][2].error);
        QVERIFY(content->models.size() == 2 && content->models[1]->weightsHash.size() == 64);
        CancelSource source;
        const auto stopped = computeFigure(spec, comparison, source.token(),
            [&](std::int64_t done, std::int64_t) { done == 3 ? source.cancel() : void(); });
        QVERIFY(!stopped.ok() && stopped.error().cancelled());
        static const FigureSpec empty; // not static, GCC 12 takes a text in it for uninitialised
        QVERIFY(!computeFigure(empty, comparison).ok());
    }

    void sidecar()
    {
        auto spec = small();
        spec.comparison.models.push_back({ "unused", { ModelSource::Kind::Run, "nowhere" } });
        Comparison comparison;
        const auto content = *computeFigure(spec, comparison);
        const auto document = json::parse(figureJson(spec, content, "lookaway-cli figure x.toml"));
        QCOMPARE(document["command"].get<std::string>(), std::string("lookaway-cli figure x.toml"));
        QVERIFY(document["versions"].contains("lookaway") && document["versions"].contains("libtorch"));
        QVERIFY(document["scale"] == "per-map" && document["colors"] == "viridis" && document["hot_level"] == 0.5);
        QCOMPARE(document["threads"].get<int>(), threadsOf(spec.comparison));
        const auto& models = document["models"];
        QVERIFY(models.size() == 3 && models[0]["name"] == "baseline" && models[0]["kind"] == "weights");
        QCOMPARE(models[1]["sha256"].get<std::string>(), *sha256OfFile(m_folder / "b.safetensors"));
        QCOMPARE(models[2]["error"].get<std::string>(), std::string("No column shows 'unused'."));
        const auto& pictures = document["pictures"];
        QCOMPARE(pictures[0]["sha256"].get<std::string>(), *sha256OfFile(m_folder / "green/halves.png"));
        QVERIFY(pictures[0]["class"] == "red" && pictures[0]["true_class"] == "green");
        QVERIFY(!pictures[1].contains("sha256") && pictures[1].contains("error"));
        QVERIFY(document["columns"][3]["shows"] == "hot-regions" && document["columns"][3]["reference"] == "baseline");
        const auto& cells = document["cells"];
        QCOMPARE(cells.size(), std::size_t(8));
        QVERIFY(cells[1]["layer"] == "features.3" && cells[1]["class"] == 0 && cells[1]["predicted_name"] == "red");
        QVERIFY(cells[1]["raw_low"] == 0 && cells[1]["raw_high"].get<double>() > 0);
        QCOMPARE(cells[1]["probability"].get<double>(), content.cells[0][1].probability);
        QVERIFY(cells[1]["spread"]["share_above_level"] == 0.5);
        QVERIFY(
            cells[3]["layer"] == "features.3" && cells[3]["overlap"]["iou"] == 0 && cells[3]["overlap"]["own"] == 1);
        QVERIFY(cells[5].contains("error") && !cells[5].contains("class"));
        // The sidecar alone is enough to make the figure again.
        const auto again = parseFigure(document["figure"].get<std::string>(), "sidecar");
        QVERIFY(again.ok());
        QCOMPARE(figureToml(*again), figureToml(spec));
    }

    /// Of a map with a sign, the middle of the colours is zero, not the middle of its values.
    void rangesAndScales()
    {
        auto spec = small();
        Comparison comparison;
        auto content = *computeFigure(spec, comparison);
        const std::vector<float> values[] = { { -1, 4 }, { -3, 2 } };
        for (std::size_t i = 0; i < 2; ++i) {
            auto& cell = content.cells[0][i + 1];
            cell.map = HeatMap(2, 1);
            cell.map.values = values[i];
            cell.isSigned = true;
        }
        const auto cellsOf = [&] { return json::parse(figureJson(spec, content, "x"))["cells"]; };
        const auto own = cellsOf();
        QVERIFY(own[1]["raw_low"] == -1 && own[1]["raw_high"] == 4);
        QVERIFY(own[1]["scale_low"] == -4 && own[1]["scale_high"] == 4);
        QVERIFY(own[2]["raw_low"] == -3 && own[2]["raw_high"] == 2);
        QVERIFY(own[2]["scale_low"] == -3 && own[2]["scale_high"] == 3);
        spec.style.scale = FigureStyle::Scale::Row;
        const auto shared = cellsOf();
        QVERIFY(shared[2]["raw_low"] == -3 && shared[2]["scale_low"] == -4 && shared[2]["scale_high"] == 4);
    }

    void captions()
    {
        auto spec = small();
        Comparison comparison;
        auto content = *computeFigure(spec, comparison);
        QCOMPARE(figureCaption(spec, content),
            std::string("Grad-CAM heat maps of baseline and 0-occlusion (layer features.3) for the class red. Each map "
                        "has a scale of its own. Hot regions of 0-occlusion and baseline are the pixels above 50 % of "
                        "each map's maximum."));
        // Maps of another method, and a title of their own: what stands in the figure.
        auto other = spec;
        auto& columns = other.comparison.columns;
        columns[1].method = columns[2].method = "integrated-gradients";
        columns[1].title = "Baseline (ours)";
        columns.push_back({ Kind::Difference, 1, 0 });
        const auto said = figureCaption(other, content);
        for (const char* part : { "Integrated Gradients heat maps of Baseline (ours) and 0-occlusion",
                 "Hot regions of 0-occlusion and Baseline (ours) (Grad-CAM) are",
                 "The difference (Grad-CAM) is 0-occlusion minus Baseline (ours), each" })
            QVERIFY2(said.find(part) != std::string::npos, said.c_str());
        QVERIFY(figureTex(other, content, "x.pdf").find("of Baseline (ours) and") != std::string::npos);
        columns.erase(columns.begin() + 1, columns.begin() + 3); // what is derived stands alone
        QVERIFY(figureCaption(other, content).find("0-occlusion and baseline (Grad-CAM) are") != std::string::npos);
        spec.comparison.columns.pop_back();
        spec.style.scale = FigureStyle::Scale::Row;
        content.rows[1].className = "green";
        QCOMPARE(figureCaption(spec, content),
            std::string("Grad-CAM heat maps of baseline and 0-occlusion (layer features.3) for the class that baseline "
                        "predicts. The maps of a row share a scale."));
        // A row with a class of its own: it stands beside it, or the caption says it.
        spec.comparison.pictures[1].className = "green";
        QVERIFY(
            figureCaption(spec, content).find("for the class that is written beside each row.") != std::string::npos);
        spec.style.classNames = false;
        QVERIFY(figureCaption(spec, content).find("for the classes red and green.") != std::string::npos);
        spec.comparison.columns.resize(1);
        QCOMPARE(figureCaption(spec, content), std::string("Pictures as the networks see them."));
    }

    void tex()
    {
        auto arms = fourArms();
        arms.resize(2);
        auto spec = figureThree(arms, { { "a.png" } });
        spec.caption = "50 % of {cars} & $x_1$ #2 ~ ^ \\alpha \"so\"\n\na--b <c>";
        spec.label = "fig:my figure_1%";
        QCOMPARE(figureTex(spec, {}, "out put/figure_1.pdf"),
            std::string("% Needs \\usepackage{graphicx}.\n"
                        "\\begin{figure}[t]\n"
                        "  \\centering\n"
                        "  \\includegraphics[width=85mm]{out put/figure_1.pdf}\n"
                        "  \\caption{50 \\% of \\{cars\\} \\& \\$x\\_1\\$ \\#2 \\textasciitilde{} \\textasciicircum{} "
                        "\\textbackslash{}alpha ''so''  a-{}-b \\textless{}c\\textgreater{}}\n"
                        "  \\label{fig:my-figure_1-}\n"
                        "\\end{figure}\n"));
        const auto wide = figureTex(figureTwo(fourArms(), { { "a.png" } }), {}, "wide.pdf");
        QVERIFY(
            wide.find("\\begin{figure*}[t]") != std::string::npos && wide.find("[width=174mm]") != std::string::npos);
        QCOMPARE(texPath("a%b#c"), std::string("a\\csname @percentchar\\endcsname b\\string#c"));
    }
};

LOOKAWAY_TEST(tst_figure_record, TestFigureRecord)
#include "tst_figure_record.moc"
