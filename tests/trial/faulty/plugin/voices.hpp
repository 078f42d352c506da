// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace attacca::faulty {

/// A note, or which ones are meant: -1 stands for all.
struct NoteName {
  std::int32_t id = -1;
  std::int16_t port = -1;
  std::int16_t channel = -1;
  std::int16_t key = -1;
};

/// What the effect does with notes, whatever the format: a quiet square wave for each, which stops
/// with it. All members [audio], or [main] while inactive.
class Voices {
 public:
  static constexpr std::size_t kMost = 64;

  void begin(const NoteName& note, double velocity) noexcept;
  void end(const NoteName& named) noexcept;
  void choke(const NoteName& named) noexcept;
  void set_volume(const NoteName& named, double factor) noexcept;
  /// `offset` is added to the gain, 0..1, of the voices that are meant.
  void modulate(const NoteName& named, double offset) noexcept;
  /// More than a host sends in a block may come in one. Before its events.
  void begin_block() noexcept { events_ = 0; }
  void take_sysex(const std::uint8_t* bytes, std::size_t size) noexcept;
  void reset() noexcept;

  template <typename Sample>
  void add_to(Sample* const* out, std::size_t channels, std::uint32_t frames, double gain) noexcept;

  /// Gives one of the notes whose voice has ended since, until there is none. Some more at a fault.
  bool take_ended(NoteName& note) noexcept;

 private:
  struct Voice {
    NoteName note;
    bool sounds = false;
    double phase = 0.0;
    double step = 0.0;
    double level = 0.0;
    double volume = 1.0;
    double modulation = 0.0;
  };

  template <typename Change>
  void for_each(const NoteName& named, Change&& change) noexcept;
  void stop(Voice& voice) noexcept;
  void count_event() noexcept;

  std::array<Voice, kMost> voices_;
  std::size_t next_ = 0;
  std::array<NoteName, 4 * kMost> ended_;
  std::size_t ended_count_ = 0;
  std::uint32_t events_ = 0;
};

}  // namespace attacca::faulty
