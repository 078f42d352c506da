// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "audio_io/audio_device.hpp"
#include "audio_io/jack_library.hpp"

namespace attacca::audio_io {
namespace {

/// Of one period; what JACK hands over beyond it is counted.
constexpr std::size_t kMostMidi = 4096;

/// Frames that one call may have whatever the server changes its period to.
constexpr std::uint32_t kMostFrames = 8192;

class JackDevice final : public AudioDevice, private MidiOutput {
 public:
  static Result<std::unique_ptr<AudioDevice>> open(const AudioSettings& settings) {
    const auto library = JackLibrary::open();
    if (!library) return tl::unexpected(library.error());
    jack_status_t status{};
    jack_client_t* const client =
        (*library)->client_open(settings.client_name.c_str(), JackNoStartServer, &status);
    if (client == nullptr) {
      return fail(
          std::string("no JACK server answers") +
          ((status & JackVersionError) != 0 ? ": its version does not fit the library" : "") +
          "; start one (jackd, or PipeWire with pipewire-jack), or choose another backend");
    }
    std::unique_ptr<JackDevice> device(new JackDevice(**library, client, settings));
    if (!device->make_ports()) return fail("JACK has no room for more ports");
    return device;
  }
  ~JackDevice() override {
    JackDevice::stop();
    jack_.client_close(client_);
  }

  [[nodiscard]] std::string_view backend() const noexcept override { return "JACK"; }
  [[nodiscard]] double sample_rate() const noexcept override {
    return static_cast<double>(jack_.get_sample_rate(client_));
  }
  [[nodiscard]] std::uint32_t period() const noexcept override {
    return jack_.get_buffer_size(client_);
  }
  [[nodiscard]] std::uint32_t most_frames() const noexcept override {
    return std::max(kMostFrames, period());
  }

  Result<void> start(AudioCallback& callback) override {
    callback_ = &callback;
    // Callbacks of JACK's: process on its audio thread, the rest on threads of its own.
    jack_.set_process_callback(
        client_,
        [](jack_nframes_t frames, void* self) {
          static_cast<JackDevice*>(self)->process(frames);
          return 0;
        },
        this);
    jack_.set_xrun_callback(
        client_,
        [](void* self) {
          static_cast<JackDevice*>(self)->missed_.fetch_add(1, std::memory_order_relaxed);
          return 0;
        },
        this);
    jack_.set_latency_callback(
        client_,
        [](jack_latency_callback_mode_t mode, void* self) {
          static_cast<JackDevice*>(self)->pass_latency_on(mode);
        },
        this);
    jack_.on_info_shutdown(
        client_,
        [](jack_status_t, const char* reason, void* self) {
          static_cast<JackDevice*>(self)->note_shutdown(reason);
        },
        this);
    if (jack_.activate(client_) != 0) return fail("JACK does not let the client in");
    is_active_ = true;
    if (auto connected = connect(); !connected) {
      stop();
      return connected;
    }
    return {};
  }
  void stop() noexcept override {
    if (is_active_ && !is_lost_.load(std::memory_order_acquire)) jack_.deactivate(client_);
    is_active_ = false;
  }

  void set_latency(std::uint32_t frames) noexcept override {
    if (latency_.exchange(frames, std::memory_order_relaxed) == frames || !is_active_) return;
    jack_.recompute_total_latencies(client_);
  }
  [[nodiscard]] std::uint64_t missed_periods() const noexcept override {
    return missed_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t dropped_midi() const noexcept override {
    return dropped_midi_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::optional<std::string> lost() override {
    if (!is_lost_.load(std::memory_order_acquire)) return std::nullopt;
    const std::lock_guard lock(reason_mutex_);
    return reason_;
  }

 private:
  using Ports = std::vector<jack_port_t*>;

  JackDevice(const JackLibrary& jack, jack_client_t* client, const AudioSettings& settings)
      : jack_(jack), client_(client), settings_(settings), midi_(kMostMidi) {}

  bool make_ports() {
    const auto add = [this](Ports& ports, const std::string& name, const char* type,
                            unsigned long flags) {
      jack_port_t* const port = jack_.port_register(client_, name.c_str(), type, flags, 0);
      if (port != nullptr) ports.push_back(port);
      return port != nullptr;
    };
    bool all = true;
    for (std::uint32_t i = 1; i <= settings_.inputs; ++i) {
      all =
          all && add(inputs_, "in_" + std::to_string(i), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
    }
    for (std::uint32_t i = 1; i <= settings_.outputs; ++i) {
      all = all &&
            add(outputs_, "out_" + std::to_string(i), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
    }
    if (settings_.has_midi_in) {
      all = all && add(midi_inputs_, "midi_in", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput);
    }
    if (settings_.has_midi_out) {
      all = all && add(midi_outputs_, "midi_out", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput);
    }
    in_buffers_.resize(inputs_.size());
    out_buffers_.resize(outputs_.size());
    return all;
  }

  void process(jack_nframes_t frames) noexcept {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      in_buffers_[i] = static_cast<float*>(jack_.port_get_buffer(inputs_[i], frames));
    }
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      out_buffers_[i] = static_cast<float*>(jack_.port_get_buffer(outputs_[i], frames));
    }
    midi_out_ = nullptr;
    if (!midi_outputs_.empty()) {
      midi_out_ = jack_.port_get_buffer(midi_outputs_.front(), frames);
      jack_.midi_clear_buffer(midi_out_);
      sent_until_ = 0;
    }
    callback_->process({.frames = frames,
                        .inputs = in_buffers_,
                        .outputs = out_buffers_,
                        .midi_in = read_midi(frames),
                        .midi_out = midi_out_ != nullptr ? this : nullptr});
  }

  std::span<const MidiMessage> read_midi(jack_nframes_t frames) noexcept {
    if (midi_inputs_.empty()) return {};
    void* const buffer = jack_.port_get_buffer(midi_inputs_.front(), frames);
    const std::uint32_t there = jack_.midi_get_event_count(buffer);
    if (there > midi_.size()) {
      dropped_midi_.fetch_add(there - midi_.size(), std::memory_order_relaxed);
    }
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < there && count < midi_.size(); ++i) {
      jack_midi_event_t event{};
      if (jack_.midi_event_get(&event, buffer, i) != 0 || event.size == 0) continue;
      midi_[count++] = {.frame = event.time, .bytes = {event.buffer, event.size}};
    }
    return std::span(midi_).first(count);
  }

  /// JACK wants frames that do not go back.
  bool send(std::uint32_t frame, std::span<const std::uint8_t> bytes) noexcept override {
    sent_until_ = std::max(sent_until_, frame);
    const bool is_sent =
        jack_.midi_event_write(midi_out_, sent_until_, bytes.data(), bytes.size()) == 0;
    if (!is_sent) dropped_midi_.fetch_add(1, std::memory_order_relaxed);
    return is_sent;
  }

  /// What goes in at one side comes out at the other that much later.
  void pass_latency_on(jack_latency_callback_mode_t mode) noexcept {
    const bool is_capture = mode == JackCaptureLatency;
    const Ports& from = is_capture ? inputs_ : outputs_;
    const Ports& to = is_capture ? outputs_ : inputs_;
    jack_latency_range_t all{0, 0};
    for (std::size_t i = 0; i < from.size(); ++i) {
      jack_latency_range_t range{};
      jack_.port_get_latency_range(from[i], mode, &range);
      all.min = i == 0 ? range.min : std::min(all.min, range.min);
      all.max = std::max(all.max, range.max);
    }
    const std::uint32_t own = latency_.load(std::memory_order_relaxed);
    all.min += own;
    all.max += own;
    for (jack_port_t* const port : to) jack_.port_set_latency_range(port, mode, &all);
  }

  void note_shutdown(const char* reason) {
    const std::lock_guard lock(reason_mutex_);
    reason_ = reason != nullptr && *reason != '\0' ? reason : "the JACK server has gone";
    is_lost_.store(true, std::memory_order_release);
  }

  /// The names of all ports of a type that others could be connected to.
  std::vector<std::string> names(const char* type, unsigned long flags) const {
    std::vector<std::string> found;
    const char** const all = jack_.get_ports(client_, nullptr, type, flags);
    for (const char** name = all; name != nullptr && *name != nullptr; ++name) {
      found.emplace_back(*name);
    }
    jack_.free(static_cast<void*>(all));
    return found;
  }

  Result<void> connect() {
    std::vector<std::string> outputs = settings_.connect_outputs;
    if (outputs.empty()) {
      outputs = names(JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | JackPortIsPhysical);
    }
    if (auto done = connect_ports(inputs_, settings_.connect_inputs, JACK_DEFAULT_AUDIO_TYPE,
                                  JackPortIsOutput);
        !done) {
      return done;
    }
    if (auto done = connect_ports(outputs_, outputs, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput);
        !done) {
      return done;
    }
    if (auto done = connect_all(midi_inputs_, settings_.connect_midi_inputs, JackPortIsOutput);
        !done) {
      return done;
    }
    return connect_all(midi_outputs_, settings_.connect_midi_outputs, JackPortIsInput);
  }

  /// Channel by channel.
  Result<void> connect_ports(const Ports& ports, const std::vector<std::string>& others,
                             const char* type, unsigned long their_side) {
    for (std::size_t i = 0; i < std::min(ports.size(), others.size()); ++i) {
      if (auto done = connect_one(ports[i], others[i], type, their_side); !done) return done;
    }
    return {};
  }

  /// Every one of them to the one MIDI port.
  Result<void> connect_all(const Ports& ports, const std::vector<std::string>& others,
                           unsigned long their_side) {
    if (ports.empty() && !others.empty()) {
      return fail("cannot connect " + others.front() + ": the plugin has no such MIDI port");
    }
    for (const std::string& other : others) {
      auto done = connect_one(ports.front(), other, JACK_DEFAULT_MIDI_TYPE, their_side);
      if (!done) return done;
    }
    return {};
  }

  Result<void> connect_one(jack_port_t* port, const std::string& other, const char* type,
                           unsigned long their_side) {
    const bool they_send = their_side == JackPortIsOutput;
    const char* const ours = jack_.port_name(port);
    const int error = they_send ? jack_.connect(client_, other.c_str(), ours)
                                : jack_.connect(client_, ours, other.c_str());
    if (error == 0 || error == EEXIST) return {};
    std::string there;
    for (const std::string& name : names(type, their_side)) there += "\n  " + name;
    return fail("JACK cannot connect \"" + other + "\"; there " +
                (there.empty() ? "is no such port at all" : "are:" + there));
  }

  const JackLibrary& jack_;
  jack_client_t* const client_;
  const AudioSettings settings_;
  AudioCallback* callback_ = nullptr;
  bool is_active_ = false;

  Ports inputs_;
  Ports outputs_;
  Ports midi_inputs_;
  Ports midi_outputs_;

  // The audio thread's.
  std::vector<float*> in_buffers_;
  std::vector<float*> out_buffers_;
  std::vector<MidiMessage> midi_;
  void* midi_out_ = nullptr;
  std::uint32_t sent_until_ = 0;

  std::atomic<std::uint32_t> latency_{0};
  std::atomic<std::uint64_t> missed_{0};
  std::atomic<std::uint64_t> dropped_midi_{0};
  std::atomic<bool> is_lost_{false};
  std::mutex reason_mutex_;
  std::string reason_;
};

}  // namespace

Result<std::unique_ptr<AudioDevice>> open_jack(const AudioSettings& settings) {
  return JackDevice::open(settings);
}

}  // namespace attacca::audio_io
