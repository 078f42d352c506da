// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <span>

#include <attacca/export.hpp>
#include <attacca/params/output_param.hpp>
#include <attacca/plugin.hpp>

/// Notes in, notes out: what is high becomes low. What it does not know goes through unread.
class MidiInverter final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.midi-inverter",
      .name = "Attacca MIDI Inverter",
      .vendor = "Attacca",
      .version = "0.1.0",
      .description = "Turns keys, pitch bend and controllers upside down",
      .features = {attacca::Feature::note_effect, attacca::Feature::utility},
      .notes_in = attacca::NotePort{.name = "Notes", .midi_controllers = true},
      .notes_out = attacca::NotePort::main,
      .split_at = attacca::SplitAt::nothing,
  };

  std::span<const attacca::AudioLayout> layouts() const noexcept override { return kLayouts; }

  attacca::ProcessStatus process(attacca::AudioBuffer&, attacca::AuxBuffers&,
                                 attacca::ProcessContext& context) noexcept override {
    for (attacca::Event event : context.events()) {
      invert(event.get_if<attacca::NoteOn>());
      invert(event.get_if<attacca::NoteOff>());
      invert(event.get_if<attacca::NoteChoke>());
      invert(event.get_if<attacca::NoteExpression>());
      if (auto* bend = event.get_if<attacca::PitchBend>()) bend->value = -bend->value;
      if (auto* change = event.get_if<attacca::ControlChange>()) change->value = 1 - change->value;
      if (context.send(event) == attacca::Sent::no_room) dropped_.report(++dropped_so_far_);
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  static constexpr attacca::AudioLayout kLayouts[] = {{.name = "Notes alone"}};

  static void invert(attacca::NoteAddress* note) noexcept {
    if (note != nullptr && note->key >= 0) note->key = static_cast<std::int16_t>(127 - note->key);
  }

  attacca::OutputParam dropped_{
      params(),
      {.id = "dropped", .name = "Dropped events", .range = attacca::FloatRange::linear(0.0, 1e6)}};
  double dropped_so_far_ = 0.0;
};

ATTACCA_EXPORT(MidiInverter);
