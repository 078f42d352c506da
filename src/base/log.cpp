// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "base/log.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/unicode.hpp"
#include "platform/append_file.hpp"
#include "platform/process.hpp"
#include "platform/user_log.hpp"

namespace attacca::core {

namespace {

/// The log. The environment is read once: a host may change it later.
const AppendFile& log_file() noexcept {
  static const AppendFile file = [] {
    const char* path = std::getenv("ATTACCA_LOG");
    if (path == nullptr || *path == '\0') {
      const std::string users = user_log();
      return users.empty() ? AppendFile() : AppendFile(users.c_str());
    }
    if (std::string_view(path) == "stderr") return AppendFile::standard_error();
    return AppendFile(path);
  }();
  return file;
}

void append_code(std::string& out, unsigned code) {
  char text[8];
  std::snprintf(text, sizeof text, "\\u%04x", code & 0xFFFFu);
  out += text;
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte != 0x7F) {
    out += c;
  } else {
    append_code(out, byte);
  }
}

/// Whether U+0080 to U+009F is at `at`: controls in two bytes.
bool is_wide_control(std::string_view utf8, std::size_t at) noexcept {
  return utf8[at] == '\xC2' && at + 1 < utf8.size() &&
         static_cast<unsigned char>(utf8[at + 1]) < 0xA0;
}

/// The keys that every line begins with. Seconds are put together from integers, so that the
/// decimal mark is a point in every locale.
std::string line_head(const void* instance) {
  using std::chrono::microseconds;
  constexpr std::int64_t kSecond = 1'000'000;
  const std::int64_t now =
      std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  char text[160];
  std::snprintf(text, sizeof text,
                "{\"time\":%lld.%06ld,\"process\":%ld,\"thread\":%ld,\"thread_name\":",
                static_cast<long long>(now / kSecond), static_cast<long>(now % kSecond),
                process_id(), thread_id());
  std::string line = text;
  line += json_text(thread_name());
  std::snprintf(text, sizeof text, ",\"instance\":\"%p\"", instance);
  return line + text;
}

}  // namespace

bool log_enabled() noexcept {
  return log_file().usable();
}

void log_event(const void* instance, std::string_view event,
               std::initializer_list<LogField> fields) {
  if (!log_enabled()) return;
  std::string line = line_head(instance);
  line += ",\"event\":";
  line += json_text(event);
  for (const LogField& field : fields) {
    line += ',';
    line += json_text(field.key);
    line += ':';
    line += field.value;
  }
  line += "}\n";
  log_file().append(line);
}

std::string json_text(std::string_view utf8) {
  std::string out = "\"";
  const std::string valid = valid_utf8(utf8);
  for (std::size_t i = 0; i < valid.size(); ++i) {
    if (is_wide_control(valid, i)) {
      append_code(out, static_cast<unsigned char>(valid[++i]));
    } else {
      append_escaped(out, valid[i]);
    }
  }
  out += '"';
  return out;
}

}  // namespace attacca::core
