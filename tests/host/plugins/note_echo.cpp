// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A plugin that sends each note, expression and MIDI message back, and ends each voice that is let
// go.

#include <attacca/export.hpp>
#include <attacca/params/float_param.hpp>

namespace {

class NoteEcho final : public attacca::Plugin {
 public:
  static constexpr attacca::PluginInfo info{
      .id = "org.attacca.test.note-echo",
      .name = "Note Echo",
      .vendor = "Attacca",
      .features = {attacca::Feature::note_effect},
      .notes_in = {{.name = "First", .midi_controllers = true, .program_changes = true},
                   {.name = "Second"}},
      .notes_out = {{.name = "First out"}, {.name = "Second out"}},
      .split_at = attacca::SplitAt::nothing};

  attacca::ProcessStatus process(attacca::AudioBuffer& /*buffer*/, attacca::AuxBuffers& /*aux*/,
                                 attacca::ProcessContext& context) noexcept override {
    for (const attacca::Event& event : context.events()) {
      if (!event.is<attacca::ParamValue>()) (void)context.send(event);
      if (const auto* const off = event.get_if<attacca::NoteOff>()) {
        (void)context.send({event.frame, attacca::NoteEnd{*off}});
      }
    }
    return attacca::ProcessStatus::normal();
  }

 private:
  attacca::FloatParam level_{params(),
                             {.id = "level",
                              .name = "Level",
                              .range = attacca::FloatRange::linear(0.0, 4.0),
                              .default_value = 1.0}};
};

}  // namespace

ATTACCA_EXPORT(NoteEcho);
