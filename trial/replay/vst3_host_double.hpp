// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/host_application.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/units.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// The names that a call's details say the host offers. [any]
[[nodiscard]] std::set<std::string> offers_in(const witness::RecordedCall& call);

/// Stands in for a recorded host's context: its name, and nothing to make.
class ContextDouble final : public vst3::Implements<vst3::IHostApplication> {
 public:
  explicit ContextDouble(const witness::RecordedCall& call);
  vst3::TResult getName(vst3::String128 name) override;
  vst3::TResult createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted,
                               void** obj) override;

 private:
  void on_last_release() noexcept override {}  // the actor's
  std::u16string name_;
};

/// Takes what the plugin reports, and does nothing: what the host did then is in the recording.
class HandlerDouble final
    : public vst3::Implements<vst3::IComponentHandler, vst3::IComponentHandler2,
                              vst3::IComponentHandlerBusActivation, vst3::IUnitHandler> {
 public:
  /// Offers what the recorded one offered, as far as there is something to offer.
  explicit HandlerDouble(const witness::RecordedCall& call) : offers_(offers_in(call)) {}
  vst3::TResult beginEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult performEdit(vst3::ParamID, vst3::ParamValue) override { return vst3::kResultOk; }
  vst3::TResult endEdit(vst3::ParamID) override { return vst3::kResultOk; }
  vst3::TResult restartComponent(vst3::RestartFlags) override { return vst3::kResultOk; }
  vst3::TResult setDirty(vst3::TBool) override { return vst3::kResultOk; }
  vst3::TResult requestOpenEditor(vst3::FIDString) override { return vst3::kResultFalse; }
  vst3::TResult startGroupEdit() override { return vst3::kResultOk; }
  vst3::TResult finishGroupEdit() override { return vst3::kResultOk; }
  vst3::TResult requestBusActivation(vst3::MediaType, vst3::BusDirection, std::int32_t,
                                     vst3::TBool) override {
    return vst3::kResultFalse;
  }
  vst3::TResult notifyUnitSelection(vst3::UnitID) override { return vst3::kResultOk; }
  vst3::TResult notifyProgramListChange(vst3::ProgramListID, std::int32_t) override {
    return vst3::kResultOk;
  }

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;
  void on_last_release() noexcept override {}  // the actor's
  std::set<std::string> offers_;
};

/// A frame that grants a size where the recorded one did, inside the plugin's request, and
/// otherwise stays as large as it is.
class FrameDouble final : public vst3::Implements<vst3::IPlugFrame> {
 public:
  void grant_sizes() noexcept { grants_ = true; }
  vst3::TResult resizeView(vst3::IPlugView* view, vst3::ViewRect* size) override {
    return grants_ && view != nullptr ? view->onSize(size) : vst3::kResultFalse;
  }

 private:
  bool grants_ = false;
  void on_last_release() noexcept override {}  // the actor's
};

}  // namespace attacca::trial
