// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/vst3/midi_mapping.hpp"
#include "abi/vst3/note_expression.hpp"
#include "attacca/note_port.hpp"
#include "wrappers/vst3/midi_controllers.hpp"

namespace attacca::vst3_wrapper {

/// What only plugins with note ports answer: note expressions, and which parameters MIDI
/// controllers move. Part of an Instance, whose references these are.
class NoteInterfaces final {
 public:
  /// `owner` owns it.
  NoteInterfaces(vst3::FUnknown& owner, const NotePorts& inputs, const ParamSet& params);

  /// The interface with this id, or null. [any]
  [[nodiscard]] void* find(const vst3::Tuid& wanted) noexcept;
  [[nodiscard]] MidiControllers& controllers() noexcept { return controllers_; }

 private:
  /// Lookup and references are the owner's.
  template <typename Interface>
  class Part : public Interface {
   public:
    explicit Part(NoteInterfaces& whole) noexcept : whole_(whole) {}
    vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override {
      return whole_.owner_.queryInterface(wanted, obj);
    }
    std::uint32_t addRef() override { return whole_.owner_.addRef(); }
    std::uint32_t release() override { return whole_.owner_.release(); }

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

  vst3::FUnknown& owner_;
  const NotePorts& inputs_;
  MidiControllers controllers_;
  Mapping mapping_{*this};
  Expressions expressions_{*this};
};

}  // namespace attacca::vst3_wrapper
