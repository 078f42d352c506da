// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/script.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "files/file.hpp"
#include "text/utf8.hpp"
#include "trial/run/script_change.hpp"
#include "trial/run/script_line.hpp"

namespace attacca::trial {
namespace {

/// Equal times keep their order. Not std::stable_sort: in some versions of libstdc++ it uses what
/// that library itself has deprecated, which is a warning.
void sort_by_time(std::vector<ScriptEvent>& events) {
  std::vector<std::size_t> order(events.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&events](std::size_t a, std::size_t b) {
    return events[a].time != events[b].time ? events[a].time < events[b].time : a < b;
  });
  std::vector<ScriptEvent> sorted;
  sorted.reserve(events.size());
  for (const std::size_t i : order) sorted.push_back(std::move(events[i]));
  events = std::move(sorted);
}

constexpr std::string_view kActions = "param, load-state, save-state, sidechain";

bool is_action(std::string_view word) noexcept {
  return word == "param" || word == "load-state" || word == "save-state" || word == "sidechain";
}

/// Reads lines one after the other; what they set stays in force for the lines below.
class Parser {
 public:
  Parser(std::string_view file, std::size_t tracks) : file_(file), tracks_(tracks) {}

  Result<Script> parse(std::string_view text);

 private:
  bool read_line(ScriptLine& line);
  bool read_time(ScriptLine& line, const ScriptWord& word);
  bool read_setting(ScriptLine& line, const ScriptWord& word);
  bool read_event(ScriptLine& line);
  bool read_engine(ScriptLine& line, const ScriptWord& word);
  bool read_actions(ScriptLine& line);
  bool add_action(ScriptLine& line, std::size_t column, ScriptAction action);
  bool read_notes(ScriptLine& line);
  bool read_repetition(ScriptLine& line, const ScriptWord& word);
  bool read_track(ScriptLine& line);
  bool expect_word(ScriptLine& line, std::string_view expected);
  bool expect_end(ScriptLine& line);
  bool add_changes(ScriptLine& line, std::size_t column, std::size_t count, double spacing);
  [[nodiscard]] Result<void> check_engine_states() const;
  [[nodiscard]] std::string at(std::size_t line, std::size_t column) const;

  std::string file_;
  std::size_t tracks_;
  std::size_t line_number_ = 0;
  double time_ = 0.0;  ///< Of the last event so far; relative times count from it.
  ScriptEvent settings_;
  Script script_;
};

std::string Parser::at(std::size_t line, std::size_t column) const {
  return file_ + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
}

Result<Script> Parser::parse(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number_;
    const std::size_t bad = std::min(text::find_malformed_utf8(content), content.find('\0'));
    if (bad != std::string_view::npos) {
      return fail(at(line_number_, text::count_code_points(content.substr(0, bad)) + 1) +
                  "this is not text; expected UTF-8 without NUL bytes");
    }
    ScriptLine line(content);
    if (!read_line(line)) return fail(at(line_number_, line.mistake_column()) + line.message());
  }
  sort_by_time(script_.events);
  if (auto states = check_engine_states(); !states) return tl::unexpected(states.error());
  return std::move(script_);
}

bool Parser::read_line(ScriptLine& line) {
  if (line.is_at_end()) return true;
  const ScriptWord word = line.peek();
  const bool is_timed =
      !word.text.empty() &&
      std::string_view("0123456789+-.").find(word.text[0]) != std::string_view::npos;
  if (is_timed && !read_time(line, line.take())) return false;
  const ScriptWord what = line.peek();
  const bool is_setting = what.text == "track" || what.text == "thread" || what.text == "send";
  if (is_setting && is_timed) {
    return line.mistake(word.column, "\"" + std::string(what.text) +
                                         "\" holds for the lines below it; expected it without a "
                                         "time");
  }
  if (is_setting) return read_setting(line, line.take()) && expect_end(line);
  return read_event(line);
}

bool Parser::read_time(ScriptLine& line, const ScriptWord& word) {
  const bool is_relative = word.text.front() == '+';
  ScriptLine number(word.text.substr(is_relative ? 1 : 0));
  const auto seconds = take_number(number, 0.0, kLongestScript, "");
  if (!seconds) {
    return line.mistake(word.column,
                        "found " + shown(word) +
                            "; expected a time in seconds from 0 to 86400, such as 0.5, or +0.5 "
                            "for that long after the line before");
  }
  time_ = is_relative ? time_ + *seconds : *seconds;
  return time_ <= kLongestScript ||
         line.mistake(word.column, "this is after more than 86400 seconds; expected less");
}

bool Parser::read_setting(ScriptLine& line, const ScriptWord& word) {
  if (word.text == "track") return read_track(line);
  const ScriptWord value = line.take();
  if (word.text == "thread") {
    settings_.from =
        value.text == "worker" ? host::SendFrom::worker_thread : host::SendFrom::main_thread;
    return value.text == "worker" || value.text == "main" ||
           line.mistake(value.column, "found " + shown(value) + "; expected main or worker");
  }
  settings_.partial = value.text == "changed";
  return value.text == "changed" || value.text == "all" ||
         line.mistake(value.column, "found " + shown(value) + "; expected all or changed");
}

bool Parser::read_track(ScriptLine& line) {
  if (line.peek().text == "all") {
    line.take();
    settings_.track.reset();
    return true;
  }
  const auto number =
      take_count(line, 1, static_cast<std::uint32_t>(tracks_),
                 tracks_ == 1 ? "1 or all: there is one track"
                              : "all or a number from 1 to " + std::to_string(tracks_));
  if (!number) return false;
  settings_.track = *number - 1;
  return true;
}

bool Parser::read_event(ScriptLine& line) {
  const ScriptWord word = line.peek();
  if (word.text == "stop" || word.text == "start") return read_engine(line, line.take());
  if (word.text == "burst" || word.text == "repeat") return read_repetition(line, line.take());
  if (is_action(word.text)) return read_actions(line);
  if (is_script_note(word.text)) return read_notes(line);
  if (is_script_field(word.text)) return add_changes(line, word.column, 1, 0.0);
  return line.mistake(line.column(), "found " + shown(line.is_at_end() ? ScriptWord{} : word) +
                                         "; expected " + std::string(kScriptFields) + "; " +
                                         std::string(kActions) + "; " + std::string(kScriptNotes) +
                                         "; burst, repeat, stop, start, track, thread or send");
}

bool Parser::read_actions(ScriptLine& line) {
  do {
    const ScriptWord word = line.take();
    if (!is_action(word.text)) {
      return line.mistake(word.column,
                          "found " + shown(word) + "; expected " + std::string(kActions));
    }
    ScriptAction action;
    if (word.text == "param") {
      const auto name = take_word_or_text(line, "a parameter's name");
      if (!name) return false;
      const auto value = take_word_or_text(line, "a value, such as 0.5 or normalized:0.5");
      if (!value) return false;
      action = {ScriptAction::Kind::param, *name, *value};
    } else {
      const bool is_sidechain = word.text == "sidechain";
      const bool ends = is_sidechain && line.peek().text == "off";
      if (ends) line.take();
      const auto file = ends ? std::optional<std::string>("")
                             : take_word_or_text(line, is_sidechain ? "a file, or off" : "a file");
      if (!file) return false;
      action.kind = is_sidechain                ? ScriptAction::Kind::sidechain
                    : word.text == "load-state" ? ScriptAction::Kind::load_state
                                                : ScriptAction::Kind::save_state;
      action.value = *file;
    }
    if (!add_action(line, word.column, std::move(action))) return false;
  } while (!line.is_at_end());
  return true;
}

bool Parser::add_action(ScriptLine& line, std::size_t column, ScriptAction action) {
  if (script_.events.size() >= kMostScriptEvents) {
    return line.mistake(column, "the script has more than 1000000 changes; expected fewer");
  }
  ScriptEvent event = settings_;
  event.time = time_;
  event.line = line_number_;
  event.kind = ScriptEvent::Kind::action;
  event.action = script_.actions.size();
  script_.actions.push_back(std::move(action));
  script_.events.push_back(std::move(event));
  return true;
}

bool Parser::read_notes(ScriptLine& line) {
  do {
    const std::size_t column = line.column();
    auto note = take_note(line);
    if (!note) return false;
    if (script_.events.size() >= kMostScriptEvents) {
      return line.mistake(column, "the script has more than 1000000 changes; expected fewer");
    }
    ScriptEvent event = settings_;
    event.time = time_;
    event.line = line_number_;
    event.kind = ScriptEvent::Kind::note;
    event.note = script_.notes.size();
    script_.notes.push_back(std::move(*note));
    script_.events.push_back(std::move(event));
  } while (!line.is_at_end());
  return true;
}

bool Parser::read_engine(ScriptLine& line, const ScriptWord& word) {
  ScriptEvent event;
  event.time = time_;
  event.line = line_number_;
  event.kind = word.text == "stop" ? ScriptEvent::Kind::stop : ScriptEvent::Kind::start;
  script_.events.push_back(std::move(event));
  return expect_end(line);
}

bool Parser::read_repetition(ScriptLine& line, const ScriptWord& word) {
  const std::size_t column = word.column;
  const bool is_burst = word.text == "burst";
  const auto count = take_count(line, 1, kMostScriptEvents, "how often, from 1 to 1000000");
  if (!count || !expect_word(line, is_burst ? "over" : "every")) return false;
  const auto seconds = take_number(line, 0.0, kLongestScript,
                                   is_burst ? "seconds from the first to the last, such as 0.5"
                                            : "seconds from one to the next, such as 0.01");
  if (!seconds) return false;
  const double steps = *count > 1 ? static_cast<double>(*count - 1) : 1.0;
  return add_changes(line, column, *count, is_burst ? *seconds / steps : *seconds);
}

bool Parser::expect_word(ScriptLine& line, std::string_view expected) {
  const ScriptWord word = line.take();
  return word.text == expected ||
         line.mistake(word.column,
                      "found " + shown(word) + "; expected \"" + std::string(expected) + "\"");
}

bool Parser::expect_end(ScriptLine& line) {
  return line.is_at_end() ||
         line.mistake(line.column(), "there is more on this line; expected its end or a comment");
}

bool Parser::add_changes(ScriptLine& line, std::size_t column, std::size_t count, double spacing) {
  ScriptChange change;
  if (!change.read(line)) return false;
  const double last = time_ + static_cast<double>(count - 1) * spacing;
  if (last > kLongestScript) {
    return line.mistake(column, "this goes on for more than 86400 seconds; expected less");
  }
  if (script_.events.size() + count > kMostScriptEvents) {
    return line.mistake(column, "the script has more than 1000000 changes; expected fewer");
  }
  for (std::size_t i = 0; i < count; ++i) {
    ScriptEvent event = settings_;
    event.time = time_ + static_cast<double>(i) * spacing;
    event.line = line_number_;
    event.change = change.at(i + 1, count);
    script_.events.push_back(std::move(event));
  }
  time_ = last;
  return true;
}

Result<void> Parser::check_engine_states() const {
  bool is_running = true;
  std::size_t since = 0;
  for (const ScriptEvent& event : script_.events) {
    const bool is_engine =
        event.kind == ScriptEvent::Kind::stop || event.kind == ScriptEvent::Kind::start;
    if (!is_engine) continue;
    const bool starts = event.kind == ScriptEvent::Kind::start;
    if (starts == is_running) {
      const std::string state = is_running ? "runs" : "is stopped";
      const std::string when =
          since == 0 ? "from the beginning" : "since line " + std::to_string(since);
      return fail(at(event.line, 1) + "the engine " + state + " already, " + when +
                  "; expected stop and start in turns");
    }
    is_running = starts;
    since = event.line;
  }
  return {};
}

}  // namespace

Result<Script> parse_script(std::string_view text, std::string_view file, std::size_t tracks) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // some editors' mark for UTF-8
  return Parser(file, tracks).parse(text);
}

Result<Script> read_script(const std::filesystem::path& path, std::size_t tracks) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;
  const auto text = files::read_text(path, kMostBytes);
  if (!text) return fail("the script: " + text.error().message);
  return parse_script(*text, path.string(), tracks);
}

}  // namespace attacca::trial
