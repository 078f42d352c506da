// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "audio_io/audio_device.hpp"
#include "midi_file/file.hpp"

namespace attacca::dev {

/// MIDI that is played again and again. Of a Standard MIDI File the whole, up to the end of its
/// last quarter note; what still sounds there ends.
class Phrase {
 public:
  /// At `sample_rate` Hz. [main]
  Phrase(const midi_file::File& file, double sample_rate);

  /// Chords over two bars with a pause, at 120 quarter notes per minute: notes that are held, that
  /// are repeated, and that overlap. [main]
  [[nodiscard]] static midi_file::File built_in();

  /// Calls `use(message)` for what lies in the next `frames`, in order, and goes on. [audio]
  template <typename Use>
  void play(std::uint32_t frames, Use&& use) noexcept {
    for (std::uint32_t from = 0; from < frames && length_ > 0;) {
      const std::uint64_t left = length_ - at_;
      const auto count = static_cast<std::uint32_t>(left < frames - from ? left : frames - from);
      for (; next_ < events_.size() && events_[next_].frame < at_ + count; ++next_) {
        const Event& event = events_[next_];
        use(audio_io::MidiMessage{.frame = from + static_cast<std::uint32_t>(event.frame - at_),
                                  .bytes = std::span(bytes_).subspan(event.offset, event.size)});
      }
      at_ += count;
      from += count;
      if (at_ == length_) {
        at_ = 0;
        next_ = 0;
      }
    }
  }

  [[nodiscard]] std::uint64_t length() const noexcept { return length_; }  ///< frames

 private:
  struct Event {
    std::uint64_t frame;
    std::size_t offset;
    std::size_t size;
  };
  void add(std::uint64_t frame, std::span<const std::uint8_t> bytes);
  void end_what_sounds();

  std::vector<Event> events_;
  std::vector<std::uint8_t> bytes_;
  std::uint64_t length_ = 0;
  std::uint64_t at_ = 0;
  std::size_t next_ = 0;
};

}  // namespace attacca::dev
