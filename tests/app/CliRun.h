// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

class QProcess;

namespace lookaway::test {

/// What a finished lookaway-cli left behind. stdout and stderr are pipes, so no terminal is there.
struct CliResult {
    int exitCode = -1;
    bool crashed = false;
    QString out;
    QString err;

    /// The document on stdout; an empty object when stdout is anything but one JSON object.
    QJsonObject json() const;
    /// For failure messages of a test.
    QByteArray text() const;
};

/// Runs the built program with one thread and waits for its end (at most two minutes).
CliResult runCli(const QStringList& arguments);
/// As runCli, started by a shell line in which $CLI stands for the program ("ulimit -f 100; exec $CLI train ...").
CliResult runShell(const QString& line);

/// For tests that talk to the process while it runs: starts it; finishCli() waits for its end.
void startCli(QProcess& process, const QStringList& arguments);
CliResult finishCli(QProcess& process);
/// Reads stderr until it holds `text`; false when the process ended first or two minutes went by. `seen` collects it.
bool waitForStderr(QProcess& process, const QString& text, QString& seen);

/// A picture of one colour with some noise, as a BMP file; makes the folders.
void writePicture(const QString& path, int red, int green, int blue, int side = 32);
/// `classes` folders (class_0, ...) with so many pictures each; every class has a colour of its own.
void writeClasses(const QString& folder, int classes, int pictures);
void writeFile(const QString& path, const QByteArray& content);

} // namespace lookaway::test
