// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/dev_log.hpp"

#include <cmath>
#include <ctime>
#include <utility>

#include "text/printable.hpp"

namespace attacca::dev {
namespace {

/// What a plugin prints without ever ending a line is cut into lines of this length.
constexpr std::size_t kLongestLine = 4000;
constexpr std::chrono::seconds kSecond{1};

std::string time_of_day() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto fraction = std::chrono::duration_cast<std::chrono::milliseconds>(
      now - std::chrono::system_clock::from_time_t(seconds));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  char text[32];
  std::snprintf(text, sizeof text, "%02d:%02d:%02d.%03d", parts.tm_hour, parts.tm_min, parts.tm_sec,
                static_cast<int>(fraction.count()));
  return text;
}

}  // namespace

void DevLog::say(std::string_view what, std::string_view text) {
  std::string line = time_of_day() + "  " + std::string(what);
  line.resize(std::max<std::size_t>(line.size() + 1, 12 + 2 + 9), ' ');
  std::string shown = text::printable_lines(text);
  while (shown.ends_with('\n')) shown.pop_back();
  for (const char letter : shown) {
    line += letter;
    if (letter == '\n') line += "    ";
  }
  std::fprintf(to_, "%s\n", line.c_str());
  std::fflush(to_);
}

void DevLog::say(std::string_view what, std::string_view text,
                 const nlohmann::ordered_json& facts) {
  say(what, text);
  const double at = std::chrono::duration<double>(Clock::now() - began_).count();
  nlohmann::ordered_json event = {{"at", std::round(at * 1000.0) / 1000.0}, {"event", what}};
  event.update(facts);
  events_.push_back(std::move(event));
}

void DevLog::printed(std::string_view piece) {
  if (left_out_ > 0 && Clock::now() - second_ >= kSecond) say_left_out();
  for (const char letter : piece) {
    if (letter != '\n') unfinished_ += letter;
    if (letter == '\n' || unfinished_.size() >= kLongestLine) {
      said_by_plugin(std::exchange(unfinished_, {}));
    }
  }
}

void DevLog::said_by_plugin(std::string line) {
  if (Clock::now() - second_ >= kSecond) {
    say_left_out();
    second_ = Clock::now();
    lines_ = 0;
  }
  if (++lines_ <= kMostLines) return say("plugin", line);
  ++left_out_;
  last_left_out_ = std::move(line);
}

void DevLog::say_left_out() {
  const std::size_t count = std::exchange(left_out_, 0);
  if (count > 1) {
    say("plugin", "... and " + counted(count - 1, "line", "lines") + " more in this second");
  }
  if (count > 0) say("plugin", std::exchange(last_left_out_, {}));
}

void DevLog::flush_printed() {
  say_left_out();
  if (!unfinished_.empty()) say("plugin", std::exchange(unfinished_, {}));
}

std::string in_seconds(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f s", seconds);
  return text;
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace attacca::dev
