// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "attacca/event.hpp"

namespace attacca::core {

/// The events that wait for the plugin, in the order of frames, which count from the beginning of
/// the next piece of the block. What a piece does not reach stays for the one after it, also over
/// the end of the block. All members [audio] but allocate().
class EventQueue {
 public:
  /// Room for `room` events; 0: nobody wants any. Empties it. May throw. While inactive. [main]
  void allocate(std::uint32_t room);
  void clear() noexcept { count_ = 0; }

  [[nodiscard]] bool is_wanted() const noexcept { return room_ != 0; }
  [[nodiscard]] bool is_full() const noexcept { return count_ >= room_; }

  /// Not while full. Frames do not go down.
  void push(std::uint32_t frame, const Event& event) noexcept {
    Event& place = events_[count_++];
    place = event;
    place.frame = frame;
  }
  /// The same of a `What` that is filled in at its place.
  template <typename What>
  What& push(std::uint32_t frame) noexcept {
    Event& place = events_[count_++];
    place.frame = frame;
    place.is_live = false;
    return place.become<What>();
  }
  /// For what a block has left after its last frame: it is kept for the next one, at its first
  /// frame, or counted if there is no room or its bytes end with the block. If the end of a note
  /// has no room, all notes are ended.
  void keep(const Event& event) noexcept;

  /// Those before `frames`.
  [[nodiscard]] std::span<const Event> first(std::uint32_t frames) const noexcept {
    std::uint32_t count = count_;
    while (count > 0 && events_[count - 1].frame >= frames) --count;
    return {events_.get(), count};
  }
  /// Takes away the `taken` events that first(frames) gave, and counts from there.
  void advance(std::uint32_t frames, std::size_t taken) noexcept {
    if (taken == count_) {
      count_ = 0;
    } else {
      move_up(frames, static_cast<std::uint32_t>(taken));
    }
  }

  /// Whether a note hangs if the event is lost.
  [[nodiscard]] static bool ends_notes(const Event& event) noexcept {
    return event.is<NoteOff>() || event.is<NoteChoke>();
  }

  void count_dropped(std::uint32_t events) noexcept { dropped_ += events; }
  /// How many were dropped since the last call.
  std::uint32_t take_dropped() noexcept;

 private:
  void move_up(std::uint32_t frames, std::uint32_t taken) noexcept;

  /// One more than room_, for the end of all notes.
  std::unique_ptr<Event[]> events_;
  std::uint32_t room_ = 0;
  std::uint32_t count_ = 0;
  std::uint32_t dropped_ = 0;
};

}  // namespace attacca::core
