// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

#include "audio_io/audio_device.hpp"
#include "audio_io/device_speed.hpp"
#include "audio_io/midi_ports.hpp"
#include "audio_io/rtaudio_library.hpp"

namespace attacca::audio_io {
namespace {

rtaudio_api_t api_of(SoundSystem system) noexcept {
  return system == SoundSystem::alsa ? RTAUDIO_API_LINUX_ALSA : RTAUDIO_API_LINUX_PULSE;
}
const char* name_of(SoundSystem system) noexcept {
  return system == SoundSystem::alsa ? "ALSA" : "PulseAudio";
}

/// A device as RtAudio numbers it.
struct Card {
  unsigned number = 0;
  rtaudio_device_info_t info{};
  [[nodiscard]] std::string name() const { return info.name; }
  [[nodiscard]] unsigned channels(bool inputs) const {
    return inputs ? info.input_channels : info.output_channels;
  }
};

/// RtAudio for one system; goes with its last user.
class Access {
 public:
  static Result<Access> open(SoundSystem system) {
    const auto library = RtAudioLibrary::open();
    if (!library) return tl::unexpected(library.error());
    Access access(**library, (*library)->create(api_of(system)), system);
    if (access.handle_ == nullptr || access.audio_->current_api(access.handle_) != api_of(system)) {
      return fail(std::string("this RtAudio knows no ") + name_of(system));
    }
    access.audio_->show_warnings(access.handle_, 0);
    return access;
  }
  Access(Access&& other) noexcept
      : audio_(other.audio_),
        handle_(std::exchange(other.handle_, nullptr)),
        system_(other.system_) {}
  Access& operator=(Access&&) = delete;
  Access(const Access&) = delete;
  Access& operator=(const Access&) = delete;
  ~Access() {
    if (handle_ != nullptr) audio_->destroy(handle_);
  }

  [[nodiscard]] const RtAudioLibrary& operator*() const noexcept { return *audio_; }
  [[nodiscard]] rtaudio_t handle() const noexcept { return handle_; }
  [[nodiscard]] const char* system() const noexcept { return name_of(system_); }

  /// Those that have any channels of that side.
  [[nodiscard]] std::vector<Card> cards(bool inputs) const {
    std::vector<Card> found;
    const int count = audio_->device_count(handle_);
    for (int i = 0; i < count; ++i) {
      Card card{static_cast<unsigned>(i), audio_->get_device_info(handle_, i)};
      if (card.info.probed != 0 && card.channels(inputs) > 0) found.push_back(card);
    }
    return found;
  }

  /// The one that is called so, or else the only one whose name has `wanted` in it; the system's
  /// own choice if nothing is wanted.
  [[nodiscard]] Result<Card> find(const std::string& wanted, bool inputs) const {
    const std::vector<Card> all = cards(inputs);
    std::vector<Card> found;
    for (const Card& card : all) {
      if (card.name() == wanted) return card;
      const bool is_default = (inputs ? card.info.is_default_input : card.info.is_default_output);
      if (wanted.empty() ? is_default : card.name().find(wanted) != std::string::npos) {
        found.push_back(card);
      }
    }
    if (wanted.empty() && found.empty() && !all.empty()) return all.front();
    if (found.size() == 1 || (wanted.empty() && !found.empty())) return found.front();
    std::string text = std::string(system()) + " has no " + (found.empty() ? "" : "single ") +
                       (inputs ? "input" : "output") +
                       (wanted.empty() ? "" : " \"" + wanted + "\"");
    if (!all.empty()) text += "; there are:";
    for (const Card& card : all) text += "\n  " + card.name();
    return fail(text);
  }

 private:
  Access(const RtAudioLibrary& audio, rtaudio_t handle, SoundSystem system)
      : audio_(&audio), handle_(handle), system_(system) {}

  const RtAudioLibrary* audio_;
  rtaudio_t handle_;
  SoundSystem system_;
};

/// What is wanted if the card has it, else what it likes best, Hz.
unsigned rate_for(const Card& card, double wanted) {
  const auto rate = static_cast<int>(std::lround(wanted));
  const auto& rates = card.info.sample_rates;
  const bool has_it = std::find(std::begin(rates), std::end(rates), rate) != std::end(rates);
  if (has_it || card.info.preferred_sample_rate == 0) return static_cast<unsigned>(rate);
  return card.info.preferred_sample_rate;
}

class RtAudioDevice final : public AudioDevice {
 public:
  static Result<std::unique_ptr<AudioDevice>> open(const AudioSettings& settings,
                                                   SoundSystem system) {
    auto access = Access::open(system);
    if (!access) return tl::unexpected(access.error());
    std::unique_ptr<RtAudioDevice> device(new RtAudioDevice(std::move(*access), settings));
    if (auto opened = device->open_stream(); !opened) return tl::unexpected(opened.error());
    if (auto midi = device->open_midi_ports(); !midi) return tl::unexpected(midi.error());
    return device;
  }
  ~RtAudioDevice() override {
    RtAudioDevice::stop();
    audio().close_stream(handle());
  }

  [[nodiscard]] std::string_view backend() const noexcept override { return access_.system(); }
  [[nodiscard]] double sample_rate() const noexcept override { return sample_rate_; }
  [[nodiscard]] std::uint32_t period() const noexcept override { return period_; }
  [[nodiscard]] std::uint32_t most_frames() const noexcept override { return period_; }

  Result<void> start(AudioCallback& callback) override {
    callback_ = &callback;
    speed_.begin(std::chrono::steady_clock::now());
    if (audio().start_stream(handle()) != 0 || audio().is_stream_running(handle()) == 0) {
      return fail(problem("does not start"));
    }
    is_running_ = true;
    return {};
  }
  void stop() noexcept override {
    if (std::exchange(is_running_, false)) audio().abort_stream(handle());
  }

  void set_latency(std::uint32_t /*frames*/) noexcept override {}
  [[nodiscard]] std::uint64_t missed_periods() const noexcept override {
    return missed_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t dropped_midi() const noexcept override {
    return midi_ == nullptr ? 0 : midi_->dropped();
  }
  [[nodiscard]] std::string lacks() const override { return lacks_; }
  [[nodiscard]] std::optional<std::string> lost() override {
    if (!is_running_) return std::nullopt;
    if (audio().is_stream_running(handle()) == 0) return problem("has stopped");
    const auto fault = speed_.look(std::chrono::steady_clock::now(),
                                   frames_.load(std::memory_order_relaxed), sample_rate_);
    if (!fault) return std::nullopt;
    return std::string(access_.system()) + " " + *fault;
  }

 private:
  RtAudioDevice(Access access, const AudioSettings& settings)
      : access_(std::move(access)), settings_(settings) {}

  [[nodiscard]] const RtAudioLibrary& audio() const noexcept { return *access_; }
  [[nodiscard]] rtaudio_t handle() const noexcept { return access_.handle(); }

  /// RtAudio's own words if it has any.
  [[nodiscard]] std::string problem(const std::string& what) const {
    const char* const said = audio().error(handle());
    return std::string(access_.system()) + " " + what +
           (said == nullptr || *said == '\0' ? "" : std::string(": ") + said);
  }

  Result<void> open_stream() {
    auto output = access_.find(settings_.output_device, false);
    if (!output) return tl::unexpected(output.error());
    rtaudio_stream_parameters_t to{};
    to.device_id = output->number;
    // A plugin without outputs needs somebody's clock; one channel is heard from both loudspeakers.
    const unsigned wanted = std::max(settings_.outputs == 1 ? 2u : settings_.outputs, 1u);
    to.num_channels = std::min(wanted, output->channels(false));
    rtaudio_stream_parameters_t from{};
    const bool listens = settings_.inputs > 0 && !settings_.input_device.empty();
    if (listens) {
      auto input = access_.find(settings_.input_device, true);
      if (!input) return tl::unexpected(input.error());
      from.device_id = input->number;
      from.num_channels = std::min(settings_.inputs, input->channels(true));
    }
    rtaudio_stream_options_t options{};
    options.flags = RTAUDIO_FLAGS_NONINTERLEAVED | RTAUDIO_FLAGS_SCHEDULE_REALTIME;
    options.priority = 60;
    std::strncpy(options.name, settings_.client_name.c_str(), sizeof options.name - 1);
    unsigned frames = settings_.period;
    const int error = audio().open_stream(
        handle(), &to, listens ? &from : nullptr, RTAUDIO_FORMAT_FLOAT32,
        rate_for(*output, settings_.sample_rate), &frames,
        [](void* out, void* in, unsigned count, double, rtaudio_stream_status_t status,
           void* self) {
          static_cast<RtAudioDevice*>(self)->process(static_cast<float*>(out),
                                                     static_cast<const float*>(in), count, status);
          return 0;
        },
        this, &options, [](rtaudio_error_t, const char*) {});
    if (error != 0) return fail(problem("cannot open " + output->name()));
    sample_rate_ = static_cast<double>(audio().get_stream_sample_rate(handle()));
    period_ = frames;
    card_outputs_ = to.num_channels;
    card_inputs_ = from.num_channels;
    make_buffers();
    return {};
  }

  /// Channels that the card has not: inputs are silent, outputs go nowhere.
  void make_buffers() {
    const std::size_t own = std::size_t{settings_.inputs} + settings_.outputs;
    samples_.assign(own * period_, 0.0f);
    for (std::size_t i = 0; i < own; ++i) channels_.push_back(samples_.data() + i * period_);
  }

  /// MIDI that nobody asked for by name can be missing.
  Result<void> open_midi_ports() {
    auto ports = open_midi(settings_);
    const bool is_named =
        !settings_.connect_midi_inputs.empty() || !settings_.connect_midi_outputs.empty();
    if (!ports && is_named) return tl::unexpected(ports.error());
    if (ports) {
      midi_ = std::move(*ports);
    } else {
      lacks_ = ports.error().message;
    }
    return {};
  }

  void process(float* out, const float* in, unsigned frames,
               rtaudio_stream_status_t status) noexcept {
    if (status != 0) missed_.fetch_add(1, std::memory_order_relaxed);
    frames_.fetch_add(frames, std::memory_order_relaxed);
    const std::size_t stride = frames;  // from channel to channel
    frames = std::min(frames, period_);
    const std::span<float* const> all(channels_);
    for (std::uint32_t i = 0; i < std::min(settings_.inputs, card_inputs_); ++i) {
      std::copy_n(in + i * stride, frames, all[i]);
    }
    AudioBlock block{.frames = frames,
                     .inputs = all.first(settings_.inputs),
                     .outputs = all.subspan(settings_.inputs),
                     .midi_in = {},
                     .midi_out = nullptr};
    if (midi_ != nullptr) {
      block.midi_in = midi_->begin_block(frames, sample_rate_);
      if (midi_->has_output()) block.midi_out = midi_.get();
    }
    callback_->process(block);
    for (std::uint32_t i = 0; i < card_outputs_; ++i) {
      float* const to = out + i * stride;
      if (settings_.outputs == 0) {
        std::fill_n(to, frames, 0.0f);
      } else {
        std::copy_n(block.outputs[std::min(i, settings_.outputs - 1)], frames, to);
      }
    }
  }

  const Access access_;
  const AudioSettings settings_;
  double sample_rate_ = 48000.0;
  std::uint32_t period_ = 0;
  std::uint32_t card_inputs_ = 0;
  std::uint32_t card_outputs_ = 0;
  std::unique_ptr<MidiPorts> midi_;
  std::string lacks_;
  AudioCallback* callback_ = nullptr;
  bool is_running_ = false;
  DeviceSpeed speed_;
  std::vector<float> samples_;
  std::vector<float*> channels_;
  std::atomic<std::uint64_t> frames_{0};
  std::atomic<std::uint64_t> missed_{0};
};

}  // namespace

Result<std::unique_ptr<AudioDevice>> open_sound_card(const AudioSettings& settings,
                                                     SoundSystem system) {
  return RtAudioDevice::open(settings, system);
}

Result<std::vector<std::string>> sound_card_names(SoundSystem system, bool inputs) {
  auto access = Access::open(system);
  if (!access) return tl::unexpected(access.error());
  std::vector<std::string> names;
  for (const Card& card : access->cards(inputs)) names.push_back(card.name());
  return names;
}

}  // namespace attacca::audio_io
