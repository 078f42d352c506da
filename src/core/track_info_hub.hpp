// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "attacca/rt/newest_value.hpp"
#include "attacca/track_info.hpp"

namespace attacca::core {

/// Where track info arrives and from where it goes to everybody who needs it. One per Instance.
///
/// Writers (any thread but audio; hosts do call from the wrong one) are serialised among themselves
/// by a mutex that the audio thread never touches. Until a host has sent something there is no
/// record, so that the many instances whose hosts say nothing of tracks cost nothing. Each change
/// reaches the audio thread by its own rt hand-over; the main thread and the editor read the
/// canonical copy, never by way of audio.
class TrackInfoHub {
 public:
  TrackInfoHub() = default;
  ~TrackInfoHub();
  TrackInfoHub(const TrackInfoHub&) = delete;
  TrackInfoHub& operator=(const TrackInfoHub&) = delete;

  /// Lets `change` edit the canonical record (merge: touch only what was sent; replace: reset
  /// first). If the content differs afterwards, revision counts up, source is set, the record is
  /// published to every reader, and true is returned. Text that `change` stores must be valid
  /// UTF-8. [not audio].
  bool update(TrackInfoSource source, const std::function<void(TrackInfo&)>& change);

  /// The newest record. [not audio].
  [[nodiscard]] TrackInfo newest() const;

  /// TrackInfo::revision of the newest record, without waiting. [any]
  [[nodiscard]] std::uint64_t revision() const noexcept {
    const Record* const record = record_.load(std::memory_order_acquire);
    return record != nullptr ? record->newest.revision() : 0;
  }

  /// TrackInfo::revision of the record that the last callback worked with; 0 before there was one.
  /// [any]
  [[nodiscard]] std::uint64_t audio_revision() const noexcept {
    return audio_revision_.load(std::memory_order_relaxed);
  }

  /// Has `listener` called after every update() that changed something, on the thread that called
  /// it; it only asks for a call on the main thread. Before the first update(). [main]
  void set_listener(std::function<void()> listener) { listener_ = std::move(listener); }

  /// The record for the callback that begins now, the same object until the next call; `changed` is
  /// set if it is newer than the last one. Wait-free; unchanged costs about one atomic load.
  /// [audio]
  const TrackInfo& begin_callback(bool& changed) noexcept {
    Record* const record = record_.load(std::memory_order_acquire);
    changed = record != nullptr && record->audio.update();
    if (record == nullptr) return kNothing;
    const TrackInfo& info = record->audio.current();
    if (changed) audio_revision_.store(info.revision, std::memory_order_relaxed);
    return info;
  }

  /// The track's picture, PNG bytes, beside the record; empty: none. [main]
  void set_image(std::vector<std::uint8_t> png);
  [[nodiscard]] std::vector<std::uint8_t> image() const;

 private:
  struct Record {
    rt::NewestValue<TrackInfo> newest;
    rt::NewestValue<TrackInfo>::Reader audio{newest};
  };
  static const TrackInfo kNothing;

  Record& record();

  /// Made by the first update(), and there until the end. It is published empty; what the update
  /// brings follows by the record's own hand-over.
  std::atomic<Record*> record_{nullptr};
  std::mutex making_;
  std::atomic<std::uint64_t> audio_revision_{0};
  std::function<void()> listener_;
  mutable std::mutex image_mutex_;
  std::vector<std::uint8_t> image_;
};

}  // namespace attacca::core
