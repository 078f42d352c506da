// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>

/// The smallest useful plugin: one smoothed parameter and a bypass.
class Gain final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.gain",
      .name = "Attacca Gain",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "A smoothed gain",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    if (bypass_.value()) {
      gain_.smoothed.skip(buffer.frames());
    } else {
      buffer.multiply_by(gain_.smoothed);
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::FloatParam gain_{params(),
                            {.id = "gain",
                             .name = "Gain",
                             .range = attacca::FloatRange::linear(-60.0, 12.0),
                             .default_value = 0.0,
                             .unit = "dB",
                             .smoothing = attacca::Smoothing::linear(10.0f),
                             .convert = attacca::decibels_to_gain}};
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
};

ATTACCA_EXPORT(Gain);
