// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The programs of examples between two ports of a JACK client that nobody of theirs wrote: a real
// server, without a sound card.

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "audio_io/jack_library.hpp"
#include "tests/standalone/jack_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace attacca::standalone::test {
namespace {

using audio_io::JackLibrary;

constexpr std::uint32_t kPeriod = 64;
/// Two seconds, or what ATTACCA_JACK_SECONDS says.
const std::size_t kPeriods = [] {
  const char* const seconds = std::getenv("ATTACCA_JACK_SECONDS");
  return static_cast<std::size_t>(seconds == nullptr ? 2 : std::max(2, std::atoi(seconds))) *
         48000 / kPeriod;
}();

/// A client that plays and records by frames of its own: what it sends in period n comes back, if
/// the way is connected, in a later period.
class Peer {
 public:
  struct Midi {
    std::size_t frame;
    std::vector<std::uint8_t> bytes;
  };

  explicit Peer(const JackLibrary& jack) : jack_(jack) {
    jack_status_t status{};
    client_ = jack_.client_open("peer", JackNoStartServer, &status);
    if (client_ == nullptr) return;
    const auto port = [this](const char* name, const char* type, unsigned long flags) {
      return jack_.port_register(client_, name, type, flags, 0);
    };
    for (std::size_t i = 0; i < 2; ++i) {
      play_[i] = port(i == 0 ? "play_1" : "play_2", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
      hear_[i] = port(i == 0 ? "hear_1" : "hear_2", JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
      sent[i].resize(kPeriods * kPeriod);
      heard[i].resize(kPeriods * kPeriod);
    }
    play_midi_ = port("play_midi", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput);
    hear_midi_ = port("hear_midi", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
    heard_midi.reserve(4096);
    jack_.set_process_callback(
        client_,
        [](jack_nframes_t frames, void* self) {
          static_cast<Peer*>(self)->process(frames);
          return 0;
        },
        this);
  }
  ~Peer() {
    if (client_ != nullptr) jack_.client_close(client_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] bool is_open() const { return client_ != nullptr; }
  void begin() { REQUIRE(jack_.activate(client_) == 0); }
  bool connect(const std::string& from, const std::string& to) {
    return jack_.connect(client_, from.c_str(), to.c_str()) == 0;
  }
  void record() { is_recording_.store(true); }
  [[nodiscard]] bool is_done() const { return is_done_.load(); }

  std::array<std::vector<float>, 2> sent;
  std::array<std::vector<float>, 2> heard;
  std::vector<Midi> midi;        ///< to send, by frame
  std::vector<Midi> heard_midi;  ///< what came

 private:
  void process(jack_nframes_t frames) {
    void* const out = jack_.port_get_buffer(play_midi_, frames);
    void* const in = jack_.port_get_buffer(hear_midi_, frames);
    jack_.midi_clear_buffer(out);
    const bool is_running = is_recording_.load() && period_ < kPeriods && frames == kPeriod;
    const std::size_t first = period_ * kPeriod;
    for (std::size_t i = 0; i < 2; ++i) {
      auto* const play = static_cast<float*>(jack_.port_get_buffer(play_[i], frames));
      const auto* const hear = static_cast<float*>(jack_.port_get_buffer(hear_[i], frames));
      for (std::size_t frame = 0; frame < frames; ++frame) {
        play[frame] = is_running ? sent[i][first + frame] : 0.0f;
        if (is_running) heard[i][first + frame] = hear[frame];
      }
    }
    if (!is_running) {
      if (period_ == kPeriods) is_done_.store(true);
      return;
    }
    for (; next_ < midi.size() && midi[next_].frame < first + frames; ++next_) {
      const auto& message = midi[next_];
      jack_.midi_event_write(out, static_cast<jack_nframes_t>(message.frame - first),
                             message.bytes.data(), message.bytes.size());
    }
    for (std::uint32_t i = 0; i < jack_.midi_get_event_count(in); ++i) {
      jack_midi_event_t event{};
      jack_.midi_event_get(&event, in, i);
      heard_midi.push_back({first + event.time, {event.buffer, event.buffer + event.size}});
    }
    ++period_;
  }

  const JackLibrary& jack_;
  jack_client_t* client_ = nullptr;
  std::array<jack_port_t*, 2> play_{};
  std::array<jack_port_t*, 2> hear_{};
  jack_port_t* play_midi_ = nullptr;
  jack_port_t* hear_midi_ = nullptr;
  std::atomic<bool> is_recording_{false};
  std::atomic<bool> is_done_{false};
  std::size_t period_ = 0;
  std::size_t next_ = 0;
};

/// Server, peer and program.
struct Studio {
  Studio() : jack(JackLibrary::open()), server(kPeriod) {
    REQUIRE(jack);
    REQUIRE(comes_true([this] {
      auto attempt = std::make_unique<Peer>(**jack);
      if (attempt->is_open()) peer = std::move(attempt);
      return peer != nullptr;
    }));
    peer->begin();
  }
  void run(const std::string& program, std::vector<std::string> options) {
    options.insert(options.begin(),
                   {program, "--no-editor", "--backend", "jack", "--name", "ours"});
    child = std::make_unique<Child>(options, log());
  }
  bool connects(const std::string& from, const std::string& to) {
    return comes_true([&] { return peer->connect(from, to); });
  }
  bool plays() {
    peer->record();
    return comes_true([this] { return peer->is_done(); },
                      std::chrono::minutes(1 + 2 * kPeriods * kPeriod / 48000 / 60));
  }
  [[nodiscard]] std::string log() const { return folder / "log"; }
  [[nodiscard]] std::string said() const {
    std::ifstream file(log());
    return {std::istreambuf_iterator<char>(file), {}};
  }

  attacca::test::TemporaryFolder folder;
  Result<const JackLibrary*> jack;
  JackServer server;
  std::unique_ptr<Peer> peer;
  std::unique_ptr<Child> child;
};

/// Containers may give no room for the server's shared memory: then it ends by itself.
bool can_run_a_server() {
  static const bool can = [] {
    const auto jack = JackLibrary::open();
    JackServer server(kPeriod);
    bool is_there = false;
    const bool is_decided = comes_true([&] {
      is_there = jack && Peer(**jack).is_open();
      return is_there || !server.is_running();
    });
    if (is_decided && !is_there) MESSAGE("no JACK server runs here: skipped");
    return is_there || !is_decided;
  }();
  return can;
}

}  // namespace

TEST_CASE(
    "gain between two ports: every sample, a period of the server's later, six decibels less") {
  if (!can_run_a_server()) return;
  Studio studio;
  const std::string state = studio.folder / "state";
  std::ofstream(state) << R"({"format": "attacca-state", "version": 1, "plugin": "org.attacca.gain",
                              "params": {"gain": -6.0, "bypass": false}})";
  std::uint32_t noise = 1;
  for (auto& channel : studio.peer->sent) {
    for (float& sample : channel) {
      noise = noise * 1664525u + 1013904223u;
      sample = static_cast<float>(noise >> 8u) / 8388608.0f - 1.0f;
    }
  }
  studio.run(TEST_GAIN, {"--state", state});
  REQUIRE(studio.connects("peer:play_1", "ours:in_1"));
  REQUIRE(studio.connects("peer:play_2", "ours:in_2"));
  REQUIRE(studio.connects("ours:out_1", "peer:hear_1"));
  REQUIRE(studio.connects("ours:out_2", "peer:hear_2"));
  REQUIRE(studio.plays());
  CHECK(studio.child->end() == 0);
  INFO(studio.said());
  const float factor = std::pow(10.0f, -6.0f / 20.0f);
  for (std::size_t channel = 0; channel < 2; ++channel) {
    std::size_t wrong = 0;
    for (std::size_t i = kPeriod; i < kPeriods * kPeriod; ++i) {
      const float expected = studio.peer->sent[channel][i - kPeriod] * factor;
      if (std::fabs(studio.peer->heard[channel][i] - expected) > 1e-6f) ++wrong;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("the layout that is chosen is what JACK sees, and what is heard") {
  if (!can_run_a_server()) return;
  Studio studio;
  for (std::size_t i = 0; i < kPeriods * kPeriod; ++i) {
    studio.peer->sent[0][i] = static_cast<float>(i % 1000) / 1000.0f;
  }
  studio.run(TEST_GAIN, {"--no-state", "--layout", "mono"});
  REQUIRE(studio.connects("peer:play_1", "ours:in_1"));
  REQUIRE(studio.connects("ours:out_1", "peer:hear_1"));
  CHECK_FALSE(studio.peer->connect("peer:play_2", "ours:in_2"));
  CHECK_FALSE(studio.peer->connect("ours:out_2", "peer:hear_2"));
  REQUIRE(studio.plays());
  CHECK(studio.child->end() == 0);
  INFO(studio.said());
  CHECK(studio.said().find("1 in, 1 out") != std::string::npos);
  std::size_t wrong = 0;
  for (std::size_t i = kPeriod; i < kPeriods * kPeriod; ++i) {
    if (studio.peer->heard[0][i] != studio.peer->sent[0][i - kPeriod]) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("a note from JACK sounds from its very frame on") {
  if (!can_run_a_server()) return;
  constexpr std::size_t kNote = 100 * kPeriod + 37;
  Studio studio;
  studio.peer->midi = {{kNote, {0x90, 69, 127}}};
  studio.run(TEST_SINE, {"--no-state"});
  REQUIRE(studio.connects("peer:play_midi", "ours:midi_in"));
  REQUIRE(studio.connects("ours:out_1", "peer:hear_1"));
  REQUIRE(studio.plays());
  const std::vector<float>& heard = studio.peer->heard[0];
  const auto begins = kNote + kPeriod;
  for (std::size_t i = 0; i < begins; ++i) REQUIRE(heard[i] == 0.0f);
  // The phase begins at 0, so that the first sample may be 0 and the next is not.
  CHECK((heard[begins] != 0.0f || heard[begins + 1] != 0.0f));
  int crossings = 0;
  for (std::size_t i = begins + 1; i < begins + 48000; ++i) {
    if (heard[i - 1] < 0.0f && heard[i] >= 0.0f) ++crossings;
  }
  CHECK(crossings == doctest::Approx(440).epsilon(0.005));
}

TEST_CASE("MIDI goes out in the same period, at the frame it came in") {
  if (!can_run_a_server()) return;
  Studio studio;
  for (std::size_t i = 0; i < 500; ++i) {
    const auto key = static_cast<std::uint8_t>(i % 128);
    studio.peer->midi.push_back({1000 + i * 101, {0x90, key, 100}});
    studio.peer->midi.push_back({1050 + i * 101, {0x80, key, 0}});
  }
  studio.run(TEST_MIDI_INVERTER, {"--no-state"});
  REQUIRE(studio.connects("peer:play_midi", "ours:midi_in"));
  REQUIRE(studio.connects("ours:midi_out", "peer:hear_midi"));
  REQUIRE(studio.plays());
  REQUIRE(studio.peer->heard_midi.size() == studio.peer->midi.size());
  for (std::size_t i = 0; i < studio.peer->midi.size(); ++i) {
    const auto& sent = studio.peer->midi[i];
    const auto& heard = studio.peer->heard_midi[i];
    REQUIRE(heard.frame == sent.frame + kPeriod);
    REQUIRE(heard.bytes[0] == sent.bytes[0]);
    REQUIRE(heard.bytes[1] == 127 - sent.bytes[1]);
  }
}

TEST_CASE(
    "when the server goes the program says so and lives on; when it is back, so is the sound") {
  if (!can_run_a_server()) return;
  Studio studio;
  studio.run(TEST_GAIN, {"--no-state"});
  REQUIRE(studio.connects("peer:play_1", "ours:in_1"));
  studio.peer.reset();
  studio.server.stop();
  REQUIRE(comes_true([&] { return studio.said().find("the sound is gone") != std::string::npos; }));
  studio.server.start();
  REQUIRE(comes_true([&] {
    auto peer = std::make_unique<Peer>(**studio.jack);
    if (!peer->is_open()) return false;
    studio.peer = std::move(peer);
    return true;
  }));
  studio.peer->begin();
  CHECK(studio.connects("peer:play_1", "ours:in_1"));
  CHECK(studio.child->end() == 0);
}

TEST_CASE("a port that is not there is an error that names those that are") {
  if (!can_run_a_server()) return;
  Studio studio;
  studio.run(TEST_GAIN, {"--no-state", "--connect-jack-inputs", "system:capture_7"});
  REQUIRE(comes_true([&] { return studio.said().find("system:capture_1") != std::string::npos; }));
  CHECK(studio.said().find("cannot connect \"system:capture_7\"") != std::string::npos);
}

}  // namespace attacca::standalone::test
