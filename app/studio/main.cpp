// SPDX-License-Identifier: MIT
#include "base/Affinity.h"
#include "session/Startup.h"
#include "session/Versions.h"
#include "shared/StopSignals.h"
#include "style/Translations.h"
#include "window/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QScopeGuard>
#include <QThreadPool>

int main(int argc, char** argv)
{
    lookaway::prepareProcess(argv);
    lookaway::reportWriteFailuresAsErrors();
    lookaway::widenThreadAffinity(); // OpenMP may have pinned this thread to the core that the training uses
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Lookaway"));
    QApplication::setApplicationName(QStringLiteral("Lookaway"));
    QApplication::setApplicationVersion(QString::fromStdString(lookaway::versions().at("lookaway")));
    QApplication::setDesktopFileName(QStringLiteral("lookaway"));
    // Closing the window does not end a training that goes on in the background.
    QApplication::setQuitOnLastWindowClosed(false);

    lookaway::loadTranslations(application);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Train image classifiers with distraction, and see where they look."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("path"),
        QApplication::translate(
            "main", "A run folder, a folder of pictures, a manifest, weights or a picture to open."),
        QStringLiteral("[path]"));
    const QCommandLineOption demo(QStringLiteral("demo"),
        QApplication::translate("main", "Start the demo: draw small aircraft and train on them."));
    parser.addOption(demo);
    const QCommandLineOption exitWhenShown(QStringLiteral("exit-when-shown"),
        QApplication::translate("main", "Quit as soon as the window is painted (to measure the start)."));
    parser.addOption(exitWhenShown);
    parser.process(application);

    // After the window, which calls off what it can: figures are painted in the background with the application's
    // fonts. Whatever else hangs there (a folder far away) is not waited for.
    constexpr int patience = 10000; // ms
    const auto painted = qScopeGuard([] { QThreadPool::globalInstance()->waitForDone(patience); });
    lookaway::MainWindow window;
    window.show();
    if (parser.isSet(exitWhenShown)) {
        window.repaint();
        return 0;
    }
    // Nobody may be there to answer (Slurm, a shutdown): a training writes its checkpoint, and the program ends.
    const lookaway::StopSignals signals(
        [&window] { QMetaObject::invokeMethod(&window, &lookaway::MainWindow::quitForLater, Qt::QueuedConnection); });
    QObject::connect(
        &application, &QGuiApplication::commitDataRequest, &window, [&window] { window.checkpointForLogout(); });
    QMetaObject::invokeMethod(
        &window,
        [&] {
            if (const QStringList paths = parser.positionalArguments(); !paths.isEmpty())
                window.openPath(paths.front());
            else if (parser.isSet(demo))
                window.startDemo(lookaway::FillKind::Zero);
        },
        Qt::QueuedConnection);
    return QApplication::exec();
}
