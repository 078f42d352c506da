// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/voice_allocator.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/params/float_param.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca::test {
namespace {

struct TestVoice : Voice {
  int begins = 0;
  int ends = 0;
  bool silent = false;
  void begin(const NoteOn&) noexcept {
    ++begins;
    silent = false;
  }
  void end(const NoteOff&) noexcept { ++ends; }
};

/// An allocator of three voices, in a buffer of 16 frames.
struct Rig final : detail::EventOutput {
  explicit Rig(const VoiceOptions& options = {}) : voices(options) {
    facts.piece_frames = 16;
    facts.output = this;
  }
  Sent send(const Event& event) noexcept override {
    ended.push_back(event);
    return Sent::sent;
  }

  void send_in(const auto& what, std::uint32_t frame = 0) {
    voices.handle(Event(frame, what), context);
  }
  void on(int key, std::int32_t id = -1, int channel = 0) { send_in(NoteOn{at(key, id, channel)}); }
  void off(int key, std::int32_t id = -1, int channel = 0) {
    send_in(NoteOff{at(key, id, channel)});
  }
  void control(std::uint8_t controller, int value, std::uint8_t channel = 0) {
    send_in(ControlChange{0, channel, controller, value / 127.0});
  }
  static NoteAddress at(int key, std::int32_t id = -1, int channel = 0) {
    return {id, 0, static_cast<std::int16_t>(channel), static_cast<std::int16_t>(key)};
  }

  std::vector<TestVoice*> sounding() {
    std::vector<TestVoice*> found;
    voices.render(context, [&](TestVoice& voice) {
      found.push_back(&voice);
      if (voice.silent) voice.finish();
    });
    return found;
  }
  TestVoice& voice(int key) {
    for (TestVoice* const voice : sounding()) {
      if (voice->address().key == key) return *voice;
    }
    FAIL("no voice sounds at key " << key);
    return *sounding().front();
  }

  detail::ProcessFacts facts;
  ProcessContext context{facts};
  VoiceAllocator<TestVoice, 3> voices;
  std::vector<Event> ended;
};

TEST_CASE("a note begins a voice, its end releases it, and it is taken back when it is silent") {
  Rig rig;
  CHECK(rig.voices.empty());
  rig.on(60, 5);
  CHECK(rig.voices.count() == 1);
  CHECK(rig.voice(60).begins == 1);
  rig.off(60, 5);
  CHECK(rig.voice(60).ends == 1);
  CHECK(rig.voice(60).is_released());
  CHECK(rig.ended.empty());
  rig.voice(60).silent = true;
  rig.sounding();
  CHECK(rig.voices.empty());
  REQUIRE(rig.ended.size() == 1);
  CHECK(*rig.ended[0].get_if<NoteEnd>() == Rig::at(60, 5));
  CHECK(rig.ended[0].frame == 15);
}

TEST_CASE("an id finds its note alone, a key those without ids, a wildcard all") {
  Rig rig;
  rig.on(60, 1);
  rig.on(60, 2);
  rig.on(61, 3);
  rig.off(60, 2);
  int released = 0;
  for (const TestVoice* voice : rig.sounding()) released += voice->is_released() ? 1 : 0;
  CHECK(released == 1);
  rig.off(60);
  released = 0;
  for (const TestVoice* voice : rig.sounding()) released += voice->is_released() ? 1 : 0;
  CHECK(released == 2);
  rig.send_in(NoteOff{});
  CHECK(rig.voice(61).is_released());
}

TEST_CASE("a choke cuts at once, at its frame") {
  Rig rig;
  rig.on(60);
  rig.send_in(NoteChoke{Rig::at(60)}, 7);
  CHECK(rig.voices.empty());
  REQUIRE(rig.ended.size() == 1);
  CHECK(rig.ended[0].frame == 7);
}

TEST_CASE("without ids, a key that begins again ends the note that it would leave hanging") {
  Rig rig;
  rig.on(60);
  rig.on(60);
  CHECK(rig.voices.count() == 2);
  rig.off(60);
  for (const TestVoice* voice : rig.sounding()) CHECK(voice->is_released());
}

TEST_CASE("what was let go is stolen first, then what is oldest, and the host hears of it") {
  Rig rig;
  rig.on(60, 1);
  rig.on(61, 2);
  rig.on(62, 3);
  rig.off(61, 2);
  rig.on(63, 4);
  REQUIRE(rig.ended.size() == 1);
  CHECK(rig.ended[0].get_if<NoteEnd>()->note_id == 2);
  rig.on(64, 5);
  REQUIRE(rig.ended.size() == 2);
  CHECK(rig.ended[1].get_if<NoteEnd>()->note_id == 1);
  CHECK(rig.voices.count() == 3);
}

TEST_CASE("the hold pedal holds notes until it is let go") {
  Rig rig;
  rig.on(60);
  rig.control(64, 127);
  rig.off(60);
  CHECK_FALSE(rig.voice(60).is_released());
  rig.control(64, 0, 1);  // another channel's
  CHECK_FALSE(rig.voice(60).is_released());
  rig.control(64, 0);
  CHECK(rig.voice(60).is_released());
  CHECK(rig.voice(60).ends == 1);
}

TEST_CASE("pitch follows key, tuning, expression and bend, in the range that RPN 0 sets") {
  Rig rig;
  rig.send_in(NoteOn{Rig::at(69), 1.0, 0.5});
  CHECK(rig.voice(69).pitch() == 69.5);
  rig.send_in(NoteExpression{Rig::at(69), Expression::tuning, -0.5});
  CHECK(rig.voice(69).frequency() == doctest::Approx(440.0));
  rig.send_in(PitchBend{0, 0, 1.0});
  CHECK(rig.voice(69).pitch() == 71.0);
  rig.control(101, 0);
  rig.control(100, 0);
  rig.control(6, 12);
  rig.control(38, 50);
  CHECK(rig.voice(69).pitch() == doctest::Approx(69.0 + 12.5));
  rig.send_in(PitchBend{0, 1, -1.0});  // another channel's
  CHECK(rig.voice(69).pitch() == doctest::Approx(69.0 + 12.5));
}

TEST_CASE("MPE: each note has its channel, and the master moves them all") {
  Rig rig({.mpe = true});
  rig.on(60, -1, 1);
  rig.on(64, -1, 2);
  rig.send_in(PitchBend{0, 1, 0.5});
  CHECK(rig.voice(60).pitch() == 84.0);
  CHECK(rig.voice(64).pitch() == 64.0);
  rig.send_in(PitchBend{0, 0, 1.0});
  CHECK(rig.voice(60).pitch() == 86.0);
  CHECK(rig.voice(64).pitch() == 66.0);
  rig.send_in(ChannelPressure{0, 2, 0.75});
  CHECK(rig.voice(64).pressure() == 0.75);
  CHECK(rig.voice(60).pressure() == 0.0);
  rig.control(74, 127, 1);
  CHECK(rig.voice(60).expression(Expression::brightness) == 1.0);
  rig.control(64, 127);  // the master's pedal holds all
  rig.off(64, -1, 2);
  CHECK_FALSE(rig.voice(64).is_released());
  rig.control(64, 0);
  CHECK(rig.voice(64).is_released());
}

TEST_CASE("the MPE configuration message switches it on and off") {
  Rig rig;
  const auto configure = [&](int members) {
    rig.control(101, 0);
    rig.control(100, 6);
    rig.control(6, members);
  };
  configure(5);
  rig.on(60, -1, 5);
  rig.on(61, -1, 6);  // beyond the zone
  rig.send_in(PitchBend{0, 5, 1.0});
  rig.send_in(PitchBend{0, 6, 1.0});
  CHECK(rig.voice(60).pitch() == 108.0);
  CHECK(rig.voice(61).pitch() == 63.0);
  configure(0);
  rig.send_in(PitchBend{0, 5, 1.0});
  CHECK(rig.voice(60).pitch() == 62.0);
}

TEST_CASE("a voice keeps the modulation that is its own") {
  Rig rig;
  ParamSet params;
  FloatParam cutoff(params, {.id = "cutoff", .name = "Cutoff", .default_value = 0.25});
  FloatParam other(params, {.id = "other", .name = "Other"});
  rig.on(60, 1);
  rig.on(61, 2);
  rig.send_in(ParamModulation{Rig::at(60, 1), &cutoff, 0.5});
  CHECK(rig.voice(60).modulation(cutoff) == 0.5);
  CHECK(rig.voice(60).modulation(other) == 0.0);
  CHECK(rig.voice(61).modulation(cutoff) == 0.0);
  rig.send_in(ParamModulation{{}, &cutoff, 0.1});  // the parameter's own
  CHECK(rig.voice(60).modulation(cutoff) == 0.5);
  for (int i = 0; i < 20; ++i) {
    FloatParam more(params, {.id = "x", .name = "X"});
    rig.send_in(ParamModulation{Rig::at(60, 1), &more, 0.5});  // more than there is room for
  }
  CHECK(rig.voice(60).modulation(cutoff) == 0.5);
}

TEST_CASE("a reset forgets all voices and what the channels were set to") {
  Rig rig;
  rig.on(60);
  rig.send_in(PitchBend{0, 0, 1.0});
  rig.control(64, 127);
  rig.voices.reset();
  CHECK(rig.voices.empty());
  rig.on(60);
  CHECK(rig.voice(60).pitch() == 60.0);
  rig.off(60);
  CHECK(rig.voice(60).is_released());
}

TEST_CASE("channels and ports out of range are passed over") {
  Rig rig;
  rig.on(60);
  rig.send_in(PitchBend{-1, 200, 1.0});
  rig.send_in(PitchBend{300, 0, 1.0});
  rig.send_in(ControlChange{0, 99, 64, 1.0});
  CHECK(rig.voice(60).pitch() == 60.0);
}

}  // namespace
}  // namespace attacca::test
