// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "Pictures.h"
#include "base/Random.h"
#include "data/Manifest.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

class ManifestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void plain()
    {
        const auto table = parseManifest("path,label,split,group\na.jpg,cat,train,g1\nb.jpg,dog,test,g2\n", ',');
        QVERIFY(table.ok());
        QVERIFY(table->hasSplit && table->hasGroup);
        QCOMPARE(table->rows.size(), std::size_t(2));
        QCOMPARE(table->rows[1].path, std::string("b.jpg"));
        QCOMPARE(table->rows[1].label, std::string("dog"));
        QCOMPARE(table->rows[1].split, std::string("test"));
        QCOMPARE(table->rows[1].group, std::string("g2"));
        QCOMPARE(table->rows[1].line, std::size_t(3));
    }

    void quotesMarkAndLineEnds()
    {
        const auto table = parseManifest("\xEF\xBB\xBFLabel , PATH,extra\r\n\"the \"\"cat\"\"\",\"a, "
                                         "b.jpg\",1\r\n\r\ndog,\"two\nlines.jpg\",2\r\nfox,c.jpg,",
            ',');
        QVERIFY2(table.ok(), table.ok() ? "" : table.error().message().c_str());
        QCOMPARE(table->rows.size(), std::size_t(3));
        QCOMPARE(table->rows[0].label, std::string("the \"cat\""));
        QCOMPARE(table->rows[0].path, std::string("a, b.jpg"));
        QCOMPARE(table->rows[1].path, std::string("two\nlines.jpg"));
        QCOMPARE(table->rows[1].line, std::size_t(4));
        QCOMPARE(table->rows[2].line, std::size_t(6));
        QVERIFY(!table->hasSplit && !table->hasGroup);
    }

    void splitNames()
    {
        const auto table = parseManifest(
            "path\tlabel\tsplit\na\tx\tTrain\na\tx\tvalid\na\tx\tValidation\na\tx\ttest-cue-hidden\na\tx\t\n", '\t');
        QVERIFY(table.ok());
        std::vector<std::string> splits;
        for (const auto& row : table->rows)
            splits.push_back(row.split);
        QCOMPARE(splits, (std::vector<std::string>{ "train", "val", "val", "test-cue-hidden", "" }));
    }

    void errorsNameTheLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << ""
                               << "is empty";
        QTest::newRow("only blank lines") << "\n\r\n"
                                          << "is empty";
        QTest::newRow("no header") << "\na.jpg,cat\n"
                                   << "Line 2: the header row must name";
        QTest::newRow("column twice") << "path,label,Path\n"
                                      << "Line 1: the header names the column 'path' twice";
        QTest::newRow("too few") << "path,label\na.jpg\n"
                                 << "Line 2: there are 1 fields";
        QTest::newRow("too many") << "path,label\na,b\na,b,c\n"
                                  << "Line 3: there are 3 fields";
        QTest::newRow("no path") << "path,label\n,b\n"
                                 << "Line 2: the path is empty";
        QTest::newRow("no label") << "path,label\na, \n"
                                  << "Line 2: the label is empty";
        QTest::newRow("split") << "path,label,split\na,b,tset\n"
                               << "Line 2: the split 'tset' is unknown";
        QTest::newRow("open quote") << "path,label\n\"a,b\nc,d\n"
                                    << "Line 2: a quoted field is never closed";
        QTest::newRow("text after quote") << "path,label\n\"a\"b,c\n"
                                          << "Line 2: text follows the closing quote";
    }
    void errorsNameTheLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto table = parseManifest(text.toStdString(), ',');
        QVERIFY(!table.ok());
        QVERIFY2(contains(table.error().what, expected.toStdString()), table.error().what.c_str());
    }

    void zeroBytesAndNoiseAreSurvived()
    {
        QVERIFY(!parseManifest(std::string_view("path,label\na\0b,c\n", 17), ',').ok());
        Random random(11);
        using namespace std::string_literals; // or the text would end at its zero byte
        const auto alphabet = "path,label\n\r\"\t -testvalsplit\0\xEF\xBB\xBF"s;
        for (int i = 0; i < 3000; ++i) {
            std::string text = i % 2 ? "path,label,split\n" : "";
            for (std::uint64_t n = random.below(60); n > 0; --n)
                text += alphabet[random.below(alphabet.size())];
            const auto table = parseManifest(text, ',');
            QVERIFY(table.ok() || !table.error().what.empty());
        }
    }

    void pathsAreRelativeToTheFile()
    {
        const TemporaryFolder folder;
        writeBytes(folder / "list.tsv", "label\tpath\ncat\tsub/a.jpg\ndog\t/absolute/b.jpg\n");
        const auto table = readManifest(folder / "list.tsv");
        QVERIFY(table.ok());
        QCOMPARE(table->rows[0].path, (folder / "sub/a.jpg").string());
        QCOMPARE(table->rows[1].path, std::string("/absolute/b.jpg"));
        writeBytes(folder / "bad.csv", "path,label\nx\n");
        QVERIFY(contains(readManifest(folder / "bad.csv").error().what, "bad.csv': Line 2"));
        QVERIFY(contains(readManifest(folder / "none.csv").error().what, "none.csv"));
    }
};

LOOKAWAY_TEST(tst_manifest, ManifestTest)
#include "tst_manifest.moc"
