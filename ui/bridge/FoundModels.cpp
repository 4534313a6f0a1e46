// SPDX-License-Identifier: MIT
#include "bridge/FoundModels.h"

#include "bridge/InspectPictures.h"
#include "bridge/RunPartner.h"
#include "session/runs/RunReader.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace lookaway {

namespace {

std::filesystem::path pathOf(const QString& path)
{
    return QFile::encodeName(QFileInfo(path).absoluteFilePath()).toStdString();
}

ComparedModel modelOf(const std::filesystem::path& run)
{
    const ModelSource source{ ModelSource::Kind::Run, run, {}, {} };
    return { titleOf(source), source };
}

void takeFolder(const QString& path, FoundToCompare& found, const CancelToken& cancel)
{
    const QStringList pictures = pictureFilesIn({ path });
    for (const QString& picture : pictures)
        found.pictures.push_back({ pathOf(picture), QFileInfo(picture).completeBaseName().toStdString(), {}, {} });
    if (!pictures.isEmpty())
        return;
    auto runs = listRuns(pathOf(path), cancel);
    std::reverse(runs.begin(), runs.end()); // as they were trained
    const std::size_t before = found.models.size();
    for (const RunSummary& run : runs)
        if (!run.best.empty() || !run.last.empty())
            found.models.push_back(modelOf(run.folder));
    if (found.models.size() == before)
        found.problems
            << QCoreApplication::translate("FoundToCompare", "'%1' has neither runs nor pictures.").arg(path);
}

/// In the paper's order.
int placeOf(FillKind fill)
{
    static constexpr std::array order{ FillKind::None, FillKind::Zero, FillKind::Random, FillKind::One };
    return int(std::find(order.begin(), order.end(), fill) - order.begin());
}

} // namespace

std::string titleOf(const ModelSource& model)
{
    if (model.kind == ModelSource::Kind::Run)
        if (const auto facts = readRunFacts(model.path))
            return armName(facts->config.distraction.fill).toStdString();
    const std::string name = model.path.stem().string();
    return name.empty() ? model.model : name;
}

FoundToCompare findToCompare(const QStringList& paths, const CancelToken& cancel)
{
    FoundToCompare found;
    for (const QString& path : paths) {
        if (cancel.cancelled())
            break;
        if (QFileInfo(path).isDir() && !isRun(pathOf(path))) {
            takeFolder(path, found, cancel);
        } else if (isPicturePath(path)) {
            found.pictures.push_back({ pathOf(path), QFileInfo(path).completeBaseName().toStdString(), {}, {} });
        } else if (const auto model = recogniseModel(pathOf(path))) {
            found.models.push_back({ titleOf(*model), *model });
        } else {
            found.problems << QString::fromStdString(model.error().message());
        }
    }
    return found;
}

std::vector<ComparedModel> armsOf(const QString& run, const CancelToken& cancel)
{
    const auto facts = readRunFacts(pathOf(run));
    if (!facts)
        return {};
    auto runs = listRuns(pathOf(run).parent_path(), cancel);
    runs.erase(std::remove_if(runs.begin(), runs.end(),
                   [](const RunSummary& each) { return each.best.empty() && each.last.empty(); }),
        runs.end());
    const auto keep = [&](auto fits) {
        std::vector<RunSummary> kept;
        std::copy_if(runs.begin(), runs.end(), std::back_inserter(kept), fits);
        return kept;
    };
    auto arms = keep([&](const RunSummary& each) { return comparable(each.facts.config, facts->config); });
    if (arms.size() < 2)
        arms = keep([&](const RunSummary& each) {
            return each.facts.dataFingerprint == facts->dataFingerprint
                && each.facts.config.model.name == facts->config.model.name;
        });
    // Of several with the same occlusion this run, or the newest.
    std::stable_partition(arms.begin(), arms.end(), [&](const RunSummary& each) { return each.folder == pathOf(run); });
    std::stable_sort(arms.begin(), arms.end(), [](const RunSummary& a, const RunSummary& b) {
        return placeOf(a.facts.config.distraction.fill) < placeOf(b.facts.config.distraction.fill);
    });
    std::vector<ComparedModel> models;
    std::vector<FillKind> taken;
    for (const RunSummary& arm : arms) {
        const FillKind fill = arm.facts.config.distraction.fill;
        if (std::find(taken.begin(), taken.end(), fill) != taken.end())
            continue;
        taken.push_back(fill);
        models.push_back(modelOf(arm.folder));
    }
    return models;
}

} // namespace lookaway
