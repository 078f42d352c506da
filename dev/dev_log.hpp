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
  /// What a plugin printed, in whole lines; pieces are put together.
  void printed(std::string_view piece);
  /// The rest of a line without an end.
  void flush_printed();

  [[nodiscard]] const nlohmann::ordered_json& events() const noexcept { return events_; }

 private:
  using Clock = std::chrono::steady_clock;

  std::FILE* to_;
  const Clock::time_point began_ = Clock::now();
  nlohmann::ordered_json events_ = nlohmann::ordered_json::array();
  std::string unfinished_;
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
