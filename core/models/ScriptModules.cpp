// SPDX-License-Identifier: MIT
#include "models/ScriptModules.h"

#include "models/Layers.h"

#include <algorithm>

namespace lookaway {

namespace {

/// A BatchNorm (or another module with running statistics), which can be frozen.
class Statistics : public torch::nn::Module, public Freezable {
public:
    using Module::Module;

    void train(bool on = true) override
    {
        m_wantsTraining = on;
        Module::train(on && !m_frozen);
    }
    void setFrozen(bool frozen) override
    {
        m_frozen = frozen;
        Module::train(m_wantsTraining && !m_frozen);
    }

private:
    bool m_frozen = false;
    bool m_wantsTraining = true;
};

/// Remembers; false for what is there already.
bool isNew(std::vector<const void*>& seen, const void* thing)
{
    if (std::find(seen.begin(), seen.end(), thing) != seen.end())
        return false;
    seen.push_back(thing);
    return true;
}

} // namespace

ScriptModules::ScriptModules(torch::nn::Module& root, const torch::jit::Module& script)
{
    mirror(root, script);
    m_seen.clear();
}

void ScriptModules::mirror(torch::nn::Module& into, const torch::jit::Module& script)
{
    const auto object = script._ivalue();
    if (!isNew(m_seen, object.get()))
        return;
    if (const auto slot = object->type()->findAttributeSlot("training"); slot && object->getSlot(*slot).isBool())
        m_flags.push_back({ &into, object, *slot });
    addTensors(into, script);
    for (const auto& child : script.named_children()) {
        if (std::find(m_seen.begin(), m_seen.end(), child.value._ivalue().get()) != m_seen.end())
            continue; // one module under two names: its parameters must not be stepped twice
        std::shared_ptr<torch::nn::Module> module;
        if (child.value.hasattr("running_mean"))
            module = std::make_shared<Statistics>();
        else
            module = std::make_shared<torch::nn::Module>();
        into.register_module(child.name, module);
        mirror(*module, child.value);
    }
}

void ScriptModules::addTensors(torch::nn::Module& into, const torch::jit::Module& script)
{
    for (const auto& parameter : script.named_parameters(/*recurse=*/false))
        if (isNew(m_seen, parameter.value.unsafeGetTensorImpl()))
            into.register_parameter(parameter.name, parameter.value, parameter.value.is_floating_point());
    for (const auto& buffer : script.named_buffers(/*recurse=*/false))
        if (buffer.value.defined() && isNew(m_seen, buffer.value.unsafeGetTensorImpl()))
            into.register_buffer(buffer.name, buffer.value);
}

void ScriptModules::passOnTrainingFlags() const
{
    for (const auto& flag : m_flags)
        if (flag.to->getSlot(flag.slot).toBool() != flag.from->is_training())
            flag.to->setSlot(flag.slot, flag.from->is_training());
}

} // namespace lookaway
