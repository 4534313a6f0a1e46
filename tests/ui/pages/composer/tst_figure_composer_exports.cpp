// SPDX-License-Identifier: MIT
// What the Figure workspace exports, and what it writes beside that.
#include "widgets/MessageBar.h"

#include "ComposerFixture.h"
#include "TestMain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace lookaway;
using namespace lookaway::test;

class FigureComposerExportsTest : public QObject, private ComposerFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<QStringList>("beside");
        QTest::newRow("pdf") << "pdf" << QByteArray("%PDF-") << QStringList{ "figure.toml", "tex", "json" };
        QTest::newRow("svg") << "svg" << QByteArray("<?xml") << QStringList{ "figure.toml", "json" };
        QTest::newRow("png") << "png" << QByteArray("\x89PNG") << QStringList{ "figure.toml", "tex", "json" };
        QTest::newRow("tiff") << "tiff" << QByteArray("II*") << QStringList{ "figure.toml", "json" };
    }
    void exportsEveryFormat()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, beginning);
        QFETCH(QStringList, beside);
        compose();
        m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi = 150; });
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("out.") + suffix);
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(file);
        QVERIFY(!action("figurePdf")->isEnabled()); // one at a time
        QVERIFY(exported.wait(kLong));
        QVERIFY(read(file).startsWith(beginning));
        QStringList written{ file };
        for (const QString& ending : beside)
            written << folder.filePath(QStringLiteral("out.") + ending);
        QCOMPARE(exported[0][0].toStringList(), written);
        for (const QString& name : written)
            QVERIFY2(read(name).size() > 100, qPrintable(name));
        const auto json = QJsonDocument::fromJson(read(folder.filePath(QStringLiteral("out.json")))).object();
        const QString command = json.value(QStringLiteral("command")).toString();
        QCOMPARE(command,
            QStringLiteral("lookaway-cli figure %1 --out %2").arg(written[1], file)
                + (beside.contains(QStringLiteral("tex")) ? QStringLiteral(" --tex") : QString()));
        // The project beside it is this figure.
        const auto again = readFigure(written[1].toStdString());
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().what.c_str());
        QCOMPARE(figureToml(*again), toml());
        QVERIFY(m_page->messages()->kind() == MessageBar::Kind::Success);
        if (suffix == QLatin1String("png")) {
            const QImage wanted =
                renderFigure(sheetOf(spec(), m_page->document()->parts().content()), spec().style.dpi);
            QCOMPARE(QImage(file).convertToFormat(QImage::Format_RGB32), wanted.convertToFormat(QImage::Format_RGB32));
        }
    }

    void aCaptionDoesNotReplaceAPaper()
    {
        compose(1, 1);
        QTemporaryDir folder;
        QFile paperFile(folder.filePath(QStringLiteral("paper.tex")));
        QVERIFY(paperFile.open(QIODevice::WriteOnly));
        paperFile.write("\\documentclass{article}");
        paperFile.close();
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        for (int i = 0; i < 2; ++i) { // ours are written again
            m_page->exportTo(folder.filePath(QStringLiteral("paper.png")));
            QVERIFY(exported.wait(kLong));
            QCOMPARE(read(paperFile.fileName()), QByteArray("\\documentclass{article}"));
            QCOMPARE(exported[i][0].toStringList()[2], folder.filePath(QStringLiteral("paper.figure.tex")));
            QCOMPARE(exported[i][0].toStringList()[3], folder.filePath(QStringLiteral("paper.json")));
        }
    }

    void whatSomebodyEditedStays()
    {
        compose(1, 1);
        QTemporaryDir folder;
        const auto there = [&folder](const char* name) { return folder.filePath(QLatin1String(name)); };
        const QString picture = there("out.png");
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(picture);
        QVERIFY(exported.wait(kLong));
        for (const char* name : { "out.tex", "out.figure.toml" }) {
            QFile file(there(name));
            QVERIFY(file.open(QIODevice::Append));
            file.write(name[4] == 't' ? "% mine\n" : "# mine\n");
        }
        // The figure's own project with changes that are not saved yet is another such file.
        QVERIFY(m_page->saveTo(there("out.figure-2.toml")));
        const QByteArray tex = read(there("out.tex"));
        const QByteArray edited = read(there("out.figure.toml"));
        const QByteArray own = read(there("out.figure-2.toml"));
        for (int i = 1; i <= 2; ++i) {
            m_page->document()->edit(QStringLiteral("x"), [i](FigureSpec& figure) { figure.style.dpi = 100 + i; });
            m_page->exportTo(picture);
            QVERIFY(exported.wait(kLong));
            QCOMPARE(exported[i][0].toStringList(),
                (QStringList{ picture, there("out.figure-3.toml"), there("out.figure.tex"), there("out.json") }));
        }
        QCOMPARE(read(there("out.tex")), tex);
        QCOMPARE(read(there("out.figure.toml")), edited);
        QCOMPARE(read(there("out.figure-2.toml")), own);
        const auto again = readFigure(there("out.figure-3.toml").toStdString());
        QVERIFY(again.ok());
        QCOMPARE(again->style.dpi, 102);
        // A companion that is opened is the figure's own from then on.
        m_page->document()->reset(*again, there("out.figure-3.toml"));
        m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi = 103; });
        m_page->exportTo(picture);
        QVERIFY(exported.wait(kLong));
        QCOMPARE(exported[3][0].toStringList()[1], there("out.figure-4.toml"));
    }

    void exportsWithoutCompanionsAndSaysWhatFails()
    {
        compose();
        QVERIFY(m_page->saveTo(path("project.toml")));
        QTemporaryDir folder;
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(folder.filePath(QStringLiteral("a.svg")));
        QVERIFY(exported.wait(kLong)); // the project is saved: no other one is written
        QCOMPARE(exported[0][0].toStringList().size(), 2);
        QVERIFY(trigger("figureCompanions"));
        m_page->exportTo(folder.filePath(QStringLiteral("b.svg")));
        QVERIFY(exported.wait(kLong));
        QCOMPARE(exported[1][0].toStringList(), QStringList{ folder.filePath(QStringLiteral("b.svg")) });
        QSignalSpy failed(m_page.get(), &FigureComposer::exportFailed);
        m_page->exportTo(folder.filePath(QStringLiteral("no/such/folder/c.png")));
        QVERIFY(failed.wait(kLong));
        QVERIFY2(m_page->messages()->message().contains(QStringLiteral("no/such/folder")),
            qPrintable(m_page->messages()->message()));
        QVERIFY(action("figurePdf")->isEnabled());
    }
};

LOOKAWAY_TEST(tst_figure_composer_exports, FigureComposerExportsTest)
#include "tst_figure_composer_exports.moc"
