// SPDX-License-Identifier: MIT
#include "CliRun.h"

#include "Sanitizers.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

namespace lookaway::test {

static constexpr int patience = sanitized ? 1200000 : 120000; // ms

QJsonObject CliResult::json() const
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(out.toUtf8(), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QByteArray CliResult::text() const
{
    return QStringLiteral("exit code %1%2\nstdout:\n%3\nstderr:\n%4")
        .arg(exitCode)
        .arg(crashed ? " (crashed)" : "", out, err)
        .toUtf8();
}

static QProcessEnvironment environment()
{
    auto variables = QProcessEnvironment::systemEnvironment();
    variables.insert("OMP_NUM_THREADS", "1");
    variables.insert("CLI", LOOKAWAY_CLI);
    return variables;
}

static CliResult collect(QProcess& process)
{
    CliResult result;
    if (!process.waitForFinished(patience)) {
        process.kill();
        process.waitForFinished();
        result.err = "(killed by the test: it did not end)\n";
    }
    result.crashed = process.exitStatus() == QProcess::CrashExit;
    result.exitCode = process.exitCode();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err += QString::fromUtf8(process.readAllStandardError());
    return result;
}

CliResult runCli(const QStringList& arguments)
{
    QProcess process;
    startCli(process, arguments);
    return collect(process);
}

CliResult runShell(const QString& line)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start("/bin/sh", { "-c", line });
    return collect(process);
}

void startCli(QProcess& process, const QStringList& arguments)
{
    process.setProcessEnvironment(environment());
    process.start(LOOKAWAY_CLI, arguments);
    QVERIFY2(process.waitForStarted(), LOOKAWAY_CLI);
}

CliResult finishCli(QProcess& process)
{
    return collect(process);
}

bool waitForStderr(QProcess& process, const QString& text, QString& seen)
{
    QElapsedTimer timer;
    timer.start();
    process.setReadChannel(QProcess::StandardError);
    while (!seen.contains(text)) {
        if (timer.elapsed() > patience)
            return false;
        const bool more = process.waitForReadyRead(1000);
        seen += QString::fromUtf8(process.readAllStandardError());
        if (!more && process.state() == QProcess::NotRunning)
            return seen.contains(text);
    }
    return true;
}

void writeFile(const QString& path, const QByteArray& content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), qint64(content.size()));
}

static void append(QByteArray& bytes, quint32 value, int count)
{
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<char>(value >> (8 * i) & 0xFF));
}

void writePicture(const QString& path, int red, int green, int blue, int side)
{
    const int rowBytes = (side * 3 + 3) / 4 * 4;
    QByteArray bytes("BM");
    for (const quint32 field : { static_cast<quint32>(54 + rowBytes * side), 0U, 54U, 40U, static_cast<quint32>(side),
             static_cast<quint32>(side) })
        append(bytes, field, 4);
    append(bytes, 1, 2);
    append(bytes, 24, 2);
    for (const quint32 field : { 0U, static_cast<quint32>(rowBytes * side), 2835U, 2835U, 0U, 0U })
        append(bytes, field, 4);
    quint32 noise = qHash(path, 7);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < rowBytes; ++x) {
            noise = noise * 1664525U + 1013904223U;
            const int channels[] = { blue, green, red };
            const int value = channels[x % 3] + static_cast<int>(noise >> 28) - 8;
            bytes.append(static_cast<char>(x < side * 3 ? qBound(0, value, 255) : 0));
        }
    }
    writeFile(path, bytes);
}

void writeClasses(const QString& folder, int classes, int pictures)
{
    const int colours[][3] = { { 200, 40, 40 }, { 40, 200, 40 }, { 40, 40, 200 }, { 200, 200, 40 } };
    for (int c = 0; c < classes; ++c)
        for (int i = 0; i < pictures; ++i)
            writePicture(QStringLiteral("%1/class_%2/%3.bmp").arg(folder).arg(c).arg(i), colours[c % 4][0],
                colours[c % 4][1], colours[c % 4][2]);
}

} // namespace lookaway::test
