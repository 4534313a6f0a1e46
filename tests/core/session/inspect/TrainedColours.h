// SPDX-License-Identifier: MIT
#pragma once

#include "RunJob.h"
#include "TinyData.h"
#include "base/AtomicFile.h"
#include "session/TrainJob.h"
#include "session/inspect/Inspection.h"
#include "session/inspect/Pictures.h"

#include <QTest>

namespace lookaway::test {

/// A run that was really trained on three plain colours: FOLDER/data and FOLDER/run.
class TrainedColours {
public:
    void train() const
    {
        writeTinyData(m_folder / "data");
        const auto config = tinyConfig(m_folder / "data", m_folder / "run");
        QVERIFY(perform(trainJob(config)).end().outcome == RunFinished::Outcome::Completed);
    }
    std::filesystem::path operator/(const std::string& name) const { return m_folder / name; }
    std::unique_ptr<Inspection> opened() const
    {
        auto model = Inspection::open({ ModelSource::Kind::Run, m_folder / "run" }, "cpu");
        if (!model)
            qFatal("%s", model.error().message().c_str());
        return std::move(model).value();
    }
    std::filesystem::path picture(const std::string& name) const { return m_folder / ("data/test/" + name); }
    Image input(const Inspection& model, const std::string& name) const
    {
        return model.prepare(readPicture(picture(name), 0).value()).value();
    }
    std::filesystem::path written(const std::string& name, const std::string& content) const
    {
        if (!writeFileAtomically(m_folder / name, content))
            qFatal("cannot write");
        return m_folder / name;
    }

private:
    Folder m_folder;
};

} // namespace lookaway::test
