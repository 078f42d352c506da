// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "fake_member.hpp"
#include "parlando/link/roster.hpp"

namespace parlando::test {

inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr Id kConductor{0xC0};

/// A roster, the time, and all that it sends.
class Office final : public PacketPost {
 public:
  explicit Office(LinkOptions with = {}) : options(std::move(with)) {}

  struct Letter {
    SocketAddress to;
    FromMusician message;
    When when;
    std::int64_t at_ns = 0;
  };

  void send(const SocketAddress& to, std::span<const std::byte> packet) noexcept override {
    ++packets;
    CHECK(packet.size() <= kLargestPacketSent);
    PacketCounts counts;
    const bool is_read = read_packet<FromMusician>(
        packet, options.key_for(to), counts, [&](const FromMusician& message, const When& when) {
          letters.push_back({to, message, when, now.steady_ns});
        });
    CHECK(is_read);
  }
  template <typename Message>
  void hear(const Message& message, const When& when = When::next_block()) {
    PacketBuilder builder(options.key_for(options.listen));
    builder.begin(when);
    REQUIRE(builder.add(FromConductor(message)));
    roster.receive(builder.finish(), now);
  }
  void hear_pulse(Id conductor = kConductor, bool wants_reports = false) {
    Pulse pulse;
    pulse.conductor = conductor;
    pulse.pulse = ++pulses;
    pulse.wants_reports = wants_reports;
    hear(pulse);
  }
  void pass(std::int64_t milliseconds) {
    const std::int64_t end = now.steady_ns + milliseconds * kMillisecond;
    while (now.steady_ns < end) {
      now.steady_ns = std::min(std::max(roster.next_run(now), now.steady_ns + 1), end);
      roster.run(now);
    }
  }
  /// Answers all announcements and names, beats the pulse every 250 ms.
  void conduct(std::int64_t milliseconds) {
    for (std::int64_t t = 0; t < milliseconds; t += 250) {
      hear_pulse();
      const auto before = letters.size();
      pass(std::min<std::int64_t>(250, milliseconds - t));
      for (std::size_t i = before; i < letters.size(); ++i) acknowledge(letters[i].message);
    }
  }
  void acknowledge(const FromMusician& message) {
    Ack ack;
    if (const auto* const announce = std::get_if<Announce>(&message)) {
      ack.id = announce->id;
      ack.seq = announce->seq;
    } else if (const auto* const name = std::get_if<Renamed>(&message)) {
      ack.id = name->id;
      ack.seq = name->seq;
    } else {
      return;
    }
    ack.process = roster.process();
    ack.conductor = kConductor;
    hear(ack);
  }
  template <typename Message>
  [[nodiscard]] std::vector<Message> all() const {
    std::vector<Message> found;
    for (const Letter& letter : letters) {
      if (const auto* const one = std::get_if<Message>(&letter.message)) found.push_back(*one);
    }
    return found;
  }

  LinkOptions options;
  ClockReading now{.steady_ns = 1'000'000'000'000, .unix_ns = 1'700'000'000'000'000'000};
  std::deque<Letter> letters;
  int packets = 0;
  std::int32_t pulses = 0;
  Roster roster{options, 12345, 42, *this};
};

inline NoteOnFor note_for(Id id, std::int32_t seq) {
  NoteOnFor note;
  note.id = id;
  note.seq = seq;
  return note;
}

}  // namespace parlando::test
