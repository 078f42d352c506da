// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace attacca::host {

/// Whose doing the end of a process was that ran a plugin.
enum class EndCause {
  fault,    ///< A signal that code raises by a mistake of its own: SIGSEGV, SIGABRT and the like.
  limit,    ///< A limit of the system: CPU time (SIGXCPU) or file size (SIGXFSZ).
  outside,  ///< Somebody else: a user, or the kernel when memory ran out (SIGKILL).
};

/// By which a process ended: a signal; on Windows the code of the exception that it did not handle,
/// with which it ends there. [any]
[[nodiscard]] EndCause cause_of(int signal) noexcept;

/// "SIGSEGV" and the like; "signal 40" for those without a name. On Windows "an access violation
/// (0xC0000005)". [any]
[[nodiscard]] std::string name_of_signal(int signal);

/// What else people should know of such an end, for the end of a sentence: ": its limit on CPU time
/// was reached"; empty for faults. [any]
[[nodiscard]] std::string_view remark_on(int signal) noexcept;

/// The limits of this process that are so narrow that a host itself may fail under them, for
/// people: "memory 512 MiB (ulimit -v), 32 open files (ulimit -n)"; empty when there are none.
/// [not audio] Source: getrlimit(2); Windows
/// has no such limits.
[[nodiscard]] std::string narrow_limits();

/// A sentence without its full stop about a process that a signal ended while it ran `who`, such as
/// "Gain (gain.clap) crashed with SIGSEGV while it was loaded". A plugin is blamed only for faults,
/// and under narrow limits not even for these. `limits` are those of narrow_limits(). [any]
[[nodiscard]] std::string describe_signal_end(std::string_view who, int signal,
                                              std::string_view when, std::string_view limits);

/// What an exception says to people who use the program: "there is not enough memory" and the like,
/// never a C++ type's name. [not audio]
[[nodiscard]] std::string describe_exception(const std::exception& error);

}  // namespace attacca::host
