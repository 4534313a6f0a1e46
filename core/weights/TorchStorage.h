// SPDX-License-Identifier: MIT
#pragma once

#include "weights/PickledModel.h"

#include <functional>

namespace lookaway::pickle {

/// Gives the bytes of a storage by its key.
using StorageLoader = std::function<Result<FileBytes>(const std::string& key)>;

/// Element type of a storage class ("torch.FloatStorage"); false for those that are not read (complex, quantised).
bool storageType(const std::string& className, ScalarType& type);

/// Reads the found tensors, every storage once. Contiguous tensors look into their storage (which several may share);
/// strided ones are gathered, expanded ones written out. Nothing outside a storage is touched.
Result<StateDict> loadTensors(const Document& document, const PickledModel& model, const StorageLoader& load,
    Budget& budget, const std::string& fileName);

} // namespace lookaway::pickle
