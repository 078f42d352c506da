// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "audio_io/jack_library.hpp"
#include "audio_io/midi_clock.hpp"
#include "audio_io/midi_ports.hpp"
#include "tests/standalone/jack_server.hpp"

// RtMidi by JACK, as machines that build have no sequencer: the same code but for the name of the
// system.
namespace attacca::audio_io {
namespace {

using standalone::test::comes_true;

constexpr std::uint32_t kFrames = 48;  // a millisecond
constexpr double kRate = 48000.0;

struct Heard {
  std::int64_t at;  ///< ns
  std::vector<std::uint8_t> bytes;
};

/// A player that hears, under the name "listener", and one that sends to it.
struct Pair {
  Pair() {
    AudioSettings listens;
    listens.client_name = "listener";
    listens.has_midi_in = true;
    if (auto ports = open_midi(listens, MidiSystem::jack)) to = std::move(*ports);
    AudioSettings sends;
    sends.client_name = "sender";
    sends.connect_midi_outputs = {"listener:midi_in"};
    if (auto ports = open_midi(sends, MidiSystem::jack)) from = std::move(*ports);
  }

  std::vector<Heard> hear(std::size_t count) {
    std::vector<Heard> heard;
    (void)comes_true([&] {
      const std::int64_t now = monotonic_ns();
      for (const MidiMessage& message : to->begin_block(kFrames, kRate)) {
        heard.push_back(
            {now + ns_of(message.frame, kRate), {message.bytes.begin(), message.bytes.end()}});
      }
      return heard.size() >= count;
    });
    return heard;
  }

  std::unique_ptr<MidiPorts> to;
  std::unique_ptr<MidiPorts> from;
};

/// Whether the server does; asked by JACK's own library, as RtMidi is loud about one that does not.
bool answers() {
  const auto jack = JackLibrary::open();
  if (!jack) return false;
  jack_client_t* const client = (*jack)->client_open("knocks", JackNoStartServer, nullptr);
  if (client != nullptr) (*jack)->client_close(client);
  return client != nullptr;
}

TEST_CASE("messages go from one program to another by name, whole and in order") {
  standalone::test::JackServer server(64);
  REQUIRE(comes_true(answers));
  Pair pair;
  REQUIRE(pair.to != nullptr);
  REQUIRE(pair.from != nullptr);
  CHECK(pair.from->has_output());
  CHECK_FALSE(pair.to->has_output());
  (void)pair.from->begin_block(kFrames, kRate);
  std::vector<std::uint8_t> sysex(300, 0x11);
  sysex.front() = 0xF0;
  sysex.back() = 0xF7;
  const std::vector<std::vector<std::uint8_t>> sent = {
      {0x90, 60, 100}, {0x80, 60, 0}, sysex, {0xC0, 5}, {0xE0, 0, 64}};
  std::uint32_t frame = 0;
  for (const auto& bytes : sent) CHECK(pair.from->send(frame++, bytes));
  const std::vector<Heard> heard = pair.hear(sent.size());
  REQUIRE(heard.size() == sent.size());
  for (std::size_t i = 0; i < sent.size(); ++i) CHECK(heard[i].bytes == sent[i]);
  CHECK(pair.to->dropped() == 0);
}

TEST_CASE("a port that is not there is an error that names those that are") {
  standalone::test::JackServer server(64);
  REQUIRE(comes_true(answers));
  Pair pair;
  AudioSettings settings;
  settings.client_name = "lost";
  settings.connect_midi_outputs = {"nobody"};
  const auto opened = open_midi(settings, MidiSystem::jack);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().message.find("no one MIDI port \"nobody\"") != std::string::npos);
  CHECK(opened.error().message.find("listener:midi_in") != std::string::npos);
}

TEST_CASE("a plugin without MIDI opens none") {
  const auto none = open_midi({}, MidiSystem::jack);
  REQUIRE(none);
  CHECK(*none == nullptr);
}

}  // namespace
}  // namespace attacca::audio_io
