// SPDX-License-Identifier: MIT
#include "session/inspect/ExplainChunk.h"

#include "data/Parallel.h"
#include "session/Startup.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/Pictures.h"

#include <utility>

namespace lookaway {

void readInputs(std::vector<ChunkPicture>& pictures, bool byFolder, const Inspection& model)
{
    parallelFor(pictures.size(), usableCpus(), [&](std::size_t i) {
        auto& picture = pictures[i];
        const auto read = readPicture(picture.file, 0);
        picture.input = read ? model.prepare(*read) : read;
        if (!picture.input || !byFolder)
            return;
        const auto named = classOfFolder(picture.file, model.facts());
        if (named)
            picture.classIndex = *named;
        else
            picture.input = named.error();
    });
}

ExplainChunk chunkOf(std::vector<ChunkPicture> pictures, std::vector<UnexplainedFile>& failed)
{
    ExplainChunk chunk;
    for (auto& picture : pictures) {
        if (!picture.input) {
            failed.push_back({ picture.file, picture.input.error() });
            continue;
        }
        chunk.shown.push_back(std::make_shared<const Image>(*picture.input));
        chunk.inputs.push_back(std::exchange(*picture.input, Image()));
        chunk.classes.push_back(picture.classIndex);
        chunk.pictures.push_back(std::move(picture));
    }
    return chunk;
}

} // namespace lookaway
