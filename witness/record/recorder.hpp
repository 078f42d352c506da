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
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "attacca/rt/shared_queue.hpp"
#include "files/file.hpp"
#include "witness/record/entry.hpp"
#include "witness/record/keyed_digest.hpp"

namespace attacca::witness {

struct RecorderOptions {
  /// Where files go; empty: $ATTACCA_WITNESS_DIR, or attacca/witness in $XDG_STATE_HOME, or in
  /// ~/.local/state. Empty and $ATTACCA_WITNESS_DIR is "off": nothing is recorded.
  std::filesystem::path folder;
  std::uint64_t most_bytes = std::uint64_t{64} << 20U;  ///< of one file
  /// Of all recordings in the folder, before a new one is begun.
  std::uint64_t most_bytes_of_folder = std::uint64_t{1} << 30U;
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

  /// What digests are made with: drawn at random, and kept nowhere else. [any]
  [[nodiscard]] const DigestKey& key() const noexcept { return key_; }

  /// The number of a new object. [any]
  std::uint32_t next_object() noexcept { return objects_.fetch_add(1) + 1; }

  /// Gives the entry its place, time and thread. [any], wait-free.
  void begin(Entry& entry) noexcept;
  /// Hands it over; what finds no room is counted. [any], lock-free, without system calls.
  void take(const Entry& entry) noexcept;

  /// The first call begins a file; the others do nothing. `host` is a part of its name. What goes
  /// wrong is in figures(). [main]
  void open(std::string_view host, std::string_view format) noexcept;
  /// What was recorded is in the file, and the file is closed. The next open() begins another one.
  /// In a forked child nothing happens. [main]
  void stop() noexcept;
  /// When the module goes. Between open() and stop(), where a host has not left the module, it
  /// stops and keeps its memory: threads may still call. Otherwise nothing is recorded any more.
  /// [main]
  void retire() noexcept;

  struct Figures {
    std::string file;            ///< empty: none yet
    std::string trouble;         ///< why there is none, or why the file has ended
    std::uint64_t recorded = 0;  ///< calls in the file
    std::uint64_t lost = 0;      ///< records that found no room
  };
  /// [main]
  [[nodiscard]] Figures figures() const;

 private:
  [[nodiscard]] bool is_forked() const noexcept;
  void run() noexcept;
  void drain();
  void append(const Entry& entry);
  void append_remark(const char* name, std::uint64_t value);
  void tell_losses();
  void write() noexcept;
  void give_up(std::string_view why) noexcept;
  void complain(std::string_view why) noexcept;
  Result<void> create(const std::string& host);

  RecorderOptions options_;
  DigestKey key_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<bool> is_off_{false};
  std::optional<rt::SharedQueue<Entry>> queue_;
  std::atomic<std::uint64_t> sequence_{0};
  std::atomic<std::uint32_t> objects_{0};
  std::atomic<std::uint64_t> recorded_{0};
  std::atomic<std::uint64_t> left_out_{0};  // for want of room in the file
  std::atomic<bool> has_session_{false};    // between open() and stop(), with a file or without
  std::atomic<long> opened_by_{0};          // the process

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::filesystem::path path_;
  std::string trouble_;
  std::thread writer_;

  // The writer's, or nobody's.
  files::FileHandle file_;
  std::string buffer_;
  std::uint64_t buffered_ = 0;        // records
  std::uint64_t buffered_calls_ = 0;  // of them
  std::uint64_t written_ = 0;
  bool is_full_ = false;
  std::uint64_t told_lost_ = 0;
  std::uint64_t told_left_out_ = 0;
  std::map<const char*, std::uint16_t> names_;
  std::map<std::uint64_t, std::uint16_t> threads_;
};

/// The one of this module. [any]
[[nodiscard]] Recorder& recorder() noexcept;

}  // namespace attacca::witness
