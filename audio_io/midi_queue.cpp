// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/midi_queue.hpp"

#include <algorithm>

namespace attacca::audio_io {

bool MidiQueue::push(std::int64_t time, std::span<const std::uint8_t> bytes) noexcept {
  constexpr std::size_t kPart = sizeof(Packet::bytes);
  if (bytes.empty()) return true;
  const std::size_t parts = (bytes.size() + kPart - 1) / kPart;
  if (bytes.size() > kLongest || packets_.writer().room() < parts) {
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return false;
  }
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kPart);
    Packet packet = {.time = time,
                     .size = static_cast<std::uint8_t>(size),
                     .more = size < bytes.size(),
                     .bytes = {}};
    std::copy_n(bytes.begin(), size, packet.bytes.begin());
    packets_.writer().push(packet);
    bytes = bytes.subspan(size);
  }
  return true;
}

/// Reads a whole message; the rest of one whose last packet is still on its way comes next time.
bool MidiQueue::read_next() noexcept {
  Packet packet;
  if (!has_part_) size_ = 0;
  while (packets_.reader().pop(packet)) {
    time_ = packet.time;
    std::copy_n(packet.bytes.begin(), packet.size,
                next_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += packet.size;
    has_part_ = packet.more;
    if (!packet.more) return has_next_ = true;
  }
  return false;
}

}  // namespace attacca::audio_io
