// SPDX-License-Identifier: MIT
// The parts of a TrainingRun that are set up at its beginning, when it resumes, and between two rounds.
#include "train/TrainingRun.h"

#include "data/BatchLoader.h"
#include "models/Classifier.h"
#include "models/Registry.h"
#include "models/WeightTransfer.h"
#include "train/Device.h"
#include "weights/WeightsFile.h"

#include <torch/torch.h>

#include <algorithm>
#include <numeric>

namespace lookaway {

TrainingRun::TrainingRun(
    const TrainingTask& task, const TrainerHooks& hooks, TrainingControl& control, const CancelToken& token)
    : m_task(task)
    , m_hooks(hooks)
    , m_control(control)
    , m_token(token)
    , m_stepsPerEpoch(task.training.batchesPerEpoch())
    , m_schedule(task.settings, m_stepsPerEpoch)
    , m_distraction(task.distraction,
          { task.settings.seed, Normalization(task.model.info()), task.model.info().targetLayer, task.explain })
    , m_checkpoints(task.folder, task.metadata)
{
    m_state.live = { task.distraction, task.settings.learningRate };
}

Result<void> TrainingRun::prepare(bool resume)
{
    if (auto usable = checkTask(); !usable)
        return usable;
    const auto saved = m_checkpoints.peek(m_task.distraction);
    if (!saved)
        return saved.error();
    if (*saved && !resume)
        return fail("The folder '" + m_task.folder.string() + "' already holds a training run.",
            "Resume it, or choose another folder.");

    const auto device = chooseDevice(m_task.settings.device);
    if (!device)
        return device.error();
    auto precision = choosePrecision(m_task.settings, *device, m_task.model);
    if (!precision)
        return precision.error();
    m_computing = { *device, *precision };
    const int threads = useThreads(m_task.settings.threads);
    if (device->is_cuda()) { // the same bits in every run
        at::globalContext().setBenchmarkCuDNN(false);
        at::globalContext().setDeterministicCuDNN(true);
    }
    if (m_task.settings.earlyStoppingPatience > 0 && !m_task.validation)
        emit(TrainingWarning{ "There is no validation part, so early stopping does nothing." });
    emit(TrainingNote{ "Training on " + device->str() + " with " + std::to_string(threads)
        + (threads == 1 ? " thread, " : " threads, ") + precision->reason });
    prepareModel(m_task.model, m_computing);
    m_task.model.train();
    startOptimizer();
    return *saved ? resumeFrom(**saved) : Result<void>();
}

Result<void> TrainingRun::checkTask() const
{
    if (const auto errors = validate(m_task.settings); !errors.empty())
        return errors.front();
    if (auto valid = validate(m_task.distraction); !valid)
        return valid;
    const auto& counts = m_task.classCounts;
    const auto pictures = std::accumulate(counts.begin(), counts.end(), std::size_t{ 0 });
    if (auto fits = checkBatchSize(m_task.settings, static_cast<std::int64_t>(pictures)); !fits)
        return fits;
    if (m_stepsPerEpoch < 1)
        return fail("The training part gives no mini-batch.", "Add pictures or choose a smaller batch size.");
    for (const at::Tensor& parameter : m_task.model.parameters())
        if (parameter.requires_grad())
            return {};
    return fail("Every weight of the network is frozen, so there is nothing to train.");
}

Result<void> TrainingRun::resumeFrom(const TrainingState& state)
{
    if (state.step > m_stepsPerEpoch)
        return fail("The checkpoint in '" + m_task.folder.string() + "' stands at mini-batch "
                + std::to_string(state.step) + " of an epoch, but an epoch has only " + std::to_string(m_stepsPerEpoch)
                + ".",
            "Resume with the pictures and the batch size that the run was started with.");
    if (auto loaded = m_checkpoints.load(m_task.model, *m_optimizer); !loaded)
        return loaded;
    m_state = state;
    m_step->lossScaler() = LossScaler(state.lossScale);
    emit(TrainingNote{ "Going on after mini-batch " + std::to_string(state.globalStep) + "." });
    return state.round == 1 ? useFirstRoundMaps() : Result<void>();
}

std::vector<ParameterGroup> TrainingRun::parameterGroups() const
{
    const TrainingSettings& settings = m_task.settings;
    const std::string head = m_task.model.info().head + ".";
    std::vector<ParameterGroup> groups(2);
    if (settings.headLearningRate > 0)
        groups[1].rateFactor = settings.headLearningRate / settings.learningRate;
    for (const auto& parameter : m_task.model.named_parameters())
        if (parameter.value().requires_grad())
            groups[parameter.key().rfind(head, 0) == 0].parameters.emplace_back(parameter.key(), parameter.value());
    return groups;
}

void TrainingRun::startOptimizer()
{
    TrainStep::Options options{ m_computing, m_task.settings.seed, m_task.settings.labelSmoothing,
        classWeights(m_task.settings.classWeighting, m_task.classCounts, m_computing.device) };
    m_optimizer = std::make_unique<Optimizer>(m_task.settings, parameterGroups());
    m_step = std::make_unique<TrainStep>(m_task.model, m_distraction, *m_optimizer, std::move(options));
}

Result<void> TrainingRun::startSecondRound()
{
    if (auto saved = m_checkpoints.saveFirstRound(m_task.model); !saved)
        return saved;
    m_state.round = 1;
    m_state.roundFirstEpoch = m_state.epoch;
    m_state.roundFirstStep = m_state.globalStep;
    m_state.best = {};
    startOptimizer();
    emit(TrainingNote{ "The first round is over; the second one hides what the network looks at now." });
    return useFirstRoundMaps();
}

Result<void> TrainingRun::useFirstRoundMaps()
{
    const auto weights = readWeights(m_checkpoints.firstRound());
    if (!weights)
        return weights.error();
    const int classes = static_cast<int>(m_task.classCounts.size());
    auto copy = m_task.makeCopy ? m_task.makeCopy() : makeModel(m_task.model.info().name, classes, 0);
    if (!copy)
        return copy.error();
    if (const auto loaded = loadInto(**copy, weights->tensors); !loaded)
        return loaded.error();
    prepareModel(**copy, m_computing);
    m_distraction.occludeWith(*copy);
    return {};
}

void TrainingRun::useDistraction()
{
    DistractionSettings settings = m_state.live.distraction;
    if (twoRounds() && m_state.round == 0)
        settings.fill = FillKind::None; // the first round is ordinary training
    m_distraction.setSettings(settings);
}

bool TrainingRun::twoRounds() const
{
    return m_task.distraction.schedule == DistractionSchedule::TwoRound && m_task.distraction.fill != FillKind::None;
}

bool TrainingRun::roundIsOver() const
{
    return epochsToGo() <= 0 || EarlyStopping(m_task.settings.earlyStoppingPatience, m_state.best).shouldStop();
}

bool TrainingRun::finished() const
{
    return roundIsOver() && (!twoRounds() || m_state.round == 1);
}

int TrainingRun::epochsToGo() const
{
    return m_state.roundFirstEpoch + m_task.settings.epochs - m_state.epoch;
}

double TrainingRun::learningRate(std::int64_t globalStep) const
{
    const std::int64_t stepOfRound = std::max<std::int64_t>(0, globalStep - m_state.roundFirstStep);
    return m_state.live.learningRate * m_schedule.factor(stepOfRound);
}

} // namespace lookaway
