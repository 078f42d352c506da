// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a script of track changes for `attacca run`.

#include "trial/run/script.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"

namespace attacca::fuzz {
namespace {

using trial::Script;
using trial::ScriptEvent;

void check_change(const host::TrackInfo& change) {
  if (change.name) require(is_utf8(*change.name), "a name is UTF-8");
  if (change.uid) require(is_utf8(*change.uid), "a uid is UTF-8");
  if (change.index) require(*change.index >= 1, "indices count from 1");
  if (change.channel_count) {
    require(*change.channel_count >= 1 && *change.channel_count <= 64, "channels");
  }
  if (change.volume) require(*change.volume >= 0.0 && *change.volume <= 16.0, "volume");
  if (change.pan) require(*change.pan >= 0.0 && *change.pan <= 1.0, "pan");
  if (change.role) require(!change.role->empty(), "a role is some role");
}

void check_script(const Script& script, std::size_t lines, std::size_t tracks) {
  require(script.events.size() <= trial::kMostScriptEvents, "no more events than allowed");
  double before = 0.0;
  bool runs = true;
  for (const ScriptEvent& event : script.events) {
    require(event.time >= before && event.time <= trial::kLongestScript, "in the order of time");
    before = event.time;
    require(event.line >= 1 && event.line <= lines, "each event stands on a line");
    require(!event.track || *event.track < tracks, "on a track that there is");
    if (event.kind == ScriptEvent::Kind::change) {
      check_change(event.change);
    } else if (event.kind == ScriptEvent::Kind::note) {
      require(event.note < script.notes.size(), "a note is one of the script's");
    } else if (event.kind != ScriptEvent::Kind::action) {
      require((event.kind == ScriptEvent::Kind::stop) == runs, "stop and start come in turns");
      runs = !runs;
    }
  }
}

/// "s:LINE:COLUMN: why", where LINE and COLUMN are in the script.
void check_mistake(std::string_view message, std::string_view text) {
  require(is_one_clear_line(message), "a mistake is one clear line");
  std::size_t line = 0;
  std::size_t column = 0;
  require(message.starts_with("s:"), "it begins with the file");
  const char* const end = message.data() + message.size();
  const auto line_end = std::from_chars(message.data() + 2, end, line);
  require(line_end.ec == std::errc() && *line_end.ptr == ':', "then the line");
  const auto column_end = std::from_chars(line_end.ptr + 1, end, column);
  require(column_end.ec == std::errc() && end - column_end.ptr > 2, "then the column");
  for (std::size_t i = 1; i < line; ++i) {
    require(text.find('\n') != std::string_view::npos, "the line is in the script");
    text.remove_prefix(text.find('\n') + 1);
  }
  text = text.substr(0, text.find('\n'));
  require(line >= 1 && column >= 1 && column <= text.size() + 1, "the column is on its line");
}

/// Counts with many digits take memory and time, which the limits allow and the fuzzer does not
/// have; they are tested elsewhere.
bool has_large_counts(std::string_view text) {
  std::size_t digits = 0;
  std::size_t repetitions = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    repetitions += c == 'b' || c == 'p' ? 1 : 0;  // burst, repeat
    if (digits > 3 && repetitions > 0) return true;
  }
  return repetitions > 64;
}

void check(std::string_view text) {
  if (has_large_counts(text)) return;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  for (const std::size_t tracks : {std::size_t{1}, std::size_t{3}}) {
    const auto script = trial::parse_script(text, "s", tracks);
    if (!script) {
      check_mistake(script.error().message, text);
      continue;
    }
    check_script(*script, lines, tracks);
    // A comment below changes nothing, and one above only the numbers of the lines.
    const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::string framed = "# above\r\n" + std::string(text.substr(mark)) + "\n  # below";
    const auto again = trial::parse_script(framed, "s", tracks);
    require(again && again->events.size() == script->events.size(), "comments are nothing");
    for (std::size_t i = 0; i < script->events.size(); ++i) {
      require(again->events[i].line == script->events[i].line + 1, "below a comment");
      require(again->events[i].change == script->events[i].change, "the same change");
    }
  }
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
