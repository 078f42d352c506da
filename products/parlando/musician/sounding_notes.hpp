// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace parlando {

/// A note of the conductor's that sounds.
struct SoundingNote {
  enum class End : std::uint8_t {
    open,    ///< until it is told
    sample,  ///< at end_sample
    beat,    ///< when the transport passes end_beat
  };
  std::int32_t id = -1;    ///< what the host calls it
  std::int32_t note = -1;  ///< what the conductor calls it
  std::uint8_t key = 0;
  std::uint8_t channel = 0;      ///< as the conductor said
  std::uint8_t out_channel = 0;  ///< as it was sent
  End end = End::open;
  bool is_by_beat = false;  ///< it ends with the transport at the latest
  std::int64_t end_sample = 0;
  double end_beat = 0;
  std::uint64_t order = 0;  ///< of the task that began it
};

/// The notes of one musician that sound, in the order in which they began. All members [audio];
/// nothing is allocated.
class SoundingNotes {
 public:
  static constexpr std::size_t kMost = 128;

  [[nodiscard]] bool is_full() const noexcept { return size_ == kMost; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] SoundingNote& operator[](std::size_t index) noexcept { return notes_[index]; }
  [[nodiscard]] const SoundingNote& operator[](std::size_t index) const noexcept {
    return notes_[index];
  }
  /// Not when it is full.
  void add(const SoundingNote& note) noexcept { notes_[size_++] = note; }
  void remove(std::size_t index) noexcept {
    for (std::size_t i = index + 1; i < size_; ++i) notes_[i - 1] = notes_[i];
    --size_;
  }

 private:
  std::array<SoundingNote, kMost> notes_;
  std::size_t size_ = 0;
};

}  // namespace parlando
