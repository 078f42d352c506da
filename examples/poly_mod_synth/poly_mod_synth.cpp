// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <span>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/voice_allocator.hpp>

#include "voice.hpp"

/// Every note with parameters of its own: polyphonic modulation, note expressions and MPE.
class PolyModSynth final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.poly-mod-synth",
      .name = "Attacca Poly Mod Synth",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Sixty-four voices that hosts can modulate one by one",
      .features = {attacca::Feature::instrument, attacca::Feature::synthesizer},
      .notes_in = attacca::NotePort{.name = "Notes", .midi_controllers = true},
      .voices = 64,
      .split_at = attacca::SplitAt::notes_and_parameters,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  void remote_controls(attacca::RemoteControls& controls) const override {
    controls.page("Voice", {&level_, &timbre_, nullptr, nullptr, &attack_, &release_});
  }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext& context) override {
    sample_rate_ = config.sample_rate;
    context.set_tail(static_cast<std::uint32_t>(kLongestSeconds * config.sample_rate) + 1);
    return true;
  }

  void reset() noexcept override { voices_.reset(); }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) voices_.handle(event, context);
    const double attack = 1.0 / (attack_.value() / 1000.0 * sample_rate_);
    const double decay = 1.0 / (release_.value() / 1000.0 * sample_rate_);
    voices_.render(context, [&](SynthVoice& voice) {
      voice.add_to(buffer,
                   {.level = level_.value_modulated_by(voice.modulation(level_)),
                    .timbre = timbre_.value_modulated_by(voice.modulation(timbre_)),
                    .attack = attack,
                    .decay = decay},
                   sample_rate_);
    });
    return voices_.empty() ? attacca::ProcessStatus::normal()
                           : attacca::ProcessStatus::keep_alive();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.main_outputs = 2, .name = "Stereo"}};
  static constexpr double kLongestSeconds = 2.0;

  attacca::FloatParam level_{params(),
                             {.id = "level",
                              .name = "Level",
                              .range = attacca::FloatRange::linear(-60.0, 0.0),
                              .default_value = -18.0,
                              .unit = "dB",
                              .convert = attacca::decibels_to_gain,
                              .modulation = attacca::Modulation::per_note}};
  attacca::FloatParam timbre_{params(),
                              {.id = "timbre",
                               .name = "Timbre",
                               .default_value = 0.25,
                               .modulation = attacca::Modulation::per_note}};
  attacca::FloatParam attack_{params(),
                              {.id = "attack",
                               .name = "Attack",
                               .range = attacca::FloatRange::skewed(0.1, 1000.0, 0.3),
                               .default_value = 5.0,
                               .unit = "ms"}};
  attacca::FloatParam release_{params(),
                               {.id = "release",
                                .name = "Release",
                                .range = attacca::FloatRange::skewed(1.0, 2000.0, 0.3),
                                .default_value = 50.0,
                                .unit = "ms"}};
  attacca::VoiceAllocator<SynthVoice, info.voices> voices_;
  double sample_rate_ = 48000.0;
};

ATTACCA_EXPORT(PolyModSynth);
