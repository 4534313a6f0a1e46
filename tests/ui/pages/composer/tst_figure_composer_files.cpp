// SPDX-License-Identifier: MIT
// Figures and their project files, and the clipboard.
#include "bridge/RecentFigures.h"
#include "widgets/MessageBar.h"

#include "ComposerFixture.h"
#include "TestMain.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMenu>

using namespace lookaway;
using namespace lookaway::test;

class FigureComposerFilesTest : public QObject, private ComposerFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void savesAndOpensAgain()
    {
        compose();
        const QString file = path("saved.toml");
        drag(title(3), title(1) - QPoint(10, 0));
        QVERIFY(find<QLabel>("figureName")->text().contains(QStringLiteral("changed")));
        QVERIFY(m_page->saveTo(file));
        QCOMPARE(find<QLabel>("figureName")->text(), QStringLiteral("saved.toml"));
        QCOMPARE(recentFigures(), QStringList{ file });
        auto* recent = m_page->actions().recent;
        QTRY_COMPARE(recent->actions().size(), 1);
        m_page->document()->reset(FigureSpec());
        recent->actions().first()->trigger();
        QCOMPARE(m_page->document()->file(), file);
        const std::string saved = toml();

        m_page = std::make_unique<FigureComposer>();
        m_page->resize(1300, 860);
        m_page->show();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        QVERIFY(m_page->openFile(file));
        QCOMPARE(toml(), saved);
        QCOMPARE(wanted.count(), 1);
        m_page->setContent(sampleParts(spec().comparison));
        awaitPicture();
        QVERIFY(!m_page->document()->modified());
        QVERIFY(!action("figureSave")->isEnabled());
    }

    void asksBeforeChangesAreLost()
    {
        compose();
        QVERIFY(m_page->saveTo(path("kept.toml")));
        const auto change = [this] {
            m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi += 10; });
        };
        const FigureSpec other = sampleFigure(1, 1);
        const FigureParts parts = sampleParts(other.comparison);
        change();
        const std::string before = toml();
        answer("keepFigure");
        QVERIFY(!m_page->setFigure(other, parts));
        QCOMPARE(toml(), before);
        answer("saveFigure");
        QVERIFY(m_page->setFigure(other, parts));
        const auto saved = readFigure(path("kept.toml").toStdString());
        QVERIFY(saved.ok());
        QCOMPARE(figureToml(*saved), before);
        QVERIFY(m_page->openFile(path("kept.toml")));
        change();
        answer("discardFigure");
        QVERIFY(m_page->setFigure(other, parts));
        QCOMPARE(figureToml(*readFigure(path("kept.toml").toStdString())), before);
    }

    void saysWhatIsWrongWithAFile()
    {
        compose();
        const std::string before = toml();
        const auto refuses = [&](const QString& file, const QString& named) {
            m_page->messages()->hide();
            QVERIFY(!m_page->openFile(file));
            QVERIFY(m_page->messages()->isVisible());
            QVERIFY2(m_page->messages()->message().contains(named), qPrintable(m_page->messages()->message()));
            QCOMPARE(toml(), before);
        };
        refuses(path("nothing-here.toml"), QStringLiteral("nothing-here.toml"));
        QFile bad(path("bad.toml"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("[figure]\ncaption = 3\n");
        bad.close();
        refuses(bad.fileName(), QStringLiteral("caption"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("not = [ toml");
        bad.close();
        refuses(bad.fileName(), QStringLiteral("bad.toml"));
        m_page->messages()->hide();
        QVERIFY(!m_page->saveTo(path("no/such/folder/figure.toml")));
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("no/such/folder")));
        QVERIFY(m_page->document()->file().isEmpty());
        // A file that is dropped is opened the same way.
        m_page->messages()->hide();
        m_page->openPaths({ bad.fileName() });
        QVERIFY(m_page->messages()->isVisible());
    }

    void copiesPictureAndCommand()
    {
        compose();
        QVERIFY(trigger("figureCopy"));
        QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->image().isNull(), kLong);
        const QImage wanted = renderFigure(sheetOf(spec(), m_page->document()->parts().content()), spec().style.dpi);
        QCOMPARE(QApplication::clipboard()->image().convertToFormat(QImage::Format_RGB32),
            wanted.convertToFormat(QImage::Format_RGB32));
        QApplication::clipboard()->setText(QStringLiteral("nothing"));
        QVERIFY(trigger("figureCommand"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("nothing")); // it must be saved first
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("save")));
        QVERIFY(m_page->saveTo(path("my figure.toml")));
        QVERIFY(trigger("figureCommand"));
        QCOMPARE(QApplication::clipboard()->text(),
            QStringLiteral("lookaway-cli figure '%1' --out '%2'").arg(path("my figure.toml"), path("my figure.pdf")));
    }
};

LOOKAWAY_TEST(tst_figure_composer_files, FigureComposerFilesTest)
#include "tst_figure_composer_files.moc"
