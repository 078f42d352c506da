// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/player_session.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <poll.h>
#include <time.h>

#include <nlohmann/json.hpp>

#include "dev/preparation.hpp"
#include "standalone/device_choice.hpp"
#include "trial/run/offending_place.hpp"

namespace attacca::dev {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kAttend{20};
constexpr std::chrono::seconds kTryAgain{1};
constexpr std::chrono::seconds kState{1};
/// For saving the state, of the main thread's time at most.
constexpr int kStateShare = 20;
constexpr std::int64_t kMostInCallback = 2'000'000'000;  // ns

std::int64_t now_ns() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::string PlayerSession::channels_text(std::uint32_t inputs, std::uint32_t outputs) {
  return std::to_string(inputs) + " in, " + std::to_string(outputs) + " out";
}

PlayerSession::PlayerSession(const SoundOptions& options, Link& link, trial::RunVitals& vitals)
    : options_(options), link_(link), vitals_(vitals), input_(swapper_) {}

PlayerSession::~PlayerSession() {
  window_.reset();
  if (device_ != nullptr) device_->stop();
  device_.reset();
  if (seat_ != nullptr) seat_->plugin().set_listener(nullptr);
}

void PlayerSession::run(const PlayerStart& start) {
  const auto begun = begin(start);
  if (!begun) {
    link_.send(Word::failed, begun.error().message);
    return;
  }
  const auto descriptor = loop_.add_descriptor(link_.descriptor(), POLLIN, [this](short) {
    if (!link_.receive([this](Word word, std::span<const std::byte> bytes) { hear(word, bytes); }))
      loop_.quit();
  });
  const auto timer = loop_.add_timer(kAttend, [this] { attend(); });
  loop_.run_until(Clock::time_point::max());
  loop_.remove(descriptor);
  loop_.remove(timer);
  vitals_.enter(Phase::stopping);
  window_.reset();
  if (device_ != nullptr) device_->stop();
  if (const auto written = input_.end(); !written) say(written.error().message);
  send_state();
  vitals_.enter(Phase::closing);
  if (device_ != nullptr && device_->missed_periods() > 0) {
    say(std::to_string(device_->missed_periods()) + " periods came too late");
  }
}

Result<std::unique_ptr<Seat>> PlayerSession::load(const std::filesystem::path& binary) {
  auto seat = load_seat(binary, plugin_id_, options_, loop_);
  if (!seat) return seat;
  const auto track = track_of(options_);
  if (!track) return tl::unexpected(track.error());
  (*seat)->plugin().send_track_info({*track, false, {}});
  return seat;
}

Result<void> PlayerSession::begin(const PlayerStart& start) {
  plugin_id_ = start.plugin;
  place_ = start.place;
  record_to_ = start.record_to;
  binary_ = start.binary;
  vitals_.enter(Phase::loading);
  auto seat = load(start.binary);
  if (!seat) return tl::unexpected(seat.error());
  seat_ = std::move(*seat);
  seat_->plugin().set_listener(this);
  if (!start.state.empty()) {
    vitals_.enter(Phase::loading_state);
    if (const auto loaded = seat_->plugin().load_state(start.state); !loaded) {
      say("its state is not taken: " + loaded.error().message);
    }
  }
  vitals_.enter(Phase::starting);
  inputs_ = seat_->player().inputs();
  outputs_ = std::max(1u, seat_->player().outputs());
  const json place = json::parse(place_, nullptr, false);
  is_editor_wanted_ = !place.is_object() || !place.value("closed", false);
  if (start.backend) {
    backend_ = *start.backend;
    open_device_again();
  } else if (auto opened = open_device(); !opened) {
    return opened;
  }
  open_editor(false);
  send_state();
  vitals_.enter(Phase::playing);
  return {};
}

audio_io::AudioSettings PlayerSession::settings() {
  const host::PortLayout& ports = seat_->plugin().ports();
  audio_io::AudioSettings settings;
  settings.client_name = seat_->plugin().description().name + " (dev)";
  settings.inputs = options_.input == "live" ? inputs_ : 0;
  settings.outputs = outputs_;
  settings.has_midi_in = !ports.note_inputs.empty();
  settings.has_midi_out = !ports.note_outputs.empty();
  settings.sample_rate = options_.sample_rate;
  settings.period = options_.period;
  settings.input_device = options_.input_device;
  settings.output_device = options_.output_device;
  return settings;
}

Result<void> PlayerSession::open_device() {
  auto chosen = standalone::choose_device(options_.backend, settings());
  if (!chosen) return tl::unexpected(chosen.error());
  if (!chosen->reasons.empty()) say("there will be no sound:" + chosen->reasons);
  device_ = std::move(chosen->device);
  backend_ = chosen->backend;
  return start_device();
}

/// A device that was let go a moment ago, by a process that crashed, may not be free yet: that is
/// no fault of this build.
void PlayerSession::open_device_again() {
  next_try_ = {};
  watch_device();
  if (device_ != nullptr) return;
  const json facts = {{"text", "no device yet"}, {"waits", true}};
  link_.send(Word::device, facts.dump());
}

Result<void> PlayerSession::prepare_input(double rate) {
  if (input_rate_ == rate) return {};
  auto clip = input_for(options_, rate, inputs_);
  if (!clip) return tl::unexpected(clip.error());
  if (*clip) input_.set_clip(std::move(**clip));
  auto phrase = phrase_for(options_, seat_->plugin().ports(), rate);
  if (!phrase) return tl::unexpected(phrase.error());
  if (*phrase) input_.set_phrase(std::move(**phrase));
  if (!record_to_.empty() && input_rate_ == 0.0) {
    auto recorder = host::WavRecorder::create(record_to_, rate, outputs_);
    if (!recorder) return fail("--output: " + recorder.error().message);
    input_.set_recorder(std::move(*recorder));
  } else if (!record_to_.empty()) {
    // A file has one rate.
    if (const auto ended = input_.end(); !ended) say(ended.error().message);
    say("the recording ends here: the device has another rate now");
  }
  input_rate_ = rate;
  return {};
}

/// The seat is activated for the device, whose rate may be another than last time.
Result<void> PlayerSession::start_device() {
  const double rate = device_->sample_rate();
  const std::uint32_t most = device_->most_frames();
  if (auto ready = prepare_input(rate); !ready) return ready;
  if (auto begun = seat_->begin(rate, most); !begun) return begun;
  input_.begin(most);
  swapper_.begin(rate, most);
  swapper_.offer(*seat_, law_for(seat_->plugin().ports()));
  device_->set_latency(seat_->plugin().latency());
  if (auto started = device_->start(input_); !started) return started;
  const json facts = {
      {"rate", rate},
      {"frames", most},
      {"backend", static_cast<int>(backend_)},
      {"text", std::string(device_->backend()) + ", " + std::to_string(std::lround(rate)) +
                   " Hz, periods of " + std::to_string(device_->period()) + " frames, " +
                   channels_text(inputs_, outputs_)}};
  link_.send(Word::device, facts.dump());
  return {};
}

void PlayerSession::hear(Word word, std::span<const std::byte> bytes) {
  switch (word) {
    case Word::swap:
      return begin_swap(text_of(bytes));
    case Word::show_editor:
      return open_editor(true);
    case Word::quit:
      return loop_.quit();
    default:
      return;
  }
}

// -- the editor ----------------------------------------------------------------------------------

void PlayerSession::open_editor(bool is_asked_for) {
  host::PluginInstance& plugin =
      swap_ && swap_->seat != nullptr ? swap_->seat->plugin() : seat_->plugin();
  if (is_asked_for) is_editor_wanted_ = true;
  if (window_ != nullptr || !options_.has_editor || !is_editor_wanted_) return;
  if (!plugin.has_editor()) {
    if (is_asked_for) say("the plugin has no editor");
    return;
  }
  const char* const display = std::getenv("DISPLAY");
  if (display == nullptr || *display == '\0') return say("no editor: DISPLAY is not set");
  vitals_.enter(Phase::opening_editor);
  auto window =
      host::EditorWindow::open(loop_, plugin, options_.scale, plugin.description().name + " (dev)");
  vitals_.enter(Phase::playing);
  if (!window) return say("no editor: " + window.error().message);
  window_ = std::move(*window);
  if (const json place = json::parse(place_, nullptr, false); place.contains("x")) {
    window_->window().move(place.value("x", 0), place.value("y", 0));
    if (window_->editor().can_resize()) {
      window_->window().resize({place.value("width", 0u), place.value("height", 0u)});
    }
  }
}

void PlayerSession::move_editor(host::PluginInstance& plugin) {
  if (window_ == nullptr) return open_editor(false);
  vitals_.enter(Phase::opening_editor);
  const auto shown = window_->show_another(plugin);
  vitals_.enter(Phase::playing);
  if (shown) return;
  if (plugin.has_editor()) say("no editor: " + shown.error().message);
  window_.reset();
}

/// By the user: no build opens it again by itself.
void PlayerSession::close_editor() {
  window_.reset();
  is_editor_wanted_ = false;
  json place = json::parse(place_, nullptr, false);
  if (!place.is_object()) place = json::object();
  place["closed"] = true;
  place_ = place.dump();
  link_.send(Word::place, place_);
  say("the editor is closed; e and Enter show it again");
}

void PlayerSession::send_place() {
  if (window_ == nullptr) return;
  const auto position = window_->window().position();
  const host::EditorSize size = window_->window().size();
  const json facts = {
      {"x", position.x}, {"y", position.y}, {"width", size.width}, {"height", size.height}};
  std::string place = facts.dump();
  if (place == place_) return;
  place_ = std::move(place);
  link_.send(Word::place, place_);
}

// -- now and then --------------------------------------------------------------------------------

void PlayerSession::attend() {
  ++vitals_.beats;
  if (!swap_) (void)take_outcome();
  watch_audio();
  watch_device();
  if (window_ != nullptr && window_->is_closed()) {
    close_editor();
  }
  if (Clock::now() >= next_state_) {
    const auto began = Clock::now();
    send_state();
    send_place();
    watch_real_time();
    next_state_ =
        Clock::now() + std::max<Clock::duration>(kState, kStateShare * (Clock::now() - began));
  }
}

/// A callback that does not come back is for the parent to end.
void PlayerSession::watch_audio() {
  const std::int64_t since = input_.busy_since();
  const bool is_stalled = since != 0 && now_ns() - since > kMostInCallback;
  if (is_stalled) {
    vitals_.phase = Phase::audio_stalled;
  } else if (vitals_.phase == Phase::audio_stalled) {
    // It came back, from a debugger that held it for instance.
    vitals_.phase = Phase::playing;
  }
  const std::uint64_t broken = swapper_.broken_samples();
  if (broken > 0 && broken_said_ == 0) {
    say("its output has samples that are infinite or no numbers (NaN): they are silenced");
  }
  broken_said_ = broken;
}

void PlayerSession::watch_real_time() {
  constexpr std::size_t kMostPlaces = 8;
  const host::RealtimeOffences& offences = seat_->plugin().realtime_offences();
  if (swap_ || offences.total() == 0) return;
  // Naming them takes some tenths of a second: only when there are others.
  const std::size_t sites = offences.sites().size();
  if (sites == std::exchange(sites_seen_, sites)) return;
  for (const trial::OffendingPlace& place : trial::offending_places(offences, binary_)) {
    const std::string line = trial::line_of(place);
    if (places_said_.size() >= kMostPlaces || !places_said_.insert(line).second) continue;
    say("on the audio thread, where nothing may take unbounded time: " + line);
  }
}

void PlayerSession::watch_device() {
  if (device_ == nullptr) {
    if (swap_ || Clock::now() < next_try_) return;
    next_try_ = Clock::now() + kTryAgain;
    auto device = standalone::open_backend(backend_, settings());
    if (!device) return;
    device_ = std::move(*device);
    if (const auto started = start_device(); !started) lose_device(started.error().message);
    return;
  }
  for (Seat* const seat : {seat_.get(), swap_ ? swap_->seat.get() : nullptr}) {
    if (seat == nullptr) continue;
    const auto restarted = seat->player().attend();
    if (!restarted) say(restarted.error().message);
    if (restarted && *restarted && seat == seat_.get()) {
      device_->set_latency(seat->plugin().latency());
    }
  }
  if (const auto reason = device_->lost()) lose_device(*reason);
}

void PlayerSession::lose_device(const std::string& reason) {
  say("the sound is gone (" + reason + "); it comes back when there is a device");
  // Its threads are gone before the plugin is touched here.
  device_.reset();
  if (swap_) watch_swap();
  seat_->player().end();
  next_try_ = Clock::now() + kTryAgain;
}

void PlayerSession::send_state() {
  if (!seat_->plugin().has_state()) return;
  auto state = seat_->plugin().save_state();
  if (!state || *state == sent_state_) return;
  sent_state_ = std::move(*state);
  link_.send(Word::state, sent_state_);
}

void PlayerSession::on_latency_changed(host::PluginInstance& plugin) {
  if (device_ != nullptr && &plugin == &seat_->plugin()) device_->set_latency(plugin.latency());
}

void PlayerSession::on_log(host::PluginInstance& /*plugin*/, std::int32_t severity,
                           std::string_view text) {
  static constexpr const char* kNames[] = {
      "debug", "info", "warning", "error", "fatal", "host misbehaves", "plugin misbehaves"};
  const auto index = std::clamp<std::int32_t>(severity, 0, 6);
  say("log, " + std::string(kNames[index]) + ": " + std::string(text));
}

}  // namespace attacca::dev
