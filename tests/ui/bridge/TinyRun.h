// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/SessionBridge.h"

#include "session/TrainJob.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <array>

namespace lookaway::test {

/// A grey picture with a square in the colour of its class.
inline QImage squareOf(const QColor& color, int number, int side = 32)
{
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(QColor(100, 100, 100));
    QPainter painter(&image);
    painter.fillRect(QRect(number * 5 % (side / 2), number * 7 % (side / 2), side / 2, side / 2), color);
    return image;
}

inline void writeSquares(const QString& folder, int perClass)
{
    const std::array<std::pair<const char*, QColor>, 3> classes{ { { "blue", QColor(20, 40, 230) },
        { "green", QColor(20, 200, 40) }, { "red", QColor(230, 30, 20) } } };
    for (const auto& [name, color] : classes) {
        const QDir target(folder + QLatin1Char('/') + QLatin1String(name));
        target.mkpath(QStringLiteral("."));
        for (int i = 0; i < perClass; ++i)
            squareOf(color, i).save(target.filePath(QStringLiteral("%1.png").arg(i)));
    }
}

/// Trains a small network on three colours: ROOT/pictures, ROOT/run with a checkpoint for every one of its epochs.
/// False when that failed.
inline bool trainTinyRun(const QString& root, int epochs = 3)
{
    writeSquares(root + QStringLiteral("/pictures"), 24);
    Config config;
    config.data.path = (root + QStringLiteral("/pictures")).toStdString();
    config.data.imageSize = 32;
    config.data.loaderThreads = 1;
    config.model.name = "small_cnn";
    config.training.device = "cpu";
    config.training.threads = 1;
    config.training.epochs = epochs;
    config.training.batchSize = 8;
    config.training.learningRate = 3e-3;
    config.training.keepEveryEpochs = 1;
    config.run.folder = (root + QStringLiteral("/run")).toStdString();
    config.run.tensorBoard = false;
    SessionBridge bridge;
    RunFinished::Outcome outcome = RunFinished::Outcome::Failed;
    bool over = false;
    QObject::connect(&bridge, &SessionBridge::finished, &bridge, [&](const RunFinished& finished) {
        outcome = finished.outcome;
        over = true;
        if (finished.outcome == RunFinished::Outcome::Failed)
            qWarning("%s", finished.error.message().c_str());
    });
    return bridge.start(trainJob(config)) && QTest::qWaitFor([&] { return over; }, 120000)
        && outcome == RunFinished::Outcome::Completed;
}

} // namespace lookaway::test
