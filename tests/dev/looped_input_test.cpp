// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/looped_input.hpp"

#include <array>
#include <vector>

#include <doctest/doctest.h>

namespace attacca::dev {
namespace {

/// Keeps what it was called with, and plays its input.
struct Listener final : audio_io::AudioCallback {
  void process(const audio_io::AudioBlock& block) noexcept override {
    for (std::uint32_t i = 0; i < block.frames; ++i) {
      heard.push_back(block.inputs.empty() ? -1.0f : block.inputs[0][i]);
      block.outputs[0][i] = heard.back();
    }
    for (const auto& message : block.midi_in) {
      midi.emplace_back(message.frame, message.bytes[0]);
    }
    busy = input->busy_since();
  }
  LoopedInput* input = nullptr;
  std::vector<float> heard;
  std::vector<std::pair<std::uint32_t, int>> midi;
  std::int64_t busy = 0;
};

struct Rig {
  Rig() : input(listener) { listener.input = &input; }
  void call(std::uint32_t frames, std::span<const audio_io::MidiMessage> midi = {}) {
    std::vector<float> in(frames, 0.5f);
    std::vector<float> out(frames, 9.0f);
    std::array<float*, 1> inputs = {in.data()};
    std::array<float*, 1> outputs = {out.data()};
    input.process({.frames = frames, .inputs = inputs, .outputs = outputs, .midi_in = midi});
  }
  Listener listener;
  LoopedInput input;
};

TEST_CASE("a clip is played again and again without a gap, whatever the blocks") {
  Rig rig;
  host::AudioClip clip;
  clip.channels = {{1, 2, 3, 4, 5}};
  rig.input.set_clip(std::move(clip));
  rig.input.begin(16);
  for (const std::uint32_t frames : {3u, 1u, 16u, 7u}) rig.call(frames);
  for (std::size_t i = 0; i < rig.listener.heard.size(); ++i) {
    CHECK(rig.listener.heard[i] == static_cast<float>(i % 5 + 1));
  }
  CHECK(rig.listener.heard.size() == 27);
}

TEST_CASE("without a clip the device is heard") {
  Rig rig;
  rig.input.begin(16);
  rig.call(4);
  CHECK(rig.listener.heard == std::vector<float>(4, 0.5f));
}

TEST_CASE("the phrase and what is played live come in one order") {
  Rig rig;
  midi_file::File file;
  file.bytes = {0x90, 60, 1, 0x80, 60, 1};
  file.messages = {{0.005, 0, 3}, {0.009, 3, 3}};
  file.seconds = 0.5;
  rig.input.set_phrase(Phrase(file, 1000.0));
  rig.input.begin(16);
  const std::array<std::uint8_t, 3> live = {0xB0, 1, 1};
  const std::array<audio_io::MidiMessage, 3> midi = {
      {{.frame = 0, .bytes = live}, {.frame = 7, .bytes = live}, {.frame = 15, .bytes = live}}};
  rig.call(16, midi);
  CHECK(rig.listener.midi == std::vector<std::pair<std::uint32_t, int>>{
                                 {0, 0xB0}, {5, 0x90}, {7, 0xB0}, {9, 0x80}, {15, 0xB0}});
}

TEST_CASE("a callback that is under way can be seen from outside, and only then") {
  Rig rig;
  rig.input.begin(16);
  CHECK(rig.input.busy_since() == 0);
  rig.call(4);
  CHECK(rig.listener.busy > 0);
  CHECK(rig.input.busy_since() == 0);
}

}  // namespace
}  // namespace attacca::dev
