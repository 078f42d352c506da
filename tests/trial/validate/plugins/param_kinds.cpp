// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Every kind of parameter that the framework has, and two of an author's own with steps: one
// divides the range into equal shares, as VST3 suggests, the other goes to the nearest step. Both
// are fine.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/checked.hpp>
#include <attacca/params/enum_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/format.hpp>
#include <attacca/params/int_param.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/params/param.hpp>
#include <attacca/params/param_array.hpp>

namespace {

constexpr std::uint32_t kSteps = 4;

enum class Between { equal_shares, nearest };

/// Five steps that are called "Step 0" to "Step 4".
class StepParam final : public attacca::Param {
 public:
  StepParam(attacca::ParamScope scope, std::string_view id, std::string_view name, Between between)
      : Param(scope, id, name, {}), between_(between) {
    set_default_normalized(0.5);
  }

  [[nodiscard]] double value() const noexcept { return value_; }

  [[nodiscard]] std::uint32_t step_count() const noexcept override { return kSteps; }
  [[nodiscard]] double to_plain(double normalized) const noexcept override {
    const double place = std::isnan(normalized) ? 0.5 : std::clamp(normalized, 0.0, 1.0);
    if (between_ == Between::nearest) return std::round(place * kSteps);
    return std::min(static_cast<double>(kSteps), std::floor(place * (kSteps + 1)));
  }
  [[nodiscard]] double to_normalized(double plain) const noexcept override {
    const double step = std::isnan(plain) ? 2.0 : std::clamp(std::round(plain), 0.0, 4.0);
    return step / kSteps;
  }
  [[nodiscard]] std::string format(double normalized) const override {
    return "Step " + std::to_string(static_cast<int>(to_plain(normalized)));
  }
  [[nodiscard]] std::optional<double> parse(std::string_view text) const override {
    if (text.starts_with("Step ")) text.remove_prefix(5);
    int step = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), step);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return to_normalized(step);
  }

 private:
  void apply(double normalized) noexcept override { value_ = to_plain(normalized); }

  Between between_;
  double value_ = 2.0;
};

enum class Wave { sine, saw, square };

/// One of several, in a group of its own, with a group inside.
struct Operator {
  attacca::ParamScope scope;
  attacca::FloatParam level{scope,
                            {.id = "level",
                             .name = "Level",
                             .range = attacca::FloatRange::decibels(-60.0, 6.0),
                             .smoothing = attacca::Smoothing::linear(5.0f),
                             .format = attacca::format::decibels}};
  attacca::IntParam ratio{
      scope, attacca::checked(attacca::IntParamOptions{
                 .id = "ratio", .name = "Ratio", .min = 1, .max = 16, .default_value = 1})};
  attacca::EnumParam<Wave> wave{scope,
                                {.id = "wave",
                                 .name = "Wave",
                                 .values = {{Wave::sine, "sine", "Sine"},
                                            {Wave::saw, "saw", "Saw"},
                                            {Wave::square, "square", "Square"}}}};

  struct Envelope {
    attacca::ParamScope scope;
    attacca::FloatParam attack{scope,
                               {.id = "attack",
                                .name = "Attack",
                                .range = attacca::FloatRange::skewed(0.1, 5000.0, 0.3),
                                .default_value = 10.0,
                                .format = attacca::format::milliseconds}};
  } envelope{scope.group({.id = "env", .name = "Envelope"})};

  [[nodiscard]] float value() const noexcept {
    return level.value() / 60.0f + static_cast<float>(ratio.value()) / 16.0f +
           static_cast<float>(wave.value()) / 4.0f + envelope.attack.value() / 5000.0f;
  }
};

}  // namespace

class ParamKinds final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.param-kinds",
      .name = "Param Kinds",
      .vendor = "Attacca",
      .version = "1.0",
      .description = "Every kind of parameter",
      .features = {attacca::Feature::audio_effect, attacca::Feature::utility},
  };

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    float peak = 0.0f;
    float others = pitch_.value() / 20000.0f + balance_.value() + center_.value() / 24.0f +
                   tenths_.value() + whole_.value() / 100.0f +
                   static_cast<float>(semitones_.value()) / 24.0f;
    for (const Operator& one : operators_) others += one.value();
    for (std::uint32_t frame = 0; frame < buffer.frames(); ++frame) {
      const float factor = skewed_.smoothed.next() / 2000.0f + high_.value() * 0.01f +
                           static_cast<float>(shares_.value() + nearest_.value()) * 0.1f +
                           (switch_.value() ? 0.25f : 0.0f) + linear_.value() + others * 0.1f;
      if (bypass_.value()) continue;
      for (std::size_t channel = 0; channel < buffer.channels(); ++channel) {
        float& sample = buffer.sample(channel, frame);
        sample *= factor;
        if (std::isfinite(sample)) peak = std::max(peak, std::abs(sample));
      }
    }
    peak_.report(std::min(static_cast<double>(peak), 100.0));
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::FloatParam skewed_{params(),
                              {.id = "skewed",
                               .name = "Skewed",
                               .range = attacca::FloatRange::skewed(1.0, 2000.0, 0.4),
                               .default_value = 350.0,
                               .unit = "ms",
                               .smoothing = attacca::Smoothing::linear(5.0f)}};
  attacca::FloatParam high_{params(),
                            {.id = "high",
                             .name = "High",
                             .range = attacca::FloatRange::skewed(-1.0, 1.0, 3.3),
                             .default_value = 0.1}};
  attacca::FloatParam linear_{params(),
                              {.id = "linear",
                               .name = "Linear",
                               .range = attacca::FloatRange::linear(0.1, 0.7),
                               .default_value = 0.3}};
  StepParam shares_{params(), "shares", "Equal Shares", Between::equal_shares};
  StepParam nearest_{params(), "nearest", "Nearest", Between::nearest};
  attacca::BoolParam switch_{params(), {.id = "switch", .name = "Switch"}};
  attacca::BoolParam bypass_{params(),
                             {.id = "bypass", .name = "Bypass", .flags = {.bypass = true}}};
  attacca::FloatParam pitch_{params(),
                             {.id = "pitch",
                              .name = "Pitch",
                              .range = attacca::FloatRange::logarithmic(20.0, 20000.0),
                              .default_value = 440.0,
                              .format = attacca::format::hertz_and_note}};
  attacca::FloatParam balance_{params(),
                               {.id = "balance",
                                .name = "Balance",
                                .range = attacca::FloatRange::linear(-1.0, 1.0).reversed(),
                                .format = attacca::format::pan}};
  attacca::FloatParam center_{params(),
                              {.id = "center",
                               .name = "Center",
                               .range = attacca::FloatRange::symmetrical(-24.0, 12.0, 0.5, 0.0),
                               .unit = "dB"}};
  attacca::FloatParam tenths_{params(),
                              {.id = "tenths",
                               .name = "Tenths",
                               .range = attacca::FloatRange::linear(0.0, 1.0).stepped(0.1),
                               .default_value = 0.3,
                               .format = attacca::format::percent}};
  attacca::FloatParam whole_{params(),
                             {.id = "whole",
                              .name = "Whole",
                              .range = attacca::FloatRange::logarithmic(1.0, 100.0).stepped(1.0),
                              .default_value = 10.0}};
  attacca::IntParam semitones_{params(),
                               {.id = "semitones",
                                .name = "Semitones",
                                .min = -24,
                                .max = 24,
                                .reversed = true,
                                .unit = "st",
                                .flags = {.hidden_in_generic_editors = true}}};
  attacca::ParamArray<Operator, 3> operators_{params(), {.id = "op", .name = "Operator"}};
  attacca::OutputParam peak_{params(),
                             {.id = "peak",
                              .name = "Peak",
                              .range = attacca::FloatRange::linear(0.0, 100.0),
                              .decimals = 3}};
};

ATTACCA_EXPORT(ParamKinds);
