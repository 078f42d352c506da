// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a plugin remembers beside its parameters: a gate that plays a pattern of steps. The pattern
// is a field of its own, presets come with the plugin, and states of its first version still open.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/state/field.hpp>
#include <attacca/state/state.hpp>

/// How loud each step is, 0..1.
struct Pattern {
  std::string name = "Open";
  std::vector<float> steps = {1.0f};
  bool operator==(const Pattern&) const = default;
};

constexpr std::size_t kMostSteps = 64;

attacca::StateValue to_state(const Pattern& pattern) {
  attacca::StateValue value = attacca::StateValue::object();
  value.set("name", pattern.name);
  value.set("steps", attacca::state_form(pattern.steps));
  return value;
}

bool from_state(const attacca::StateValue& value, Pattern& pattern) {
  return attacca::read_member(value, "name", pattern.name) &&
         attacca::read_member(value, "steps", pattern.steps) && !pattern.steps.empty() &&
         pattern.steps.size() <= kMostSteps &&
         std::all_of(pattern.steps.begin(), pattern.steps.end(),
                     [](float level) { return level >= 0.0f && level <= 1.0f; });
}

/// Steps through a pattern, and plays what comes in as loud as the step is.
class PresetPlayer final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.preset-player",
      .name = "Attacca Preset Player",
      .vendor = "Attacca",
      .version = "0.2.0",
      .description = "A gate that plays patterns, with presets",
      .features = {attacca::Feature::audio_effect, attacca::Feature::modulation},
      .state_version = 2,
  };

  /// Version 1 had the depth in percent, and its pattern as a text of 'x' and '.'.
  static attacca::State migrate(attacca::State old) {
    if (const attacca::StateValue* percent = old.params().find("amount");
        percent != nullptr && percent->number()) {
      old.params().set("depth", *percent->number() / 100.0);
      old.params().remove("amount");
    }
    if (attacca::StateValue* text = old.fields().find("pattern");
        text != nullptr && text->text() != nullptr) {
      Pattern pattern{.name = "From version 1", .steps = {}};
      for (const char step : *text->text()) pattern.steps.push_back(step == 'x' ? 1.0f : 0.0f);
      *text = to_state(pattern);
    }
    return old;
  }

  bool initialize(const attacca::AudioLayout&, const attacca::BufferConfig& config,
                  attacca::InitContext&) override {
    sample_rate_ = config.sample_rate;
    // From step to step in about 3 ms, so that nothing clicks.
    glide_ = static_cast<float>(1.0 - std::exp(-1.0 / (0.003 * sample_rate_)));
    return true;
  }

  void reset() noexcept override {
    position_ = 0.0;
    level_ = 1.0f;
  }

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    const std::vector<float>& steps = pattern_.in_process().steps;  // of this callback's state
    const double advance = static_cast<double>(rate_.value()) / sample_rate_;
    const float depth = bypass_.value() ? 0.0f : depth_.value();
    const auto count = static_cast<double>(steps.size());
    for (std::size_t frame = 0; frame < buffer.frames(); ++frame) {
      position_ = std::fmod(position_, count);
      const float step = steps[static_cast<std::size_t>(position_)];
      level_ += glide_ * (1.0f - depth * (1.0f - step) - level_);
      position_ += advance;
      for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
        buffer.channel(channel)[frame] *= level_;
      }
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::FloatParam rate_{params(),
                            {.id = "rate",
                             .name = "Rate",
                             .range = attacca::FloatRange::skewed(0.5, 50.0, 0.4),
                             .default_value = 8.0,
                             .unit = "Hz"}};
  attacca::FloatParam depth_{params(), {.id = "depth", .name = "Depth", .default_value = 1.0}};
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  attacca::Field<Pattern> pattern_{fields(), {.id = "pattern"}};

  double sample_rate_ = 48000.0;
  double position_ = 0.0;  ///< steps
  float level_ = 1.0f;
  float glide_ = 1.0f;
};

ATTACCA_EXPORT(PresetPlayer);
