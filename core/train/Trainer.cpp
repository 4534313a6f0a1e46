// SPDX-License-Identifier: MIT
#include "train/Trainer.h"

#include "train/TrainingRun.h"

namespace lookaway {

Result<std::optional<ResumePoint>> readResumePoint(const std::filesystem::path& folder)
{
    auto state = Checkpoints(folder, {}).peek({});
    if (!state)
        return state.error();
    if (!*state)
        return std::optional<ResumePoint>();
    TrainingState& at = **state;
    return std::make_optional(ResumePoint{ at.epoch, at.step, at.globalStep, std::move(at.epochs), at.live });
}

Trainer::Trainer(TrainingTask task, TrainerHooks hooks)
    : m_task(std::move(task))
    , m_hooks(std::move(hooks))
{
}

Result<TrainingOutcome> Trainer::run(TrainingControl& control, const CancelToken& token, bool resume)
{
    TrainingRun run(m_task, m_hooks, control, token);
    if (const auto prepared = run.prepare(resume); !prepared)
        return prepared.error();
    return run.execute();
}

} // namespace lookaway
