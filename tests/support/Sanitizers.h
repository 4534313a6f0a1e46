// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway::test {

/// True in a build with ASan or TSan: everything takes several times longer, and memory that was freed stays for a
/// while, so that neither a time limit nor the size of the process means what it means otherwise.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

} // namespace lookaway::test
