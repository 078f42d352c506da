// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/transport.hpp"

#include <limits>

#include <doctest/doctest.h>

#include "attacca/process_context.hpp"

namespace attacca {

namespace {

/// 120 beats a minute in 7/8 at 48 kHz: a beat is half a second, a bar 3.5 beats.
Transport metre() {
  Transport transport;
  transport.tempo = 120.0;
  transport.time_signature = Transport::TimeSignature{7, 8};
  transport.sample_rate = 48000.0;
  return transport;
}

class Source final : public detail::TransportSource {
 public:
  [[nodiscard]] Transport read() const noexcept override { return metre(); }
};

}  // namespace

TEST_CASE("each position follows from each of the others") {
  Transport by_samples = metre();
  by_samples.position_samples = 192000;
  Transport by_seconds = metre();
  by_seconds.position_seconds = 4.0;
  Transport by_beats = metre();
  by_beats.position_beats = 8.0;
  for (const Transport& transport : {by_samples, by_seconds, by_beats}) {
    CHECK(transport.samples() == 192000);
    CHECK(transport.seconds() == doctest::Approx(4.0));
    CHECK(transport.beats() == doctest::Approx(8.0));
    CHECK(transport.bar() == 2);
    CHECK(transport.bar_start() == doctest::Approx(7.0));
    CHECK(transport.bars() == doctest::Approx(2.0 + 1.0 / 3.5));
  }
}

TEST_CASE("what the host says comes first") {
  Transport transport = metre();
  transport.position_beats = 8.0;
  transport.position_seconds = 100.0;  // the tempo was another one before
  transport.bar_number = 5;
  transport.bar_start_beats = 7.5;
  CHECK(transport.seconds() == 100.0);
  CHECK(transport.beats() == 8.0);
  CHECK(transport.samples() == 4800000);
  CHECK(transport.bar() == 5);
  CHECK(transport.bar_start() == 7.5);
  CHECK(transport.bars() == doctest::Approx(5.0 + 0.5 / 3.5));
}

TEST_CASE("a bar number alone says where the bar begins, and a beginning which bar it is") {
  Transport transport = metre();
  transport.bar_number = 3;
  CHECK(transport.bar_start() == doctest::Approx(10.5));
  Transport begun = metre();
  begun.bar_start_beats = 10.5;
  CHECK(begun.bar() == 3);
  CHECK_FALSE(begun.bars());
}

TEST_CASE("before the beginning, bars count below zero") {
  Transport transport = metre();
  transport.position_beats = -1.0;
  CHECK(transport.bar() == -1);
  CHECK(transport.bar_start() == doctest::Approx(-3.5));
  CHECK(transport.samples() == -24000);
}

TEST_CASE("what does not follow is absent, and numbers beyond measure give none") {
  Transport nothing;
  CHECK_FALSE(nothing.samples());
  CHECK_FALSE(nothing.seconds());
  CHECK_FALSE(nothing.beats());
  CHECK_FALSE(nothing.bar());
  CHECK_FALSE(nothing.bars());
  CHECK_FALSE(nothing.bar_start());
  CHECK_FALSE(nothing.loop_samples());
  Transport wild = metre();
  wild.position_beats = 1e300;
  CHECK_FALSE(wild.samples());
  CHECK_FALSE(wild.bar());
  wild.position_beats = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(wild.samples());
  CHECK_FALSE(wild.bar());
  wild.time_signature = Transport::TimeSignature{0, 0};
  CHECK_FALSE(wild.beats_per_bar());
}

TEST_CASE("a loop in beats has a length in samples") {
  Transport transport = metre();
  transport.loop_beats = Transport::BeatRange{2.0, 6.0};
  REQUIRE(transport.loop_samples());
  CHECK(transport.loop_samples()->start == 48000);
  CHECK(transport.loop_samples()->end == 144000);
}

TEST_CASE("in process() the sample rate is known") {
  detail::ProcessFacts facts;
  const Source source;
  facts.sample_rate = 96000.0;
  facts.set_transport(&source, 0);
  CHECK(facts.transport().sample_rate == 96000.0);
}

TEST_CASE("the host's clocks go on within a block") {
  detail::ProcessFacts facts;
  facts.sample_rate = 48000.0;
  facts.clock = {.steady_samples = 100, .system_ns = 5'000'000'000};
  facts.piece_from = 48;
  CHECK(facts.clock_here().steady_samples == 148);
  CHECK(facts.clock_here().system_ns == 5'001'000'000);
  facts.clock = {};
  CHECK_FALSE(facts.clock_here().steady_samples);
  CHECK_FALSE(facts.clock_here().system_ns);
}

}  // namespace attacca
