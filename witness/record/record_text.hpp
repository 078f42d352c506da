// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "witness/record/record.hpp"

namespace attacca::witness {

/// Records as text, one a line, which is what replays are written in:
///
///     attacca-replay 1
///     17 3512000 1 2 > clap.plugin.activate 48000.0 1 512
///     18 3540000 1 2 < clap.plugin.activate 1
///
/// Sequence, nanoseconds, thread, object, kind, name, and the values: whole numbers, numbers with a
/// point, "texts" with \\, \" and \xNN, #length:hash for digests, and {…} for ids of 16 bytes.
/// Lines that begin with # say something to people.
inline constexpr std::string_view kReplayHead = "attacca-replay";
inline constexpr int kReplayVersion = 1;

/// The line of one record, without its end. [not audio]
[[nodiscard]] std::string line_of(const Record& record);
/// The values alone, each after a blank. [not audio]
[[nodiscard]] std::string text_of(const std::vector<Value>& values);
/// A whole replay. [not audio]
[[nodiscard]] std::string replay_text(const Recording& recording);

/// Reads a replay; `file` names it in messages. [main] Errors, as "file:line: what": it is no
/// replay, or one of a later version, or a line is wrong.
[[nodiscard]] Result<Recording> parse_replay(std::string_view text, std::string_view file);

}  // namespace attacca::witness
