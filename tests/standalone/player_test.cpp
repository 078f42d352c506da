// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/player.hpp"

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "host/base/main_loop.hpp"
#include "host/plugin/module.hpp"

namespace attacca::standalone {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A device that is called by the test.
struct Device final : audio_io::MidiOutput {
  Device(std::uint32_t inputs, std::uint32_t outputs, std::uint32_t frames)
      : in(inputs, std::vector<float>(frames)), out(outputs, std::vector<float>(frames, 9.0f)) {
    for (auto& channel : in) in_pointers.push_back(channel.data());
    for (auto& channel : out) out_pointers.push_back(channel.data());
  }

  void call(Player& player, std::span<const audio_io::MidiMessage> midi = {}) {
    sent.clear();
    player.process({.frames = static_cast<std::uint32_t>(out.front().size()),
                    .inputs = in_pointers,
                    .outputs = out_pointers,
                    .midi_in = midi,
                    .midi_out = this});
  }
  bool send(std::uint32_t frame, std::span<const std::uint8_t> bytes) noexcept override {
    sent.push_back({frame, {bytes.begin(), bytes.end()}});
    return true;
  }

  struct Message {
    std::uint32_t frame;
    Bytes bytes;
  };
  std::vector<std::vector<float>> in;
  std::vector<std::vector<float>> out;
  std::vector<float*> in_pointers;
  std::vector<float*> out_pointers;
  std::vector<Message> sent;
};

struct Rig {
  explicit Rig(const char* path)
      : module(*host::Module::open(path)), plugin(*module->create({}, loop)), player(*plugin, {}) {}
  host::MainLoop loop;
  std::shared_ptr<host::Module> module;
  std::unique_ptr<host::PluginInstance> plugin;
  Player player;
};

TEST_CASE("what the device hears is what the plugin makes of it, in blocks of any length") {
  Rig rig(TEST_GAIN);
  REQUIRE(rig.player.inputs() == 2);
  REQUIRE(rig.player.outputs() == 2);
  REQUIRE(rig.player.begin(48000.0, 64));
  for (const std::uint32_t frames : {64u, 1u, 63u, 200u}) {
    Device device(2, 2, frames);
    for (std::size_t i = 0; i < frames; ++i) {
      device.in[0][i] = static_cast<float>(i);
      device.in[1][i] = -static_cast<float>(i);
    }
    device.call(rig.player);
    CHECK(device.out == device.in);
  }
}

TEST_CASE("notes arrive at their frame, and those of the plugin go out at theirs") {
  Rig rig(TEST_MIDI_INVERTER);
  REQUIRE(rig.player.begin(48000.0, 64));
  const Bytes on = {0x90, 60, 100};
  const Bytes bend = {0xE0, 0, 96};
  const std::array<audio_io::MidiMessage, 2> midi = {
      {{.frame = 3, .bytes = on}, {.frame = 190, .bytes = bend}}};
  Device device(rig.player.inputs(), std::max(rig.player.outputs(), 1u), 200);
  device.call(rig.player, midi);
  REQUIRE(device.sent.size() == 2);
  CHECK(device.sent[0].frame == 3);
  CHECK(device.sent[0].bytes == Bytes{0x90, 67, 100});
  CHECK(device.sent[1].frame == 190);
}

TEST_CASE("bytes that are no MIDI are counted, and do no harm") {
  Rig rig(TEST_MIDI_INVERTER);
  REQUIRE(rig.player.begin(48000.0, 64));
  const Bytes cut = {0x90, 60};
  const std::array<audio_io::MidiMessage, 1> midi = {{{.frame = 0, .bytes = cut}}};
  Device device(rig.player.inputs(), std::max(rig.player.outputs(), 1u), 64);
  device.call(rig.player, midi);
  CHECK(device.sent.empty());
  CHECK(rig.player.dropped_midi() == 1);
}

TEST_CASE("before it has begun and after its end there is silence") {
  Rig rig(TEST_GAIN);
  Device device(2, 2, 32);
  for (auto& channel : device.in) channel.assign(32, 1.0f);
  device.call(rig.player);
  CHECK(device.out[0] == std::vector<float>(32, 0.0f));
  REQUIRE(rig.player.begin(48000.0, 64));
  device.call(rig.player);
  CHECK(device.out[1] == device.in[1]);
  rig.player.end();
  device.call(rig.player);
  CHECK(device.out[0] == std::vector<float>(32, 0.0f));
}

}  // namespace
}  // namespace attacca::standalone
