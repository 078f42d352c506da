// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <filesystem>

#include "host/crash/crash_report.hpp"

namespace attacca::dev {

/// Of a crash, what the author of the plugin wants to see: of each stack the frames down to those
/// that called the plugin, whose binary lies below `copies`; of a process that was asked where it
/// is, the threads that may keep it. [any]
[[nodiscard]] host::CrashReport of_interest(host::CrashReport crash,
                                            const std::filesystem::path& copies);

}  // namespace attacca::dev
