// SPDX-License-Identifier: MIT
#pragma once

#include "session/runs/RunReader.h"

#include <QDir>
#include <QFile>
#include <QString>

namespace lookaway::test {

inline bool writeFile(const QString& path, const std::string& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content.data(), static_cast<qint64>(content.size())) >= 0;
}

/// What config.json of a run holds; `minute` orders the runs by time.
inline RunFacts factsOf(const std::string& model, FillKind fill, int minute)
{
    RunFacts facts;
    facts.config.data.path = "/data/cars";
    facts.config.model.name = model;
    facts.config.distraction.fill = fill;
    facts.config.training.epochs = 10;
    facts.classes = { "a", "b" };
    facts.pictures = { { "train", 10 } };
    facts.imageSize = 32;
    facts.threads = 1;
    facts.started = "2026-01-31T12:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) + ":00Z";
    return facts;
}

/// A run folder as a training leaves it behind: three epochs; finished with this test accuracy, interrupted below 0.
inline QString writeRun(const QString& root, const QString& name, const RunFacts& facts, double testAccuracy)
{
    const QString folder = root + u'/' + name;
    QDir().mkpath(folder);
    bool written = writeFile(folder + QStringLiteral("/config.json"), toJson(facts));
    written &= writeFile(folder + QStringLiteral("/metrics.csv"),
        "epoch,global_step,train_loss,train_accuracy,validation_loss,validation_accuracy\n"
        "0,10,1,0.5,1,0.5\n1,20,0.8,0.6,0.9,0.65\n2,30,0.7,0.7,0.8,0.75\n");
    written &= writeFile(folder + QStringLiteral("/last.safetensors"), "weights");
    if (testAccuracy >= 0)
        written &= writeFile(folder + QStringLiteral("/report.json"),
            "{\"test.accuracy\": " + std::to_string(testAccuracy) + ", \"test.pictures\": 40}");
    return written ? folder : QString();
}

} // namespace lookaway::test
