// SPDX-License-Identifier: MIT
#include "SamplePlot.h"

#include "TestMain.h"

#include <QClipboard>
#include <QMenu>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace lookaway;
using namespace lookaway::test;

class PlotExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void exportsFiles()
    {
        QTemporaryDir folder;
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const QImage screen = plot.grab().toImage();
        const auto path = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
        for (const char* name : { "a.pdf", "a.svg", "a.png", "a.csv" })
            QVERIFY(plot.exportTo(path(name)).ok());
        const QByteArray pdf = contentOf(path("a.pdf"));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.contains("/FontFile2")); // embedded
        QXmlStreamReader svg(contentOf(path("a.svg")));
        QString texts;
        while (!svg.atEnd())
            if (svg.readNext() == QXmlStreamReader::Characters)
                texts += svg.text();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QVERIFY(texts.contains(QStringLiteral("Training")) && texts.contains(QStringLiteral("Validation")));
        QCOMPARE(QImage(path("a.png")).size(), plot.size() * 2);
        const QByteArray csv = contentOf(path("a.csv"));
        QVERIFY(csv.startsWith("line,epoch,value\nTraining,0,0\nTraining,1,1\n"));
        QVERIFY(csv.contains("Training,5,1000\n") && csv.endsWith("Validation,10,20\n"));
        QCOMPARE(plot.grab().toImage(), screen); // the colours of paper are gone again
    }

    void pdfTextIsText()
    {
        const QString tool = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
        if (tool.isEmpty())
            QSKIP("pdftotext is not installed");
        QTemporaryDir folder;
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        QVERIFY(plot.exportTo(folder.filePath(QStringLiteral("a.pdf"))).ok());
        QProcess process;
        process.start(tool, { folder.filePath(QStringLiteral("a.pdf")), QStringLiteral("-") });
        QVERIFY(process.waitForFinished());
        const QByteArray text = process.readAllStandardOutput();
        QVERIFY(text.contains("Training") && text.contains("Validation") && text.contains("Loss"));
    }

    void saysWhyAFileCannotBeWritten()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        for (const char* name : { "a.pdf", "a.csv" }) {
            const auto saved = plot.exportTo(QStringLiteral("/nowhere/at/all/") + QString::fromLatin1(name));
            QVERIFY(!saved.ok());
            QVERIFY(saved.error().what.find("/nowhere/at/all/") != std::string::npos);
        }
    }

    void csvQuotesAndSmooths()
    {
        Plot plot(QStringLiteral("Loss"));
        plot.setAxisTitles(QStringLiteral("epoch"), QString());
        plot.addSeries(QStringLiteral("a"), QStringLiteral("run \"a\", first"), { 0 });
        plot.setData(QStringLiteral("a"), { 0.5, 1 }, { 4, 10 });
        plot.setSmoothing(0.5);
        plot.flush();
        QCOMPARE(plot.csv(),
            QStringLiteral(
                "line,epoch,value,smoothed\n\"run \"\"a\"\", first\",0.5,4,4\n\"run \"\"a\"\", first\",1,10,8\n"));
    }

    void menuOffersEverythingAndWorks()
    {
        Plot plot(QStringLiteral("Loss"));
        fill(plot);
        show(plot);
        const std::unique_ptr<QMenu> menu(plot.createMenu(nullptr));
        const auto action = [&](const QString& text) -> QAction* {
            for (QAction* one : menu->actions())
                if (one->text().startsWith(text))
                    return one;
            return nullptr;
        };
        for (const char* text : { "Save as PDF", "Save as SVG", "Save as PNG", "Save as CSV", "Lines" })
            QVERIFY2(action(QString::fromLatin1(text)), text);
        action(QStringLiteral("Copy Values"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), plot.csv());
        action(QStringLiteral("Copy Picture"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->image().size(), plot.size() * 2);
        action(QStringLiteral("Logarithmic"))->trigger();
        QVERIFY(plot.isLogarithmic());
        action(QStringLiteral("Ignore"))->trigger();
        QVERIFY(plot.isRobust());
        QAction* validation = action(QStringLiteral("Lines"))->menu()->actions().at(1);
        QVERIFY(validation->isChecked());
        validation->trigger();
        QVERIFY(!plot.isSeriesShown(QStringLiteral("b")));
    }
};

LOOKAWAY_TEST(tst_plot_export, PlotExportTest)
#include "tst_plot_export.moc"
