// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Audio as spectra: a gate for each frequency by itself, which takes hiss out between the notes.

#include <complex>
#include <span>

#include <attacca/decibels.hpp>
#include <attacca/dsp/stft.hpp>
#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>

/// Turns down what is quieter than the threshold, each bin by itself and the softer the quieter it
/// is. Its latency is that of the transform, also when bypassed.
class SpectralGate final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.stft",
      .name = "Attacca STFT",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A gate for each frequency by itself",
      .features = {attacca::Feature::audio_effect, attacca::Feature::restoration},
      .split_at = attacca::SplitAt::nothing,  // a frame has one threshold
  };

  bool initialize(const attacca::AudioLayout& layout, const attacca::BufferConfig&,
                  attacca::InitContext& context) override {
    stft_.prepare(layout.main_outputs);
    context.set_latency(stft_.latency());
    context.set_tail(stft_.latency());
    return true;
  }

  void reset() noexcept override { stft_.reset(); }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    const bool is_bypassed = bypass_.value();
    const float limit = threshold_.value() * kFullScale;
    stft_.process(buffer, [&](std::size_t, std::span<std::complex<float>> bins) {
      if (is_bypassed) return;
      for (std::complex<float>& bin : bins) {
        const float power = std::norm(bin);
        bin *= power / (power + limit * limit + 1e-20f);
      }
    });
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr std::size_t kSize = 1024;
  /// What a sine of amplitude 1 shows in its bin: half the sum of Hann's window.
  static constexpr float kFullScale = 0.25f * kSize;

  attacca::dsp::Stft stft_{{.size = kSize, .overlap = 4}};
  attacca::FloatParam threshold_{params(),
                                 {.id = "threshold",
                                  .name = "Threshold",
                                  .range = attacca::FloatRange::linear(-100.0, 0.0),
                                  .default_value = -60.0,
                                  .unit = "dB",
                                  .convert = attacca::decibels_to_gain}};
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
};

ATTACCA_EXPORT(SpectralGate);
