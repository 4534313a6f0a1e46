// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>

namespace lookaway {

/// Asks a running operation to stop. One CancelSource per operation, never reset; tokens are cheap copies that
/// are passed by value and polled once per batch or chunk. A default token is never cancelled. Thread-safe.
class CancelToken {
public:
    CancelToken() = default;
    bool cancelled() const { return m_flag && m_flag->load(std::memory_order_relaxed); }

private:
    friend class CancelSource;
    explicit CancelToken(std::shared_ptr<std::atomic<bool>> flag)
        : m_flag(std::move(flag))
    {
    }
    std::shared_ptr<std::atomic<bool>> m_flag;
};

class CancelSource {
public:
    CancelToken token() const { return CancelToken(m_flag); }
    void cancel() { m_flag->store(true, std::memory_order_relaxed); }
    bool cancelled() const { return m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

} // namespace lookaway
