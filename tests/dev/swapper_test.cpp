// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/swapper.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "dev/preparation.hpp"
#include "host/plugin/module.hpp"
#include "tests/support/allocation_count.hpp"

namespace attacca::dev {
namespace {

constexpr double kRate = 48000.0;
constexpr std::uint32_t kMost = 512;
constexpr double kTone = 1000.0;
constexpr float kLevel = 0.25f;

/// A device that is called by the test, and plays a sine.
struct Device {
  void call(Swapper& swapper, std::uint32_t frames,
            std::span<const audio_io::MidiMessage> midi = {}) {
    std::vector<float> in(frames);
    for (float& sample : in) {
      sample = kLevel * static_cast<float>(std::sin(2.0 * std::numbers::pi * kTone *
                                                    static_cast<double>(position++) / kRate));
    }
    played.insert(played.end(), in.begin(), in.end());
    std::array<std::vector<float>, 2> out;
    for (auto& channel : out) channel.assign(frames, 9.0f);
    std::array<float*, 2> inputs = {in.data(), in.data()};
    std::array<float*, 2> outputs = {out[0].data(), out[1].data()};
    const std::uint64_t before = rt::test::heap_calls();
    swapper.process({.frames = frames, .inputs = inputs, .outputs = outputs, .midi_in = midi});
    heap_calls += rt::test::heap_calls() - before;
    CHECK(out[0] == out[1]);
    heard.insert(heard.end(), out[0].begin(), out[0].end());
  }
  void call_for(Swapper& swapper, double seconds) {
    static constexpr std::array kFrames = {512u, 64u, 1u, 480u, 333u};
    for (std::size_t i = 0, end = heard.size() + static_cast<std::size_t>(seconds * kRate);
         heard.size() < end; ++i) {
      call(swapper, kFrames[i % kFrames.size()]);
    }
  }
  std::int64_t position = 0;
  std::vector<float> played;
  std::vector<float> heard;
  std::uint64_t heap_calls = 0;
};

/// In dB.
void set_gain(host::PluginInstance& plugin, double gain) {
  const auto id = plugin.find_parameter("Gain")->id;
  REQUIRE(plugin.set_parameter(id, *plugin.text_to_value(id, std::to_string(gain))));
}

std::string gain_of(host::PluginInstance& plugin) {
  const auto id = plugin.find_parameter("Gain")->id;
  return *plugin.value_to_text(id, *plugin.parameter_value(id));
}

struct Rig {
  Rig() { swapper.begin(kRate, kMost); }

  std::unique_ptr<Seat> seat(const char* path, double gain = 0.0) {
    auto made = load_seat(path, {}, {}, loop);
    REQUIRE(made);
    host::PluginInstance& plugin = (*made)->plugin();
    if (gain != 0.0) set_gain(plugin, gain);
    REQUIRE((*made)->begin(kRate, kMost));
    return std::move(*made);
  }
  /// Plays until the offer is over.
  Swapper::Handed play_out() {
    for (int i = 0; i < 1000; ++i) {
      device.call(swapper, 256);
      if (const auto handed = swapper.take_outcome()) return *handed;
    }
    REQUIRE(false);
    return {};
  }

  host::MainLoop loop;
  Swapper swapper;
  Device device;
};

/// What is left of a sine when its own frequency is taken out, against its level: a step of the
/// whole level would be 0 dB. Of the frames from `from` on.
double click_db(const std::vector<float>& heard, std::size_t from) {
  const double turn = 2.0 * std::cos(2.0 * std::numbers::pi * kTone / kRate);
  double worst = 0.0;
  for (std::size_t i = from + 2; i < heard.size(); ++i) {
    const double rest = static_cast<double>(heard[i]) - turn * static_cast<double>(heard[i - 1]) +
                        static_cast<double>(heard[i - 2]);
    worst = std::max(worst, std::abs(rest));
  }
  return 20.0 * std::log10(worst / static_cast<double>(kLevel) + 1e-12);
}

TEST_CASE("before anything is offered there is silence") {
  Rig rig;
  rig.device.call(rig.swapper, 64);
  CHECK(rig.device.heard == std::vector<float>(64, 0.0f));
}

TEST_CASE("a build that sounds the same takes over without a trace: no frame is lost or changed") {
  Rig rig;
  const auto first = rig.seat(TEST_GAIN);
  const auto second = rig.seat(TEST_GAIN);
  rig.swapper.offer(*first, FadeLaw::correlated);
  (void)rig.play_out();
  const std::size_t from = rig.device.heard.size();
  rig.swapper.offer(*second, FadeLaw::correlated);
  rig.device.call_for(rig.swapper, 0.5);
  const auto handed = rig.swapper.take_outcome();
  REQUIRE(handed);
  CHECK(handed->outcome == Swapper::Outcome::swapped);
  CHECK(handed->offered == second.get());
  CHECK(handed->freed == first.get());
  for (std::size_t i = from; i < rig.device.heard.size(); ++i) {
    REQUIRE(std::abs(rig.device.heard[i] - rig.device.played[i]) < 1e-6f);
  }
  CHECK(rig.swapper.position() == static_cast<std::int64_t>(rig.device.heard.size()));
}

TEST_CASE("a build of another level fades in, with a click below -60 dB against the signal") {
  for (const double gain : {-6.0, -60.0, 12.0}) {
    CAPTURE(gain);
    Rig rig;
    const auto first = rig.seat(TEST_GAIN);
    const auto second = rig.seat(TEST_GAIN, gain);
    rig.swapper.offer(*first, FadeLaw::correlated);
    rig.device.call_for(rig.swapper, 0.1);
    REQUIRE(rig.swapper.take_outcome());
    const std::size_t from = rig.device.heard.size();
    rig.swapper.offer(*second, FadeLaw::correlated);
    rig.device.call_for(rig.swapper, 0.5);
    REQUIRE(rig.swapper.take_outcome());
    const double louder = std::max(1.0, std::pow(10.0, gain / 20.0));
    CHECK(click_db(rig.device.heard, from) - 20.0 * std::log10(louder) < -60.0);
    const auto end = rig.device.heard.size() - 48;
    float peak = 0.0f;
    for (std::size_t i = end; i < rig.device.heard.size(); ++i) {
      peak = std::max(peak, std::abs(rig.device.heard[i]));
    }
    CHECK(peak ==
          doctest::Approx(static_cast<double>(kLevel) * std::pow(10.0, gain / 20.0)).epsilon(0.01));
  }
}

TEST_CASE("the measure of clicks hears one: a swap without a fade is far above -60 dB") {
  std::vector<float> heard;
  for (int i = 0; i < 4800; ++i) {
    heard.push_back((i < 2411 ? 1.0f : 0.5f) * kLevel *
                    static_cast<float>(std::sin(2.0 * std::numbers::pi * kTone * i / kRate)));
  }
  CHECK(click_db(heard, 0) > -20.0);
}

TEST_CASE("while another build is taken over, the audio thread allocates nothing") {
  Rig rig;
  const auto first = rig.seat(TEST_SINE);
  const auto second = rig.seat(TEST_SINE);
  rig.swapper.offer(*first, FadeLaw::uncorrelated);
  rig.device.call_for(rig.swapper, 0.1);
  REQUIRE(rig.swapper.take_outcome());
  rig.swapper.offer(*second, FadeLaw::uncorrelated);
  rig.device.call_for(rig.swapper, 0.3);
  REQUIRE(rig.swapper.take_outcome());
  CHECK(rig.device.heap_calls == 0);
}

TEST_CASE("a note that is held is begun again in the new build, and ends with its key") {
  Rig rig;
  const auto first = rig.seat(TEST_SINE);
  const auto second = rig.seat(TEST_SINE);
  rig.swapper.offer(*first, FadeLaw::uncorrelated);
  rig.device.call_for(rig.swapper, 0.1);
  REQUIRE(rig.swapper.take_outcome());
  const std::array<std::uint8_t, 3> on = {0x90, 69, 127};
  const std::array<std::uint8_t, 3> off = {0x80, 69, 0};
  const audio_io::MidiMessage begin = {.frame = 10, .bytes = on};
  const audio_io::MidiMessage end = {.frame = 0, .bytes = off};
  rig.device.call(rig.swapper, 512, {&begin, 1});
  rig.device.call_for(rig.swapper, 0.1);
  rig.swapper.offer(*second, FadeLaw::uncorrelated);
  const auto handed = rig.play_out();
  CHECK(handed.notes == 1);
  const auto peak_of_next = [&rig](double seconds) {
    const std::size_t from = rig.device.heard.size();
    rig.device.call_for(rig.swapper, seconds);
    float peak = 0.0f;
    for (std::size_t i = from; i < rig.device.heard.size(); ++i) {
      peak = std::max(peak, std::abs(rig.device.heard[i]));
    }
    return peak;
  };
  CHECK(peak_of_next(0.1) > 0.1f);
  rig.device.call(rig.swapper, 64, {&end, 1});
  (void)peak_of_next(0.05);
  CHECK(peak_of_next(0.1) == 0.0f);
}

TEST_CASE("a key that was down when the device went is not begun again with the next one") {
  Rig rig;
  const auto first = rig.seat(TEST_SINE);
  const auto second = rig.seat(TEST_SINE);
  rig.swapper.offer(*first, FadeLaw::uncorrelated);
  (void)rig.play_out();
  const std::array<std::uint8_t, 3> on = {0x90, 69, 127};
  const audio_io::MidiMessage begin = {.frame = 0, .bytes = on};
  rig.device.call(rig.swapper, 512, {&begin, 1});
  first->player().end();
  REQUIRE(first->begin(kRate, kMost));
  rig.swapper.begin(kRate, kMost);
  rig.swapper.offer(*first, FadeLaw::uncorrelated);
  (void)rig.play_out();
  rig.swapper.offer(*second, FadeLaw::uncorrelated);
  CHECK(rig.play_out().notes == 0);
}

TEST_CASE("a build with an absurd latency is waited for some seconds, not for ever") {
  const Swapper::Times times;
  CHECK(Swapper::warm_up_frames(times, kRate, 0) == 4800);
  CHECK(Swapper::warm_up_frames(times, kRate, 480) == 5280);
  CHECK(Swapper::warm_up_frames(times, kRate, 0xFFFFFFFFu) == 240'000);
}

TEST_CASE("where no device calls, an offer takes its place at once") {
  Rig rig;
  const auto first = rig.seat(TEST_GAIN);
  const auto second = rig.seat(TEST_GAIN);
  rig.swapper.offer(*first, FadeLaw::correlated);
  (void)rig.play_out();
  rig.swapper.offer(*second, FadeLaw::correlated);
  const auto handed = rig.swapper.finish_without_device();
  REQUIRE(handed);
  CHECK(handed->freed == first.get());
  CHECK(handed->offered == second.get());
  CHECK_FALSE(rig.swapper.finish_without_device());
}

TEST_CASE("a second offer waits until the outcome of the first has been taken") {
  Rig rig;
  const auto first = rig.seat(TEST_GAIN);
  const auto second = rig.seat(TEST_GAIN);
  rig.swapper.offer(*first, FadeLaw::correlated);
  rig.device.call_for(rig.swapper, 0.1);
  rig.swapper.offer(*second, FadeLaw::correlated);
  rig.device.call_for(rig.swapper, 0.5);
  const auto handed = rig.swapper.take_outcome();
  REQUIRE(handed);
  CHECK(handed->offered == first.get());
  CHECK(rig.play_out().offered == second.get());
}

TEST_CASE("both laws begin with the old one alone and end with the new one alone") {
  for (const FadeLaw law : {FadeLaw::correlated, FadeLaw::uncorrelated}) {
    CHECK(fade_gains(law, 0.0).out == 1.0f);
    CHECK(fade_gains(law, 0.0).in == 0.0f);
    CHECK(fade_gains(law, 1.0).out == doctest::Approx(0.0).epsilon(1e-6));
    CHECK(fade_gains(law, 1.0).in == 1.0f);
    for (int i = 0; i <= 100; ++i) {
      const FadeGains gains = fade_gains(law, i / 100.0);
      const float sum = law == FadeLaw::correlated ? gains.in + gains.out
                                                   : gains.in * gains.in + gains.out * gains.out;
      CHECK(std::abs(sum - 1.0f) < 1e-5f);
    }
  }
}

TEST_CASE("the state of the old build becomes that of the new one") {
  Rig rig;
  const auto from = rig.seat(TEST_GAIN, -7.5);
  rig.swapper.offer(*from, FadeLaw::correlated);
  (void)rig.play_out();
  auto to = load_seat(TEST_GAIN, {}, {}, rig.loop);
  REQUIRE(to);
  std::size_t bytes = 0;
  CHECK(take_over_state(from->plugin(), (*to)->plugin(), bytes).empty());
  CHECK(bytes > 0);
  CHECK(gain_of((*to)->plugin()).starts_with("-7.5"));
}

TEST_CASE("a build that refuses the state keeps the parameters that both have") {
  Rig rig;
  auto from = load_seat(TEST_SINE, {}, {}, rig.loop);
  auto to = load_seat(TEST_GAIN, {}, {}, rig.loop);
  REQUIRE(from);
  REQUIRE(to);
  set_gain((*from)->plugin(), -5.0);
  rig.loop.run_once(std::chrono::milliseconds(0));
  std::size_t bytes = 0;
  const std::string note = take_over_state((*from)->plugin(), (*to)->plugin(), bytes);
  CHECK(note.find("refuses the state") != std::string::npos);
  rig.loop.run_once(std::chrono::milliseconds(0));
  CHECK((*from)->plugin().find_parameter("Gain")->id == (*to)->plugin().find_parameter("Gain")->id);
  CHECK(*(*to)->plugin().parameter_value((*to)->plugin().find_parameter("Gain")->id) ==
        *(*from)->plugin().parameter_value((*from)->plugin().find_parameter("Gain")->id));
  CHECK(gain_of((*from)->plugin()).starts_with("-5"));
}

}  // namespace
}  // namespace attacca::dev
