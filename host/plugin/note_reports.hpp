// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "attacca/rt/single_reader_single_writer_queue.hpp"
#include "host/plugin/note_event.hpp"

namespace attacca::host {

/// Whether notes that are tapped still go to the main thread.
enum class TapMode : std::uint8_t { instead, beside };

/// Who takes a plugin's notes at once, on the audio thread.
class NoteTap {
 public:
  /// While the plugin processes; `event.sysex` lives as long as the call. [audio]
  virtual void note(const NoteEvent& event) noexcept = 0;

 protected:
  ~NoteTap() = default;
};

/// What a plugin sends while it processes, on its way to the main thread, with the bytes of its
/// SysEx. What finds no room is counted.
class NoteReports {
 public:
  static constexpr std::size_t kReports = 4096;
  static constexpr std::size_t kBytes = std::size_t{1} << 18;

  /// For a plugin that has note ports; without it, all that is added is lost. Takes 650 kB, so that
  /// a thousand plugins without notes do not need it. Not while anything processes. [main]
  void make_room() {
    if (queues_ == nullptr) queues_ = std::make_unique<Queues>();
  }

  /// Has `tap` called for all that is added, instead of the main thread's getting it or beside
  /// that. Null: the main thread alone again. Not while anything processes. [main]
  void set_tap(NoteTap* tap, TapMode mode = TapMode::instead) noexcept {
    tap_ = tap;
    tap_mode_ = mode;
  }

  /// What is added from here on happens in the block that begins at frame `position`. [audio]
  void begin_block(std::int64_t position) noexcept {
    position_ = static_cast<std::uint64_t>(position < 0 ? 0 : position);
  }

  /// Copies the event and its bytes. [audio]
  void add(const NoteEvent& event) noexcept {
    if (tap_ != nullptr) {
      tap_->note(event);
      if (tap_mode_ == TapMode::instead) return;
    }
    const bool fits = queues_ != nullptr && queues_->reports.writer().room() > 0 &&
                      (event.sysex.empty() || queues_->bytes.writer().room() >= event.sysex.size());
    if (!fits) {
      lost_.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    for (const std::uint8_t byte : event.sysex) (void)queues_->bytes.writer().push(byte);
    (void)queues_->reports.writer().push({event, position_ + event.frame});
  }

  /// Whether `events` more would be taken. [audio]
  [[nodiscard]] bool has_room(std::size_t events) noexcept {
    return queues_ == nullptr || queues_->reports.writer().room() >= events;
  }

  /// Calls `use(const NoteReport&)` for all that came. [main]
  template <typename Use>
  void deliver(Use&& use) {
    if (queues_ == nullptr) return;
    queues_->reports.reader().drain([&](const NoteReport& from) {
      NoteReport report = from;
      taken_.resize(report.event.sysex.size());
      for (std::uint8_t& byte : taken_) (void)queues_->bytes.reader().pop(byte);
      report.event.sysex = taken_;
      use(report);
    });
  }

  /// How many events there was no room for. [any]
  [[nodiscard]] std::uint64_t lost() const noexcept {
    return lost_.load(std::memory_order_relaxed);
  }

 private:
  struct Queues {
    rt::SingleReaderSingleWriterQueue<NoteReport> reports{kReports};
    rt::SingleReaderSingleWriterQueue<std::uint8_t> bytes{kBytes};
  };
  std::unique_ptr<Queues> queues_;
  NoteTap* tap_ = nullptr;
  TapMode tap_mode_ = TapMode::instead;
  std::vector<std::uint8_t> taken_;  // main thread only
  std::uint64_t position_ = 0;       // audio thread only
  std::atomic<std::uint64_t> lost_{0};
};

}  // namespace attacca::host
