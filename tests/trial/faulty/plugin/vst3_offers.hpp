// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/parameter_function_name.hpp"
#include "abi/vst3/physical_ui.hpp"
#include "abi/vst3/prefetchable_support.hpp"

namespace attacca::faulty {

class Effect;

/// What the plugin offers besides: all controllers at once, what fingers on keys move, what
/// parameters are for, whether it may be rendered ahead, how knobs turn. Lookup and references are
/// the owner's.
class Vst3Offers {
 public:
  Vst3Offers(vst3::FUnknown& owner, Effect& effect) noexcept
      : owner_(owner),
        mapping_(*this),
        physical_(*this),
        functions_(*this),
        prefetch_(*this),
        knobs_(*this),
        effect_(effect) {}

  [[nodiscard]] void* find(const vst3::Tuid& wanted) noexcept;  ///< [any]

 private:
  template <typename Interface>
  class Part : public Interface {
   public:
    explicit Part(Vst3Offers& whole) noexcept : whole_(whole) {}
    vst3::TResult queryInterface(const vst3::Tuid& wanted, void** obj) override {
      return whole_.owner_.queryInterface(wanted, obj);
    }
    std::uint32_t addRef() override { return whole_.owner_.addRef(); }
    std::uint32_t release() override { return whole_.owner_.release(); }

   protected:
    ~Part() = default;
    Vst3Offers& whole_;
  };

  class Mapping final : public Part<vst3::IMidiMapping2> {
   public:
    using Part::Part;
    std::uint32_t getNumMidi2ControllerAssignments(vst3::BusDirections) override { return 0; }
    vst3::TResult getMidi2ControllerAssignments(
        vst3::BusDirections, const vst3::Midi2ControllerParamIDAssignmentList&) override {
      return vst3::kResultFalse;
    }
    std::uint32_t getNumMidi1ControllerAssignments(vst3::BusDirections direction) override {
      return direction == vst3::BusDirections::kInput ? 16 : 0;
    }
    vst3::TResult getMidi1ControllerAssignments(
        vst3::BusDirections direction,
        const vst3::Midi1ControllerParamIDAssignmentList& list) override;
  };

  class Physical final : public Part<vst3::INoteExpressionPhysicalUIMapping> {
   public:
    using Part::Part;
    vst3::TResult getPhysicalUIMapping(std::int32_t busIndex, std::int16_t channel,
                                       vst3::PhysicalUIMapList& list) override;
  };

  class Functions final : public Part<vst3::IParameterFunctionName> {
   public:
    using Part::Part;
    vst3::TResult getParameterIDFromFunctionName(vst3::UnitID unit, vst3::FIDString name,
                                                 vst3::ParamID& id) override;
  };

  class Prefetch final : public Part<vst3::IPrefetchableSupport> {
   public:
    using Part::Part;
    vst3::TResult getPrefetchableSupport(vst3::PrefetchableSupport& support) override;
  };

  class Knobs final : public Part<vst3::IEditController2> {
   public:
    using Part::Part;
    vst3::TResult setKnobMode(vst3::KnobMode mode) override;
    vst3::TResult openHelp(vst3::TBool) override { return vst3::kResultFalse; }
    vst3::TResult openAboutBox(vst3::TBool) override { return vst3::kResultFalse; }
  };

  vst3::FUnknown& owner_;
  Mapping mapping_;
  Physical physical_;
  Functions functions_;
  Prefetch prefetch_;
  Knobs knobs_;
  Effect& effect_;
};

}  // namespace attacca::faulty
