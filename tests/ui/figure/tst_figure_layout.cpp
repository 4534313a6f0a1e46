// SPDX-License-Identifier: MIT
#include "SampleSheet.h"
#include "TestMain.h"

#include "figure/FigureLayout.h"
#include "figure/FigureText.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;
using Role = FigureLayout::Role;

namespace {

std::vector<FigureLayout::Item> itemsOf(const FigureLayout& layout, Role role)
{
    std::vector<FigureLayout::Item> found;
    for (const auto& item : layout.items)
        if (item.role == role)
            found.push_back(item);
    return found;
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

QByteArray text(const QRectF& box)
{
    return QStringLiteral("%1 %2 %3 %4").arg(box.x()).arg(box.y()).arg(box.width()).arg(box.height()).toUtf8();
}

} // namespace

class FigureLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesByHand();
    void picturesOfAnotherShape();
    void textsByHand();
    void labelsTakeAFifthAtMost();
    void titlesShrinkBeforeTheyBreak();
    void titlesBreakAtHyphensBeforeTheyTurn();
    void titlesTurnBeforeTheyBreak();
    void titlesOverWideColumnsStand();
    void numbersInNotesAreWhole();
    void titlesAreWhole_data();
    void titlesAreWhole();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void shortLabelsLeaveRoom();
    void scalesLieInTheirBoxes();
    void findsWhatLiesOnTop();
    void tooNarrowGrows();
    void emptyIsEmpty();
};

void FigureLayoutTest::picturesByHand()
{
    auto sheet = bareSheet(2, 3, 85);
    sheet.style.marginMm = 0.5;
    sheet.style.columnGapMm = 1;
    sheet.style.rowGapMm = 2;
    const auto layout = layOut(sheet);
    // (85 - 2 * 0.5 - 2 * 1) / 3 = 27.3333
    const double side = 82.0 / 3;
    QCOMPARE(layout.items.size(), std::size_t(6));
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 3; ++column) {
            const auto& item = layout.items[std::size_t(row * 3 + column)];
            QCOMPARE(item.role, Role::Picture);
            QCOMPARE(item.row, row);
            QCOMPARE(item.column, column);
            const QRectF expected(0.5 + column * (side + 1), 0.5 + row * (side + 2), side, side);
            QVERIFY2(near(item.box.x(), expected.x()) && near(item.box.y(), expected.y())
                    && near(item.box.width(), side) && near(item.box.height(), side),
                text(item.box));
        }
    QVERIFY(near(layout.size.width(), 85));
    QVERIFY(near(layout.size.height(), 2 * side + 2 + 1));
}

void FigureLayoutTest::picturesOfAnotherShape()
{
    auto sheet = bareSheet(1, 1, 41);
    sheet.aspect = 2;
    const auto layout = layOut(sheet);
    QVERIFY(near(layout.items[0].box.width(), 40));
    QVERIFY(near(layout.items[0].box.height(), 20));
    QVERIFY(near(layout.size.height(), 21));
}

void FigureLayoutTest::textsByHand()
{
    auto sheet = bareSheet(1, 2, 85);
    sheet.columnTitles = { "A", "" };
    sheet.rows = { { "cat", {} } };
    sheet.cells[0][1].notes = QStringList{ "p", "q" };
    const auto layout = layOut(sheet);
    const FigureFonts fonts(sheet.style, sheet.style.titlePt, sheet.style.titlePt);
    const auto titles = itemsOf(layout, Role::ColumnTitle);
    const auto labels = itemsOf(layout, Role::RowTitle);
    const auto pictures = itemsOf(layout, Role::Picture);
    const auto notes = itemsOf(layout, Role::Notes);
    QCOMPARE(titles.size(), std::size_t(1)); // none for an empty text
    QCOMPARE(labels.size(), std::size_t(1));
    QCOMPARE(notes.size(), std::size_t(1));
    const double label = fonts.text.width("cat");
    const double left = 0.5 + label + 1.2;
    const double top = 0.5 + fonts.title.lineHeight() + 0.7;
    QVERIFY(near(pictures[0].box.x(), left));
    QVERIFY(near(pictures[0].box.y(), top));
    QVERIFY(near(pictures[0].box.width(), (85 - 0.5 - left - 1) / 2));
    QVERIFY(near(labels[0].box.center().y(), pictures[0].box.center().y()));
    QVERIFY(near(notes[0].box.y(), pictures[1].box.bottom() + 0.5));
    QVERIFY(near(notes[0].box.height(), 2 * fonts.text.lineHeight()));
    QCOMPARE(notes[0].lines, QStringList({ "p", "q" }));
    QVERIFY(near(layout.size.height(), notes[0].box.bottom() + 0.5));
}

void FigureLayoutTest::labelsTakeAFifthAtMost()
{
    auto sheet = bareSheet(1, 4, 85);
    sheet.rows = { { {}, "Aston Martin V8 Vantage Convertible 2012" } };
    const auto layout = layOut(sheet);
    const auto label = itemsOf(layout, Role::RowClass).front();
    QVERIFY2(label.box.width() <= 17, text(label.box));
    QVERIFY(label.lines.size() > 1);
    QCOMPARE(label.lines.join(' '), sheet.rows[0].subtitle); // all of it
    // Equal cells fill the rest.
    const auto pictures = itemsOf(layout, Role::Picture);
    for (const auto& picture : pictures)
        QVERIFY(near(picture.box.width(), pictures[0].box.width()));
    QVERIFY(near(pictures.back().box.right(), 84.5));
}

void FigureLayoutTest::shortLabelsLeaveRoom()
{
    // Pictures are high enough for the class in three lines, so that it takes no more width than its longest word.
    auto sheet = bareSheet(1, 2, 174);
    sheet.rows = { { {}, "Hummer General Hummer" } };
    const auto layout = layOut(sheet);
    const FigureFonts fonts(sheet.style, sheet.style.titlePt, sheet.style.titlePt);
    QVERIFY(itemsOf(layout, Role::RowClass).front().box.width() < 0.6 * 0.2 * 174);
    QVERIFY(fonts.classes.width("Hummer General Hummer") > 0.6 * 0.2 * 174 - 2);
}

void FigureLayoutTest::titlesShrinkBeforeTheyBreak()
{
    auto sheet = bareSheet(1, 5, 85);
    sheet.style.titlePt = 9;
    sheet.columnTitles = { "Input", "Baseline", "0-occlusion", "R-occlusion", "1-occlusion" };
    auto layout = layOut(sheet);
    QVERIFY2(layout.titlePt < 9 && layout.titlePt >= 7, QByteArray::number(layout.titlePt));
    for (const auto& title : itemsOf(layout, Role::ColumnTitle))
        QCOMPARE(title.lines.size(), 1);
    QVERIFY(!layout.titlesTurned);
}

void FigureLayoutTest::titlesBreakAtHyphensBeforeTheyTurn()
{
    // (87.6 - 1 - 5) / 6 = 13.6 mm: "occlusion" fits, "R-occlusion" does not even at 7 pt, so it may as well be larger.
    auto sheet = bareSheet(1, 6, 87.6);
    sheet.style.titlePt = 7.5;
    sheet.columnTitles =
        QStringList{ "Input", "baseline", "R-occlusion (p = 0.25)", "a 0-occlusion", "1-occlusion", "Mobile_Net_V2" };
    const auto layout = layOut(sheet);
    QVERIFY(!layout.titlesTurned);
    QCOMPARE(layout.titlePt, 7.5);
    const auto titles = itemsOf(layout, Role::ColumnTitle);
    QCOMPARE(titles[2].lines, QStringList({ "R-", "occlusion", "(p = 0.25)" }));
    QCOMPARE(titles[3].lines, QStringList({ "a 0-", "occlusion" }));
    QCOMPARE(titles[5].lines, QStringList({ "Mobile_", "Net_V2" }));
}

void FigureLayoutTest::titlesTurnBeforeTheyBreak()
{
    // (85 - 1 - 7) / 8 = 9.6 mm: too narrow for "occlusion" at 7 pt, wide enough for three lines of 8 pt.
    auto sheet = bareSheet(2, 8, 85);
    const QStringList names{ "baseline", "0-occlusion", "R-occlusion (p = 0.25)", "MobileNetV2, ImageNet" };
    sheet.columnTitles = names + names;
    const auto layout = layOut(sheet);
    QVERIFY(layout.titlesTurned);
    QCOMPARE(layout.titlePt, 8.0);
    const FigureFonts fonts(sheet.style, layout.titlePt, layout.letterPt);
    const auto titles = itemsOf(layout, Role::ColumnTitle);
    const auto pictures = itemsOf(layout, Role::Picture);
    QCOMPARE(titles.size(), std::size_t(8));
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto& box = titles[i].box;
        QVERIFY(near(box.left(), pictures[i].box.left()) && near(box.width(), pictures[i].box.width()));
        QVERIFY(near(box.bottom(), pictures[i].box.top() - 0.7)); // all begin at their pictures
        QVERIFY(near(box.height(), widest(titles[i].lines, fonts.title)));
        QVERIFY(heightOf(titles[i].lines, fonts.title) <= box.width());
    }
    QCOMPARE(titles[1].lines, QStringList("0-occlusion")); // it needs no more
    QCOMPARE(titles[2].lines, QStringList({ "R-occlusion", "(p = 0.25)" }));
    QCOMPARE(titles[3].lines, QStringList({ "MobileNetV2,", "ImageNet" }));
    // The longest of them takes the room from the figure's top on.
    QVERIFY(near(titles[3].box.top(), 0.5) || near(titles[2].box.top(), 0.5));
    QVERIFY(near(layout.size.width(), 85));
}

void FigureLayoutTest::titlesOverWideColumnsStand()
{
    auto sheet = bareSheet(1, 2, 85);
    sheet.columnTitles = QStringList{ "Input", "unbrechbarerspaltentitelwieervorkommenkann" };
    const auto layout = layOut(sheet);
    QVERIFY(!layout.titlesTurned);
    const auto title = itemsOf(layout, Role::ColumnTitle)[1];
    QCOMPARE(title.lines.size(), 2);
    QCOMPARE(title.lines.join(QString()), sheet.columnTitles[1]);
}

// "0.3" above "4" would be another score.
void FigureLayoutTest::numbersInNotesAreWhole()
{
    const QString note = QStringLiteral("p\u00a0=\u00a00.34");
    const auto withNotes = [&](int columns) {
        auto sheet = bareSheet(1, columns, 85);
        for (auto& cell : sheet.cells[0])
            cell.notes = QStringList{ note };
        sheet.cells[0][0].notes << QStringLiteral("says cat");
        return sheet;
    };
    auto layout = layOut(withNotes(10)); // 7.5 mm: "0.34" is 5.9 mm wide
    QVERIFY(!layout.notesTurned);
    QCOMPARE(itemsOf(layout, Role::Notes)[1].lines, QStringList({ "p\u00a0=", "0.34" }));
    const auto sheet = withNotes(14); // 5.1 mm
    layout = layOut(sheet);
    QVERIFY(layout.notesTurned);
    const auto notes = itemsOf(layout, Role::Notes);
    const auto pictures = itemsOf(layout, Role::Picture);
    const FigureFonts fonts(sheet.style, layout.titlePt, layout.letterPt);
    QCOMPARE(notes[1].lines, QStringList(note));
    QCOMPARE(notes[0].lines, QStringList(note + ", says cat")); // there is no room for two lines
    for (std::size_t i = 0; i < notes.size(); ++i) {
        QVERIFY(near(notes[i].box.height(), widest(notes[i].lines, fonts.text)));
        QVERIFY(near(notes[i].box.top(), pictures[i].box.bottom() + 0.5)); // all end at their pictures
    }
    QVERIFY(near(layout.size.height(), notes[0].box.bottom() + 0.5));
}

void FigureLayoutTest::titlesAreWhole_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("width");
    QTest::addColumn<bool>("turned");
    const double longest = FigureFont(QStringLiteral("DejaVu Sans"), 7).width(QStringLiteral("MobileNetV2,"));
    for (const int columns : { 3, 5, 8, 12 })
        for (const double width : { 85.0, 114.0, 174.0 })
            QTest::addRow("%d in %g mm", columns, width) << columns << width << (width / columns - 1 < longest);
}

// Nothing is left out, no word is broken, whatever the width: these are what arms of the scheme are called.
void FigureLayoutTest::titlesAreWhole()
{
    QFETCH(int, columns);
    QFETCH(double, width);
    QFETCH(bool, turned);
    auto sheet = bareSheet(1, columns, width);
    const QStringList names{ "baseline", "0-occlusion", "R-occlusion (p = 0.25)", "MobileNetV2, ImageNet" };
    QSet<QString> parts;
    for (int i = 0; i < columns; ++i)
        sheet.columnTitles << names[i % 4];
    for (const auto& name : names)
        for (const auto& word : name.split(' ')) {
            parts << word;
            for (const auto& part : word.split('-'))
                parts << part << part + '-';
        }
    const auto layout = layOut(sheet);
    QVERIFY(layout.titlePt >= 7);
    QCOMPARE(layout.titlesTurned, turned);
    for (const auto& title : itemsOf(layout, Role::ColumnTitle)) {
        const QString expected = sheet.columnTitles[title.column];
        QCOMPARE(title.lines.join(QString()).remove(' '), QString(expected).remove(' '));
        for (const auto& line : title.lines)
            for (const auto& word : line.split(' '))
                QVERIFY2(parts.contains(word), line.toUtf8());
    }
}

void FigureLayoutTest::nothingOverlaps_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("pt");
    for (const int rows : { 1, 2, 3, 20 })
        for (const int columns : { 1, 2, 3, 4, 5, 8, 12 })
            for (const double width : { 85.0, 114.0, 174.0 })
                for (const double pt : { 7.0, 10.0 })
                    QTest::addRow("%d x %d, %g mm, %g pt", rows, columns, width, pt) << rows << columns << width << pt;
}

void FigureLayoutTest::nothingOverlaps()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(double, width);
    QFETCH(double, pt);
    auto sheet = fullSheet(rows, columns, width);
    sheet.style.fontPt = pt;
    sheet.style.titlePt = pt;
    const auto layout = layOut(sheet);
    const FigureFonts fonts(sheet.style, layout.titlePt, layout.letterPt);
    QVERIFY(layout.titlePt >= 7 && layout.letterPt >= 7);
    QVERIFY(near(layout.size.width(), width));
    const QRectF paper(QPointF(), layout.size);
    const double tolerance = 1e-6;
    const double side = itemsOf(layout, Role::Picture)[0].box.width();
    for (std::size_t i = 0; i < layout.items.size(); ++i) {
        const auto& item = layout.items[i];
        QVERIFY2(paper.contains(item.box.adjusted(tolerance, tolerance, -tolerance, -tolerance)), text(item.box));
        if (item.role == Role::Picture)
            QVERIFY(near(item.box.width(), side) && near(item.box.height(), side));
        const auto& font = item.role == Role::ColumnTitle ? fonts.title
            : item.role == Role::RowClass                 ? fonts.classes
            : item.role == Role::Letter                   ? fonts.letter
                                                          : fonts.text;
        const bool turned =
            (item.role == Role::ColumnTitle && layout.titlesTurned) || (item.role == Role::Notes && layout.notesTurned);
        const QSizeF room = turned ? item.textBox.size().transposed() : item.textBox.size();
        for (const auto& line : item.lines)
            QVERIFY2(font.width(line) <= room.width() + tolerance, line.toUtf8());
        if (!item.lines.isEmpty())
            QVERIFY2(
                double(item.lines.size()) * font.lineHeight() <= room.height() + tolerance || item.role == Role::Letter,
                item.lines.join('|').toUtf8());
        for (std::size_t j = i + 1; j < layout.items.size(); ++j) {
            const auto& other = layout.items[j];
            if (item.role == Role::Picture && other.role == Role::Letter && item.row == other.row
                && item.column == other.column)
                continue; // a letter lies in its picture
            const QRectF common = item.box.intersected(other.box);
            QVERIFY2(
                common.width() < tolerance || common.height() < tolerance, text(item.box) + " and " + text(other.box));
        }
    }
}

void FigureLayoutTest::scalesLieInTheirBoxes()
{
    const auto sheet = fullSheet(1, 2, 85);
    const auto layout = layOut(sheet);
    QCOMPARE(layout.scales.size(), sheet.scales.size());
    QVERIFY(layout.scales[1].texts.empty()); // not shown
    const auto scales = itemsOf(layout, Role::Scale);
    QCOMPARE(scales.size(), std::size_t(3));
    const FigureFonts fonts(sheet.style, layout.titlePt, layout.letterPt);
    for (const auto& item : scales) {
        const auto& parts = layout.scales[std::size_t(item.column)];
        const auto box = item.box.adjusted(-1e-6, -1e-6, 1e-6, 1e-6);
        QVERIFY(parts.bar.isEmpty() == (item.column == 3));
        QVERIFY(parts.bar.isEmpty() || box.contains(parts.bar));
        QCOMPARE(parts.patches.size(), std::size_t(item.column == 3 ? 3 : 0));
        std::vector<QRectF> taken(parts.patches.begin(), parts.patches.end());
        taken.push_back(parts.bar);
        for (const auto& text : parts.texts)
            taken.emplace_back(text.baseline.x(), text.baseline.y() - fonts.text.ascent(), fonts.text.width(text.text),
                fonts.text.lineHeight());
        for (std::size_t i = 0; i < taken.size(); ++i) {
            QVERIFY(taken[i].isEmpty() || box.contains(taken[i]));
            for (std::size_t j = i + 1; j < taken.size(); ++j) {
                const auto common = taken[i].intersected(taken[j]);
                QVERIFY(common.width() < 1e-6 || common.height() < 1e-6);
            }
        }
    }
}

void FigureLayoutTest::findsWhatLiesOnTop()
{
    const auto layout = layOut(fullSheet(2, 3, 174));
    const auto letter = itemsOf(layout, Role::Letter)[4];
    QCOMPARE(layout.at(letter.box.center())->role, Role::Letter);
    const auto picture = itemsOf(layout, Role::Picture)[4];
    const auto* found = layout.at(picture.box.bottomRight() - QPointF(0.1, 0.1));
    QCOMPARE(found->role, Role::Picture);
    QCOMPARE(found->row, 1);
    QCOMPARE(found->column, 1);
    QVERIFY(!layout.at(QPointF(-1, -1)));
}

void FigureLayoutTest::tooNarrowGrows()
{
    // 30 columns of 3 mm and 29 gaps of 1 mm.
    const auto layout = layOut(bareSheet(1, 30, 20));
    QVERIFY(near(layout.size.width(), 30 * 3 + 29 * 1 + 2 * 0.5));
}

void FigureLayoutTest::emptyIsEmpty()
{
    const auto layout = layOut(FigureSheet());
    QVERIFY(layout.items.empty());
    QVERIFY(!layout.at(QPointF(0, 0)));
    QVERIFY(near(layout.size.width(), 85));
}

LOOKAWAY_TEST(tst_figure_layout, FigureLayoutTest)
#include "tst_figure_layout.moc"
