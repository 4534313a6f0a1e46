// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Comparer.h"
#include "bridge/ComparisonDraft.h"

#include "TinyRun.h"

#include <QTemporaryDir>
#include <QTest>

#include <string>

namespace lookaway::test {

/// Two checkpoints of a small run that was really trained, compared on its pictures.
class ComparisonFixture {
protected:
    static constexpr int patience = 60000; // ms

    bool train() const { return trainTinyRun(m_folder.path()); }
    QString file(const QString& below) const { return m_folder.filePath(below); }
    std::string path(const QString& below) const { return file(below).toStdString(); }
    ComparedModel run(const char* title, const char* checkpoint = "") const
    {
        return { title, { ModelSource::Kind::Run, path(QStringLiteral("run")), {}, checkpoint } };
    }
    ComparedPicture picture(const char* name) const
    {
        return { path(QStringLiteral("pictures/") + QLatin1String(name)), name, {}, {} };
    }
    ComparisonDraft draft() const
    {
        ComparisonDraft made;
        made.spec.device = "cpu";
        made.addModels({ run("first", "epoch-0001.safetensors"), run("last", "last.safetensors") });
        made.addPictures({ picture("red/0.png"), picture("blue/1.png") });
        made.spec.rowClass = trueClass();
        return made;
    }
    static void await(Comparer& comparer) { QTRY_COMPARE_WITH_TIMEOUT(comparer.done(), comparer.total(), patience); }

    QTemporaryDir m_folder;
};

} // namespace lookaway::test
