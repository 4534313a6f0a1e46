// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lookaway {

enum class OptimizerKind { Adam, AdamW, Sgd };
enum class ScheduleKind { Constant, Step, Cosine };
enum class Precision { Auto, Fp32, Bf16, Fp16 };
enum class ClassWeighting { None, InverseFrequency };
enum class MemoryFormat { Auto, Contiguous, ChannelsLast };

/// How a network is trained. Defaults: the paper's constants where it states them. Torch-free.
struct TrainingSettings {
    int epochs = 20;
    int batchSize = 16;
    /// Every random stream of a run is derived from it.
    std::uint64_t seed = 1;

    OptimizerKind optimizer = OptimizerKind::Adam;
    double learningRate = 5e-5;
    /// Learning rate of the head; 0 = the same as the rest.
    double headLearningRate = 0;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 7e-7;
    double weightDecay = 0;
    double momentum = 0.9; ///< SGD only

    ScheduleKind schedule = ScheduleKind::Constant;
    double warmupEpochs = 0;
    int stepEpochs = 10;     ///< step schedule: epochs between two steps
    double stepFactor = 0.1; ///< step schedule: factor at each step

    double labelSmoothing = 0; ///< [0, 1)
    ClassWeighting classWeighting = ClassWeighting::None;
    /// Stop when the validation loss has not improved for so many epochs; 0 = never.
    int earlyStoppingPatience = 0;

    /// "auto", "cpu", "cuda", "cuda:N", "mps".
    std::string device = "auto";
    Precision precision = Precision::Auto;
    MemoryFormat memoryFormat = MemoryFormat::Auto;
    /// Intra-op threads; 0 = as many as cores.
    int threads = 0;
    /// Mini-batches between two checkpoints within an epoch; 0 = only at the end of an epoch.
    int checkpointEverySteps = 0;
    /// The weights of every n-th epoch stay in the run's folder, to see later how the network changed; 0 = none.
    int keepEveryEpochs = 0;
};

/// Everything that is wrong with the values themselves, a sentence each; empty = they can be used.
std::vector<Error> validate(const TrainingSettings& settings);

/// Fails with a sentence when the mini-batch is larger than the training part, or when that is empty.
Result<void> checkBatchSize(const TrainingSettings& settings, std::int64_t trainingPictures);

} // namespace lookaway
