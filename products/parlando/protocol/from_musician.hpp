// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <tuple>
#include <variant>

#include "attacca/base/fixed_text.hpp"
#include "osc/time_tag.hpp"
#include "parlando/protocol/id.hpp"

namespace parlando {

// What musicians send to the conductor. Each message lists its fields in the order of the packet;
// docs/parlando/protocol.md says what they mean, in what units and when they are sent. `wrong()`
// says what is out of range, or null.

using osc_time = attacca::osc::TimeTag;
using NameText = attacca::FixedText<512>;
using WordText = attacca::FixedText<32>;

struct Announce {
  static constexpr const char* address = "/parlando/announce";
  Id id;
  std::int32_t seq = 0;
  Id process;
  std::int32_t port = 0;
  std::int32_t version = 0;
  WordText role;  ///< notes, notes-with-audio, instrument
  NameText name;
  WordText name_source;     ///< track, user, number
  std::int32_t color = -1;  ///< 0xRRGGBB, -1 none
  NameText instrument;
  double sample_rate = 0;  ///< Hz, 0 unknown

  static constexpr auto fields() noexcept {
    return std::tuple(&Announce::id, &Announce::seq, &Announce::process, &Announce::port,
                      &Announce::version, &Announce::role, &Announce::name, &Announce::name_source,
                      &Announce::color, &Announce::instrument, &Announce::sample_rate);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Heartbeat {
  static constexpr const char* address = "/parlando/heartbeat";
  Id id;
  std::int32_t seq = 0;
  bool is_processed = false;
  std::int32_t waiting = 0;
  std::int32_t late = 0;
  std::int32_t lost = 0;
  std::int32_t dropped = 0;
  std::int32_t sounding = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Heartbeat::id, &Heartbeat::seq, &Heartbeat::is_processed,
                      &Heartbeat::waiting, &Heartbeat::late, &Heartbeat::lost, &Heartbeat::dropped,
                      &Heartbeat::sounding);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Goodbye {
  static constexpr const char* address = "/parlando/goodbye";
  Id id;
  std::int32_t seq = 0;

  static constexpr auto fields() noexcept { return std::tuple(&Goodbye::id, &Goodbye::seq); }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Renamed {
  static constexpr const char* address = "/parlando/name";
  Id id;
  std::int32_t seq = 0;
  NameText name;
  WordText name_source;
  std::int32_t color = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&Renamed::id, &Renamed::seq, &Renamed::name, &Renamed::name_source,
                      &Renamed::color);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

/// Also from the conductor to a musician.
struct InstrumentIs {
  static constexpr const char* address = "/parlando/instrument";
  Id id;
  std::int32_t seq = 0;
  NameText name;

  static constexpr auto fields() noexcept {
    return std::tuple(&InstrumentIs::id, &InstrumentIs::seq, &InstrumentIs::name);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct TransportIs {
  static constexpr const char* address = "/parlando/transport";
  Id id;
  std::int32_t seq = 0;
  bool playing = false;
  bool recording = false;
  bool looping = false;
  double tempo = 0;      ///< quarter notes a minute, 0 unknown
  double beat = 0;       ///< quarter notes of the timeline
  double bar_start = 0;  ///< quarter notes
  std::int32_t numerator = 4;
  std::int32_t denominator = 4;
  double loop_start = 0;
  double loop_end = 0;
  std::int64_t samples = 0;
  double sample_rate = 0;  ///< Hz

  static constexpr auto fields() noexcept {
    return std::tuple(&TransportIs::id, &TransportIs::seq, &TransportIs::playing,
                      &TransportIs::recording, &TransportIs::looping, &TransportIs::tempo,
                      &TransportIs::beat, &TransportIs::bar_start, &TransportIs::numerator,
                      &TransportIs::denominator, &TransportIs::loop_start, &TransportIs::loop_end,
                      &TransportIs::samples, &TransportIs::sample_rate);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct ClockIs {
  static constexpr const char* address = "/parlando/clock";
  Id id;
  std::int32_t seq = 0;
  std::int64_t samples = 0;
  double sample_rate = 0;
  bool free_wheels = false;

  static constexpr auto fields() noexcept {
    return std::tuple(&ClockIs::id, &ClockIs::seq, &ClockIs::samples, &ClockIs::sample_rate,
                      &ClockIs::free_wheels);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Played {
  static constexpr const char* address = "/parlando/played";
  Id id;
  std::int32_t seq = 0;
  std::int32_t of = 0;    ///< the seq of the message that was carried out
  std::int32_t late = 0;  ///< samples after it was due
  std::int64_t samples = 0;
  osc_time when;
  double beat = -1;

  static constexpr auto fields() noexcept {
    return std::tuple(&Played::id, &Played::seq, &Played::of, &Played::late, &Played::samples,
                      &Played::when, &Played::beat);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Heard {
  static constexpr const char* address = "/parlando/heard";
  Id id;
  std::int32_t seq = 0;
  std::int32_t request = 0;  ///< 0: recording
  std::int32_t index = 0;
  WordText source;  ///< daw, conductor
  std::int32_t key = 60;
  float velocity = 0;
  std::int32_t channel = 0;
  double start = 0;    ///< beats
  double length = -1;  ///< beats, -1: still sounds
  osc_time when;

  static constexpr auto fields() noexcept {
    return std::tuple(&Heard::id, &Heard::seq, &Heard::request, &Heard::index, &Heard::source,
                      &Heard::key, &Heard::velocity, &Heard::channel, &Heard::start, &Heard::length,
                      &Heard::when);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct HeardEnd {
  static constexpr const char* address = "/parlando/heard/end";
  Id id;
  std::int32_t seq = 0;
  std::int32_t request = 0;
  std::int32_t count = 0;
  std::int32_t lost = 0;
  double now = 0;  ///< beats

  static constexpr auto fields() noexcept {
    return std::tuple(&HeardEnd::id, &HeardEnd::seq, &HeardEnd::request, &HeardEnd::count,
                      &HeardEnd::lost, &HeardEnd::now);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

struct Echo {
  static constexpr const char* address = "/parlando/echo";
  Id process;
  std::int32_t pulse = 0;
  osc_time sent;
  std::int32_t musicians = 0;
  std::int64_t packets = 0;
  std::int64_t rejected = 0;
  std::int64_t unknown = 0;
  std::int64_t kernel_drops = 0;

  static constexpr auto fields() noexcept {
    return std::tuple(&Echo::process, &Echo::pulse, &Echo::sent, &Echo::musicians, &Echo::packets,
                      &Echo::rejected, &Echo::unknown, &Echo::kernel_drops);
  }
  [[nodiscard]] const char* wrong() const noexcept;
};

using FromMusician = std::variant<Announce, Heartbeat, Goodbye, Renamed, InstrumentIs, TransportIs,
                                  ClockIs, Played, Heard, HeardEnd, Echo>;

}  // namespace parlando
