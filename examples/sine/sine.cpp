// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/voice_allocator.hpp>

/// Notes to sines: voices, an envelope, and blocks that are split at notes and parameters.
class Sine final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.sine",
      .name = "Attacca Sine",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Sixteen voices of one sine each",
      .features = {attacca::Feature::instrument, attacca::Feature::synthesizer},
      .notes_in = attacca::NotePort{.name = "Notes", .midi_controllers = true},
      .voices = 16,
      .split_at = attacca::SplitAt::notes_and_parameters,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    sample_rate_ = config.sample_rate;
    context.set_tail(static_cast<std::uint32_t>(kFadeSeconds * config.sample_rate) + 1);
    return true;
  }

  void reset() noexcept override { voices_.reset(); }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) voices_.handle(event, context);
    voices_.render(context, [&](Voice& voice) { voice.add_to(buffer, sample_rate_); });
    buffer.multiply_by(gain_.smoothed);
    return voices_.empty() ? attacca::ProcessStatus::normal()
                           : attacca::ProcessStatus::keep_alive();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.main_outputs = 2, .name = "Stereo"},
                                                      {.main_outputs = 1, .name = "Mono"}};
  static constexpr double kFadeSeconds = 0.005;

  struct Voice : attacca::Voice {
    double phase = 0.0;  ///< in turns
    double level = 0.0;  ///< of the envelope, 0..1

    void begin(const attacca::NoteOn&) noexcept { phase = level = 0.0; }
    void end(const attacca::NoteOff&) noexcept {}

    void add_to(attacca::AudioBuffer& buffer, double sample_rate) noexcept {
      const double turns = frequency() / sample_rate;
      const double step = (is_released() ? -1.0 : 1.0) / (kFadeSeconds * sample_rate);
      const double loudness = velocity() * expression(attacca::Expression::volume);
      for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
        level = std::clamp(level + step, 0.0, 1.0);
        const double sample = std::sin(2.0 * std::numbers::pi * phase) * level * loudness;
        for (std::size_t c = 0; c < buffer.channels(); ++c) {
          buffer.sample(c, frame) += static_cast<float>(sample);
        }
        phase += turns;
        phase -= std::floor(phase);
      }
      if (is_released() && level == 0.0) finish();
    }
  };

  attacca::FloatParam gain_{params(),
                            {.id = "gain",
                             .name = "Gain",
                             .range = attacca::FloatRange::linear(-60.0, 0.0),
                             .default_value = -12.0,
                             .unit = "dB",
                             .smoothing = attacca::Smoothing::linear(10.0f),
                             .convert = attacca::decibels_to_gain}};
  attacca::VoiceAllocator<Voice, info.voices> voices_;
  double sample_rate_ = 48000.0;
};

ATTACCA_EXPORT(Sine);
