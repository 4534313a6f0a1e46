// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "figure/ComparisonSheet.h"
#include "figure/RegionColors.h"
#include "figure/SheetTexts.h"

#include <QTest>

#include <cmath>

using namespace lookaway;
using Kind = ComparedColumn::Kind;

namespace {

constexpr int side = 4;

std::shared_ptr<const Image> greyPicture()
{
    auto picture = std::make_shared<Image>(side, side);
    std::fill(picture->pixels.begin(), picture->pixels.end(), std::uint8_t{ 100 });
    return picture;
}

/// A map with one value, but for `high` in its upper left corner.
HeatMap mapUpTo(float low, float high)
{
    HeatMap map(side, side);
    std::fill(map.values.begin(), map.values.end(), low);
    map.values[0] = high;
    return map;
}

ComparedCell mapCell(float low, float high)
{
    ComparedCell cell;
    cell.picture = greyPicture();
    cell.map = mapUpTo(low, high);
    cell.classIndex = 1;
    cell.predicted = 1;
    cell.predictedName = "dog";
    cell.probability = 0.931;
    cell.spread = attentionSpread(cell.map, 0.5);
    return cell;
}

/// Two models, rows of pictures; columns: input, and each model's map.
FigureSpec specOf(std::size_t rows)
{
    const std::vector<ComparedModel> models{ { "baseline", { ModelSource::Kind::Run, "a" } },
        { "0-occlusion", { ModelSource::Kind::Run, "b" } } };
    std::vector<ComparedPicture> pictures(rows);
    for (std::size_t i = 0; i < rows; ++i)
        pictures[i] = { "p.png", "Picture " + std::to_string(i + 1), {}, {} };
    return figureThree(models, pictures);
}

FigureContent contentOf(std::size_t rows)
{
    FigureContent content;
    ComparedCell input;
    input.picture = greyPicture();
    for (std::size_t row = 0; row < rows; ++row) {
        content.rows.push_back({ "dog", "dog", {} });
        const auto high = static_cast<float>(row + 1);
        content.cells.push_back({ input, mapCell(0, high), mapCell(0, 2 * high) });
    }
    return content;
}

QColor colorOf(const Rgb& rgb)
{
    return { rgb.red, rgb.green, rgb.blue };
}

} // namespace

class ComparisonSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheStyleAsksFor();
    void notesSayWhatTheModelSays();
    void numbers();
    void letters();
    void scalesOfMaps_data();
    void scalesOfMaps();
    void signedMapsHaveTheirOwnBar();
    void differenceIsCentredAtZero();
    void regionsHavePatches();
    void cropsPictureMapAndLine();
    void lineOfAMapWithoutZero();
    void errorsStandInTheirCells();
    void whatIsMissingStaysEmpty();
};

void ComparisonSheetTest::showsWhatTheStyleAsksFor()
{
    auto spec = specOf(1);
    const auto content = contentOf(1);
    auto sheet = sheetOf(spec, content);
    QCOMPARE(sheet.columnTitles, QStringList({ "Input", "baseline", "0-occlusion" }));
    QCOMPARE(sheet.rows[0].title, QStringLiteral("Picture 1"));
    QCOMPARE(sheet.rows[0].subtitle, QStringLiteral("dog"));
    QCOMPARE(sheet.scales.size(), std::size_t(1));
    QVERIFY(sheet.cells[0][1].contour.isEmpty());
    spec.style.columnTitles = spec.style.rowTitles = spec.style.classNames = false;
    spec.style.colorBar = spec.style.scores = false;
    spec.style.contour = 0.5;
    sheet = sheetOf(spec, content);
    QVERIFY(sheet.columnTitles.isEmpty() && sheet.scales.empty());
    QVERIFY(sheet.rows[0].title.isEmpty() && sheet.rows[0].subtitle.isEmpty());
    QVERIFY(sheet.cells[0][1].notes.isEmpty());
    QVERIFY(!sheet.cells[0][1].contour.isEmpty() && sheet.cells[0][0].contour.isEmpty());
}

void ComparisonSheetTest::notesSayWhatTheModelSays()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    content.cells[0][2].predicted = 0;
    content.cells[0][2].predictedName = "cat";
    spec.style.spread = true;
    auto sheet = sheetOf(spec, content);
    QVERIFY(sheet.cells[0][0].notes.isEmpty());
    // One of 16 pixels is hot: 6.25 %.
    QCOMPARE(sheet.cells[0][1].notes, QStringList({ "p\u00a0=\u00a00.93", "spread 6\u00a0%" }));
    QCOMPARE(sheet.cells[0][2].notes, QStringList({ "p\u00a0=\u00a00.93", "says cat", "spread 6\u00a0%" }));
    content.cells[0][2].probability = 0.998; // one number of digits in a figure
    sheet = sheetOf(spec, content);
    QCOMPARE(sheet.cells[0][1].notes.first(), QStringLiteral("p\u00a0=\u00a00.931"));
    QCOMPARE(sheet.cells[0][2].notes.first(), QStringLiteral("p\u00a0=\u00a00.998"));
    content.cells[0][2].probability = 0.931;
    content.cells[0][1] = mapCell(0, 0);
    spec.style.spread = false;
    QCOMPARE(sheetOf(spec, content).cells[0][1].notes, QStringList({ "p\u00a0=\u00a00.93", "no heat" }));
    spec.comparison.columns[1].kind = Kind::HotRegions;
    spec.style.spread = true;
    content.cells[0][1].spread.reset();
    content.cells[0][1].overlap = HotOverlap{ 0.456, 0.6, 0.1 };
    QCOMPARE(sheetOf(spec, content).cells[0][1].notes, QStringList({ "IoU\u00a00.46", "kept 60\u00a0%" }));
}

void ComparisonSheetTest::numbers()
{
    QCOMPARE(probabilityText(0.931, 2), QStringLiteral("p\u00a0=\u00a00.93"));
    QCOMPARE(probabilityText(0.99, 3), QStringLiteral("p\u00a0=\u00a00.990"));
    QCOMPARE(probabilityText(0.0031, 3), QStringLiteral("p\u00a0=\u00a00.003"));
    QCOMPARE(probabilityText(0.0001, 2), QStringLiteral("p\u00a0<\u00a00.001"));
    QCOMPARE(probabilityText(1, 3), QStringLiteral("p\u00a0>\u00a00.999"));
    QCOMPARE(probabilityDigits({}), 2);
    QCOMPARE(probabilityDigits({ 0.99, 0.01, std::nan("") }), 2);
    QCOMPARE(probabilityDigits({ 0.99, 0.998 }), 3);
    QCOMPARE(probabilityDigits({ 0.5, 0.0031 }), 3);
    QCOMPARE(percentText(0.004), QStringLiteral("<1\u00a0%"));
    QCOMPARE(percentText(0), QStringLiteral("0\u00a0%"));
    QCOMPARE(classText("817"), QStringLiteral("class\u00a0817"));
    QCOMPARE(classText("747 jet"), QStringLiteral("747 jet"));
    QCOMPARE(classText(""), QString());
    QCOMPARE(valueText(-1.2345), QStringLiteral("\u22121.23"));
    QCOMPARE(valueText(12345), QStringLiteral("1.23e+04"));
}

void ComparisonSheetTest::letters()
{
    QCOMPARE(letterText(0), QStringLiteral("(a)"));
    QCOMPARE(letterText(25), QStringLiteral("(z)"));
    QCOMPARE(letterText(26), QStringLiteral("(aa)"));
    QCOMPARE(letterText(26 + 26 * 26), QStringLiteral("(aaa)"));
    auto spec = specOf(2);
    spec.style.panelLetters = true;
    const auto sheet = sheetOf(spec, contentOf(2));
    QCOMPARE(sheet.cells[0][2].letter, QStringLiteral("(c)"));
    QCOMPARE(sheet.cells[1][0].letter, QStringLiteral("(d)"));
}

void ComparisonSheetTest::scalesOfMaps_data()
{
    QTest::addColumn<int>("scale");
    QTest::addColumn<QList<float>>("heat"); ///< of the corner in the four maps
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::addColumn<QString>("note");
    using Scale = FigureStyle::Scale;
    // Maxima: row 1 has 1 and 2, row 2 has 2 and 4.
    QTest::newRow("per map") << int(Scale::PerMap) << QList<float>{ 1, 1, 1, 1 } << "low"
                             << "high"
                             << "each map on its own scale";
    QTest::newRow("row") << int(Scale::Row) << QList<float>{ 0.5F, 1, 0.5F, 1 } << "low"
                         << "high"
                         << "scale shared by each row";
    QTest::newRow("figure") << int(Scale::Figure) << QList<float>{ 0.25F, 0.5F, 0.5F, 1 } << "0"
                            << "4"
                            << "scale shared by all maps";
}

void ComparisonSheetTest::scalesOfMaps()
{
    QFETCH(int, scale);
    QFETCH(QList<float>, heat);
    auto spec = specOf(2);
    spec.style.scale = FigureStyle::Scale(scale);
    spec.style.opacity = 1;
    const auto sheet = sheetOf(spec, contentOf(2));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(sheet.cells[std::size_t(i / 2)][std::size_t(1 + i % 2)].picture.pixelColor(0, 0),
            colorOf(colorAt(spec.style.colors, heat[i])));
    QTEST(sheet.scales[0].low, "low");
    QTEST(sheet.scales[0].high, "high");
    QTEST(sheet.scales[0].note, "note");
}

void ComparisonSheetTest::signedMapsHaveTheirOwnBar()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    spec.style.scale = FigureStyle::Scale::Figure;
    content.cells[0][2].map = mapUpTo(-1, 3);
    content.cells[0][2].isSigned = true;
    auto picture = std::make_shared<Image>(side, side);
    for (std::size_t i = 0; i < picture->pixels.size(); i += 3)
        picture->pixels[i] = 200; // a red car
    content.cells[0][2].picture = picture;
    const auto sheet = sheetOf(spec, content);
    QCOMPARE(sheet.scales.size(), std::size_t(2));
    QVERIFY(!sheet.scales[0].isSigned && sheet.scales[1].isSigned);
    QCOMPARE(sheet.scales[0].high, QStringLiteral("1"));
    QCOMPARE(sheet.scales[1].low, QStringLiteral("\u22123"));
    QCOMPARE(sheet.scales[1].high, QStringLiteral("3"));
    const QColor hot = sheet.cells[0][2].picture.pixelColor(0, 0);
    QVERIFY(hot.red() > hot.blue());
}

void ComparisonSheetTest::differenceIsCentredAtZero()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    spec.comparison.columns[2].kind = Kind::Difference;
    content.cells[0][2].map = mapUpTo(0, -1);
    content.cells[0][2].isSigned = true;
    auto picture = std::make_shared<Image>(side, side);
    for (std::size_t i = 0; i < picture->pixels.size(); i += 3)
        picture->pixels[i] = 200; // a red car
    content.cells[0][2].picture = picture;
    const auto sheet = sheetOf(spec, content);
    QCOMPARE(sheet.scales.size(), std::size_t(2));
    QCOMPARE(sheet.scales[1].low, QStringLiteral("\u22121"));
    QCOMPARE(sheet.scales[1].high, QStringLiteral("+1"));
    QCOMPARE(sheet.cells[0][2].picture.pixelColor(0, 0), QColor(33, 102, 172)); // less than the reference: blue
    QCOMPARE(sheet.cells[0][2].picture.pixelColor(2, 2), QColor(60, 60, 60));   // equal: the picture, without its red
}

void ComparisonSheetTest::regionsHavePatches()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    auto& column = spec.comparison.columns[2];
    column.kind = Kind::HotRegions;
    column.model = 1;
    column.reference = 0;
    HeatMap regions(2, 2); // as coarse as the larger of two networks
    regions.values = { 0, 1, 2, 3 };
    content.cells[0][2].map = regions;
    spec.style.opacity = 1;
    const auto sheet = sheetOf(spec, content);
    const QImage& shown = sheet.cells[0][2].picture;
    QCOMPARE(shown.pixelColor(0, 0), QColor(100, 100, 100));
    QCOMPARE(shown.pixelColor(3, 0), colorOf(regionColors[0]));
    QCOMPARE(shown.pixelColor(0, 3), colorOf(regionColors[1]));
    QCOMPARE(shown.pixelColor(3, 3), colorOf(regionColors[2]));
    const auto& patches = sheet.scales[1].patches;
    QCOMPARE(patches.size(), std::size_t(3));
    QCOMPARE(patches[0].second, QStringLiteral("baseline only"));
    QCOMPARE(patches[1].second, QStringLiteral("0-occlusion only"));
    QCOMPARE(patches[1].first, colorOf(regionColors[1]));
    QCOMPARE(sheet.scales[1].note, QStringLiteral("above 50\u00a0% of each map's maximum"));
}

void ComparisonSheetTest::cropsPictureMapAndLine()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    spec.style.contour = 0.5;
    spec.comparison.pictures[0].crop = { 0, 0, 1, 0.5 };
    auto sheet = sheetOf(spec, content);
    QCOMPARE(sheet.cells[0][1].picture.size(), QSize(side, side / 2));
    QCOMPARE(sheet.aspect, 2.0);
    const auto line = sheet.cells[0][1].contour.boundingRect();
    // Half way between the first two centres, 1 of 4 pixels wide, 1 of the 2 that are left high.
    QVERIFY(std::abs(line.right() - 0.25) < 1e-9 && std::abs(line.bottom() - 0.5) < 1e-9);
    // Scale and level are those of the whole map: nothing is hot in the lower right.
    spec.comparison.pictures[0].crop = { 0.5, 0.5, 0.5, 0.5 };
    sheet = sheetOf(spec, content);
    QVERIFY(sheet.cells[0][1].contour.isEmpty());
    // However small, a pixel is left.
    spec.comparison.pictures[0].crop = { 0.999, 0.999, 0.001, 0.001 };
    QCOMPARE(sheetOf(spec, content).cells[0][1].picture.size(), QSize(1, 1));
}

void ComparisonSheetTest::lineOfAMapWithoutZero()
{
    auto spec = specOf(1);
    auto content = contentOf(1);
    spec.style.contour = 0.5;
    auto& cell = content.cells[0][1];
    cell.map = mapUpTo(0.75F, 1); // all of it lies above half of the maximum
    cell.noHeat = 0.75F;
    const auto line = sheetOf(spec, content).cells[0][1].contour.boundingRect();
    QVERIFY(std::abs(line.right() - 0.25) < 1e-9 && std::abs(line.bottom() - 0.25) < 1e-9);
    cell.noHeat = 1;
    QVERIFY(sheetOf(spec, content).cells[0][1].contour.isEmpty());
}

void ComparisonSheetTest::errorsStandInTheirCells()
{
    auto content = contentOf(2);
    content.cells[0][2].error = fail("'0-occlusion' has no class 'dog'.");
    content.rows[1].error = fail("The picture 'p.png' cannot be read.");
    content.cells[1].clear();
    const auto sheet = sheetOf(specOf(2), content);
    QCOMPARE(sheet.cells[0][2].error, QStringLiteral("'0-occlusion' has no class 'dog'."));
    QVERIFY(sheet.cells[0][2].picture.isNull());
    QVERIFY(!sheet.cells[0][1].picture.isNull()); // the rest stands
    QCOMPARE(sheet.cells[1][0].error, QStringLiteral("The picture 'p.png' cannot be read."));
}

void ComparisonSheetTest::whatIsMissingStaysEmpty()
{
    auto content = contentOf(1);
    content.cells[0].pop_back();
    const auto sheet = sheetOf(specOf(3), content);
    QCOMPARE(sheet.cells.size(), std::size_t(3));
    for (const auto& row : sheet.cells)
        QCOMPARE(row.size(), std::size_t(3));
    QVERIFY(!sheet.cells[0][1].picture.isNull());
    QVERIFY(sheet.cells[0][2].picture.isNull() && sheet.cells[0][2].error.isEmpty());
    QVERIFY(sheet.cells[2][0].picture.isNull());
    const auto nothing = sheetOf(specOf(2), {});
    QCOMPARE(nothing.scales.size(), std::size_t(1)); // so that the layout stays as it is
    QCOMPARE(nothing.aspect, 1.0);
}

LOOKAWAY_TEST(tst_comparison_sheet, ComparisonSheetTest)
#include "tst_comparison_sheet.moc"
