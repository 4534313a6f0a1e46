// SPDX-License-Identifier: MIT
#include "ColorModels.h"
#include "TestMain.h"

#include "base/AtomicFile.h"
#include "compare/FigureFile.h"

#include <QTest>

#include <fstream>
#include <set>
#include <sstream>

using namespace lookaway;
using lookaway::test::Folder;

namespace fs = std::filesystem;

namespace {

const std::string awkward =
    "\"quoted\" \\back\\ 'single' \n line\r\n\ttab \x01 \x7f \xC3\xA9 \xE2\x88\x92 \xF0\x9F\x90\xB6 # = [x] \"\"\"";

/// Nothing in it is at its default.
FigureSpec unusual()
{
    FigureSpec spec;
    auto& comparison = spec.comparison;
    comparison.models = { { awkward, { ModelSource::Kind::Run, "/runs/a b", {}, "last.safetensors" } },
        { "1-occlusion", { ModelSource::Kind::Weights, {}, "resnet18", {} } },
        { "script", { ModelSource::Kind::TorchScript, "relative/model.pt", {}, {} } } };
    comparison.pictures = { { "/pictures/dog.jpg", awkward, "dog", { 0.1, 0.2, 1.0 / 3, 0.8 } }, { "cat.png" } };
    using Kind = ComparedColumn::Kind;
    comparison.columns = { { Kind::Input, 2, 0, "grad-cam", {}, "Input" }, { Kind::Map, 1, 0, "lime", {}, {} },
        { Kind::Difference, 2, 1, "grad-cam++", "features.3", awkward }, { Kind::HotRegions, 1, 0, "rise", {}, {} } };
    comparison.rowClass = { RowClass::By::Given, 2, awkward };
    comparison.explain.seed = 123456789012345678ULL;
    comparison.explain.smoothNoise = 0.1 + 0.2;
    comparison.explain.baseline = Baseline::Mean;
    comparison.hotLevel = 1e-9;
    comparison.device = "cuda:1";
    comparison.threads = 7;
    auto& style = spec.style;
    style = { 174, 0, 2.5, 3, "Noto \"Sans\"", 9, 10, false, false, false, true, false, true, false,
        FigureStyle::Scale::Figure, ColorMap::Jet, 1, 0.75, 600 };
    spec.caption = awkward;
    spec.label = "fig:\xC3\xA9";
    return spec;
}

void compare(const FigureSpec& a, const FigureSpec& b)
{
    QVERIFY(a.comparison.models == b.comparison.models);
    QVERIFY(a.comparison.pictures == b.comparison.pictures);
    QVERIFY(a.comparison.columns == b.comparison.columns);
    QVERIFY(a.comparison.rowClass == b.comparison.rowClass);
    QVERIFY(a.comparison.hotLevel == b.comparison.hotLevel && a.comparison.device == b.comparison.device);
    QCOMPARE(threadsOf(a.comparison), threadsOf(b.comparison));
    QVERIFY(a.comparison.explain.seed == b.comparison.explain.seed);
    QVERIFY(a.comparison.explain.smoothNoise == b.comparison.explain.smoothNoise);
    QVERIFY(a.comparison.explain.baseline == b.comparison.explain.baseline);
    QVERIFY(a.style.fontFamily == b.style.fontFamily && a.style.widthMm == b.style.widthMm);
    QVERIFY(a.style.scale == b.style.scale && a.style.colors == b.style.colors && a.style.dpi == b.style.dpi);
    QVERIFY(a.caption == b.caption && a.label == b.label);
    QCOMPARE(figureToml(a), figureToml(b)); // and all the rest
}

/// A figure that is right; the bad ones differ in one line from it.
const std::string good = R"([figure]
caption = "A figure"
[class]
by = "predicted"
model = "baseline"
[[model]]
title = "baseline"
path = "runs/baseline"
[[model]]
title = "0-occlusion"
kind = "weights"
path = "zero.pth"
[[picture]]
file = "dog.jpg"
crop = [0, 0, 1, 1]
[[column]]
shows = "map"
model = "0-occlusion"
method = "grad-cam"
[style]
width_mm = 85
dpi = 300
colors = "viridis"
scores = true
[explain]
rise_masks = 100
)";

} // namespace

class TestFigureFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        FigureSpec usual;
        usual.comparison.models = { { "m", { ModelSource::Kind::Run, "r" } } };
        FigureSpec special = unusual();
        for (FigureSpec* spec : { &usual, &special }) {
            const auto read = parseFigure(figureToml(*spec), "figure.toml");
            QVERIFY2(read.ok(), read ? "" : read.error().message().c_str());
            compare(*read, *spec);
        }
    }

    void everySettingIsWritten()
    {
        FigureSpec spec;
        const auto text = figureToml(spec);
        for (const char* key : { "caption = \"\"", "label = \"fig:lookaway\"", "hot_level = 0.5", "device = \"auto\"",
                 "threads = 1", // as this test was told by OMP_NUM_THREADS
                 "by = \"predicted\"", "width_mm = 85.0", "title_pt = 8.0", "panel_letters = false", "dpi = 300",
                 "scale = \"per-map\"", "colors = \"viridis\"", "rise_masks = 4000", "baseline = \"black\"" })
            QVERIFY2(text.find(std::string("\n") + key + "\n") != std::string::npos, key);
    }

    // Above each key stands what it may be.
    void everyKeyIsExplained()
    {
        FigureSpec spec = unusual();
        spec.comparison.models.resize(2);
        spec.comparison.pictures.resize(1);
        spec.comparison.columns.resize(1);
        std::istringstream lines(figureToml(spec));
        std::string before;
        std::set<std::string> sections;
        bool first = true;
        for (std::string line; std::getline(lines, line); before = line) {
            if (!line.empty() && line[0] == '[')
                first = sections.insert(line).second;
            else if (first && line.find(" = ") != std::string::npos && line[0] != '#'
                && line.rfind("reference", 0) != 0)
                QVERIFY2(before.rfind("# ", 0) == 0, line.c_str());
        }
        QCOMPARE(sections.size(), std::size_t(7));
        const auto text = figureToml(spec);
        for (const char* words : { "(one of input, map, difference, hot-regions)\nshows = ",
                 "(at least 72 and at most 1200)\ndpi = ", "(one of per-map, row, figure)\nscale = ",
                 "mm; a journal's columns are about 85 or 174 (at least 20 and at most 1000)\nwidth_mm = ",
                 "(true or false)\nscores = ", "(one of run, weights, torchscript)\nkind = " })
            QVERIFY2(text.find(words) != std::string::npos, words);
    }

    void theManualsExampleIsAFigure()
    {
        const auto manual = readFile(fs::path(LOOKAWAY_FIXTURES) / "../../resources/manual/manual.md", 1 << 20);
        QVERIFY(manual.ok());
        const std::string fence = "```toml\n";
        const auto begin = manual->find(fence);
        QVERIFY(begin != std::string::npos);
        const auto end = manual->find("```", begin + fence.size());
        const auto spec = parseFigure(manual->substr(begin + fence.size(), end - begin - fence.size()), "manual");
        QVERIFY2(spec.ok(), spec ? "" : spec.error().message().c_str());
        QVERIFY(validate(*spec).ok());
        QCOMPARE(spec->comparison.columns.back().reference, std::size_t(0));
        QCOMPARE(spec->style.widthMm, 114.0);
    }

    void whatIsMissingHasItsDefault()
    {
        const auto spec = parseFigure(good, "figure.toml");
        QVERIFY2(spec.ok(), spec ? "" : spec.error().message().c_str());
        QCOMPARE(spec->comparison.models[1].source.kind, ModelSource::Kind::Weights);
        QCOMPARE(spec->comparison.columns[0].model, std::size_t(1));
        QCOMPARE(spec->comparison.explain.riseMasks, 100);
        QCOMPARE(spec->comparison.explain.limeSamples, ExplainSettings().limeSamples);
        QCOMPARE(spec->style.widthMm, 85.0);   // a whole number will do
        QCOMPARE(spec->comparison.threads, 1); // on every machine
        QVERIFY(spec->style.titlePt == 8 && spec->label == "fig:lookaway");
        QVERIFY(spec->comparison.pictures[0].file == "dog.jpg"); // as it stands there
    }

    void mistakes_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("wrong");
        QTest::addColumn<QByteArray>("sentence");
        const auto row = [](const char* line, const char* wrong, const char* sentence) {
            QTest::newRow(sentence) << QByteArray(line) << QByteArray(wrong) << QByteArray(sentence);
        };
        row("caption =", "captoin = \"x\"", "line 2: there is no setting figure.captoin. Did you mean \"caption\"?");
        row("[figure]", "[figur]", "line 1: there is no setting figur. Did you mean \"figure\"?");
        row("width_mm", "widht_mm = 3", "line 21: there is no setting style.widht_mm. Did you mean \"width_mm\"?");
        row("rise_masks", "rise_mask = 4",
            "line 26: there is no setting explain.rise_mask. Did you mean \"rise_masks\"?");
        row("kind =", "kid = \"weights\"", "line 11: there is no setting model 2.kid. Did you mean \"kind\"?");
        row("caption =", "caption = 3", "line 2: figure.caption is 3; it must be a text in quotes.");
        row("scores", "scores = \"yes\"", "line 24: style.scores is \"yes\"; it must be true or false.");
        row("width_mm", "width_mm = \"wide\"",
            "line 21: style.width_mm is \"wide\"; it must be a number, at least 20 and at most 1000.");
        row("width_mm", "width_mm = 19.5",
            "line 21: style.width_mm is 19.5; it must be a number, at least 20 and at most 1000.");
        row("width_mm", "width_mm = nan",
            "line 21: style.width_mm is nan; it must be a number, at least 20 and at most 1000.");
        row("width_mm", "width_mm = 2024-01-01",
            "line 21: style.width_mm is a date; it must be a number, at least 20 and at most 1000.");
        row("width_mm", "contour = 1", "line 21: style.contour is 1; it must be a number, at least 0 and below 1.");
        row("width_mm", "font_pt = 6.5",
            "line 21: style.font_pt is 6.5; it must be a number, at least 7 and at most 24.");
        row("dpi", "dpi = 300.5",
            "line 22: style.dpi is 300.5; it must be a whole number, at least 72 and at most 1200.");
        row("dpi", "dpi = 4294967596",
            "line 22: style.dpi is 4294967596; it must be a whole number, at least 72 and at most 1200.");
        row("colors", "colors = \"rainbow\"",
            "line 23: style.colors is \"rainbow\"; it must be one of viridis, inferno, magma, cividis, turbo, jet, "
            "grey.");
        row("rise_masks", "rise_masks = 0",
            "line 26: Setting explain.rise_masks (RISE masks) is 0; it must be a whole");
        row("rise_masks", "evidence_patch = 5",
            "figure.toml: Setting explain.evidence_patch (5) is less than explain.evidence_window (10).");
        row("crop", "crop = [0, 0, 1]", "line 15: picture 1.crop is a list; it must be a list of 4 numbers.");
        row("crop", "crop = [0.5, 0, 0.6, 1]",
            "line 15: The crop (x 0.5, y 0, width 0.6, height 1) does not lie in the picture.");
        row("file =", "title = \"x\"", "line 13: picture 1 has no file.");
        row("shows", "shows = \"heat\"",
            "line 17: column 1.shows is \"heat\"; it must be one of input, map, difference, hot-regions.");
        row("shows", "shows = \"difference\"\nreference = \"0-occlusion\"",
            "figure.toml: Column 1 compares '0-occlusion' with itself.");
        row("method =", "method = \"grad-cm\"",
            "line 19: there is no explanation method \"grad-cm\". Did you mean \"grad-cam\"?");
        row("model = \"0", "model = \"0-oclusion\"",
            "line 18: no model has the title \"0-oclusion\". Did you mean \"0-occlusion\"?");
        row("model = \"base", "model = 1", "line 5: class.model is 1; it must be a text in quotes.");
        row("by =", "by = \"given\"", "figure.toml: The class that all rows explain has no name.");
        row("by =", "by = \"guessed\"", "line 4: class.by is \"guessed\"; it must be one of predicted, true, given.");
        row("title = \"0", "title = \"baseline\"", "line 10: model 2 has the title of another one, \"baseline\".");
        row("title = \"0", "title = \"\"", "line 10: model 2 has no title.");
        row("path = \"zero", "checkpoint = \"\"", "line 9: model 2 has no path.");
        row("[[picture]]", "[[picture]", "line 13: not valid TOML: ");
        row("[class]", "[[class]]", "line 3: class is a list; it must be a table: [class].");
        row("[[column]]", "[column]", "line 16: column is a table; it must be given as tables: [[column]].");
        row("caption =", "caption = \"\xC3\"", "not valid TOML: ");
        row("caption =", "threads = 0",
            "line 2: figure.threads is 0; it must be a whole number, at least 1 and at most 1024.");
        row("caption =", "hot_level = 0", "line 2: figure.hot_level is 0; it must be a number, above 0 and below 1.");
    }

    void mistakes()
    {
        QFETCH(QByteArray, line); // how the line begins that is replaced
        QFETCH(QByteArray, wrong);
        QFETCH(QByteArray, sentence);
        auto text = "\n" + good;
        const auto start = text.find("\n" + line.toStdString());
        QVERIFY(start != std::string::npos);
        text.replace(start + 1, text.find('\n', start + 1) - start - 1, wrong.toStdString());
        const auto read = parseFigure(text.substr(1), "figure.toml");
        QVERIFY(!read.ok());
        const auto message = read.error().message();
        QVERIFY2(message.find(sentence.toStdString()) != std::string::npos, message.c_str());
        QVERIFY2(message.rfind("figure.toml", 0) == 0, message.c_str());
    }

    void hostileFiles()
    {
        QVERIFY(!parseFigure("", "figure.toml").ok()); // no model
        QVERIFY(!parseFigure(std::string(100000, '['), "figure.toml").ok());
        QVERIFY(!parseFigure("a = " + std::string(100000, '[') + std::string(100000, ']'), "figure.toml").ok());
        QVERIFY(!parseFigure("a" + std::string(5000, '.') + "b = 1", "figure.toml").ok());
        const auto longName = parseFigure(std::string(100000, 'x') + " = 1", "figure.toml");
        QVERIFY(!longName.ok() && longName.error().message().size() < 200);
        const auto longText = parseFigure("figure = \"" + std::string(100000, 'x') + "\"", "figure.toml");
        QVERIFY(!longText.ok() && longText.error().message().size() < 200);
        const auto longTitle = parseFigure("[[model]]\ntitle = \"" + std::string(100000, 'x')
                + "\"\npath = \"a\"\n[class]\nmodel = \"" + std::string(100000, 'y') + "\"",
            "figure.toml");
        QVERIFY(!longTitle.ok());
        Folder folder;
        std::ofstream(folder / "large.toml") << std::string((1 << 20) + 1, '#');
        const auto large = readFigure(folder / "large.toml");
        QVERIFY(!large.ok() && large.error().what.find("large.toml") != std::string::npos);
        QVERIFY(!readFigure(folder / "nowhere.toml").ok());
    }

    void paths()
    {
        Folder folder;
        fs::create_directories(folder / "paper/figures");
        FigureSpec spec = *parseFigure(good, "figure.toml");
        const auto paper = folder / "paper";
        spec.comparison.models[0].source.path = paper;                       // the folder itself
        spec.comparison.models[1].source.path = folder / "paper.pth";        // not below it
        spec.comparison.pictures[0].file = paper / "figures/../x y/dog.jpg"; // below it
        spec.comparison.pictures.push_back({ "from-here.png" });             // below the working folder
        const auto file = paper / "one.toml";
        QVERIFY(writeFigure(file, spec).ok());
        const auto text = *readFile(file, 1 << 20);
        QVERIFY(text.find("path = \".\"") != std::string::npos);
        QVERIFY(text.find("file = \"x y/dog.jpg\"") != std::string::npos);
        QVERIFY(text.find("path = \"" + (folder / "paper.pth").string() + "\"") != std::string::npos);
        const auto here = readFigure(file);
        QVERIFY(here.ok());
        QCOMPARE(here->comparison.models[0].source.path.string(), paper.string());
        QCOMPARE(here->comparison.pictures[0].file.string(), (paper / "x y/dog.jpg").string());
        QCOMPARE(here->comparison.pictures[1].file.string(), fs::absolute("from-here.png").string());
        fs::rename(paper, folder / "moved");
        const auto moved = readFigure(folder / "moved/one.toml");
        QVERIFY(moved.ok());
        QCOMPARE(moved->comparison.models[0].source.path.string(), (folder / "moved").string());
        QCOMPARE(moved->comparison.models[1].source.path.string(), (folder / "paper.pth").string());
        QCOMPARE(moved->comparison.pictures[0].file.string(), (folder / "moved/x y/dog.jpg").string());
    }

    void whatCouldNotBeReadAgainIsNotWritten()
    {
        Folder folder;
        QVERIFY(!writeFigure(folder / "a.toml", FigureSpec()).ok()); // no model
        FigureSpec spec = *parseFigure(good, "figure.toml");
        QVERIFY(!writeFigure(folder / "missing/a.toml", spec).ok());
        auto bytes = spec;
        bytes.comparison.pictures[0].file = folder / "\xFF.png";
        const auto refused = writeFigure(folder / "a.toml", bytes);
        QVERIFY(!refused.ok() && refused.error().what.find("UTF-8") != std::string::npos);
        auto narrow = spec;
        narrow.style.widthMm = 3;
        QVERIFY(!writeFigure(folder / "a.toml", narrow).ok());
        QVERIFY(!fs::exists(folder / "a.toml"));
        QVERIFY(writeFigure(folder / "a.toml", spec).ok() && fs::exists(folder / "a.toml"));
    }
};

LOOKAWAY_TEST(tst_figure_file, TestFigureFile)
#include "tst_figure_file.moc"
