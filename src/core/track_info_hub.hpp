// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "attacca/track_info.hpp"

namespace attacca::core {

/// Where track info arrives and from where it goes to everybody who needs it. One per Instance.
///
/// Writers (any thread but audio; hosts do call from the wrong one) are serialised among themselves
/// by a mutex that the audio thread never touches. Each change reaches the audio thread by its own
/// rt hand-over; the main thread and the editor read the canonical copy, never by way of audio.
class TrackInfoHub {
 public:
  TrackInfoHub();
  ~TrackInfoHub();
  TrackInfoHub(const TrackInfoHub&) = delete;
  TrackInfoHub& operator=(const TrackInfoHub&) = delete;

  /// Lets `change` edit the canonical record (merge: touch only what was told; replace: reset
  /// first). If the content differs afterwards, revision counts up, source is set, the record is
  /// published to every reader, and true is returned. Text that `change` stores must be valid UTF-8.
  /// [any] but never [audio].
  bool update(TrackInfoSource source, const std::function<void(TrackInfo&)>& change);

  /// The newest record. [any] but never [audio].
  [[nodiscard]] TrackInfo newest() const;

  /// The record for the callback that begins now, the same object until the next call; `changed` is
  /// set if it is newer than the last one. Wait-free; unchanged costs about one atomic load. [audio]
  const TrackInfo& begin_callback(bool& changed) noexcept;

  /// The track's picture, PNG bytes, beside the record; empty: none. [main]
  void set_image(std::vector<std::uint8_t> png);
  [[nodiscard]] std::vector<std::uint8_t> image() const;

 private:
  // The owner of src/core fills this in.
};

}  // namespace attacca::core
