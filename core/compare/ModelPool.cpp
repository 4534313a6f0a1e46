// SPDX-License-Identifier: MIT
#include "compare/ModelPool.h"

#include "session/Startup.h"
#include "session/inspect/ModelSidecar.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace lookaway {

namespace fs = std::filesystem;

struct ModelPool::Entry {
    ModelSource source;
    std::string device;
    /// When the input settings that are kept beside the model were written.
    fs::file_time_type settingsTime;
    std::optional<Result<std::unique_ptr<Inspection>>> model = {};

    bool failed() const { return model && !model->ok(); }
    bool isFor(const Entry& other) const
    {
        return source == other.source && device == other.device && settingsTime == other.settingsTime;
    }
};

ModelPool::ModelPool() = default;
ModelPool::~ModelPool() = default;

void ModelPool::setModels(const ComparisonSpec& spec)
{
    m_threads = threadsOf(spec);
    std::vector<std::shared_ptr<Entry>> entries;
    for (const auto& [title, source] : spec.models) {
        std::error_code none;
        auto wanted =
            std::make_shared<Entry>(Entry{ source, spec.device, fs::last_write_time(sidecarOf(source), none) });
        for (const auto* known : { &entries, &m_entries }) {
            const auto found = std::find_if(known->begin(), known->end(),
                [&](const auto& entry) { return entry->isFor(*wanted) && !entry->failed(); });
            if (found != known->end()) {
                wanted = *found;
                break;
            }
        }
        entries.push_back(std::move(wanted));
    }
    m_entries = std::move(entries);
}

Result<Inspection*> ModelPool::open(std::size_t model)
{
    if (model >= m_entries.size())
        return fail("There is no model " + std::to_string(model + 1) + " in the comparison.");
    auto& entry = *m_entries[model];
    if (!entry.model)
        entry.model = Inspection::open(entry.source, entry.device);
    computeWithThreads(m_threads);
    if (!entry.model->ok())
        return entry.model->error();
    return entry.model->value().get();
}

const void* ModelPool::identity(std::size_t model) const
{
    return m_entries.at(model).get();
}

} // namespace lookaway
