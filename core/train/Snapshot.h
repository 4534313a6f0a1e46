// SPDX-License-Identifier: MIT
#pragma once

#include "data/Batch.h"
#include "distract/Distraction.h"
#include "train/TrainStep.h"
#include "train/TrainingEvents.h"
#include "train/WatchBudget.h"

#include <ATen/core/Tensor.h>

namespace lookaway {

class Classifier;

/// What an occluded mini-batch looks like and does to the network: copies it to the host and runs it through the
/// network twice, with and without the occlusion, in inference mode. The network and its random streams are left as
/// they were. `labels`: N int64 on the device.
BatchOccluded snapshotOf(Classifier& model, const Batch& batch, const at::Tensor& labels, const OccludedBatch& occluded,
    const Normalization& normalization, const Computing& computing, std::int64_t globalStep,
    WatchDetail detail = WatchDetail::Everything);

} // namespace lookaway
