// SPDX-License-Identifier: MIT
// The Figure workspace of the real window, with a network that was really trained; and that the command line paints
// the same figure.
#include "StudioTest.h"

#include "compare/FigureFile.h"
#include "pages/compare/ComparePage.h"
#include "pages/composer/FigureComposer.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"
#include "window/FigureDesk.h"

#include "../bridge/TinyRun.h"
#include "TestMain.h"

#include <QLabel>
#include <QProcess>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 60000;

class FigureWorkspaceTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Studio> m_studio;

    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    FigureComposer& composer() const { return *m_studio->find<FigureComposer>(); }
    MainWindow& window() const { return m_studio->window(); }
    /// Three pictures; the input, two checkpoints of the run, and what differs between them.
    FigureSpec figure() const
    {
        FigureSpec spec;
        auto& comparison = spec.comparison;
        for (const char* checkpoint : { "best.safetensors", "last.safetensors" }) {
            ComparedModel model;
            model.title = checkpoint;
            model.source.path = path("run").toStdString();
            model.source.checkpoint = checkpoint;
            comparison.models.push_back(model);
        }
        for (const char* name : { "red", "green", "blue" }) {
            ComparedPicture picture;
            picture.file = path("pictures").toStdString() + "/" + name + "/1.png";
            picture.title = name;
            comparison.pictures.push_back(picture);
        }
        comparison.pictures[1].crop = { 0.25, 0.25, 0.5, 0.5 };
        for (const auto kind : { ComparedColumn::Kind::Input, ComparedColumn::Kind::Map, ComparedColumn::Kind::Map,
                 ComparedColumn::Kind::Difference }) {
            ComparedColumn column;
            column.kind = kind;
            comparison.columns.push_back(column);
        }
        comparison.columns[2].model = 1;
        comparison.columns[3].model = 1;
        comparison.device = "cpu";
        spec.style.dpi = 200;
        spec.style.contour = 0.5;
        spec.style.spread = true;
        spec.style.panelLetters = true;
        return spec;
    }
    void open(const QString& file) const
    {
        window().openPath(file);
        QCOMPARE(window().workspace(), MainWindow::Workspace::Figure);
        QTRY_VERIFY_WITH_TIMEOUT(composer().document()->parts().complete(), kLong);
        QCOMPARE(composer().document()->parts().failed(), std::size_t(0));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(trainTinyRun(m_folder.path(), 2));
        QVERIFY(writeFigure(path("figure.toml").toStdString(), figure()).ok());
    }
    void init() { m_studio = std::make_unique<Studio>(m_folder.path()); }
    void cleanup() { m_studio.reset(); }

    void hasATabAKeyAndAMenu()
    {
        QTest::keyClick(&window(), Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(window().workspace(), MainWindow::Workspace::Figure);
        QVERIFY(m_studio->action("workspaceFigure")->isChecked());
        QVERIFY(composer().findChild<EmptyState*>()->isVisible());
        QTest::mouseClick(m_studio->find<QPushButton>("goToCompare"), Qt::LeftButton);
        QCOMPARE(window().workspace(), MainWindow::Workspace::Compare);
    }

    void aProjectIsOpenedAndComputed()
    {
        open(path("figure.toml"));
        QVERIFY(!composer().document()->modified());
        // Another method is computed as it is chosen; undoing it needs nothing.
        auto* document = composer().document();
        document->edit(
            QStringLiteral("method"), [](FigureSpec& spec) { spec.comparison.columns[1].method = "eigen-cam"; });
        QCOMPARE(document->parts().missing(), std::size_t(3));
        QTRY_VERIFY_WITH_TIMEOUT(document->parts().complete(), kLong);
        document->history()->undo();
        QVERIFY(document->parts().complete());
        // Commands of the menu lead here from anywhere.
        window().showWorkspace(MainWindow::Workspace::Data);
        QVERIFY(m_studio->choose("figureThree"));
        QCOMPARE(window().workspace(), MainWindow::Workspace::Figure);
        document->history()->undo();
    }

    void aComparisonBecomesAFigure()
    {
        open(path("figure.toml"));
        const FigureSpec spec = composer().document()->spec();
        const FigureParts parts = composer().document()->parts();
        composer().document()->reset(FigureSpec());
        window().showWorkspace(MainWindow::Workspace::Compare);
        QSignalSpy wanted(&composer(), &FigureComposer::contentWanted);
        Q_EMIT m_studio->find<ComparePage>()->figureWanted(spec, parts);
        QCOMPARE(window().workspace(), MainWindow::Workspace::Figure);
        QVERIFY(sameFigure(composer().document()->spec(), spec));
        QVERIFY(composer().document()->parts().complete());
        QCOMPARE(composer().document()->parts().cells[0][1], parts.cells[0][1]); // the same map, not a copy
        QCOMPARE(wanted.count(), 0); // Compare has it all
    }

    void whatIsMissingIsSaidInItsCell()
    {
        FigureSpec spec = figure();
        spec.comparison.pictures[0].file = path("pictures/none.png").toStdString();
        QVERIFY(writeFigure(path("broken.toml").toStdString(), spec).ok());
        window().openPath(path("broken.toml"));
        auto* document = composer().document();
        QTRY_VERIFY_WITH_TIMEOUT(document->parts().complete(), kLong);
        QVERIFY(document->parts().failed() >= 4);
        QVERIFY(document->parts().cells[0][1]->error);
        QVERIFY(!document->parts().cells[1][1]->error);
        QVERIFY(m_studio->find<QLabel>("figureProgress")->text().contains(QStringLiteral("could not be computed")));
        QVERIFY(m_studio->action("figurePdf")->isEnabled());
    }

    void otherTomlFilesAreSettings()
    {
        QVERIFY(FigureDesk::isFigure(path("figure.toml")));
        QVERIFY(!FigureDesk::isFigure(path("run/config.toml")));
        QVERIFY(!FigureDesk::isFigure(path("nothing.toml")));
        window().openPath(path("run/config.toml"));
        QCOMPARE(window().workspace(), MainWindow::Workspace::Train);
    }

    void theWindowAsksBeforeAFigureIsLost()
    {
        open(path("figure.toml"));
        composer().document()->edit(QStringLiteral("x"), [](FigureSpec& spec) { spec.style.dpi = 72; });
        const Answer keep("unsavedFigureDialog", "keepFigure");
        QVERIFY(!window().close());
        QVERIFY(keep.given());
        composer().document()->history()->undo();
    }

    void theCommandLineMakesTheSameFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("png") << "figure.png";
        QTest::newRow("svg") << "figure.svg";
        QTest::newRow("tiff") << "figure.tiff";
    }
    void theCommandLineMakesTheSameFile()
    {
        QFETCH(QString, name);
        const QDir folder(m_folder.path());
        QVERIFY(folder.mkpath(QStringLiteral("window")) && folder.mkpath(QStringLiteral("cli")));
        const QString here = folder.filePath(QStringLiteral("window/") + name);
        const QString there = folder.filePath(QStringLiteral("cli/") + name);
        open(path("figure.toml"));
        QSignalSpy exported(&composer(), &FigureComposer::exported);
        composer().exportTo(here);
        QVERIFY(exported.wait(kLong));
        QProcess cli;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OMP_NUM_THREADS"), QStringLiteral("2")); // the figure's own number counts
        cli.setProcessEnvironment(environment);
        cli.start(QStringLiteral(LOOKAWAY_CLI),
            { QStringLiteral("figure"), path("figure.toml"), QStringLiteral("--out"), there });
        QVERIFY(cli.waitForFinished(kLong));
        QVERIFY2(cli.exitCode() == 0, cli.readAllStandardError().constData());
        const auto bytes = [](const QString& file) {
            QFile opened(file);
            return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
        };
        QVERIFY(bytes(here).size() > 1000);
        QVERIFY(bytes(here) == bytes(there));
        if (name.endsWith(QLatin1String("png")))
            QCOMPARE(QImage(here), QImage(there));
    }
};

LOOKAWAY_TEST(tst_figure_workspace, FigureWorkspaceTest)
#include "tst_figure_workspace.moc"
