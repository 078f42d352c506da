// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/note_buffer.hpp"

#include <algorithm>
#include <numeric>

namespace attacca::host {

NoteBuffer::NoteBuffer() : events_(kEvents), sorted_(kEvents), order_(kEvents), bytes_(kBytes) {}

void NoteBuffer::begin(std::uint32_t frames) noexcept {
  frames_ = frames;
  count_ = 0;
  bytes_used_ = 0;
}

void NoteBuffer::note(const NoteEvent& event) noexcept {
  if (event.kind == NoteEventKind::end) return;
  if (count_ == events_.size() || event.sysex.size() > bytes_.size() - bytes_used_) {
    lost_.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  NoteEvent& kept = events_[count_++];
  kept = event;
  kept.frame = std::min(event.frame, frames_ > 0 ? frames_ - 1 : 0);
  if (event.sysex.empty()) return;
  std::uint8_t* const bytes = bytes_.data() + bytes_used_;
  std::copy(event.sysex.begin(), event.sysex.end(), bytes);
  kept.sysex = {bytes, event.sysex.size()};
  bytes_used_ += event.sysex.size();
}

std::span<const NoteEvent> NoteBuffer::events() noexcept {
  const auto begin = events_.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(count_);
  const auto is_earlier = [](const NoteEvent& a, const NoteEvent& b) { return a.frame < b.frame; };
  if (std::is_sorted(begin, end, is_earlier)) return std::span(events_).first(count_);
  // A stable sort of the library's would allocate.
  const auto order = std::span(order_).first(count_);
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
    return events_[a].frame != events_[b].frame ? events_[a].frame < events_[b].frame : a < b;
  });
  for (std::size_t i = 0; i < count_; ++i) sorted_[i] = events_[order[i]];
  return std::span(sorted_).first(count_);
}

}  // namespace attacca::host
