// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace attacca::dev {

/// What the loop says, line by line with the time of day, and what it remembers of it for a
/// document at the end. All members [main].
class DevLog {
 public:
  explicit DevLog(std::FILE* to) : to_(to) {}

  /// `what` is one word: "saved", "built", "swapped" … Lines after the first are indented.
  void say(std::string_view what, std::string_view text);
  /// The same with facts for the document, under "events".
  void say(std::string_view what, std::string_view text, const nlohmann::ordered_json& facts);
  /// What a plugin printed, in whole lines; pieces are put together. An empty one says, when the
  /// time has come, what was left out.
  void printed(std::string_view piece);
  /// A line of the plugin's, or of its player's. Of more than kMostLines in a second the rest is
  /// counted, and of it the last one said.
  void said_by_plugin(std::string line);
  /// The rest of a line without an end, and what was left out.
  void flush_printed();
  static constexpr std::size_t kMostLines = 200;

  [[nodiscard]] const nlohmann::ordered_json& events() const noexcept { return events_; }

 private:
  using Clock = std::chrono::steady_clock;

  std::FILE* to_;
  const Clock::time_point began_ = Clock::now();
  nlohmann::ordered_json events_ = nlohmann::ordered_json::array();
  void say_left_out();

  std::string unfinished_;
  Clock::time_point second_ = Clock::now();  ///< when the present one began
  std::size_t lines_ = 0;                    ///< of the plugin, in it
  std::size_t left_out_ = 0;
  std::string last_left_out_;
};

/// "1.31 s". [any]
[[nodiscard]] std::string in_seconds(double seconds);

/// "1 file", "2 files". [any]
[[nodiscard]] std::string counted(std::size_t count, const char* one, const char* many);

[[nodiscard]] inline double seconds_between(std::chrono::steady_clock::time_point from,
                                            std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace attacca::dev
