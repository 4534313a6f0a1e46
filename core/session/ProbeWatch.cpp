// SPDX-License-Identifier: MIT
#include "session/ProbeWatch.h"

#include "data/Dataset.h"
#include "models/Classifier.h"
#include "train/TrainStep.h"

namespace lookaway {

static const Dataset& probePart(const DataParts& data)
{
    return data.validation->size() > 0 ? *data.validation : *data.test;
}

ProbeWatch::ProbeWatch(const Preparation& run, JobContext& context)
    : m_run(run)
    , m_context(context)
    , m_probes(probePart(run.data), static_cast<std::size_t>(run.config.run.probePictures), run.config.data.imageSize)
{
    if (m_probes.empty() && run.config.run.probePictures > 0)
        giveUp("There is no validation or test picture to be a probe picture.");
}

void ProbeWatch::explain(int epoch, std::int64_t globalStep)
{
    if (m_probes.empty() || m_failed)
        return;
    if (epoch < 0) // the Trainer has not moved the network to its device yet
        prepareModel(*m_run.model, { c10::Device(m_run.device), *m_run.policy });
    // Also when the run is being cancelled: its checkpoint will say that this epoch is over.
    const auto told = m_probes.explain(*m_run.model, *m_run.policy, m_run.layer, epoch, globalStep);
    if (told)
        m_context.emit(*told);
    else
        giveUp("The probe pictures cannot be explained. " + told.error().message());
}

void ProbeWatch::giveUp(const std::string& sentence)
{
    m_failed = true;
    m_context.emit(TrainingWarning{ sentence });
}

} // namespace lookaway
