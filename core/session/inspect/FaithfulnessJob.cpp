// SPDX-License-Identifier: MIT
#include "session/inspect/FaithfulnessJob.h"

#include "data/Parallel.h"
#include "session/Startup.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/FaithfulnessRecord.h"
#include "session/inspect/FaithfulnessRun.h"
#include "session/inspect/PictureFiles.h"
#include "session/inspect/Pictures.h"

#include <chrono>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t chunkSize = 8;

template <class Pick> AnswerCurve meanOf(const std::vector<MeasuredExplanation>& explanations, const Pick& pick)
{
    std::vector<AnswerCurve> curves;
    for (const auto& explanation : explanations)
        if (const AnswerCurve* curve = pick(explanation))
            curves.push_back(*curve);
    return meanCurve(curves);
}

/// Reads the pictures chunk by chunk and has them measured.
class FolderMeasurer {
public:
    FolderMeasurer(const FaithfulnessRequest& request, JobContext& context, Inspection& model)
        : m_request(request)
        , m_context(context)
        , m_model(model)
        , m_run(request, context, model)
    {
    }

    Result<FaithfulnessOutcome> run(const std::vector<fs::path>& pictures)
    {
        const auto start = std::chrono::steady_clock::now();
        if (const auto ready = prepare(); !ready)
            return ready.error();
        for (std::size_t first = 0; first < pictures.size(); first += chunkSize) {
            if (m_context.token.cancelled())
                return cancelled();
            const auto end = std::min(pictures.size(), first + chunkSize);
            auto chunk = read(pictures, first, end);
            m_run.name = "pictures " + std::to_string(first + 1) + " to " + std::to_string(end) + " of "
                + std::to_string(pictures.size());
            if (chunk.inputs.empty())
                continue;
            if (const auto measured = m_run.add(std::move(chunk)); !measured)
                return measured.error();
        }
        FaithfulnessOutcome outcome;
        outcome.model = m_model.facts();
        outcome.methods = m_run.finish();
        outcome.failed = std::move(m_failed);
        outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (outcome.methods.empty())
            return outcome.failed.front().error;
        if (!m_request.boxes.empty() && outcome.methods.front().pointing().pictures() == 0)
            m_context.emit(TrainingWarning{ "None of the boxes in '" + m_request.boxes.string()
                + "' belongs to one of the pictures: the pointing game was not played." });
        return outcome;
    }

private:
    Result<void> prepare()
    {
        if (const auto valid = validate(m_request.settings); !valid)
            return valid;
        const auto& explain = m_request.explain;
        for (const auto& method : explain.methods)
            if (const auto possible = m_model.check(m_run.orderFor(method)); !possible)
                return possible;
        if (explain.choice == ExplainFilesRequest::ClassChoice::Given) {
            const auto named = classNamed(explain.wantedClass, m_model.facts());
            if (!named)
                return named.error();
            m_given = *named;
        }
        if (!m_request.boxes.empty()) {
            auto regions = PictureRegions::readBoxes(m_request.boxes, m_model.facts());
            if (!regions)
                return regions.error();
            m_regions = std::move(*regions);
        }
        return {};
    }

    /// A picture on its way; -1 = its predicted class.
    struct Item {
        Result<Image> input = fail("not read");
        std::int64_t classIndex = -1;
        std::vector<PictureRegion> regions = {};
    };

    Result<Item> readOne(const fs::path& file) const
    {
        const auto picture = readPicture(file, 0);
        if (!picture)
            return picture.error();
        Item item;
        item.input = m_model.prepare(*picture);
        if (!item.input)
            return item.input.error();
        item.classIndex = m_given;
        if (m_request.explain.choice == ExplainFilesRequest::ClassChoice::True) {
            const auto named = classOfFolder(file, m_model.facts());
            if (!named)
                return named.error();
            item.classIndex = *named;
        }
        if (m_request.measures.pointing) {
            auto regions = m_regions.of(file, *picture, m_model);
            if (!regions)
                return regions.error();
            item.regions = std::move(*regions);
        }
        return item;
    }

    MeasuredChunk read(const std::vector<fs::path>& pictures, std::size_t first, std::size_t end)
    {
        std::vector<Result<Item>> items(end - first, fail("not read"));
        parallelFor(items.size(), usableCpus(), [&](std::size_t i) { items[i] = readOne(pictures[first + i]); });
        MeasuredChunk chunk;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!items[i]) {
                m_failed.push_back({ pictures[first + i], items[i].error() });
                continue;
            }
            chunk.numbers.push_back(first + i);
            chunk.files.push_back(pictures[first + i]);
            chunk.inputs.push_back(std::move(*items[i]->input));
            chunk.classes.push_back(items[i]->classIndex);
            chunk.regions.push_back(std::move(items[i]->regions));
        }
        return chunk;
    }

    const FaithfulnessRequest& m_request;
    JobContext& m_context;
    Inspection& m_model;
    FaithfulnessRun m_run;
    PictureRegions m_regions;
    std::int64_t m_given = -1;
    std::vector<UnexplainedFile> m_failed;
};

Result<FaithfulnessOutcome> measureFolder(const FaithfulnessRequest& request, JobContext& context)
{
    const auto pictures = listPictures(request.explain.pictures);
    if (!pictures)
        return pictures.error();
    const auto model = openAdapted(request.explain.model, request.explain.device, request.explain.adapt);
    if (!model)
        return model.error();
    if (const auto doubt = doubtAbout(**model); !doubt.empty())
        context.emit(TrainingWarning{ doubt });
    auto outcome = FolderMeasurer(request, context, **model).run(*pictures);
    if (outcome && !request.explain.out.empty())
        if (const auto written = writeFaithfulness(request, *outcome); !written)
            return written.error();
    return outcome;
}

} // namespace

AnswerCurve MeasuredMethod::insertion() const
{
    return meanOf(explanations, [](const auto& e) { return e.curves ? &e.curves->insertion : nullptr; });
}

AnswerCurve MeasuredMethod::deletion() const
{
    return meanOf(explanations, [](const auto& e) { return e.curves ? &e.curves->deletion : nullptr; });
}

AnswerCurve MeasuredMethod::morf() const
{
    return meanOf(explanations, [](const auto& e) { return e.road ? &e.road->morf : nullptr; });
}

AnswerCurve MeasuredMethod::lerf() const
{
    return meanOf(explanations, [](const auto& e) { return e.road ? &e.road->lerf : nullptr; });
}

AttentionSpreadSummary MeasuredMethod::spread() const
{
    std::vector<AttentionSpread> spreads;
    for (const auto& explanation : explanations)
        if (explanation.spread)
            spreads.push_back(*explanation.spread);
    return summarise(spreads);
}

PointingGame MeasuredMethod::pointing() const
{
    PointingGame game;
    for (const auto& explanation : explanations)
        for (const auto& [classIndex, hit] : explanation.points)
            game.add(classIndex, hit);
    return game;
}

Job faithfulnessJob(FaithfulnessRequest request, std::function<void(FaithfulnessOutcome)> done)
{
    return [request = std::move(request), done = std::move(done)](JobContext& context) -> Result<std::string> {
        auto outcome = measureFolder(request, context);
        if (!outcome)
            return outcome.error();
        done(std::move(*outcome));
        return request.explain.out.empty() ? std::string() : (request.explain.out / "faithfulness.json").string();
    };
}

} // namespace lookaway
