// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/session.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "host/window/editor_window.hpp"
#include "standalone/device_choice.hpp"
#include "standalone/user_paths.hpp"

namespace attacca::standalone {

namespace {

using audio_io::AudioSettings;

constexpr std::chrono::milliseconds kAttend{20};
constexpr std::chrono::seconds kSave{10};
constexpr std::chrono::seconds kTryAgain{1};

host::Transport song_of(const Options& options) {
  host::Transport song;
  song.tempo = options.tempo;
  song.numerator = options.numerator;
  song.denominator = options.denominator;
  return song;
}

std::optional<StateFile> state_file(const Options& options, host::PluginInstance& plugin) {
  if (!options.keeps_state) return std::nullopt;
  if (!options.state.empty()) return StateFile(options.state, plugin);
  if (auto path = default_state_path(plugin.description().id)) return StateFile(*path, plugin);
  return std::nullopt;
}

std::string in_milliseconds(double frames, double sample_rate) {
  char text[48];
  std::snprintf(text, sizeof text, "%.1f ms", frames / sample_rate * 1000.0);
  return text;
}

}  // namespace

Session::Session(const Options& options, host::MainLoop& loop, host::PluginInstance& plugin)
    : options_(options),
      loop_(loop),
      plugin_(plugin),
      player_(plugin, song_of(options)),
      recordings_(player_),
      state_(state_file(options, plugin)) {
  plugin_.set_listener(this);
}

Session::~Session() {
  (void)end();
  plugin_.set_listener(nullptr);
}

Result<void> Session::begin() {
  if (state_) {
    if (auto loaded = state_->load(); !loaded) say(loaded.error().message);
  }
  if (auto sent = send_track(); !sent) return sent;
  auto device = open_device();
  if (!device) return tl::unexpected(device.error());
  device_ = std::move(*device);
  if (auto started = start_device(); !started) return started;
  open_editor();
  timer_ = loop_.add_timer(kAttend, [this] { attend(); });
  saver_ = loop_.add_timer(kSave, [this] { (void)save_state(); });
  has_begun_ = true;
  return {};
}

bool Session::end() {
  if (timer_ != 0) loop_.remove(std::exchange(timer_, 0));
  if (saver_ != 0) loop_.remove(std::exchange(saver_, 0));
  window_.reset();
  if (device_ != nullptr) {
    device_->stop();
    report_counts();
    device_.reset();
  }
  player_.end();
  bool is_kept = true;
  if (auto closed = recordings_.end(); !closed) {
    say(closed.error().message);
    is_kept = false;
  }
  if (std::exchange(has_begun_, false)) is_kept = save_state() && is_kept;
  return is_kept;
}

bool Session::is_over() const {
  return (window_ != nullptr && window_->is_closed()) || recordings_.is_over();
}

AudioSettings Session::settings() const {
  const host::PortLayout& ports = plugin_.ports();
  AudioSettings settings;
  settings.client_name =
      options_.client_name.empty() ? plugin_.description().name : options_.client_name;
  settings.inputs = player_.inputs();
  settings.outputs = player_.outputs();
  settings.has_midi_in = !ports.note_inputs.empty();
  settings.has_midi_out = !ports.note_outputs.empty();
  settings.sample_rate = options_.sample_rate;
  settings.period = options_.period;
  settings.connect_inputs = options_.jack_inputs;
  settings.connect_outputs = options_.jack_outputs;
  settings.input_device = options_.input_device;
  settings.output_device = options_.output_device;
  settings.connect_midi_inputs = options_.midi_inputs;
  settings.connect_midi_outputs = options_.midi_outputs;
  return settings;
}

Result<Session::Device> Session::open_device() {
  auto chosen = choose_device(options_.backend, settings());
  if (!chosen) return tl::unexpected(chosen.error());
  if (!chosen->reasons.empty()) say("there will be no sound:" + chosen->reasons);
  backend_ = chosen->backend;
  return std::move(chosen->device);
}

/// The plugin is activated for the device, whose rate may be another than last time.
Result<void> Session::start_device() {
  const double rate = device_->sample_rate();
  if (auto begun = player_.begin(rate, device_->most_frames()); !begun) return begun;
  device_->set_latency(plugin_.latency());
  if (auto open = recordings_.begin(options_.wav_in, options_.wav_out, rate, player_.inputs(),
                                    player_.outputs(), device_->most_frames());
      !open) {
    return open;
  }
  if (auto started = device_->start(recordings_); !started) return started;
  say(plugin_.description().name + ": " + std::string(device_->backend()) + ", " +
      std::to_string(std::lround(rate)) + " Hz, periods of " + std::to_string(device_->period()) +
      " frames (" + in_milliseconds(device_->period(), rate) + "), " +
      std::to_string(player_.inputs()) + " in, " + std::to_string(player_.outputs()) + " out");
  if (const std::string lacks = device_->lacks(); !lacks.empty()) say(lacks);
  return {};
}

Result<void> Session::send_track() {
  host::TrackInfoMessage message;
  message.info.name = options_.track_name;
  if (options_.track_color) {
    auto color = host::parse_color(*options_.track_color);
    if (!color) return fail("--track-color: " + color.error().message);
    message.info.color = *color;
  }
  if (message.info.name || message.info.color) plugin_.send_track_info(message);
  return {};
}

void Session::open_editor() {
  if (!options_.has_editor || !plugin_.has_editor()) return;
  const char* const display = std::getenv("DISPLAY");
  if (display == nullptr || *display == '\0') return say("no editor: DISPLAY is not set");
  auto window = host::EditorWindow::open(loop_, plugin_, options_.dpi_scale);
  if (!window) return say("no editor: " + window.error().message);
  window_ = std::move(*window);
}

void Session::attend() {
  if (device_ == nullptr) return try_again();
  const auto restarted = player_.attend();
  if (!restarted) {
    say(restarted.error().message);
  } else if (*restarted) {
    device_->set_latency(plugin_.latency());
  }
  if (const auto reason = device_->lost()) {
    say("the sound is gone (" + *reason + "); it comes back when there is a device");
    // Its threads are gone before the plugin is touched here.
    device_.reset();
    player_.end();
    next_try_ = std::chrono::steady_clock::now() + kTryAgain;
  }
}

/// Of the same backend: another one in its place would keep it from coming back.
void Session::try_again() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_try_) return;
  next_try_ = now + kTryAgain;
  auto device = open_backend(backend_, settings());
  if (!device) return;
  device_ = std::move(*device);
  if (auto started = start_device(); !started) {
    say(started.error().message);
    device_.reset();
    player_.end();
  }
}

void Session::report_counts() {
  if (const std::uint64_t missed = device_->missed_periods(); missed > 0) {
    say(std::to_string(missed) + (missed == 1 ? " period" : " periods") + " came too late");
  }
  const std::uint64_t dropped = player_.dropped_midi() + device_->dropped_midi();
  if (dropped > 0) {
    say(std::to_string(dropped) + " MIDI messages were passed over");
  }
}

bool Session::save_state() {
  if (!state_) return true;
  const auto saved = state_->save();
  if (!saved) say("the state is not kept: " + saved.error().message);
  return saved.has_value();
}

void Session::on_latency_changed(host::PluginInstance& /*plugin*/) {
  if (device_ != nullptr) device_->set_latency(plugin_.latency());
}

void Session::on_log(host::PluginInstance& /*plugin*/, std::int32_t severity,
                     std::string_view text) {
  constexpr std::int32_t kWarning = 2;
  if (severity >= kWarning) say(std::string(text));
}

void say(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
}

}  // namespace attacca::standalone
