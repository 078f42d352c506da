// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/playback.hpp"

#include <array>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "tests/trial/validate/fake_instance.hpp"
#include "trial/validate/rendering.hpp"

using namespace attacca;
using namespace attacca::validate;
using attacca::validate::test::FakeInstance;
using attacca::validate::test::pass_through;

TEST_CASE("a plugin that keeps to its block is found in order") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  instance.on_process = pass_through;
  Playback playback(instance, 64);
  CHECK(playback.stayed_inside());
  for (const std::uint32_t frames : {64u, 1u, 0u, 33u}) {
    (void)playback.run(frames);
    CHECK(playback.stayed_inside());
    CHECK(playback.wrote_everything());
    CHECK(playback.left_inputs_alone());
    CHECK(playback.is_finite());
    CHECK(playback.output(0, 1).size() == frames);
  }
}

TEST_CASE("a sample written before, behind or after a block is noticed") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  Playback playback(instance, 64);
  for (const std::ptrdiff_t place : {-1, -20, 40, 63, 64, 90}) {
    CAPTURE(place);
    instance.on_process = [place](host::ProcessBlock& block) {
      pass_through(block);
      block.outputs[0].channels[1][place] = 0.0f;
    };
    Playback fresh(instance, 64);
    (void)fresh.run(40);
    CHECK_FALSE(fresh.stayed_inside());
  }
  // An input's guards are watched as well.
  instance.on_process = [](host::ProcessBlock& block) { block.inputs[1].channels[0][64] = 0.0f; };
  (void)playback.run(64);
  CHECK_FALSE(playback.stayed_inside());
}

TEST_CASE("one unwritten sample is noticed, and is not finite") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  Playback playback(instance, 64);
  instance.on_process = [](host::ProcessBlock& block) {
    --block.frames;
    pass_through(block);
    ++block.frames;
  };
  (void)playback.run(64);
  CHECK_FALSE(playback.wrote_everything());
  CHECK_FALSE(playback.is_finite());
  CHECK(std::isinf(playback.peak()));
}

TEST_CASE("a NaN that the plugin made itself counts as written") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  instance.on_process = [](host::ProcessBlock& block) {
    pass_through(block);
    block.outputs[0].channels[0][3] = std::numeric_limits<float>::quiet_NaN();
  };
  Playback playback(instance, 64);
  (void)playback.run(64);
  CHECK(playback.wrote_everything());
  CHECK_FALSE(playback.is_finite());
  CHECK(std::isinf(playback.peak()));
}

TEST_CASE("a changed input is noticed, also when it is NaN before and after") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  instance.on_process = [](host::ProcessBlock& block) {
    pass_through(block);
    block.inputs[0].channels[0][5] = 1.0f;
  };
  Playback playback(instance, 64);
  (void)playback.run(64);
  CHECK_FALSE(playback.left_inputs_alone());
  instance.on_process = pass_through;
  playback.signal = Signal::nan;
  (void)playback.run(64);
  CHECK(playback.left_inputs_alone());
}

TEST_CASE("what is played depends on how much was played, not on the blocks") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  instance.on_process = pass_through;
  for (const Signal signal : {Signal::noise, Signal::sine, Signal::loud_noise, Signal::impulse}) {
    Playback fixed(instance, 64);
    Playback varied(instance, 64);
    fixed.signal = varied.signal = signal;
    varied.jump_to(12345);
    const std::array<std::uint32_t, 4> sizes = {1, 64, 0, 13};
    CHECK(is_identical(render(fixed, 1000, 64), render(varied, 1000, sizes)));
  }
}

TEST_CASE("channels and seeds have noise of their own, inside its bounds") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  instance.on_process = pass_through;
  Playback first(instance, 512, 1);
  Playback second(instance, 512, 2);
  const Rendering one = render(first, 4096);
  const Rendering other = render(second, 4096);
  CHECK(one[0] != one[1]);
  CHECK(one[0] != other[0]);
  CHECK(one[1] != other[0]);
  CHECK(peak_of(one) <= 0.25);
  CHECK(peak_of(one) > 0.24);
}

TEST_CASE("in place, input and output share memory, and the input is kept to compare") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  bool is_shared = false;
  instance.on_process = [&](host::ProcessBlock& block) {
    is_shared = block.inputs[0].channels[0] == block.outputs[0].channels[0] &&
                block.inputs[1].channels[0] != block.outputs[0].channels[0];
    for (std::uint32_t i = 0; i < block.frames; ++i) block.outputs[0].channels[0][i] *= 2.0f;
  };
  Playback playback(instance, 64);
  playback.in_place = true;
  REQUIRE(playback.can_be_in_place());
  (void)playback.run(64);
  CHECK(is_shared);
  CHECK(playback.left_inputs_alone());
  for (std::size_t i = 0; i < 64; ++i) {
    CHECK(playback.output(0, 0)[i] == 2.0f * playback.input(0, 0)[i]);
    CHECK(playback.output(0, 1)[i] == playback.input(0, 1)[i]);
  }
}

TEST_CASE("a plugin that allows nothing in place, or has other channels, is played out of place") {
  host::MainLoop loop;
  FakeInstance refusing(loop);
  refusing.layout().inputs[0].is_in_place = false;
  FakeInstance uneven(loop, 1, 2);
  for (FakeInstance* const instance : {&refusing, &uneven}) {
    bool is_shared = false;
    instance->on_process = [&](host::ProcessBlock& block) {
      is_shared = block.inputs[0].channels[0] == block.outputs[0].channels[0];
    };
    Playback playback(*instance, 64);
    playback.in_place = true;
    CHECK_FALSE(playback.can_be_in_place());
    (void)playback.run(64);
    CHECK_FALSE(is_shared);
    CHECK_FALSE(playback.wrote_everything());
  }
}

TEST_CASE("the steady time goes on where the transport stops or jumps") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  std::int64_t steady = -1;
  std::int64_t position = -1;
  instance.on_process = [&](host::ProcessBlock& block) {
    steady = block.steady_frames;
    position = block.transport != nullptr ? block.transport->position_frames : -1;
  };
  Playback playback(instance, 64);
  (void)playback.run(64);
  playback.jump_to(-1000);
  (void)playback.run(64);
  CHECK(steady == 64);
  CHECK(position == -1000);
  playback.is_rolling = false;
  (void)playback.run(64);
  (void)playback.run(64);
  CHECK(steady == 192);
  CHECK(position == -936);
  playback.has_transport = false;
  (void)playback.run(64);
  CHECK(position == -1);
}

TEST_CASE("silence is flagged on request, and only where it is") {
  host::MainLoop loop;
  FakeInstance instance(loop);
  std::uint64_t main = 0;
  std::uint64_t side = 0;
  instance.on_process = [&](host::ProcessBlock& block) {
    main = block.inputs[0].silent_channels;
    side = block.inputs[1].silent_channels;
    block.outputs[0].silent_channels = 2;
  };
  Playback playback(instance, 64);
  playback.signal = Signal::silence;
  (void)playback.run(64);
  CHECK(main == 0);
  CHECK(side == 0);
  playback.flags_silence = true;
  (void)playback.run(64);
  CHECK(main == 3);
  CHECK(side == 1);
  CHECK(playback.silence_flags(0) == 2);
  playback.signal = Signal::noise;
  (void)playback.run(64);
  CHECK(main == 0);
  CHECK(side == 1);
}
