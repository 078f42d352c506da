// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace attacca::validate {

/// Settings of the whole process, each a name with its value as text, to be compared before and
/// after a plugin was there.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// @name Reads what is set now [any]
/// @{
/// Of all signals: handler and flags. On Windows also the filter of unhandled exceptions.
[[nodiscard]] Settings signal_handlers();
[[nodiscard]] Settings signal_mask();  ///< Of this thread; empty on Windows.
/// Rounding mode, and on x86-64 which exceptions trap. Of this thread.
[[nodiscard]] Settings float_mode();
/// Whether denormals are flushed: FTZ and DAZ. Of this thread; empty where it is no x86-64.
[[nodiscard]] Settings denormal_mode();
[[nodiscard]] Settings locale();            ///< All categories and the decimal point.
[[nodiscard]] Settings environment();       ///< All variables.
[[nodiscard]] Settings folders();           ///< Working folder, root and umask.
[[nodiscard]] Settings standard_streams();  ///< What descriptors 0, 1 and 2 lead to.
[[nodiscard]] Settings resource_limits();   ///< All of getrlimit(2); empty on Windows.
/// Scheduling of this thread: policy, priority, nice value, processors.
[[nodiscard]] Settings scheduling();
/// @}

/// This thread's name, as a debugger shows it. [any]
[[nodiscard]] std::string thread_name();
void set_thread_name(const std::string& name);

/// "0x7f…", as the settings have numbers that are sets of bits and addresses. [any]
[[nodiscard]] std::string hex(std::uint64_t number);

/// The differences, such as "SIGFPE was default and is 0x7f…"; empty: none. What is in only one of
/// them was or is "not set". [any]
[[nodiscard]] std::vector<std::string> changes(const Settings& before, const Settings& after);

}  // namespace attacca::validate
