// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace attacca::core {

/// One key of a log line; `value` is JSON already (use json_text() for strings).
struct LogField {
  std::string_view key;
  std::string value;
};

/// True if the environment variable ATTACCA_LOG names a file (or "stderr"). [not audio]
[[nodiscard]] bool log_enabled() noexcept;

/// Appends one JSON line: time in seconds, process, thread id and name, instance, event, fields.
/// Each line is written whole, so that several processes may share a file. Does nothing when not
/// enabled. [not audio].
void log_event(const void* instance, std::string_view event,
               std::initializer_list<LogField> fields = {});

/// `utf8` as a JSON string with quotes. All control characters are escaped, also those that JSON
/// would allow: what files and hosts say ends up on terminals.
[[nodiscard]] std::string json_text(std::string_view utf8);

}  // namespace attacca::core
