// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/event_queue.hpp"

#include <algorithm>

namespace attacca::core {

void EventQueue::allocate(std::uint32_t room) {
  constexpr std::uint32_t kMost = 1u << 16;
  room = std::min(room, kMost);
  if (room != room_) {
    events_ = room == 0 ? nullptr : std::make_unique<Event[]>(room + 1);
    room_ = room;
  }
  count_ = 0;
  dropped_ = 0;
}

void EventQueue::keep(const Event& event) noexcept {
  if (!is_wanted()) return;
  if (event.is<SysEx>()) {
    ++dropped_;
  } else if (!is_full()) {
    push(0, event);
  } else {
    ++dropped_;
    if (ends_notes(event)) {
      events_[room_] = Event(0, NoteOff{});
      count_ = room_ + 1;
    }
  }
}

void EventQueue::move_up(std::uint32_t frames, std::uint32_t taken) noexcept {
  count_ -= taken;
  for (std::uint32_t i = 0; i < count_; ++i) {
    events_[i] = events_[taken + i];
    events_[i].frame -= frames;
  }
}

std::uint32_t EventQueue::take_dropped() noexcept {
  const std::uint32_t dropped = dropped_;
  dropped_ = 0;
  return dropped;
}

}  // namespace attacca::core
