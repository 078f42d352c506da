// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca::host {

/// Collects what a plugin logs until the main thread reads it. Lines from the audio thread are cut
/// at 240 bytes and dropped, and counted, when the box is full.
class LogInbox {
 public:
  void add_from_audio(std::int32_t severity, const char* text) noexcept;  ///< [audio]
  void add(std::int32_t severity, const char* text);                      ///< [not audio]

  /// Calls `use(severity, std::string_view)` for each line. [main]
  template <typename Use>
  void deliver(Use&& use) {
    lines_.reader().drain([&](const Line& line) { use(line.severity, line.text.data()); });
    std::vector<std::pair<std::int32_t, std::string>> others;
    {
      const std::lock_guard lock(mutex_);
      others.swap(others_);
    }
    for (const auto& [severity, text] : others) use(severity, text);
  }

 private:
  struct Line {
    std::int32_t severity;
    std::array<char, 241> text;
  };
  rt::SingleReaderSingleWriterQueue<Line> lines_{64};
  std::mutex mutex_;
  std::vector<std::pair<std::int32_t, std::string>> others_;
};

}  // namespace attacca::host
