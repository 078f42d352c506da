// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "host/crash/crash_report.hpp"
#include "host/stack/symbolizer.hpp"

namespace attacca::trial {

/// [{function, file, line, module, offset, inlined}], the innermost first; what is unknown is null,
/// offset is "0x…". [any]
[[nodiscard]] nlohmann::ordered_json json_of_frames(const std::vector<host::SourceFrame>& frames);

/// {signal, address: "0x…" or null, threads: [{id, name, main, in_audio_callback, frames}]}. [any]
[[nodiscard]] nlohmann::ordered_json json_of_crash(const host::CrashReport& report);

}  // namespace attacca::trial
