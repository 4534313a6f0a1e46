// SPDX-License-Identifier: MIT
// The instructions of the pickle language, one function per family.
#include "weights/Pickle.h"

#include <cstdio>
#include <cstring>

namespace lookaway::pickle {

namespace {

// clang-format off
// The opcodes of Python's pickletools, as far as torch.save writes them with protocols 2 to 5.
enum Opcode : unsigned {
    Mark = '(', Pop = '0', PopMark = '1', Dup = '2', // stack
    BinInt = 'J', BinInt1 = 'K', BinInt2 = 'M', Long1 = 0x8a, Long4 = 0x8b, BinFloat = 'G', None = 'N',
    NewTrue = 0x88, NewFalse = 0x89,
    BinString = 'T', ShortBinString = 'U', BinBytes = 'B', ShortBinBytes = 'C', BinUnicode = 'X',
    ShortBinUnicode = 0x8c, BinUnicode8 = 0x8d, BinBytes8 = 0x8e, ByteArray8 = 0x96,
    EmptyDict = '}', EmptyList = ']', EmptyTuple = ')', EmptySet = 0x8f, FrozenSet = 0x91, Tuple = 't', Tuple1 = 0x85,
    Tuple2 = 0x86, Tuple3 = 0x87, List = 'l', MakeDict = 'd',
    Append = 'a', Appends = 'e', SetItem = 's', SetItems = 'u', AddItems = 0x90,
    GlobalName = 'c', StackGlobal = 0x93, Reduce = 'R', NewObject = 0x81, NewObjectEx = 0x92, Build = 'b',
    BinPersistent = 'Q',
    BinPut = 'q', LongBinPut = 'r', BinGet = 'h', LongBinGet = 'j', Memoize = 0x94,
    Proto = 0x80, Frame = 0x95
};
// clang-format on

double bigEndianDouble(std::uint64_t littleEndian)
{
    std::uint64_t bits = 0;
    for (int i = 0; i < 8; ++i)
        bits = bits << 8 | (littleEndian >> (8 * i) & 0xff);
    double value = 0;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

} // namespace

void Machine::step(unsigned opcode)
{
    switch (opcode) {
    case Proto:
        if (const auto version = m_in.integer(1); version > 5)
            damage("it uses the unknown pickle protocol " + std::to_string(version));
        return;
    case Frame:
        m_in.integer(8);
        return;
    case Mark:
        m_marks.push_back(m_stack.size());
        if (!m_budget.take(sizeof(std::size_t)))
            m_error = tooLarge(m_fileName);
        return;
    case Pop:
        if (!m_marks.empty() && m_marks.back() == m_stack.size())
            m_marks.pop_back();
        else
            pop();
        return;
    case PopMark:
        popToMark();
        return;
    case Dup:
        push(top());
        return;
    default:
        if (!pushScalar(opcode) && !pushText(opcode) && !useMemo(opcode) && !build(opcode) && !fill(opcode)) {
            char code[8];
            std::snprintf(code, sizeof(code), "0x%02x", opcode);
            damage("it contains the pickle instruction " + std::string(code) + ", which PyTorch does not write");
        }
    }
}

// clang-format off
bool Machine::pushScalar(unsigned opcode)
{
    switch (opcode) {
    case None: push(0); return true;
    case NewTrue: pushNew(true); return true;
    case NewFalse: pushNew(false); return true;
    case BinInt: pushNew(static_cast<std::int64_t>(static_cast<std::int32_t>(m_in.integer(4)))); return true;
    case BinInt1: pushNew(static_cast<std::int64_t>(m_in.integer(1))); return true;
    case BinInt2: pushNew(static_cast<std::int64_t>(m_in.integer(2))); return true;
    case Long1: pushLong(m_in.integer(1)); return true;
    case Long4: pushLong(m_in.integer(4)); return true;
    case BinFloat: pushNew(bigEndianDouble(m_in.integer(8))); return true;
    default: return false;
    }
}
// clang-format on

void Machine::pushLong(std::uint64_t bytes)
{
    const std::string_view digits = m_in.text(bytes);
    if (digits.size() > 8) { // larger than any size or offset: kept as bytes (PyTorch's magic number is one)
        pushNew(std::string(digits));
        return;
    }
    std::uint64_t value = !digits.empty() && (digits.back() & 0x80) != 0 ? ~std::uint64_t{ 0 } : 0;
    for (std::size_t i = digits.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(digits[i]);
    pushNew(static_cast<std::int64_t>(value));
}

bool Machine::pushText(unsigned opcode)
{
    int lengthBytes = 0;
    switch (opcode) {
    case ShortBinString:
    case ShortBinBytes:
    case ShortBinUnicode:
        lengthBytes = 1;
        break;
    case BinString:
    case BinBytes:
    case BinUnicode:
        lengthBytes = 4;
        break;
    case BinUnicode8:
    case BinBytes8:
    case ByteArray8:
        lengthBytes = 8;
        break;
    default:
        return false;
    }
    const std::string_view text = m_in.text(m_in.integer(lengthBytes));
    if (!m_budget.take(text.size()))
        m_error = tooLarge(m_fileName);
    else
        pushNew(std::string(text));
    return true;
}

bool Machine::useMemo(unsigned opcode)
{
    switch (opcode) {
    case BinPut:
        memorize(m_in.integer(1));
        return true;
    case LongBinPut:
        memorize(m_in.integer(4));
        return true;
    case Memoize:
        memorize(m_memo.size());
        return true;
    case BinGet:
    case LongBinGet: {
        const auto found = m_memo.find(m_in.integer(opcode == BinGet ? 1 : 4));
        if (found == m_memo.end())
            damage("it refers to a value that is not there");
        else
            push(found->second);
        return true;
    }
    default:
        return false;
    }
}

bool Machine::build(unsigned opcode)
{
    switch (opcode) {
    case EmptyTuple:
    case EmptyList:
    case EmptySet:
        pushNew(Sequence{});
        return true;
    case EmptyDict:
        pushNew(Dict{});
        return true;
    case Tuple:
    case List:
    case FrozenSet:
        pushNew(Sequence{ popToMark() });
        return true;
    case MakeDict: {
        const std::vector<Ref> items = popToMark();
        pushNew(Dict{});
        setItems(top(), items);
        return true;
    }
    case Tuple1:
    case Tuple2:
    case Tuple3: {
        std::vector<Ref> items(opcode - Tuple1 + 1);
        for (std::size_t i = items.size(); i-- > 0;)
            items[i] = pop();
        pushNew(Sequence{ std::move(items) });
        return true;
    }
    case GlobalName: {
        const std::string_view module = m_in.line();
        pushGlobal(module, m_in.line());
        return true;
    }
    case StackGlobal: {
        const Ref name = pop();
        const Ref module = pop();
        const auto* nameText = m_document.as<std::string>(name);
        const auto* moduleText = m_document.as<std::string>(module);
        pushGlobal(moduleText ? *moduleText : "", nameText ? *nameText : "");
        return true;
    }
    case NewObjectEx:
        pop();
        [[fallthrough]];
    case NewObject: {
        pop(); // the arguments: nothing is constructed
        pop(); // the class
        pushNew(Object{});
        return true;
    }
    default:
        return false;
    }
}

bool Machine::fill(unsigned opcode)
{
    switch (opcode) {
    case Append: {
        const Ref item = pop();
        append(top(), { item });
        return true;
    }
    case Appends:
    case AddItems: {
        const std::vector<Ref> items = popToMark();
        append(top(), items);
        return true;
    }
    case SetItem: {
        const Ref value = pop();
        const Ref key = pop();
        setItems(top(), { key, value });
        return true;
    }
    case SetItems: {
        const std::vector<Ref> items = popToMark();
        setItems(top(), items);
        return true;
    }
    case Reduce: {
        const Ref arguments = pop();
        call(pop(), arguments);
        return true;
    }
    case Build: {
        const Ref state = pop();
        setState(top(), state);
        return true;
    }
    case BinPersistent:
        persistent(pop());
        return true;
    default:
        return false;
    }
}

} // namespace lookaway::pickle
