// SPDX-License-Identifier: MIT
#include "train/TrainingSettings.h"

#include <sstream>

namespace lookaway {

namespace {

class Findings {
public:
    template <class T> void require(bool holds, const char* setting, T value, const char* allowed)
    {
        if (holds) // written so that NaN fails it
            return;
        std::ostringstream text;
        text << "The " << setting << " is " << value << ", but must be " << allowed << ".";
        errors.push_back(fail(text.str(), std::string("Choose a ") + setting + " that is " + allowed + "."));
    }
    std::vector<Error> errors;
};

} // namespace

std::vector<Error> validate(const TrainingSettings& s)
{
    Findings found;
    found.require(s.epochs >= 1, "number of epochs", s.epochs, "at least 1");
    found.require(s.batchSize >= 1, "batch size", s.batchSize, "at least 1");
    found.require(
        s.learningRate > 0 && s.learningRate <= 10, "learning rate", s.learningRate, "above 0 and at most 10");
    found.require(s.headLearningRate >= 0 && s.headLearningRate <= 10, "learning rate of the head", s.headLearningRate,
        "at least 0 and at most 10");
    found.require(s.beta1 >= 0 && s.beta1 < 1, "beta 1", s.beta1, "at least 0 and below 1");
    found.require(s.beta2 >= 0 && s.beta2 < 1, "beta 2", s.beta2, "at least 0 and below 1");
    found.require(s.epsilon > 0 && s.epsilon < 1, "epsilon", s.epsilon, "above 0 and below 1");
    found.require(s.weightDecay >= 0 && s.weightDecay <= 1, "weight decay", s.weightDecay, "at least 0 and at most 1");
    found.require(s.momentum >= 0 && s.momentum < 1, "momentum", s.momentum, "at least 0 and below 1");
    found.require(s.warmupEpochs >= 0 && s.warmupEpochs <= s.epochs, "warm-up", s.warmupEpochs,
        "at least 0 and at most the number of epochs");
    found.require(s.stepEpochs >= 1, "number of epochs between two steps", s.stepEpochs, "at least 1");
    found.require(s.stepFactor > 0 && s.stepFactor <= 1, "step factor", s.stepFactor, "above 0 and at most 1");
    found.require(
        s.labelSmoothing >= 0 && s.labelSmoothing < 1, "label smoothing", s.labelSmoothing, "at least 0 and below 1");
    found.require(s.earlyStoppingPatience >= 0, "early stopping patience", s.earlyStoppingPatience, "at least 0");
    found.require(s.threads >= 0 && s.threads <= 1024, "number of threads", s.threads, "at least 0 and at most 1024");
    found.require(s.checkpointEverySteps >= 0, "number of mini-batches between checkpoints", s.checkpointEverySteps,
        "at least 0");
    found.require(
        s.keepEveryEpochs >= 0, "number of epochs between weights that are kept", s.keepEveryEpochs, "at least 0");
    return found.errors;
}

Result<void> checkBatchSize(const TrainingSettings& settings, std::int64_t trainingPictures)
{
    if (trainingPictures == 0)
        return fail("There are no pictures to train on.", "Choose a folder with one folder of pictures per class.");
    if (settings.batchSize > trainingPictures) {
        const std::string pictures = std::to_string(trainingPictures);
        return fail("The batch size is " + std::to_string(settings.batchSize) + ", but the training part has only "
                + pictures + " pictures.",
            "Choose a batch size of at most " + pictures + " or add pictures.");
    }
    return {};
}

} // namespace lookaway
