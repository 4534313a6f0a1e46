// SPDX-License-Identifier: MIT
#include "base/Affinity.h"
#include "session/Startup.h"
#include "session/Versions.h"
#include "window/MainWindow.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char** argv)
{
    lookaway::prepareProcess(argv);
    lookaway::widenThreadAffinity(); // OpenMP may have pinned this thread to the core that the training uses
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Lookaway"));
    QApplication::setApplicationName(QStringLiteral("Lookaway"));
    QApplication::setApplicationVersion(QString::fromStdString(lookaway::versions().at("lookaway")));
    QApplication::setDesktopFileName(QStringLiteral("lookaway"));
    // Closing the window does not end a training that goes on in the background.
    QApplication::setQuitOnLastWindowClosed(false);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Train image classifiers with distraction, and see where they look."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("path"),
        QApplication::translate(
            "main", "A run folder, a folder of pictures, a manifest, weights or a picture to open."),
        QStringLiteral("[path]"));
    const QCommandLineOption exitWhenShown(QStringLiteral("exit-when-shown"),
        QApplication::translate("main", "Quit as soon as the window is painted (to measure the start)."));
    parser.addOption(exitWhenShown);
    parser.process(application);

    lookaway::MainWindow window;
    window.show();
    if (parser.isSet(exitWhenShown)) {
        window.repaint();
        return 0;
    }
    if (const QStringList paths = parser.positionalArguments(); !paths.isEmpty())
        QMetaObject::invokeMethod(
            &window, [&] { window.openPath(paths.front()); }, Qt::QueuedConnection);
    return QApplication::exec();
}
