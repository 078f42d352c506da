// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/bypass.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "core/channel_router.hpp"

namespace attacca {

namespace {

/// The main input in a ring as long as the latency and a piece, and the way back from there.
class DelayedBypass final : public detail::AroundProcess {
 public:
  DelayedBypass(const BoolParam& param, float fade_milliseconds) noexcept
      : param_(param), fade_milliseconds_(fade_milliseconds) {}

  [[nodiscard]] bool is_heard() const noexcept { return bypassed_ < 1.0 || !param_.value(); }

  void allocate(const AudioLayout& layout, const BufferConfig& config, std::uint32_t latency,
                bool takes_doubles) override {
    latency_ = latency;
    inputs_ = layout.main_inputs;
    outputs_ = layout.main_outputs;
    // From where the listener looks.
    mono_to_ =
        inputs_ == 1 && outputs_ > 2 ? layout.main_outputs.find(Speaker::center) : std::nullopt;
    ring_frames_ = std::size_t{latency} + config.max_block_frames;
    ring_.assign(inputs_ * ring_frames_ * (takes_doubles ? sizeof(double) : sizeof(float)),
                 std::byte{0});
    const double fade =
        std::round(static_cast<double>(fade_milliseconds_) * 0.001 * config.sample_rate);
    step_ = fade >= 1.0 ? 1.0 / fade : 1.0;
  }

  void reset() noexcept override {
    std::ranges::fill(ring_, std::byte{0});
    at_ = 0;
    is_fresh_ = true;
  }

  void before(const core::ChannelRouter& channels, std::uint32_t from,
              std::uint32_t frames) noexcept override {
    const double target = param_.value() ? 1.0 : 0.0;
    if (std::exchange(is_fresh_, false)) bypassed_ = target;
    is_idle_ = bypassed_ == 0.0 && target == 0.0;
    if (is_idle_ && latency_ == 0) return;
    if (const std::size_t bytes = channels.sample_bytes(); bytes != sample_bytes_) {
      // What was remembered in the other size would be noise.
      std::ranges::fill(ring_, std::byte{0});
      sample_bytes_ = bytes;
    }
    for (std::size_t c = 0; c < inputs_; ++c) {
      const std::byte* const in = channels.main_channel(c) + from * sample_bytes_;
      std::byte* const ring = ring_.data() + c * ring_frames_ * sample_bytes_;
      const std::size_t first = std::min<std::size_t>(frames, ring_frames_ - at_);
      std::memcpy(ring + at_ * sample_bytes_, in, first * sample_bytes_);
      std::memcpy(ring, in + first * sample_bytes_, (frames - first) * sample_bytes_);
    }
  }

  void after(const core::ChannelRouter& channels, std::uint32_t from,
             std::uint32_t frames) noexcept override {
    if (!is_idle_) {
      if (sample_bytes_ == sizeof(double)) {
        mix<double>(channels, from, frames);
      } else {
        mix<float>(channels, from, frames);
      }
      const double way = step_ * frames;
      bypassed_ = param_.value() ? std::min(bypassed_ + way, 1.0) : std::max(bypassed_ - way, 0.0);
    }
    at_ = (at_ + frames) % ring_frames_;
  }

 private:
  /// The input channel that output `channel` gets, or inputs_.
  [[nodiscard]] std::size_t source_of(std::size_t channel) const noexcept {
    if (inputs_ == 1 && outputs_ == 2) return 0;
    if (mono_to_) return channel == *mono_to_ ? 0 : inputs_;
    return std::min(channel, inputs_);
  }

  template <typename Sample>
  void mix(const core::ChannelRouter& channels, std::uint32_t from, std::uint32_t frames) noexcept {
    for (std::size_t c = 0; c < outputs_; ++c) {
      const std::size_t source = source_of(c);
      const auto* const ring =
          source < inputs_ ? reinterpret_cast<const Sample*>(ring_.data()) + source * ring_frames_
                           : nullptr;
      fade(reinterpret_cast<Sample*>(channels.main_channel(c)) + from, frames, ring);
    }
    for (const core::ChannelRouter::AuxPort& port : channels.aux_outputs()) {
      for (std::size_t c = 0; port.connected && c < port.channels; ++c) {
        fade<Sample>(reinterpret_cast<Sample*>(channels.aux_output(port, c)) + from, frames,
                     nullptr);
      }
    }
  }

  /// `ring`: null for silence.
  template <typename Sample>
  void fade(Sample* samples, std::uint32_t frames, const Sample* ring) const noexcept {
    const double step = param_.value() ? step_ : -step_;
    std::size_t read = (at_ + ring_frames_ - latency_) % ring_frames_;
    double bypassed = bypassed_;
    for (std::uint32_t i = 0; i < frames; ++i) {
      bypassed = std::clamp(bypassed + step, 0.0, 1.0);
      const Sample dry = ring != nullptr ? ring[read] : Sample{0};
      if (++read == ring_frames_) read = 0;
      // Exactly the input at the end of the way, whatever the plugin wrote.
      if (bypassed == 1.0) {
        samples[i] = dry;
      } else {
        samples[i] += (dry - samples[i]) * static_cast<Sample>(bypassed);
      }
    }
  }

  const BoolParam& param_;
  const float fade_milliseconds_;
  std::size_t latency_ = 0;
  std::size_t inputs_ = 0;
  std::size_t outputs_ = 0;
  std::optional<std::size_t> mono_to_;  ///< the output that gets the only input
  double step_ = 1.0;                   ///< of bypassed_, for each frame

  std::vector<std::byte> ring_;  ///< main input channels, each of ring_frames_ samples
  std::size_t ring_frames_ = 1;
  std::size_t sample_bytes_ = sizeof(float);
  std::size_t at_ = 0;     ///< where the next frame goes
  double bypassed_ = 0.0;  ///< 1: nothing of the plugin is heard
  bool is_fresh_ = true;
  bool is_idle_ = true;  ///< of the piece: it stays as the plugin made it
};

}  // namespace

Bypass::Bypass(Plugin& plugin, const BypassOptions& options)
    : param_(plugin.params(), {.id = options.id, .name = options.name, .flags = {.bypass = true}}),
      around_(std::make_unique<DelayedBypass>(param_, options.fade_milliseconds)) {
  plugin.around_ = around_.get();
}

Bypass::~Bypass() = default;

bool Bypass::is_heard() const noexcept {
  return static_cast<const DelayedBypass&>(*around_).is_heard();
}

}  // namespace attacca
