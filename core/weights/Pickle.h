// SPDX-License-Identifier: MIT
#pragma once

#include "weights/FileBytes.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <variant>

/// The part of Python's pickle language that PyTorch checkpoints need, read without ever calling anything: a global is
/// a name, a call of one of a few known functions becomes the value that it would give, any other call is an error.
namespace lookaway::pickle {

/// Index of a value in its Document. Values refer to each other by index, in cycles too, and die with the Document.
using Ref = std::uint32_t;

struct Global {
    std::string name; // "torch.FloatStorage"
};
/// A list, tuple or set.
struct Sequence {
    std::vector<Ref> items;
};
struct Dict {
    std::vector<std::pair<Ref, Ref>> items;
};
/// Elements of one type, stored elsewhere in the file under a key.
struct Storage {
    Ref key = 0;  // a string
    Ref type = 0; // a Global, "torch.FloatStorage"
    std::uint64_t viewOffset = 0;
    std::uint64_t elements = 0; // as the file claims
};
struct Tensor {
    Ref storage = 0;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};
/// An instance of any class: only its attributes (a Dict, if it has any), never the thing itself.
struct Object {
    Ref state = 0;
};

using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Global, Sequence, Dict, Storage,
    Tensor, Object>;

struct Document {
    std::vector<Value> values;
    Ref root = 0;

    template <class T> const T* as(Ref ref) const { return std::get_if<T>(&values[ref]); }
    /// The value of a string key in a Dict, the last one if it is there several times; nullopt if absent.
    std::optional<Ref> find(const Dict& dict, std::string_view key) const;
};

/// Bytes that are read in order. Reading past the end gives zeros and sets `truncated`.
struct Cursor {
    const std::byte* data = nullptr;
    std::uint64_t size = 0;
    std::uint64_t position = 0;
    bool truncated = false;

    std::uint64_t integer(int bytes); // little-endian
    std::string_view text(std::uint64_t bytes);
    std::string_view line(); // without its line feed
};

/// Runs one pickle and leaves the cursor behind it.
class Machine {
public:
    Machine(Cursor& in, Budget& budget, const std::string& fileName);
    Result<Document> run();

private:
    void step(unsigned opcode);
    bool pushScalar(unsigned opcode);
    bool pushText(unsigned opcode);
    bool useMemo(unsigned opcode);
    bool build(unsigned opcode);
    bool fill(unsigned opcode);

    void call(Ref function, Ref arguments);
    void callTensor(const Sequence& arguments);
    void callDict(const Sequence& arguments);
    void persistent(Ref id);
    void setState(Ref object, Ref state);
    void setItems(Ref target, const std::vector<Ref>& items);
    void append(Ref target, const std::vector<Ref>& items);

    Ref add(Value value);
    void push(Ref ref) { m_stack.push_back(ref); }
    void pushGlobal(std::string_view module, std::string_view name);
    void pushNew(Value value) { push(add(std::move(value))); }
    Ref pop();
    Ref top();
    std::vector<Ref> popToMark();
    void memorize(std::uint64_t index);
    void pushLong(std::uint64_t bytes);

    bool failed() const { return m_error.has_value(); }
    void damage(const std::string& why);
    /// The value's integers when it is a sequence of nothing else.
    bool integers(Ref ref, std::vector<std::int64_t>& out);
    const std::string& globalName(Ref ref) const;

    Cursor& m_in;
    Budget& m_budget;
    std::string m_fileName;
    Document m_document;
    std::vector<Ref> m_stack;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, Ref> m_memo;
    std::optional<Error> m_error;
};

} // namespace lookaway::pickle
