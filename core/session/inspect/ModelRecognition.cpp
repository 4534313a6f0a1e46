// SPDX-License-Identifier: MIT
#include "session/inspect/Inspection.h"
#include "session/runs/RunReader.h"
#include "weights/ZipArchive.h"

#include <algorithm>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

bool endsWith(const std::string& text, const std::string& end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// torch.jit.save writes the code of the model beside its constants; torch.save writes neither.
bool isTorchScript(const fs::path& file)
{
    const auto archive = ZipArchive::open(file);
    if (!archive)
        return false;
    const auto names = archive->names();
    const auto any = [&](auto&& test) { return std::any_of(names.begin(), names.end(), test); };
    return any([](const std::string& name) { return endsWith(name, "/constants.pkl"); })
        && any([](const std::string& name) { return name.find("/code/") != std::string::npos; });
}

} // namespace

Result<ModelSource> recogniseModel(const fs::path& path)
{
    std::error_code ignored;
    const auto status = fs::status(path, ignored);
    if (!fs::exists(status))
        return fail("'" + path.string() + "' does not exist.", "Choose a run folder or a model file.");
    if (fs::is_directory(status)) {
        if (isRun(path))
            return ModelSource{ ModelSource::Kind::Run, path };
        return fail("The folder '" + path.string() + "' holds no run.",
            "Choose the folder of a run (it has a config.json), or a model file.");
    }
    if (!fs::is_regular_file(status))
        return fail("'" + path.string() + "' is neither a file nor a folder.", "Choose a run folder or a model file.");
    const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (path.extension() == ".safetensors" && path.filename().string().rfind("optimizer-", 0) != 0 && isRun(folder))
        return ModelSource{ ModelSource::Kind::Run, folder, {}, path.filename().string() };
    if (isTorchScript(path))
        return ModelSource{ ModelSource::Kind::TorchScript, path };
    return ModelSource{ ModelSource::Kind::Weights, path };
}

} // namespace lookaway
