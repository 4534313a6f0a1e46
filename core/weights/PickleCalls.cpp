// SPDX-License-Identifier: MIT
// The only functions a checkpoint may call, and what becomes of each. Everything else is refused by name.
#include "weights/Pickle.h"

#include <algorithm>
#include <set>

namespace lookaway::pickle {

namespace {

/// Called in ordinary checkpoints for things that are no weights (settings, statistics): kept as a name only.
bool isIrrelevant(const std::string& function)
{
    static const std::set<std::string> names{ "torch.device", "torch.serialization._get_layout", "datetime.datetime",
        "datetime.timedelta", "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib.PurePosixPath", "numpy.dtype",
        "numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct", "numpy._core.multiarray.scalar",
        "numpy._core.multiarray._reconstruct" };
    return names.count(function) > 0;
}

/// What pickles of the oldest protocols make plain objects with.
bool isReconstructor(const std::string& function)
{
    return function == "copyreg._reconstructor" || function == "copy_reg._reconstructor";
}

bool isContainer(const std::string& function)
{
    static const std::set<std::string> names{ "torch.Size", "builtins.set", "builtins.frozenset", "builtins.list",
        "builtins.tuple", "__builtin__.set", "__builtin__.frozenset", "__builtin__.list", "__builtin__.tuple" };
    return names.count(function) > 0;
}

bool isDict(const std::string& function)
{
    return function == "collections.OrderedDict" || function == "collections.defaultdict";
}

/// Functions that hand on their first argument: a parameter is its tensor, encoded text its text, and TorchScript says
/// what type a list has.
bool isWrapper(const std::string& function)
{
    constexpr std::string_view ofTorchScript = "torch.jit._pickle.";
    if (function.compare(0, ofTorchScript.size(), ofTorchScript) == 0)
        return true;
    return function == "torch._utils._rebuild_parameter" || function == "torch._utils._rebuild_parameter_with_state"
        || function == "_codecs.encode";
}

} // namespace

const std::string& Machine::globalName(Ref ref) const
{
    static const std::string none = "something without a name";
    const auto* global = m_document.as<Global>(ref);
    return global ? global->name : none;
}

void Machine::call(Ref function, Ref arguments)
{
    const std::string name = globalName(function);
    const auto* sequence = m_document.as<Sequence>(arguments);
    if (!sequence)
        return damage("it calls " + name + " without arguments");
    // A copy, as new values move the old ones; of the few that count, as a hostile file calls with millions.
    constexpr std::size_t most = 8;
    const Sequence given{ { sequence->items.begin(),
        sequence->items.begin() + std::min(most, sequence->items.size()) } };
    const bool any = !given.items.empty();
    if (name == "torch._utils._rebuild_tensor_v2" || name == "torch._utils._rebuild_tensor")
        callTensor(given);
    else if (isWrapper(name) && any)
        push(given.items.front());
    else if (isDict(name))
        callDict(given);
    else if (isContainer(name))
        push(any && m_document.as<Sequence>(given.items.front()) ? given.items.front() : add(Sequence{}));
    else if (isIrrelevant(name) || (isReconstructor(name) && any))
        pushNew(Object{});
    else if (!failed())
        m_error = fail("'" + m_fileName + "' wants to call '" + name
                + "', which reading weights does not need; nothing of the file was run or loaded.",
            "If you trust the file, load it in Python and save only its state_dict().");
}

void Machine::callTensor(const Sequence& arguments)
{
    Tensor tensor;
    const std::vector<Ref>& given = arguments.items;
    const std::int64_t* offset = given.size() < 4 ? nullptr : m_document.as<std::int64_t>(given[1]);
    if (!offset || *offset < 0 || !m_document.as<Storage>(given[0]) || !integers(given[2], tensor.shape)
        || !integers(given[3], tensor.strides) || tensor.shape.size() != tensor.strides.size())
        return damage("it describes a tensor in a way PyTorch does not");
    tensor.storage = given[0];
    tensor.offset = *offset;
    if (!m_budget.take(16 * tensor.shape.size()))
        m_error = tooLarge(m_fileName);
    else
        pushNew(std::move(tensor));
}

void Machine::callDict(const Sequence& arguments)
{
    Dict dict;
    // Python 2 wrote OrderedDict([[key, value], ...]); defaultdict gets a function first.
    const auto* pairs = arguments.items.empty() ? nullptr : m_document.as<Sequence>(arguments.items.front());
    if (pairs && !m_budget.take(pairs->items.size() * sizeof(std::pair<Ref, Ref>))) {
        m_error = tooLarge(m_fileName);
        return;
    }
    for (std::size_t i = 0; pairs && i < pairs->items.size(); ++i) {
        const auto* pair = m_document.as<Sequence>(pairs->items[i]);
        if (!pair || pair->items.size() != 2)
            return damage("it builds a dictionary from something else than pairs");
        dict.items.emplace_back(pair->items[0], pair->items[1]);
    }
    pushNew(std::move(dict));
}

void Machine::persistent(Ref id)
{
    const auto* tuple = m_document.as<Sequence>(id);
    const auto* kind = tuple && tuple->items.size() >= 2 ? m_document.as<std::string>(tuple->items[0]) : nullptr;
    if (kind && *kind == "module") // older torch.save: a class together with its source text
        return push(tuple->items[1]);
    const auto* key = tuple && tuple->items.size() >= 5 ? m_document.as<std::string>(tuple->items[2]) : nullptr;
    const auto* elements = key ? m_document.as<std::int64_t>(tuple->items[4]) : nullptr;
    if (!kind || *kind != "storage" || !elements || *elements < 0 || !m_document.as<Global>(tuple->items[1]))
        return damage("it refers to stored data in a way PyTorch does not");
    Storage storage{ tuple->items[2], tuple->items[1], 0, static_cast<std::uint64_t>(*elements) };
    if (tuple->items.size() > 5) { // before 0.4: (key of the view, offset, size) or None
        const auto* metadata = m_document.as<Sequence>(tuple->items[5]);
        const auto* offset =
            metadata && metadata->items.size() == 3 ? m_document.as<std::int64_t>(metadata->items[1]) : nullptr;
        if (metadata && (!offset || *offset < 0))
            return damage("it refers to stored data in a way PyTorch does not");
        storage.viewOffset = offset ? static_cast<std::uint64_t>(*offset) : 0;
    }
    pushNew(storage);
}

bool Machine::integers(Ref ref, std::vector<std::int64_t>& out)
{
    constexpr std::size_t maxDimensions = 64;
    const auto* sequence = m_document.as<Sequence>(ref);
    if (!sequence || sequence->items.size() > maxDimensions)
        return false;
    for (const Ref item : sequence->items) {
        const auto* number = m_document.as<std::int64_t>(item);
        if (!number)
            return false;
        out.push_back(*number);
    }
    return true;
}

} // namespace lookaway::pickle
