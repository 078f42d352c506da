// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "attacca/rt/shared_queue.hpp"
#include "files/file.hpp"
#include "witness/record/entry.hpp"

namespace attacca::witness {

struct RecorderOptions {
  /// Where files go; empty: $ATTACCA_WITNESS_DIR, or attacca/witness in $XDG_STATE_HOME, or in
  /// ~/.local/state.
  std::filesystem::path folder;
  std::uint64_t most_bytes = std::uint64_t{64} << 20U;  ///< of one file
  /// Records on their way to the file. Hosts ask an instrument for 16 times 130 MIDI controllers,
  /// and for each bus, in a few milliseconds; the writer may have to wait longer for a processor.
  std::size_t room = std::size_t{1} << 16U;
};

/// Takes what the threads of a host have called, and writes it to a file on a thread of its own.
/// What is too much for the queue or for the file is counted, and the file says how much it was.
class Recorder {
 public:
  explicit Recorder(RecorderOptions options = {});
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  /// stop().
  ~Recorder();

  /// The number of a new object. [any]
  std::uint32_t next_object() noexcept { return objects_.fetch_add(1) + 1; }

  /// Gives the entry its place, time and thread. [any], wait-free.
  void begin(Entry& entry) noexcept;
  /// Hands it over; what finds no room is counted. [any], lock-free, without system calls.
  void take(const Entry& entry) noexcept;

  /// The first call begins a file; the others do nothing. `host` is a part of its name. [main]
  void open(std::string_view host, std::string_view format);
  /// What was recorded is in the file, and the file is closed. The next open() begins another one.
  /// [main]
  void stop() noexcept;

  struct Figures {
    std::string file;            ///< empty: none yet
    std::string trouble;         ///< why there is none
    std::uint64_t recorded = 0;  ///< calls in the file
    std::uint64_t lost = 0;      ///< records that found no room
  };
  /// [main]
  [[nodiscard]] Figures figures() const;

 private:
  void run();
  void drain();
  void append(const Entry& entry);
  void append_remark(const char* name, std::uint64_t value);
  void write() noexcept;
  Result<void> create(const std::string& host);

  RecorderOptions options_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  rt::SharedQueue<Entry> queue_;
  std::atomic<std::uint64_t> sequence_{0};
  std::atomic<std::uint32_t> objects_{0};
  std::atomic<std::uint64_t> recorded_{0};
  std::atomic<std::uint64_t> left_out_{0};  // for want of room in the file

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::filesystem::path path_;
  std::string trouble_;
  std::thread writer_;

  // The writer's, or nobody's.
  files::FileHandle file_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  std::uint64_t told_lost_ = 0;
  std::map<const char*, std::uint16_t> names_;
  std::map<std::uint64_t, std::uint16_t> threads_;
};

/// The one of this module. [any]
[[nodiscard]] Recorder& recorder();

}  // namespace attacca::witness
