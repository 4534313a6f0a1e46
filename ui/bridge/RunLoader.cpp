// SPDX-License-Identifier: MIT
#include "bridge/RunLoader.h"

#include "widgets/Background.h"

namespace lookaway {

RunLoader::RunLoader(QObject* parent)
    : QObject(parent)
{
}

Result<std::shared_ptr<const LoadedRun>> loadRun(const QString& folder, bool withProbes)
{
    const std::filesystem::path path = folder.toStdString();
    auto record = readRun(path);
    if (!record)
        return record.error();
    auto run = std::make_shared<LoadedRun>();
    run->record = std::move(*record);
    run->steps = readSteps(path);
    run->epochs = readEpochs(path);
    run->changes = readChanges(path);
    if (withProbes)
        for (auto& probes : readProbes(path))
            run->probes.push_back(std::make_shared<const ProbesExplained>(std::move(probes)));
    return std::shared_ptr<const LoadedRun>(std::move(run));
}

void RunLoader::load(const QString& folder)
{
    const int request = ++m_request;
    inBackground(
        this, [folder] { return loadRun(folder, true); },
        [this, folder, request](Result<std::shared_ptr<const LoadedRun>> run) {
            if (request != m_request)
                return;
            if (run)
                Q_EMIT loaded(*run);
            else
                Q_EMIT failed(folder, run.error());
        });
}

void RunLoader::loadCurves(const QStringList& folders)
{
    const int request = ++m_curvesRequest;
    inBackground(
        this,
        [folders] {
            std::vector<std::shared_ptr<const LoadedRun>> runs;
            for (const QString& folder : folders)
                if (auto run = loadRun(folder, true))
                    runs.push_back(*run);
            return runs;
        },
        [this, request](std::vector<std::shared_ptr<const LoadedRun>> runs) {
            if (request == m_curvesRequest)
                Q_EMIT curvesLoaded(runs);
        });
}

} // namespace lookaway
