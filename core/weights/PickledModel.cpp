// SPDX-License-Identifier: MIT
#include "weights/PickledModel.h"

#include <array>
#include <set>

namespace lookaway::pickle {

namespace {

constexpr int maxDepth = 64;  // modules within modules
constexpr int maxNesting = 4; // checkpoints within checkpoints
constexpr std::array<std::string_view, 8> usualKeys{ "state_dict", "model_state_dict", "model_state", "model", "net",
    "network", "weights", "params" };

class Finder {
public:
    Finder(const Document& document, Budget& budget, const std::string& fileName)
        : m_document(document)
        , m_budget(budget)
        , m_fileName(fileName)
    {
    }

    Result<PickledModel> find()
    {
        std::string path;
        const bool found = search(m_document.root, path, 0);
        if (m_error)
            return *m_error;
        if (!found)
            return fail("'" + m_fileName + "' holds no state dict" + keysText() + ".",
                "Save model.state_dict() with torch.save.");
        if (!path.empty())
            m_model.kind += " under '" + path + "'";
        stripPrefixes();
        return std::move(m_model);
    }

private:
    /// The attributes of a module, nullptr if this is none.
    const Dict* moduleState(Ref ref) const
    {
        const auto* object = m_document.as<Object>(ref);
        const auto* state = object ? m_document.as<Dict>(object->state) : nullptr;
        return state && m_document.find(*state, "_modules") && m_document.find(*state, "_parameters") ? state : nullptr;
    }
    const Dict* member(const Dict& state, std::string_view name) const
    {
        const auto ref = m_document.find(state, name);
        return ref ? m_document.as<Dict>(*ref) : nullptr;
    }

    bool search(Ref ref, std::string& path, int depth)
    {
        if (moduleState(ref)) {
            m_model.kind = "whole module";
            walk(ref, "", 0);
            return !m_model.tensors.empty();
        }
        const auto* dict = m_document.as<Dict>(ref);
        if (!dict || depth > maxNesting || !pay(8 * usualKeys.size() * dict->items.size()))
            return false;
        for (const std::string_view key : usualKeys) {
            const auto inner = m_document.find(*dict, key);
            if (!inner || (!m_document.as<Dict>(*inner) && !m_document.as<Object>(*inner)))
                continue;
            std::string innerPath;
            if (search(*inner, innerPath, depth + 1)) {
                path = std::string(key) + (innerPath.empty() ? "" : "." + innerPath);
                collectMetadata(*dict);
                return true;
            }
        }
        m_model.kind = "state dict";
        addTensors(*dict, "", nullptr);
        return !m_model.tensors.empty();
    }

    void walk(Ref ref, const std::string& prefix, int depth)
    {
        const Dict* state = moduleState(ref);
        // Modules may share modules, so a small file can describe endlessly many: every visit is paid for.
        if (!state || m_error)
            return;
        if (depth > maxDepth)
            m_error = damaged(m_fileName, "its modules are nested deeper than " + std::to_string(maxDepth));
        else if (!pay(8 * state->items.size() + prefix.size()))
            return;
        std::set<std::string> skipped;
        const auto transient = m_document.find(*state, "_non_persistent_buffers_set");
        if (const auto* names = transient ? m_document.as<Sequence>(*transient) : nullptr) {
            if (!pay(64 * names->items.size()))
                return;
            for (const Ref name : names->items) {
                if (const auto* text = m_document.as<std::string>(name))
                    skipped.insert(*text);
            }
        }
        if (const Dict* parameters = member(*state, "_parameters"))
            addTensors(*parameters, prefix, nullptr);
        if (const Dict* buffers = member(*state, "_buffers"))
            addTensors(*buffers, prefix, &skipped);
        const Dict* children = member(*state, "_modules");
        for (std::size_t i = 0; children && i < children->items.size() && !m_error; ++i) {
            const auto* name = m_document.as<std::string>(children->items[i].first);
            if (name && pay(prefix.size() + name->size()))
                walk(children->items[i].second, prefix + *name + ".", depth + 1);
        }
    }

    void addTensors(const Dict& dict, const std::string& prefix, const std::set<std::string>* skipped)
    {
        for (const auto& [key, value] : dict.items) {
            const auto* name = m_document.as<std::string>(key);
            if (!pay(8) || !name || !m_document.as<Tensor>(value) || (skipped && skipped->count(*name)))
                continue;
            if (pay(sizeof(StateDict::Entry) + 2 * (prefix.size() + name->size())))
                m_model.tensors.emplace_back(prefix + *name, value);
        }
    }

    void collectMetadata(const Dict& dict)
    {
        for (const auto& [key, value] : dict.items) {
            const auto* name = m_document.as<std::string>(key);
            if (!name || !pay(64 + name->size()))
                continue;
            if (const auto* text = m_document.as<std::string>(value); text && pay(text->size()))
                m_model.metadata[*name] = *text;
            else if (const auto* integer = m_document.as<std::int64_t>(value))
                m_model.metadata[*name] = std::to_string(*integer);
            else if (const auto* real = m_document.as<double>(value))
                m_model.metadata[*name] = std::to_string(*real);
        }
    }

    void stripPrefixes()
    {
        for (const std::string_view prefix : { "module.", "_orig_mod.", "module." }) {
            bool all = true;
            for (const auto& tensor : m_model.tensors)
                all = all && tensor.first.compare(0, prefix.size(), prefix) == 0;
            for (auto& tensor : m_model.tensors)
                tensor.first.erase(0, all ? prefix.size() : 0);
        }
    }

    /// ": its keys are 'epoch', 'optimizer'", to see what the file is instead.
    std::string keysText() const
    {
        const auto* dict = m_document.as<Dict>(m_document.root);
        std::string text;
        for (std::size_t i = 0; dict && i < dict->items.size() && i < 8; ++i) {
            if (const auto* name = m_document.as<std::string>(dict->items[i].first))
                text += (text.empty() ? "; its keys are '" : ", '") + name->substr(0, 40) + "'";
        }
        return text;
    }

    bool pay(std::uint64_t amount)
    {
        if (m_error || !m_budget.take(amount)) {
            if (!m_error)
                m_error = tooLarge(m_fileName);
            return false;
        }
        return true;
    }

    const Document& m_document;
    Budget& m_budget;
    const std::string& m_fileName;
    PickledModel m_model;
    std::optional<Error> m_error;
};

} // namespace

Result<PickledModel> findModel(const Document& document, Budget& budget, const std::string& fileName)
{
    return Finder(document, budget, fileName).find();
}

} // namespace lookaway::pickle
