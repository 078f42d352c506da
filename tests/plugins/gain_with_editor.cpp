// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The gain with a generic editor: what an editor costs in bytes.

#include <memory>

#include <attacca/decibels.hpp>
#include <attacca/export.hpp>
#include <attacca/params/bool_param.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/widgets/generic_editor.hpp>

class GainWithEditor final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.gain_with_editor", .name = "Gain With Editor", .vendor = "Attacca"};

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext&) noexcept override {
    if (bypass_.value()) {
      gain_.smoothed.skip(buffer.frames());
    } else {
      buffer.multiply_by(gain_.smoothed);
    }
    return attacca::ProcessStatus::normal();
  }

  std::unique_ptr<attacca::Editor> make_editor() override {
    return attacca::widgets::generic_editor(params(), info.name);
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

ATTACCA_EXPORT(GainWithEditor);
