// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace lookaway {

/// Why something that can be expected to fail (a file, a format, a setting) did fail, for a person:
/// `what` is one sentence that names the file or setting and says what is wrong, `hint` says what to do
/// (may be empty). Cancelled is not failed: a cancelled operation carries Kind::Cancelled.
struct [[nodiscard]] Error {
    enum class Kind { Failed, Cancelled };

    std::string what;
    std::string hint = {};
    Kind kind = Kind::Failed;

    bool cancelled() const { return kind == Kind::Cancelled; }
    /// what and hint as one line of text.
    std::string message() const { return hint.empty() ? what : what + " " + hint; }
};

inline Error fail(std::string what, std::string hint = {})
{
    return { std::move(what), std::move(hint), Error::Kind::Failed };
}

inline Error cancelled()
{
    return { "Cancelled.", {}, Error::Kind::Cancelled };
}

/// A value or an Error. Returned by everything that can be expected to fail; exceptions are left for broken
/// invariants. value() on an error is such a broken invariant (std::bad_variant_access).
template <class T> class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& value() const& { return std::get<0>(m_state); }
    T& value() & { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::get<0>(std::move(m_state)); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<std::monostate, Error> m_state;
};

} // namespace lookaway
