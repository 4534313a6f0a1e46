// SPDX-License-Identifier: MIT
#include "StopSignals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace lookaway {

namespace {

// What a signal handler may touch: lock-free atomics and write().
std::atomic<int> writeEnd{ -1 };
std::atomic<bool> stopping{ false };
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

constexpr char stopByte = 's';
constexpr char endByte = 'e';
constexpr std::array<int, 3> handled = { SIGINT, SIGTERM, SIGHUP };
std::array<struct sigaction, handled.size()> earlier;

void send(char byte)
{
    const int descriptor = writeEnd.load();
    while (::write(descriptor, &byte, 1) < 0 && errno == EINTR) { }
}

extern "C" void onSignal(int number)
{
    const int savedErrno = errno;
    if (stopping.exchange(true)) {
        if (number == SIGINT) {
            constexpr char text[] = "\nStopped at once.\n";
            (void)!::write(STDERR_FILENO, text, sizeof text - 1);
            ::_exit(128 + SIGINT);
        }
    } else {
        send(stopByte);
    }
    errno = savedErrno;
}

} // namespace

StopSignals::StopSignals(std::function<void()> onStop)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    m_readEnd = ends[0];
    writeEnd = ends[1];
    stopping = false;
    m_watcher = std::thread([descriptor = m_readEnd, onStop = std::move(onStop)] {
        for (char byte = 0; byte != endByte;) {
            const ssize_t count = ::read(descriptor, &byte, 1);
            if (count == 1 && byte == stopByte)
                onStop();
            else if (count <= 0 && errno != EINTR)
                return;
        }
    });
    struct sigaction action { };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < handled.size(); ++i)
        ::sigaction(handled[i], &action, &earlier[i]);
    const auto& hangUp = earlier[handled.size() - 1];
    if (hangUp.sa_handler == SIG_IGN)
        ::sigaction(SIGHUP, &hangUp, nullptr);
}

StopSignals::~StopSignals()
{
    for (std::size_t i = 0; i < handled.size(); ++i)
        ::sigaction(handled[i], &earlier[i], nullptr);
    send(endByte);
    m_watcher.join();
    ::close(writeEnd.exchange(-1));
    ::close(m_readEnd);
}

void reportWriteFailuresAsErrors()
{
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
}

} // namespace lookaway
