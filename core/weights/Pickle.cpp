// SPDX-License-Identifier: MIT
#include "weights/Pickle.h"

namespace lookaway::pickle {

std::optional<Ref> Document::find(const Dict& dict, std::string_view key) const
{
    for (auto item = dict.items.rbegin(); item != dict.items.rend(); ++item) {
        if (const auto* text = as<std::string>(item->first); text && *text == key)
            return item->second;
    }
    return std::nullopt;
}

std::uint64_t Cursor::integer(int bytes)
{
    const std::string_view raw = text(static_cast<std::uint64_t>(bytes));
    std::uint64_t value = 0;
    for (std::size_t i = raw.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(raw[i]);
    return value;
}

std::string_view Cursor::text(std::uint64_t bytes)
{
    if (bytes > size - position) {
        truncated = true;
        position = size;
        return {};
    }
    const char* start = reinterpret_cast<const char*>(data) + position;
    position += bytes;
    return { start, static_cast<std::size_t>(bytes) };
}

std::string_view Cursor::line()
{
    const std::string_view rest(
        reinterpret_cast<const char*>(data) + position, static_cast<std::size_t>(size - position));
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
        truncated = true;
        position = size;
        return {};
    }
    position += end + 1;
    return rest.substr(0, end);
}

Machine::Machine(Cursor& in, Budget& budget, const std::string& fileName)
    : m_in(in)
    , m_budget(budget)
    , m_fileName(fileName)
{
    m_document.values.emplace_back(); // Ref 0 is None
}

Result<Document> Machine::run()
{
    constexpr unsigned stop = '.';
    while (!failed()) {
        const auto opcode = static_cast<unsigned>(m_in.integer(1));
        if (m_in.truncated) {
            damage("it ends in the middle");
        } else if (opcode == stop) {
            m_document.root = pop();
            break;
        } else {
            step(opcode);
            if (m_in.truncated)
                damage("it ends in the middle");
        }
    }
    if (failed())
        return *m_error;
    return std::move(m_document);
}

void Machine::append(Ref target, const std::vector<Ref>& items)
{
    if (auto* sequence = std::get_if<Sequence>(&m_document.values[target]))
        sequence->items.insert(sequence->items.end(), items.begin(), items.end());
    else if (!m_document.as<Object>(target)) // what a list-like object holds is of no interest
        damage("it appends to something that is no list");
}

void Machine::setItems(Ref target, const std::vector<Ref>& items)
{
    auto* dict = std::get_if<Dict>(&m_document.values[target]);
    if (items.size() % 2 != 0 || (!dict && !m_document.as<Object>(target)))
        return damage("it sets items of something that is no dictionary");
    for (std::size_t i = 0; dict && i < items.size(); i += 2)
        dict->items.emplace_back(items[i], items[i + 1]);
}

void Machine::setState(Ref object, Ref state)
{
    auto* instance = std::get_if<Object>(&m_document.values[object]);
    if (!instance)
        return; // attributes of an OrderedDict (_metadata) or a tensor
    if (const auto* pair = m_document.as<Sequence>(state); pair && !pair->items.empty())
        state = pair->items.front(); // (attributes, slots)
    instance->state = state;
}

Ref Machine::add(Value value)
{
    // The budget also pays for the places that will refer to the value.
    if (m_document.values.size() >= 0xffffffffu || !m_budget.take(sizeof(Value) + 4 * sizeof(Ref))) {
        m_error = tooLarge(m_fileName);
        return 0;
    }
    m_document.values.push_back(std::move(value));
    return static_cast<Ref>(m_document.values.size() - 1);
}

Ref Machine::pop()
{
    const Ref ref = top();
    if (!failed())
        m_stack.pop_back();
    return ref;
}

Ref Machine::top()
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back())) {
        damage("it takes more values than it gave");
        return 0;
    }
    return m_stack.back();
}

std::vector<Ref> Machine::popToMark()
{
    if (m_marks.empty()) {
        damage("it takes more values than it gave");
        return {};
    }
    const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    m_marks.pop_back();
    std::vector<Ref> items(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    return items;
}

void Machine::pushGlobal(std::string_view module, std::string_view name)
{
    constexpr std::size_t longest = 512;
    if (module.empty() || name.empty() || module.size() + name.size() > longest)
        return damage("it names a global that cannot exist");
    std::string full(module);
    pushNew(Global{ full.append(".").append(name) });
}

void Machine::memorize(std::uint64_t index)
{
    constexpr std::size_t node = 64; // bytes of an entry of an unordered_map, about
    if (!m_budget.take(node))
        m_error = tooLarge(m_fileName);
    else
        m_memo[index] = top();
}

void Machine::damage(const std::string& why)
{
    if (!m_error)
        m_error = damaged(m_fileName, why);
}

} // namespace lookaway::pickle
