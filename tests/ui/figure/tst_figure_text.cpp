// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "compare/FigureSpec.h"
#include "figure/FigureText.h"

#include <QTest>

using namespace lookaway;

class FigureTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAsLargeAsItSays();
    void isNeverSmallerThanSevenPoints();
    void breaksAtBlanks();
    void breaksInsideWordsOnlyWhereItMust();
    void breaksAtHyphensOnlyWhereItMust();
    void keepsWhatIsInBracketsTogether();
    void cutsWhatDoesNotFit();
    void keepsUnbreakableBlanks();
    void emptyTextHasNoLines();

private:
    const FigureFont m_font{ QStringLiteral("DejaVu Sans"), 10 };
};

void FigureTextTest::isAsLargeAsItSays()
{
    // 10 pt are 3.528 mm; DejaVu Sans is 1.164 em high, a digit 0.636 em wide.
    QVERIFY(std::abs(m_font.lineHeight() - 3.528 * 1.164) < 0.01);
    QVERIFY(std::abs(m_font.width(QStringLiteral("0123456789")) - 10 * 3.528 * 0.636) < 0.05);
    QVERIFY(std::abs(FigureFont(QStringLiteral("DejaVu Sans"), 20).width("mm") - 2 * m_font.width("mm")) < 0.005);
}

void FigureTextTest::isNeverSmallerThanSevenPoints()
{
    FigureStyle style;
    style.fontPt = 3;
    const FigureFonts fonts(style, 5, 5);
    for (const auto* font : { &fonts.title, &fonts.text, &fonts.classes, &fonts.letter })
        QCOMPARE(font->font().pixelSize(), 2469); // 7 pt in micrometres
}

void FigureTextTest::breaksAtBlanks()
{
    const double width = m_font.width("Aston Martin") + 0.01;
    QCOMPARE(brokenLines("Aston Martin V8 Vantage", m_font, width, 9), QStringList({ "Aston Martin", "V8 Vantage" }));
    QCOMPARE(brokenLines("Aston Martin V8 Vantage", m_font, 500, 9), QStringList({ "Aston Martin V8 Vantage" }));
    QCOMPARE(brokenLines(" Aston\nMartin ", m_font, 500, 9), QStringList({ "Aston Martin" }));
}

void FigureTextTest::breaksInsideWordsOnlyWhereItMust()
{
    const double width = m_font.width("occlu") + 0.01;
    QCOMPARE(brokenLines("a occlusion", m_font, width, 9), QStringList({ "a", "occlu", "sion" }));
    QCOMPARE(brokenLines("a_b_occlusion", m_font, width, 9), QStringList({ "a_b_", "occlu", "sion" }));
    QVERIFY(!wordsFit("a occlusion", m_font, width));
    QVERIFY(wordsFit("a occlu", m_font, width));
    // Not even one letter fits: one a line all the same, and it comes to an end.
    QCOMPARE(brokenLines("mm", m_font, 0.1, 9), QStringList({ "m", "m" }));
}

void FigureTextTest::breaksAtHyphensOnlyWhereItMust()
{
    const double width = m_font.width("an R-occ") + 0.01;
    QVERIFY(m_font.width("occlusion") > width);
    QVERIFY(m_font.width("an R-o") < m_font.width("an R-occ") && m_font.width("R-occ") < m_font.width("an R-o"));
    QCOMPARE(brokenLines("an R-occ", m_font, m_font.width("an R-o") + 0.01, 9), QStringList({ "an", "R-occ" }));
    QCOMPARE(brokenLines("an R-occlusi", m_font, width, 9), QStringList({ "an R-", "occlusi" }));
    QVERIFY(!wordsFit("an R-occlusi", m_font, width) && wordPartsFit("an R-occlusi", m_font, width));
    QVERIFY(!wordPartsFit("an R-occlusion", m_font, width));
    // A dot in a name, but not in a number.
    const double narrow = m_font.width("features.") + 0.01;
    QCOMPARE(brokenLines("features.18.conv", m_font, narrow, 9), QStringList({ "features.", "18.conv" }));
    QVERIFY(wordPartsFit("features.18.conv", m_font, narrow));
    QVERIFY(!wordPartsFit("0.25", m_font, m_font.width("0.2") + 0.01));
}

void FigureTextTest::keepsWhatIsInBracketsTogether()
{
    const QString title = QStringLiteral("R-occlusion (p = 0.25) twice");
    QCOMPARE(brokenLines(title, m_font, m_font.width("R-occlusion (p =") + 0.01, 9),
        QStringList({ "R-occlusion", "(p = 0.25) twice" }));
    // Where they do not fit they are broken as well.
    QCOMPARE(
        brokenLines(title, m_font, m_font.width("(p = 0") + 0.01, 9).mid(3), QStringList({ "(p =", "0.25)", "twice" }));
}

void FigureTextTest::cutsWhatDoesNotFit()
{
    const double width = m_font.width("Vantage Co\u2026") + 0.01;
    const auto lines = brokenLines("Aston V8 Vantage Convertible 2012", m_font, width, 2);
    QCOMPARE(lines, QStringList({ "Aston V8", "Vantage Co\u2026" }));
    const double narrow = m_font.width("Aston V8\u2026") + 0.01;
    QCOMPARE(brokenLines("Aston V8 Vantage", m_font, narrow, 1), QStringList({ "Aston V8\u2026" })); // no blank
}

void FigureTextTest::keepsUnbreakableBlanks()
{
    const double width = m_font.width("says p\u00a0=") + 0.01;
    QCOMPARE(brokenLines("says p\u00a0=\u00a00.5", m_font, width, 9), QStringList({ "says", "p\u00a0=\u00a00.5" }));
    // But sooner there than within a number.
    const double narrow = m_font.width("0.50") + 0.01;
    QCOMPARE(brokenLines("p\u00a0=\u00a00.50", m_font, narrow, 9), QStringList({ "p\u00a0=", "0.50" }));
}

void FigureTextTest::emptyTextHasNoLines()
{
    QCOMPARE(brokenLines({}, m_font, 10, 3), QStringList());
    QCOMPARE(brokenLines(" \n ", m_font, 10, 3), QStringList());
    QCOMPARE(brokenLines("a", m_font, 10, 0), QStringList());
}

LOOKAWAY_TEST(tst_figure_text, FigureTextTest)
#include "tst_figure_text.moc"
