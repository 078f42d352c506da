// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>

#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>
#include <attacca/params/param_array.hpp>
#include <attacca/plugin.hpp>

#include "busy_sound.hpp"

/// The busy plugin on the framework, which splits blocks where something happens.
class Busy final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.bench-busy",
      .name = "Bench Busy",
      .vendor = "Attacca",
      .notes_in = attacca::NotePort::main,
      .split_at = attacca::SplitAt::notes_and_parameters,
  };

  attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) take_note(event);
    buffer *= busy::factor_of([this](std::size_t i) { return levels_[i].level.value(); }, held_);
    return attacca::ProcessStatus::normal();
  }

 private:
  void take_note(const attacca::Event& event) noexcept {
    if (const auto* const on = event.get_if<attacca::NoteOn>()) {
      held_.begin(static_cast<std::size_t>(on->key), static_cast<float>(on->velocity));
    } else if (const auto* const off = event.get_if<attacca::NoteOff>()) {
      if (off->key >= 0) held_.end(static_cast<std::size_t>(off->key));
    }
  }

  struct Level {
    explicit Level(attacca::ParamScope scope)
        : level(scope, {.id = "level", .name = "Level", .default_value = 0.5}) {}
    attacca::FloatParam level;
  };

  attacca::ParamArray<Level, busy::kLevels> levels_{params(), {.id = "l", .name = "L"}};
  busy::Held held_;
};

ATTACCA_EXPORT(Busy);
