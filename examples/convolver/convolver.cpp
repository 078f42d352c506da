// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Work that takes its time: a reverb whose impulse response is made in the background, and handed
// to the audio thread, which never frees one.

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <attacca/bypass.hpp>
#include <attacca/dsp/stft.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/rt/object_handover.hpp>
#include <attacca/tasks/background_task.hpp>

using Bin = std::complex<float>;

constexpr std::size_t kPart = 512;        // samples; the latency
constexpr std::size_t kBins = kPart + 1;  // of a part with as many zeros behind it
constexpr std::size_t kChannels = 2;      // with a noise of its own each
constexpr attacca::dsp::StftOptions kParts{.size = kPart,
                                           .overlap = 1,
                                           .padding = kPart,
                                           .analysis = attacca::dsp::Window::rectangular,
                                           .synthesis = attacca::dsp::Window::rectangular};

/// What an impulse response is made for.
struct Room {
  float seconds = 0.0f;  ///< until it has decayed by 60 dB
  double rate = 0.0;     ///< Hz
  bool operator==(const Room&) const = default;
  [[nodiscard]] std::size_t samples() const {
    return static_cast<std::size_t>(static_cast<double>(seconds) * rate);
  }
};

/// Noise that decays, cut into parts, as the spectra of these.
class Impulse {
 public:
  explicit Impulse(const Room& of) : room(of), parts((of.samples() + kPart - 1) / kPart) {
    attacca::dsp::RealFft fft(2 * kPart);
    std::vector<float> padded(2 * kPart);
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      const std::vector<float> taps = decaying_noise(static_cast<std::uint32_t>(channel + 1));
      spectra_[channel].resize(parts * kBins);
      for (std::size_t part = 0; part < parts; ++part) {
        std::copy_n(&taps[part * kPart], kPart, padded.begin());
        fft.forward(padded, std::span(spectra_[channel]).subspan(part * kBins, kBins));
      }
    }
  }
  [[nodiscard]] const Bin* spectrum(std::size_t channel, std::size_t part) const noexcept {
    return &spectra_[channel][part * kBins];
  }

  const Room room;
  const std::size_t parts;

 private:
  [[nodiscard]] std::vector<float> decaying_noise(std::uint32_t seed) const {
    std::vector<float> taps(parts * kPart);
    double energy = 0.0;
    for (std::size_t n = 0; n < room.samples(); ++n) {
      seed = seed * 1664525u + 1013904223u;  // Press et al., Numerical Recipes, ranqd1
      const double noise = static_cast<double>(seed) / 2147483648.0 - 1.0;
      const double decay =
          std::pow(10.0, -3.0 * static_cast<double>(n) / static_cast<double>(room.samples()));
      taps[n] = static_cast<float>(noise * decay);
      energy += noise * decay * noise * decay;
    }
    const auto scale = static_cast<float>(1.0 / std::sqrt(energy));
    for (float& tap : taps) tap *= scale;
    return taps;
  }

  std::vector<Bin> spectra_[kChannels];
};

/// A reverb by uniformly partitioned convolution.
class Convolver final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.convolver",
      .name = "Attacca Convolver",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A reverb whose rooms are made in the background",
      .features = {attacca::Feature::audio_effect, attacca::Feature::reverb},
      .split_at = attacca::SplitAt::nothing,  // a part has one mix and one room
  };

  bool initialize(const attacca::AudioLayout& layout, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    rate_ = config.sample_rate;
    stft_.prepare(layout.main_outputs);
    const Room largest{.seconds = kLongest, .rate = rate_};
    for (auto& history : histories_) history.assign((largest.samples() / kPart + 1) * kBins, Bin());
    // There is time here, and the first block is to have its room.
    build(wanted(static_cast<float>(seconds_.plain())));
    context.set_latency(stft_.latency());
    context.set_tail(stft_.latency() + static_cast<std::uint32_t>(largest.samples()));
    return true;
  }

  void reset() noexcept override {
    stft_.reset();
    for (auto& history : histories_) std::fill(history.begin(), history.end(), Bin());
  }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    if (impulse_.reader().update()) asked_for_ = impulse_.reader().current()->room;
    const Room room = wanted(seconds_.value());
    // No room in the queue: it is asked for again in the next block.
    if (room != asked_for_ && build_.run(room) == attacca::Posted::waiting) asked_for_ = room;

    const float wet = mix_.value();
    stft_.process(buffer,
                  [&](std::size_t channel, std::span<Bin> bins) { convolve(channel, bins, wet); });
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr float kLongest = 3.0f;  // seconds

  /// In steps, so that a knob that is turned asks for a few rooms only.
  [[nodiscard]] Room wanted(float seconds) const noexcept {
    return {.seconds = std::round(seconds * 20.0f) / 20.0f, .rate = rate_};
  }

  /// In the background, or in initialize().
  void build(const Room& room) { impulse_.writer().publish(std::make_unique<Impulse>(room)); }

  /// The newest part goes into the history; each part of it by the impulse's part of the same age
  /// is what is heard.
  void convolve(std::size_t channel, std::span<Bin> bins, float wet) noexcept {
    const Impulse& impulse = *impulse_.reader().current();
    std::vector<Bin>& history = histories_[channel];
    const std::size_t places = history.size() / kBins;
    if (channel == 0) newest_ = (newest_ + 1) % places;
    std::copy(bins.begin(), bins.end(), &history[newest_ * kBins]);
    for (Bin& bin : bins) bin *= 1.0f - wet;
    const std::size_t parts = std::min(impulse.parts, places);
    for (std::size_t age = 0; age < parts && wet > 0.0f; ++age) {
      const Bin* const past = &history[(newest_ + places - age) % places * kBins];
      const Bin* const tap = impulse.spectrum(channel, age);
      for (std::size_t k = 0; k < kBins; ++k) {
        // Written out: the product of complex numbers looks after infinities, at a price.
        bins[k] += wet * Bin(past[k].real() * tap[k].real() - past[k].imag() * tap[k].imag(),
                             past[k].real() * tap[k].imag() + past[k].imag() * tap[k].real());
      }
    }
  }

  attacca::FloatParam seconds_{params(),
                               {.id = "seconds",
                                .name = "Room Size",
                                .range = attacca::FloatRange::linear(0.1, kLongest),
                                .default_value = 1.0,
                                .unit = "s",
                                .flags = {.automatable = false}}};  // it takes time
  attacca::FloatParam mix_{params(), {.id = "mix", .name = "Mix", .default_value = 0.3}};
  attacca::Bypass bypass_{*this};

  double rate_ = 48000.0;
  attacca::dsp::Stft stft_{kParts};
  std::vector<Bin> histories_[kChannels];  ///< spectra of past parts, a ring
  std::size_t newest_ = 0;
  Room asked_for_;
  attacca::rt::ObjectHandover<Impulse> impulse_;
  attacca::BackgroundTask<Room> build_{tasks(), &Convolver::build, {.only_newest = true}};
};

ATTACCA_EXPORT(Convolver);
