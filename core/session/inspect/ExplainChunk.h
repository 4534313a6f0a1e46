// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/ExplainFiles.h"

#include <memory>
#include <string>
#include <vector>

namespace lookaway {

/// A picture on its way to being explained.
struct ChunkPicture {
    std::filesystem::path file = {};
    std::string name = {}; ///< of its results, without an ending
    std::int64_t classIndex = -1;
    Result<Image> input = fail("not read"); ///< as Inspection::prepare() gives it
};

/// Reads the pictures on all cores. With `byFolder`, each is of the class whose name its folder has; the error is that
/// of the input when there is none.
void readInputs(std::vector<ChunkPicture>& pictures, bool byFolder, const Inspection& model);

/// Pictures that are explained together, entry for entry.
struct ExplainChunk {
    std::vector<ChunkPicture> pictures = {}; ///< without their inputs
    std::vector<Image> inputs = {};
    std::vector<std::shared_ptr<const Image>> shown = {}; ///< the inputs once more, for whom they outlive the chunk
    std::vector<std::int64_t> classes = {};               ///< -1 = the predicted one, until a method has said which
    std::vector<ClassProbabilities> answers = {};         ///< empty until a method has told them
};

/// Those of the pictures that could be read; the others are added to `failed`.
ExplainChunk chunkOf(std::vector<ChunkPicture> pictures, std::vector<UnexplainedFile>& failed);

} // namespace lookaway
