// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "abi/clap/fixed_point.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

TEST_CASE("every frame of the outputs is written, and none past the last") {
  FakeHost host;
  LoadedPlugin plugin(host);
  for (std::uint32_t frames : {1u, 7u, 64u, 512u}) {
    StereoBlock block(frames, 0.5f);
    CHECK(plugin.process(block) == clap::ProcessStatus::continue_if_not_quiet);
    for (std::size_t channel = 0; channel < 2; ++channel) {
      for (std::uint32_t frame = 0; frame < frames; ++frame) {
        REQUIRE(block.output(channel, frame) == 0.5f);
      }
      CHECK(block.output(channel, frames) == StereoBlock::kUntouched);
    }
  }
}

TEST_CASE("a block longer than announced is processed all the same") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  REQUIRE(plugin.activate(48000.0, 64));
  StereoBlock block(1000, 0.5f);
  plugin.process(block);
  CHECK(block.output(0, 999) == 0.5f);
  CHECK(FullPlugin::latest->frames == 1000);
}

TEST_CASE("the host's constant bits are cleared on outputs and kept on inputs") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  block.in_buffer().constant_mask = 3;
  block.out_buffer().constant_mask = ~std::uint64_t{0};
  plugin.process(block);
  CHECK(block.out_buffer().constant_mask == 0);
  CHECK(block.in_buffer().constant_mask == 3);
}

TEST_CASE("each sample sees the value that its time asks for") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  StereoBlock block(32);
  block.in.value(0, gain, 0.25);
  block.in.value(10, gain, 1.0);
  plugin.process(block);
  CHECK(block.output(0, 9) == doctest::Approx(0.5));
  CHECK(block.output(0, 10) == doctest::Approx(2.0));
  CHECK(block.output(1, 31) == doctest::Approx(2.0));
}

TEST_CASE("times that run backwards keep the list's order") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  StereoBlock block(32);
  block.in.value(20, gain, 0.25);
  block.in.value(5, gain, 1.0);
  plugin.process(block);
  CHECK(block.output(0, 19) == doctest::Approx(1.0));
  CHECK(block.output(0, 20) == doctest::Approx(2.0));
  CHECK(plugin.value(FullPlugin::latest->gain) == 1.0);
}

TEST_CASE("a time beyond the block takes effect with the next one") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  StereoBlock block(32);
  block.in.value(32, gain, 1.0);
  block.in.value(UINT32_MAX, gain, 0.25);
  plugin.process(block);
  CHECK(block.output(0, 31) == doctest::Approx(1.0));
  CHECK(plugin.value(FullPlugin::latest->gain) == 0.25);
  block.in.clear();
  plugin.process(block);
  CHECK(block.output(0, 0) == doctest::Approx(0.5));
}

TEST_CASE("values out of range are clamped, and NaN is no value") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(16);
  const auto send = [&](double value) {
    block.in.clear();
    block.in.value(0, full.gain.stable_id(), value);
    plugin.process(block);
    return plugin.value(full.gain);
  };
  CHECK(send(17.0) == 1.0);
  CHECK(send(-17.0) == 0.0);
  CHECK(send(0.5) == 0.5);
  CHECK(send(std::nan("")) == 0.5);
  CHECK(send(std::numeric_limits<double>::infinity()) == 1.0);
}

TEST_CASE("events that are not for the parameters are passed over") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  const clap::Id gain = full.gain.stable_id();
  StereoBlock block(16);

  block.in.value(0, gain, 0.9).header.space_id = 1;
  block.in.value(0, gain, 0.9).header.type = static_cast<clap::EventType>(999);
  block.in.value(0, gain, 0.9).header.size = sizeof(clap::EventHeader);
  block.in.value(0, gain, 0.9).header.size = 0;
  block.in.value(0, gain + 1, 0.9);
  block.in.value(0, clap::kInvalidId, 0.9);
  // A modulation never changes the value.
  clap::EventParamMod mod = {};
  mod.header = {sizeof mod, 0, clap::kCoreEventSpaceId, clap::EventType::param_mod, {}};
  mod.param_id = gain;
  mod.note_id = mod.port_index = mod.channel = mod.key = -1;
  mod.amount = 0.4;
  block.in.add(&mod.header);
  clap::EventMidi midi = {};
  midi.header = {sizeof midi, 0, clap::kCoreEventSpaceId, clap::EventType::midi, {}};
  block.in.add(&midi.header);
  plugin.process(block);
  CHECK(plugin.value(full.gain) == 0.5);
  CHECK(block.output(0, 0) == 1.0f);
}

TEST_CASE("a parameter takes every value, whatever note, port, channel or key it names") {
  struct Address {
    std::int32_t note_id;
    std::int16_t port_index;
    std::int16_t channel;
    std::int16_t key;
  };
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  double value = 0.0;
  for (const Address& to : {Address{-1, -1, -1, -1}, Address{0, -1, -1, -1}, Address{-1, 0, -1, -1},
                            Address{-1, -1, 0, -1}, Address{-1, -1, -1, 60}, Address{0, 0, -1, -1},
                            Address{0, 0, 0, 0}, Address{-2, 7, 15, 127}}) {
    const auto address = [&to](clap::EventParamValue& event) {
      event.note_id = to.note_id;
      event.port_index = to.port_index;
      event.channel = to.channel;
      event.key = to.key;
    };
    value += 1.0 / 32;
    StereoBlock block(16);
    address(block.in.value(0, full.gain.stable_id(), value));
    plugin.process(block);
    CHECK(plugin.value(full.gain) == value);
    value += 1.0 / 32;
    InList list;
    address(list.value(0, full.gain.stable_id(), value));
    plugin.flush(&list, nullptr);
    CHECK(plugin.value(full.gain) == value);
  }
}

TEST_CASE("silent output channels are marked, and no others") {
  FakeHost host;
  LoadedPlugin plugin(host);
  for (const std::uint32_t frames : {1u, 2u, 3u, 64u, 512u}) {
    StereoBlock block(frames, 0.0f);
    plugin.process(block);
    CHECK(block.out_buffer().constant_mask == 3);
    for (std::uint32_t loud = 0; loud < frames; ++loud) {
      StereoBlock sound(frames, 0.0f);
      sound.in_buffer().data32[1][loud] = 1e-30f;
      plugin.process(sound);
      CHECK(sound.out_buffer().constant_mask == 1);
    }
  }
}

TEST_CASE("a cookie is not followed") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(16);
  block.in.value(0, full.gain.stable_id(), 0.25).cookie = reinterpret_cast<void*>(0x10);
  plugin.process(block);
  CHECK(plugin.value(full.gain) == 0.25);
}

TEST_CASE("an event bigger than ours is read as far as we know it") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(16);
  block.in.value(0, full.gain.stable_id(), 0.25).header.size = 4096;
  plugin.process(block);
  CHECK(plugin.value(full.gain) == 0.25);
}

TEST_CASE("a list that promises billions of events ends where it has no more") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(16);
  block.in.value(0, full.gain.stable_id(), 0.25);
  block.in.extra = 4000000000u;
  plugin.process(block);
  CHECK(plugin.value(full.gain) == 0.25);
}

TEST_CASE("what the plugin reports goes out in order of time, within the block") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const clap::Id seen = FullPlugin::latest->seen.stable_id();
  for (std::uint32_t frames : {64u, 1u}) {
    host.set_track_name("Take " + std::to_string(frames));
    plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
    StereoBlock block(frames);
    plugin.process(block);
    REQUIRE(block.out.of_param(seen).size() == 1);
    CHECK(block.out.well_formed());
    std::uint32_t last = 0;
    for (const Sent& event : block.out.sent()) {
      CHECK(event.time >= last);
      CHECK(event.time < frames);
      last = event.time;
    }
  }
}

TEST_CASE("a report that the host has no room for comes with the next block") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  host.set_track_name("One");
  plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
  StereoBlock block(16);
  block.out.room = 0;
  plugin.process(block);
  CHECK(block.out.sent().empty());
  block.out.room = 100;
  plugin.process(block);
  REQUIRE(block.out.of_param(full.seen.stable_id()).size() == 1);
  CHECK(block.out.of_param(full.seen.stable_id())[0].value == plugin.value(full.seen));
  plugin.process(block);
  CHECK(block.out.of_param(full.seen.stable_id()).size() == 1);
}

TEST_CASE("a block of no frames exchanges values like a flush") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(0);
  block.in.value(0, full.gain.stable_id(), 0.25);
  CHECK(plugin.process(block) != clap::ProcessStatus::error);
  CHECK(plugin.value(full.gain) == 0.25);
  CHECK(full.blocks == 0);
  CHECK(block.output(0, 0) == StereoBlock::kUntouched);
  for (const Sent& event : block.out.sent()) CHECK(event.time == 0);
}

TEST_CASE("missing lists, buffers, arrays and channels are survived") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);

  SUBCASE("no event lists") {
    block.process.in_events = nullptr;
    block.process.out_events = nullptr;
  }
  SUBCASE("event lists without callbacks") {
    static constexpr clap::InputEvents kIn = {};
    static constexpr clap::OutputEvents kOut = {};
    block.process.in_events = &kIn;
    block.process.out_events = &kOut;
  }
  SUBCASE("no buffers, but counts") {
    block.process.audio_inputs = nullptr;
    block.process.audio_outputs = nullptr;
  }
  SUBCASE("no ports") {
    block.process.audio_inputs_count = 0;
    block.process.audio_outputs_count = 0;
  }
  SUBCASE("no channel arrays") {
    block.in_buffer().data32 = nullptr;
    block.out_buffer().data32 = nullptr;
  }
  SUBCASE("a null channel") {
    block.in_buffer().data32[1] = nullptr;
    block.out_buffer().data32[0] = nullptr;
  }
  SUBCASE("fewer channels than agreed") {
    block.in_buffer().channel_count = 1;
    block.out_buffer().channel_count = 1;
  }
  SUBCASE("no channels at all") {
    block.in_buffer().channel_count = 0;
    block.out_buffer().channel_count = 0;
  }
  CHECK(plugin.process(block) == clap::ProcessStatus::continue_if_not_quiet);
  CHECK(FullPlugin::latest->frames == 16);
}

TEST_CASE("ports beyond the layout are left alone, but for their stale constant bits") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  StereoBlock more(16);
  clap::AudioBuffer outputs[4] = {block.out_buffer(), more.out_buffer(), more.out_buffer(),
                                  more.out_buffer()};
  for (clap::AudioBuffer& output : outputs) output.constant_mask = 1;
  block.process.audio_outputs = outputs;
  block.process.audio_outputs_count = 4;
  plugin.process(block);
  CHECK(block.output(0, 0) == 1.0f);
  for (const clap::AudioBuffer& output : outputs) CHECK(output.constant_mask == 0);
}

TEST_CASE("in place and swapped channels give what separate buffers give") {
  FakeHost host;
  LoadedPlugin plugin(host);
  InList values;
  values.value(0, FullPlugin::latest->gain.stable_id(), 0.25);
  plugin.flush(&values, nullptr);

  float left[16];
  float right[16];
  const auto run = [&](float* out_left, float* out_right) {
    for (int i = 0; i < 16; ++i) left[i] = 1.0f, right[i] = 0.5f;
    float* in[2] = {left, right};
    float* out[2] = {out_left, out_right};
    StereoBlock block(16);
    block.in_buffer().data32 = in;
    block.out_buffer().data32 = out;
    plugin.process(block);
  };
  run(left, right);
  CHECK(left[7] == 0.5f);
  CHECK(right[7] == 0.25f);
  run(right, left);
  CHECK(right[7] == 0.5f);
  CHECK(left[7] == 0.25f);
}

TEST_CASE("the transport is passed on as far as its flags vouch for it") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  StereoBlock block(16);
  plugin.process(block);
  CHECK_FALSE(full.transport.playing);
  CHECK_FALSE(full.transport.tempo.has_value());

  clap::EventTransport event = {};
  event.header = {sizeof event, 0, clap::kCoreEventSpaceId, clap::EventType::transport, {}};
  event.tempo = 133.0;
  event.tsig_num = 7;
  event.tsig_denom = 8;
  event.song_pos_beats = clap::to_beat_time(16.5);
  event.song_pos_seconds = clap::to_sec_time(3.25);
  event.bar_start = clap::to_beat_time(14.0);
  event.bar_number = 4;
  event.loop_end_beats = clap::to_beat_time(32.0);
  block.process.transport = &event;
  plugin.process(block);
  CHECK_FALSE(full.transport.tempo.has_value());
  CHECK_FALSE(full.transport.position_beats.has_value());
  CHECK_FALSE(full.transport.time_signature.has_value());

  using clap::TransportFlags;
  event.flags = TransportFlags::has_tempo | TransportFlags::has_time_signature |
                TransportFlags::has_beats_timeline | TransportFlags::has_seconds_timeline |
                TransportFlags::is_playing | TransportFlags::is_loop_active;
  plugin.process(block);
  CHECK(full.transport.playing);
  CHECK_FALSE(full.transport.recording);
  CHECK(full.transport.tempo == 133.0);
  CHECK(full.transport.time_signature->numerator == 7);
  CHECK(full.transport.position_beats == 16.5);
  CHECK(full.transport.position_seconds == 3.25);
  CHECK(full.transport.position_samples == 156'000);
  CHECK(full.transport.bar_start_beats == 14.0);
  CHECK(full.transport.bar_number == 4);
  CHECK(full.transport.loop_beats->end == 32.0);

  event.tsig_denom = 0;
  plugin.process(block);
  CHECK_FALSE(full.transport.time_signature.has_value());
}

TEST_CASE("the host's steady clock goes on from piece to piece, and -1 is no clock") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin& full = *FullPlugin::latest;
  std::vector<HostClock> seen;
  full.during_process = [&](ProcessContext& context) { seen.push_back(context.clock()); };
  StereoBlock block(16);
  block.process.steady_time = 1'000;
  block.in.value(5, full.gain.stable_id(), 0.25);
  plugin.process(block);
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].steady_samples == 1'000);
  CHECK(seen[1].steady_samples == 1'005);
  CHECK_FALSE(seen[0].system_ns.has_value());
  block.process.steady_time = -1;
  plugin.process(block);
  CHECK_FALSE(seen.back().steady_samples.has_value());
}

TEST_CASE("a transport event inside a block holds from its frame on") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  using clap::TransportFlags;
  clap::EventTransport start = {};
  start.header = {sizeof start, 0, clap::kCoreEventSpaceId, clap::EventType::transport, {}};
  start.flags = TransportFlags::has_tempo | TransportFlags::has_seconds_timeline;
  start.tempo = 100.0;
  clap::EventTransport jump = start;
  jump.header.time = 4;
  jump.flags |= TransportFlags::is_playing;
  jump.tempo = 90.0;
  jump.song_pos_seconds = clap::to_sec_time(2.0);
  clap::EventTransport again = jump;
  again.header.time = 10;
  again.tempo = 80.0;
  clap::EventTransport cut = jump;
  cut.header.size = sizeof cut - 1;
  StereoBlock block(16);
  block.process.transport = &start;
  block.in.add(&jump.header);
  SUBCASE("one") {
    plugin.process(block);
    CHECK(full.transport.playing);
    CHECK(full.transport.tempo == 90.0);
    CHECK(full.transport.position_samples == 96'000);
  }
  SUBCASE("two, and a value between them") {
    block.in.value(7, full.gain.stable_id(), 0.25);
    block.in.add(&again.header);
    plugin.process(block);
    CHECK(full.transport.tempo == 80.0);
    CHECK(full.transport.position_samples == 96'000);
  }
  SUBCASE("a value behind it: the transport moves on from there") {
    block.in.value(10, full.gain.stable_id(), 0.25);
    plugin.process(block);
    CHECK(full.transport.tempo == 90.0);
    CHECK(full.transport.position_samples == 96'006);
  }
  SUBCASE("cut short it is none") {
    block.in.clear();
    block.in.add(&cut.header);
    plugin.process(block);
    CHECK(full.transport.tempo == 100.0);
  }
}

TEST_CASE("a plugin's error is passed on and its output silenced") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin::latest->answer = ProcessStatus::error();
  StereoBlock block(16);
  CHECK(plugin.process(block) == clap::ProcessStatus::error);
  CHECK(block.output(0, 3) == 0.0f);
}

}  // namespace
}  // namespace attacca::clap_test
