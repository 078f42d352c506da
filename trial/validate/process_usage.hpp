// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace attacca::validate {

/// What this process uses, as the kernel and the C library count it. [any]
/// @{

/// Threads that exist now, without those that the system has for itself. One that was joined may be
/// counted for a moment longer.
[[nodiscard]] std::size_t thread_count();
/// Their names, such as "attacca".
[[nodiscard]] std::vector<std::string> thread_names();
/// Open descriptors with what they lead to, such as "5 → socket:[1234]".
[[nodiscard]] std::vector<std::string> open_descriptors();
/// Resident memory in bytes.
[[nodiscard]] std::size_t resident_bytes();
/// Bytes that malloc has given out and not got back. Nothing where malloc is not the C library's (a
/// preloaded one, a sanitizer's) or does not count (glibc does since 2.33). Exact, where resident
/// memory also has what malloc keeps for later.
[[nodiscard]] std::optional<std::size_t> allocated_bytes();
/// Child processes that exist now.
[[nodiscard]] std::size_t child_count();
/// Processor time of all threads so far, seconds.
[[nodiscard]] double cpu_seconds();
/// @}

/// Waits until there are at most `count` threads, up to 2 s: the kernel takes a moment to forget a
/// thread that has ended. [main] Returns how many there are.
std::size_t wait_for_threads(std::size_t count);

/// "a, b, c". [any]
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace attacca::validate
