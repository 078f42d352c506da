// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/note_expression.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "attacca/note_port.hpp"
#include "wrappers/vst3/midi_controllers.hpp"
#include "wrappers/vst3/part.hpp"
#include "wrappers/vst3/programs.hpp"

namespace attacca::vst3_wrapper {

/// What only plugins with note inputs answer: note expressions and what moves them, which
/// parameters MIDI controllers move, and programs. Part of an Instance, whose references these are.
class NoteInterfaces {
 public:
  /// `owner` owns it.
  NoteInterfaces(vst3::FUnknown& owner, const NotePorts& inputs, const Plugin& plugin);
  virtual ~NoteInterfaces() = default;

  /// The interface with this id, or null. Virtual, as what it finds is not linked without notes.
  /// [any]
  [[nodiscard]] virtual void* find(const vst3::Tuid& wanted) noexcept;
  [[nodiscard]] MidiControllers& controllers() noexcept { return controllers_; }
  [[nodiscard]] Programs& programs() noexcept { return programs_; }

 private:
  template <typename Interface>
  class Part : public PartOf<Interface> {
   public:
    explicit Part(NoteInterfaces& whole) noexcept
        : PartOf<Interface>(whole.owner_), whole_(whole) {}

   protected:
    ~Part() = default;
    NoteInterfaces& whole_;
  };

  class Mapping final : public Part<vst3::IMidiMapping> {
   public:
    using Part::Part;
    vst3::TResult getMidiControllerAssignment(std::int32_t busIndex, std::int16_t channel,
                                              vst3::CtrlNumber midiControllerNumber,
                                              vst3::ParamID& id) override;
  };

  class Mapping2 final : public Part<vst3::IMidiMapping2> {
   public:
    using Part::Part;
    std::uint32_t getNumMidi2ControllerAssignments(vst3::BusDirections direction) override;
    vst3::TResult getMidi2ControllerAssignments(
        vst3::BusDirections direction,
        const vst3::Midi2ControllerParamIDAssignmentList& list) override;
    std::uint32_t getNumMidi1ControllerAssignments(vst3::BusDirections direction) override;
    vst3::TResult getMidi1ControllerAssignments(
        vst3::BusDirections direction,
        const vst3::Midi1ControllerParamIDAssignmentList& list) override;

   private:
    [[nodiscard]] std::uint32_t count(vst3::BusDirections direction, bool of_midi2) const noexcept;
  };

  class Expressions final : public Part<vst3::INoteExpressionController> {
   public:
    using Part::Part;
    std::int32_t getNoteExpressionCount(std::int32_t busIndex, std::int16_t channel) override;
    vst3::TResult getNoteExpressionInfo(std::int32_t busIndex, std::int16_t channel,
                                        std::int32_t noteExpressionIndex,
                                        vst3::NoteExpressionTypeInfo& info) override;
    vst3::TResult getNoteExpressionStringByValue(std::int32_t busIndex, std::int16_t channel,
                                                 vst3::NoteExpressionTypeID id,
                                                 vst3::NoteExpressionValue valueNormalized,
                                                 vst3::String128 string) override;
    vst3::TResult getNoteExpressionValueByString(
        std::int32_t busIndex, std::int16_t channel, vst3::NoteExpressionTypeID id,
        const char16_t* string, vst3::NoteExpressionValue& valueNormalized) override;
  };

  class PhysicalUi final : public Part<vst3::INoteExpressionPhysicalUIMapping> {
   public:
    using Part::Part;
    vst3::TResult getPhysicalUIMapping(std::int32_t busIndex, std::int16_t channel,
                                       vst3::PhysicalUIMapList& list) override;
  };

  vst3::FUnknown& owner_;
  const NotePorts& inputs_;
  Programs programs_;
  MidiControllers controllers_;
  Mapping mapping_{*this};
  Mapping2 mapping2_{*this};
  Expressions expressions_{*this};
  PhysicalUi physical_ui_{*this};
};

}  // namespace attacca::vst3_wrapper
