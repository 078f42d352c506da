// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Plays a storm on a plugin: on its audio thread hundreds of notes, expressions, modulations, MIDI
// messages, SysEx and edits a block, while the main thread renames the track, loads states and
// turns knobs, so that tasks run as well. Fails if the audio thread allocated, freed, locked,
// waited or made a system call, or if what comes out is not finite.
//
//   storm BLOCKS PLUGIN…
//   storm flood PLUGIN…     a note effect: 100,000 events a second, and each has to come back

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/base/main_loop.hpp"
#include "host/guard/realtime_guard.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "trial/validate/playback.hpp"

namespace {

namespace host = attacca::host;
using Kind = host::NoteEventKind;

constexpr std::uint32_t kMostFrames = 512;
constexpr double kRate = 48000.0;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "storm: %s\n", why.c_str());
  std::exit(1);
}

template <typename T>
T required(attacca::Result<T> result) {
  if (!result) give_up(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Everything that a block can bring, in memory of its own; the same for the same seed.
class Weather {
 public:
  Weather(host::PluginInstance& instance, std::uint64_t seed) : random_(seed) {
    for (const host::ParameterInfo& info : instance.parameters()) {
      if (info.is_read_only) continue;
      for (const double place : {0.0, 0.3, 0.7, 1.0}) {
        const double value = instance.plain_value(info.id, place);
        choices_.push_back(instance.edit(info.id, value, 0));
        values_.push_back({info.id, value});
      }
    }
    for (std::size_t i = 0; i < sysex_.size(); ++i) sysex_[i] = static_cast<std::uint8_t>(i & 127);
    sysex_.front() = 0xf0;
    sysex_.back() = 0xf7;
    takes_notes_ = !instance.ports().note_inputs.empty();
  }

  void blow(std::uint32_t frames) {
    notes_.clear();
    edits_.clear();
    for (int i = 0; takes_notes_ && i < 200; ++i) notes_.push_back(event(frames));
    for (int i = 0; !choices_.empty() && i < 40; ++i) {
      edits_.push_back(choices_[pick(choices_.size())]);
      edits_.back().frame = static_cast<std::uint32_t>(pick(frames));
    }
    const auto by_frame = [](const auto& a, const auto& b) { return a.frame < b.frame; };
    std::stable_sort(notes_.begin(), notes_.end(), by_frame);
    std::stable_sort(edits_.begin(), edits_.end(), by_frame);
  }
  [[nodiscard]] std::span<const host::NoteEvent> notes() const { return notes_; }
  [[nodiscard]] std::span<const host::ParameterEdit> edits() const { return edits_; }
  std::size_t pick(std::size_t below) { return random_() % below; }

 private:
  host::NoteEvent event(std::uint32_t frames) {
    constexpr std::array kKinds = {Kind::on,   Kind::on,         Kind::off,
                                   Kind::off,  Kind::expression, Kind::modulation,
                                   Kind::midi, Kind::choke,      Kind::sysex};
    host::NoteEvent event;
    event.kind = kKinds[pick(kKinds.size())];
    if (event.kind == Kind::modulation && values_.empty()) event.kind = Kind::off;
    event.frame = static_cast<std::uint32_t>(pick(frames));
    event.channel = static_cast<std::int16_t>(pick(16));
    event.key = static_cast<std::int16_t>(pick(128));
    event.note_id = static_cast<std::int32_t>(pick(64)) - 1;
    event.velocity = static_cast<double>(pick(101)) / 100.0;
    event.expression = static_cast<host::NoteExpression>(pick(7));
    event.value = static_cast<double>(pick(101)) / 100.0;
    if (event.kind == Kind::modulation) event.parameter = values_[pick(values_.size())].first;
    constexpr std::array<std::uint8_t, 6> kStatus = {0x90, 0x80, 0xa0, 0xb0, 0xd0, 0xe0};
    event.midi = {static_cast<std::uint8_t>(kStatus[pick(kStatus.size())] | pick(16)),
                  static_cast<std::uint8_t>(pick(128)), static_cast<std::uint8_t>(pick(128))};
    if (event.kind == Kind::sysex) event.sysex = sysex_;
    return event;
  }

  std::mt19937_64 random_;
  bool takes_notes_ = false;
  std::vector<host::ParameterEdit> choices_;
  std::vector<std::pair<host::ParameterId, double>> values_;
  std::array<std::uint8_t, 48> sysex_{};
  std::vector<host::NoteEvent> notes_;
  std::vector<host::ParameterEdit> edits_;
};

bool is_clean(host::PluginInstance& instance, const char* path) {
  const host::RealtimeOffences& offences = instance.realtime_offences();
  if (offences.total() == 0) return true;
  std::fprintf(stderr,
               "storm: %s on the audio thread: %llu allocations, %llu frees, %llu locks, %llu "
               "offences in all\n",
               path, static_cast<unsigned long long>(offences.allocations.load()),
               static_cast<unsigned long long>(offences.frees.load()),
               static_cast<unsigned long long>(offences.locks.load()),
               static_cast<unsigned long long>(offences.total()));
  return false;
}

bool storm(const char* path, int blocks) {
  host::MainLoop loop;
  const auto module = required(host::Module::open(path));
  const auto instance = required(module->create({}, loop));
  required(instance->activate(kRate, kMostFrames));
  std::atomic<bool> is_over{false};
  bool is_finite = true;
  std::thread audio([&] {
    if (!instance->start_processing()) give_up(std::string(path) + " refuses to process");
    attacca::validate::Playback playback(*instance, kMostFrames);
    Weather weather(*instance, 1);
    for (int block = 0; block < blocks; ++block) {
      const auto frames = static_cast<std::uint32_t>(1 + weather.pick(kMostFrames));
      weather.blow(frames);
      (void)playback.run(frames, weather.edits(), weather.notes());
      is_finite = is_finite && playback.is_finite();
    }
    instance->stop_processing();
    is_over = true;
  });
  const auto state =
      instance->has_state() ? required(instance->save_state()) : std::vector<std::byte>{};
  for (int turn = 0; !is_over; ++turn) {
    host::TrackInfoMessage track;
    track.info.name = "Track " + std::to_string(turn);
    (void)instance->send_track_info(track);
    for (const host::ParameterInfo& info : instance->parameters()) {
      if (info.is_read_only || info.is_midi_controller || turn % 3 != 0) continue;
      (void)instance->set_parameter(info.id, instance->plain_value(info.id, turn % 10 / 10.0));
    }
    if (instance->has_state() && turn % 2 == 0) (void)instance->load_state(state);
    (void)loop.run_once(std::chrono::milliseconds(1));
  }
  audio.join();
  instance->deactivate();
  if (!is_finite) std::fprintf(stderr, "storm: %s: what came out is not finite\n", path);
  std::printf("%s: %llu blocks, %llu offences\n", path,
              static_cast<unsigned long long>(instance->timing().summary().count),
              static_cast<unsigned long long>(instance->realtime_offences().total()));
  return is_clean(*instance, path) && is_finite;
}

class Counter final : public host::InstanceListener {
 public:
  void on_note_report(host::PluginInstance&, const host::NoteReport&) override { ++count; }
  std::uint64_t count = 0;
};

/// One second of audio in blocks of 64 frames.
bool flood(const char* path) {
  constexpr std::uint32_t kFrames = 64;
  constexpr std::uint64_t kEvents = 100'000;
  host::MainLoop loop;
  const auto module = required(host::Module::open(path));
  const auto instance = required(module->create({}, loop));
  Counter counter;
  instance->set_listener(&counter);
  required(instance->activate(kRate, kMostFrames));
  if (!instance->start_processing()) give_up(std::string(path) + " refuses to process");
  attacca::validate::Playback playback(*instance, kMostFrames);
  std::uint64_t sent = 0;
  std::vector<host::NoteEvent> notes;
  for (std::uint64_t at = 0; at < 48000; at += kFrames) {
    notes.clear();
    for (; sent < kEvents * (at + kFrames) / 48000; ++sent) {
      host::NoteEvent event;
      event.kind = sent % 2 == 0 ? Kind::on : Kind::off;
      event.key = static_cast<std::int16_t>(sent / 2 % 128);
      event.frame = static_cast<std::uint32_t>(sent * 48000 / kEvents - at);
      notes.push_back(event);
    }
    (void)playback.run(kFrames, {}, notes);
    instance->pump();
  }
  instance->stop_processing();
  instance->pump();
  instance->set_listener(nullptr);
  const std::uint64_t lost = instance->notes_left_out() + instance->note_reports_lost();
  std::printf("%s: %llu events in one second, %llu came back, the host lost %llu\n", path,
              static_cast<unsigned long long>(sent), static_cast<unsigned long long>(counter.count),
              static_cast<unsigned long long>(lost));
  const bool is_whole = sent == kEvents && counter.count == kEvents && lost == 0;
  if (!is_whole) std::fprintf(stderr, "storm: %s lost events\n", path);
  return is_clean(*instance, path) && is_whole;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: storm BLOCKS|flood PLUGIN…\n");
    return 2;
  }
  if (host::realtime_guard_reach() != host::RealtimeGuardReach::everything) {
    give_up("this program cannot see what the audio thread does");
  }
  bool is_good = true;
  for (int i = 2; i < argc; ++i) {
    const bool is_flood = std::string_view(argv[1]) == "flood";
    is_good = (is_flood ? flood(argv[i]) : storm(argv[i], std::atoi(argv[1]))) && is_good;
  }
  return is_good ? 0 : 1;
}
