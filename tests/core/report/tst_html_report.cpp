// SPDX-License-Identifier: MIT
// The parts of a report that need no model; whole reports are in the command line's tests.
#include "TestMain.h"
#include "report/Html.h"
#include "report/LineChart.h"
#include "report/MapsLegend.h"
#include "report/ReportPictures.h"
#include "report/ReportSections.h"

#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace lookaway;

namespace {

bool wellFormed(const std::string& xml)
{
    QXmlStreamReader reader(QByteArray::fromStdString(xml));
    while (!reader.atEnd())
        reader.readNext();
    if (reader.hasError())
        qWarning() << reader.errorString() << reader.lineNumber();
    return !reader.hasError();
}

TestedPicture picture(const std::string& truth, const std::string& predicted, double probability)
{
    TestedPicture made;
    made.picture = { truth + ".png", truth };
    made.className = truth;
    made.answers.resize(1);
    made.answers[0].predicted = predicted;
    made.answers[0].right = predicted == truth;
    made.answers[0].probability = probability;
    return made;
}

TestComparison oneModel()
{
    TestComparison outcome;
    outcome.request.models = { { "<model>", {} } };
    outcome.models.resize(1);
    outcome.pictures = { picture("cat", "cat", 0.9), picture("cat", "dog", 0.2), picture("dog", "dog", 0.5),
        picture("dog", "horse", 0.1) };
    return outcome;
}

} // namespace

class TestHtmlReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void escapes()
    {
        QCOMPARE(html("a < b & \"c\" > 'd'"), std::string("a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;"));
        QCOMPARE(html("Citro\xC3\xABn \xE2\x9C\x93"), std::string("Citro\xC3\xABn \xE2\x9C\x93"));
        QCOMPARE(html("a\xFFz\x01\xC3"), std::string("a\xEF\xBF\xBDz\xEF\xBF\xBD"));
    }

    void pageAndTableAreWellFormed()
    {
        HtmlTable table({ "Class", "n" });
        table.add({ html("<script>"), "3" });
        HtmlPage page("a & b");
        page.section("One", table.text());
        page.details("Two", "<p>x</p>");
        // XML but for the doctype, <meta> and the entities of HTML.
        auto text = page.text();
        text = text.substr(text.find("<body>"));
        text.resize(text.find("</html>"));
        QVERIFY(wellFormed(text));
        QVERIFY(text.find("<script>") == std::string::npos && text.find("&lt;script&gt;") != std::string::npos);
    }

    void picturesAreInside()
    {
        Image image(4, 2);
        for (auto& value : image.pixels)
            value = 200;
        const auto tag = QString::fromStdString(htmlPicture(image, "\"grey\""));
        QVERIFY(tag.contains("alt=\"&quot;grey&quot;\"") && tag.contains("width=\"4\" height=\"2\""));
        const auto start = tag.indexOf("base64,") + 7;
        const auto bytes = QByteArray::fromBase64(
            tag.mid(start, tag.indexOf('"', start) - start).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        QVERIFY(bytes.startsWith("\xFF\xD8") && bytes.endsWith("\xFF\xD9"));
    }

    void ticks_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("most");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("shares") << 0.0 << 1.0 << 6 << QList<double>{ 0, 0.2, 0.4, 0.6, 0.8, 1 };
        QTest::newRow("epochs") << 1.0 << 14.0 << 8 << QList<double>{ 2, 4, 6, 8, 10, 12, 14 };
        QTest::newRow("negative") << -0.35 << 0.1 << 5
                                  << QList<double>{
                                         -0.2,
                                         0,
                                     };
        QTest::newRow("large") << 0.0 << 3000.0 << 4 << QList<double>{ 0, 1000, 2000, 3000 };
        QTest::newRow("nothing") << 2.0 << 2.0 << 5 << QList<double>{};
        // A share that was summed up in two ways.
        QTest::newRow("neighbours") << 0.5 << std::nextafter(0.5, 1) << 6
                                    << QList<double>{ 0.5, std::nextafter(0.5, 1) };
    }
    void ticks()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, most);
        QFETCH(QList<double>, expected);
        const auto found = niceTicks(low, high, most);
        QCOMPARE(QList<double>(found.begin(), found.end()), expected);
    }

    void chart()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto svg =
            lineChart("Loss & more", "Epoch", { { "a < b", { { 1, 2 }, { 2, nan }, { 3, 1 }, { 4, 0 } }, true, 1 } });
        QVERIFY(wellFormed(svg));
        const auto text = QString::fromStdString(svg);
        QVERIFY(text.contains("stroke-dasharray=\"7 4\"") && text.contains("a &lt; b"));
        // The first point is top left, and the gap starts a new stroke.
        QVERIFY2(text.contains("d=\" M56 34 M"), svg.c_str());
        QVERIFY(lineChart("nothing", "x", { { "empty", { { 1, nan } }, false, 0 } }).empty());
    }

    void linesBeyondTheColorsDifferInTheirDashes()
    {
        std::vector<ChartLine> lines;
        for (int i = 0; i < 36; ++i)
            lines.push_back({ "line " + std::to_string(i), { { 0, i }, { 1, i } }, i % 2 == 1, i / 2 });
        const auto svg = QString::fromStdString(lineChart("many", "x", lines));
        QSet<QString> looks;
        for (auto found = QRegularExpression("stroke=\"[^\"]*\" stroke-dasharray=\"[^\"]*\"").globalMatch(svg);
             found.hasNext();)
            looks << found.next().captured();
        QCOMPARE(looks.size(), 36);
    }

    void hardestFirst()
    {
        const auto groups = pictureGroups(oneModel(), 3);
        QCOMPARE(groups.size(), std::size_t{ 1 });
        QCOMPARE(groups[0].pictures, (std::vector<std::size_t>{ 3, 1, 2 }));
    }

    void confusion()
    {
        const auto text = QString::fromStdString(confusionSection(oneModel()));
        QVERIFY(wellFormed("<x>" + confusionSection(oneModel()) + "</x>"));
        QVERIFY(text.contains("&lt;model&gt;"));
        const QRegularExpression row("<th[^>]*>cat</th><td[^>]*>1</td><td[^>]*>1</td><td></td>");
        QVERIFY2(row.match(text).hasMatch(), qPrintable(text));
        const QRegularExpression other("<th[^>]*>dog</th><td></td><td[^>]*>1</td><td[^>]*>1</td>");
        QVERIFY2(other.match(text).hasMatch(), qPrintable(text));
        QVERIFY(text.contains("title=\"dog called another class\""));
        QVERIFY(text.contains("<th title=\"cat\"><span>cat</span></th>")); // turned by the style, in full by the title
    }

    void largeConfusion()
    {
        TestComparison outcome = oneModel();
        outcome.pictures.clear();
        const auto add = [&](int from, int to) {
            for (int i = from; i < to; ++i)
                outcome.pictures.push_back(picture("class " + std::to_string(i), "class " + std::to_string(i), 1));
        };
        add(0, 100);
        const auto text = QString::fromStdString(confusionSection(outcome));
        QVERIFY(text.startsWith("<h3>") && text.contains("<div class=\"box\"><table class=\"matrix\">"));
        QCOMPARE(text.count("<tr><th title="), 100);
        QVERIFY(!text.contains("another class")); // no column that is empty
        QVERIFY2(text.size() < 250'000, qPrintable(QString::number(text.size())));
        add(100, 1000);
        QVERIFY(confusionSection(outcome).find("a matrix of 1000 classes does not fit") != std::string::npos);
    }

    // cat: 1 of 2 found, 1 of 1 right. dog: 1 of 2 found, 1 of 2 right.
    void scoresByClass()
    {
        auto outcome = oneModel();
        const auto one = QString::fromStdString(classesSection(outcome));
        QVERIFY(
            wellFormed("<x>" + QString(one).replace("&ndash;", "-").replace("&rsquo;", "'").toStdString() + "</x>"));
        const auto row = [](const char* name, const char* pictures, const char* cells) {
            return QString("<tr><td>%1</td><td>%2</td>%3</tr>").arg(name, pictures, cells);
        };
        QVERIFY2(one.contains(row("cat", "2", "<td class=\"first\">1.000</td><td>0.500</td><td>0.667</td>")),
            qPrintable(one));
        QVERIFY(one.contains(row("dog", "2", "<td class=\"first\">0.500</td><td>0.500</td><td>0.500</td>")));
        QVERIFY(one.contains(row("Mean", "", "<td class=\"first\">0.750</td><td>0.500</td><td>0.583</td>")));
        outcome.request.models.push_back({ "other", {} });
        outcome.models.resize(2);
        for (auto& each : outcome.pictures) {
            each.answers.push_back(each.answers[0]);
            each.answers[1].predicted = "CAT"; // of every picture; capital letters do not matter
            each.answers[1].right = each.picture.className == "cat";
        }
        const auto two = QString::fromStdString(classesSection(outcome));
        QVERIFY(two.contains("<th colspan=\"3\" class=\"first\">other</th>"));
        QVERIFY2(two.contains("<td class=\"first\">0.500</td><td>1.000</td><td>0.667</td></tr>"), qPrintable(two));
        QVERIFY2(two.contains("<td class=\"first\">&ndash;</td><td>0.000</td><td>0.000</td></tr>"), qPrintable(two));
    }

    void whatIsSeenInTheMaps()
    {
        TestComparisonRequest request;
        request.models = { { "a", {} }, { "b", {} } };
        ComparedCell cell;
        cell.layer = "features.3";
        cell.spread = AttentionSpread();
        MapsLegend legend(request);
        legend.add(0, cell);
        legend.add(1, cell);
        auto text = QString::fromStdString(legend.text());
        QVERIFY2(text.contains("Grad-CAM at features.3, laid over"), qPrintable(text));
        QVERIFY(text.contains("linear-gradient(90deg, rgb(68 1 84)") && text.contains("a scale of its own"));
        QVERIFY(!text.contains("No heat"));
        cell.layer = "layer4";
        cell.spread->empty = true;
        legend.add(1, cell);
        text = QString::fromStdString(legend.text());
        QVERIFY2(text.contains("Grad-CAM at features.3 (a), layer4 (b)"), qPrintable(text));
        QVERIFY(text.contains("No heat") && text.contains("may be sure of the class all the same"));
        request.method = "lime";
        cell.layer.clear();
        cell.isSigned = true;
        MapsLegend other(request);
        other.add(0, cell);
        text = QString::fromStdString(other.text());
        QVERIFY(text.contains("LIME, laid over") && text.contains("Against the class"));
    }

    // A dash for what nobody could measure, not a nought.
    void whatIsNotMeasured()
    {
        auto outcome = oneModel();
        outcome.request.models.push_back({ "blind", {} });
        outcome.models.resize(2);
        for (auto& each : outcome.pictures) {
            each.answers[0].spread.shareAboveLevel = 0.25;
            each.answers.push_back(each.answers[0]);
            each.answers[1].spread = {};
            each.answers[1].spread.empty = true;
        }
        const auto text = QString::fromStdString(statisticsSection(outcome));
        const QRegularExpression own("<td>blind</td><td>4</td>(<td>[^<]+</td>){4}<td>4</td>(<td>&ndash;</td>){3}</tr>");
        QVERIFY2(own.match(text).hasMatch(), qPrintable(text));
        const QRegularExpression pairs("<td>blind</td><td>0</td>(<td>&ndash;</td>){9}</tr>");
        QVERIFY2(pairs.match(text).hasMatch(), qPrintable(text));
        QVERIFY2(text.contains("<td>0.250</td>"), qPrintable(text));
    }

    // A single model has nothing to be set against.
    void columnsOfOneModel()
    {
        auto outcome = oneModel();
        const auto one = QString::fromStdString(statisticsSection(outcome));
        QVERIFY2(one.contains("<tr><th>Model</th><th>Pictures</th><th>Accuracy</th><th>Empty</th><th>Spread</th>"),
            qPrintable(one));
        for (const char* word : { "Gained", "McNemar", "Pairs", "Difference", "Overlap", "reference" })
            QVERIFY2(!one.contains(word), word);
        outcome.request.models.push_back({ "other", {} });
        outcome.models.resize(2);
        for (auto& each : outcome.pictures)
            each.answers.push_back(each.answers[0]);
        outcome.remarks = { "<taken> by number" };
        const auto two = QString::fromStdString(statisticsSection(outcome));
        for (const char* word : { "Gained", "McNemar", "Against &lt;model&gt;", "<td>Pairs</td>", "<td>New</td>",
                 "Empty: maps without heat; they are left out", "&lt;taken&gt; by number" })
            QVERIFY2(two.contains(word), word);
    }

    void weightsAreNamedInShort()
    {
        auto outcome = oneModel();
        outcome.models[0].weightsHash = std::string(64, 'a');
        const auto text = QString::fromStdString(modelsSection(outcome, { { "file", {} } }));
        QVERIFY2(text.contains("title=\"" + QString(64, 'a') + "\">aaaaaaaaaaaa&hellip;<"), qPrintable(text));
        QVERIFY(!text.contains("Occlusion")); // of runs only
    }

    void withoutRuns()
    {
        QVERIFY(curvesSection({ { "file", {} } }).empty());
        QVERIFY(resultsSection({ { "file", {} } }).empty());
        QVERIFY(settingsSection({ { "file", {} } }).empty());
        QCOMPARE(chanceText(0.0004), std::string("&lt; .001"));
    }
};

LOOKAWAY_TEST(tst_html_report, TestHtmlReport)
#include "tst_html_report.moc"
