// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// One plugin of each kind that hosts treat in a way of its own. What they do with the sound is
// plain; what they are for is the file that says how their host called them.

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <span>

#include <attacca/decibels.hpp>
#include <attacca/double_precision.hpp>
#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/int_param.hpp>
#include <attacca/plugin.hpp>
#include <attacca/voice_allocator.hpp>

#include "witness_editor.hpp"

namespace {

/// What all four have: parameters of three kinds, and the editor.
class Witness : public attacca::Plugin {
 public:
  std::unique_ptr<attacca::Editor> make_editor() override {
    return std::make_unique<WitnessEditor>();
  }

 protected:
  attacca::FloatParam level{params(),
                            {.id = "level",
                             .name = "Level",
                             .range = attacca::FloatRange::linear(-60.0, 0.0),
                             .default_value = 0.0,
                             .unit = "dB",
                             .smoothing = attacca::Smoothing::linear(10.0f),
                             .convert = attacca::decibels_to_gain}};
  attacca::IntParam number{params(), {.id = "number", .name = "Number", .min = 0, .max = 8}};
};

class WitnessEffect final : public Witness, public attacca::DoublePrecision {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.witness.effect",
      .name = "Attacca Witness Effect",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Records what its host calls: an effect with a side chain",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    buffer.multiply_by(level.smoothed);
    return attacca::ProcessStatus::normal();
  }
  attacca::ProcessStatus process(attacca::AudioBuffer64& buffer, attacca::AuxBuffers64&,
                                 attacca::ProcessContext&) noexcept override {
    buffer.multiply_by(level.smoothed);
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr attacca::AuxPort kKey[] = {{.name = "Key", .channels = 2}};
  static constexpr attacca::AudioLayout kLayouts[] = {
      {.main_inputs = 2, .main_outputs = 2, .aux_inputs = kKey, .name = "Stereo"},
      {.main_inputs = 1, .main_outputs = 1, .aux_inputs = kKey, .name = "Mono"}};

  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
};

class WitnessInstrument final : public Witness {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.witness.instrument",
      .name = "Attacca Witness Instrument",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Records what its host calls: an instrument of quiet sines",
      .features = {attacca::Feature::instrument, attacca::Feature::synthesizer},
      .notes_in = attacca::NotePort{.name = "Notes", .midi_controllers = true},
      .voices = 16,
      .split_at = attacca::SplitAt::notes_and_parameters,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext&) override {
    sample_rate_ = config.sample_rate;
    return true;
  }

  void reset() noexcept override { voices_.reset(); }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) voices_.handle(event, context);
    voices_.render(context, [&](Voice& voice) { voice.add_to(buffer, sample_rate_); });
    buffer.multiply_by(level.smoothed);
    return voices_.empty() ? attacca::ProcessStatus::normal()
                           : attacca::ProcessStatus::keep_alive();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.main_outputs = 2, .name = "Stereo"}};

  struct Voice : attacca::Voice {
    double phase = 0.0;  ///< in turns
    double gain = 0.0;   ///< of the envelope, 0..0.1

    void begin(const attacca::NoteOn&) noexcept { phase = gain = 0.0; }
    void end(const attacca::NoteOff&) noexcept {}

    void add_to(attacca::AudioBuffer& buffer, double sample_rate) noexcept {
      const double step = (is_released() ? -1.0 : 1.0) / (0.05 * sample_rate);
      for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
        gain = std::clamp(gain + step, 0.0, 0.1);
        const double sample = std::sin(2.0 * std::numbers::pi * phase) * gain * velocity();
        for (std::size_t c = 0; c < buffer.channels(); ++c) {
          buffer.sample(c, frame) += static_cast<float>(sample);
        }
        phase += frequency() / sample_rate;
        phase -= std::floor(phase);
      }
      if (is_released() && gain == 0.0) finish();
    }
  };

  attacca::VoiceAllocator<Voice, info.voices> voices_;
  double sample_rate_ = 48000.0;
};

class WitnessNoteEffect final : public Witness {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.witness.note-effect",
      .name = "Attacca Witness Note Effect",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Records what its host calls: notes go through unchanged",
      .features = {attacca::Feature::note_effect, attacca::Feature::utility},
      .notes_in = attacca::NotePort{.name = "Notes", .midi_controllers = true},
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) {
      if (context.send(event) == attacca::Sent::no_room) break;
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.name = "Notes alone"}};
};

class WitnessAnalyzer final : public Witness {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.witness.analyzer",
      .name = "Attacca Witness Analyzer",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Records what its host calls: sound goes through unchanged",
      .features = {attacca::Feature::analyzer, attacca::Feature::audio_effect},
  };

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    return attacca::ProcessStatus::normal();
  }

 private:
  /// Sound goes through either way; hosts that look for a bypass find one.
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
};

}  // namespace

ATTACCA_EXPORT(WitnessEffect, WitnessInstrument, WitnessNoteEffect, WitnessAnalyzer);
