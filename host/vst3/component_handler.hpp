// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/presonus/context_info.hpp"

namespace attacca::host {

class Vst3Instance;

/// What a controller may call: edits, restarts, and, where the profile has it, context info about
/// the track. It may outlive the instance in the hands of a plugin that forgets to release it.
class ComponentHandler final
    : public vst3::Implements<vst3::IComponentHandler, vst3::IComponentHandler2,
                              vst3::IContextInfoProvider3> {
 public:
  ComponentHandler(Vst3Instance& instance, bool has_context_info)
      : instance_(&instance), has_context_info_(has_context_info) {}

  vst3::TResult beginEdit(vst3::ParamID id) override;
  vst3::TResult performEdit(vst3::ParamID id, vst3::ParamValue valueNormalized) override;
  vst3::TResult endEdit(vst3::ParamID id) override;
  vst3::TResult restartComponent(vst3::RestartFlags flags) override;

  vst3::TResult setDirty(vst3::TBool state) override;
  vst3::TResult requestOpenEditor(vst3::FIDString) override { return vst3::kNotImplemented; }
  vst3::TResult startGroupEdit() override { return vst3::kResultTrue; }
  vst3::TResult finishGroupEdit() override { return vst3::kResultTrue; }

  vst3::TResult getContextInfoValue(std::int32_t& value, const char* id) override;
  vst3::TResult getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                     const char* id) override;
  vst3::TResult getContextInfoValueDouble(double& value, const char* id) override;
  vst3::TResult setContextInfoValueInt(const char* id, std::int32_t value) override;
  vst3::TResult setContextInfoValueDouble(const char* id, double value) override;
  vst3::TResult setContextInfoString(const char* id, char16_t* text) override;
  vst3::TResult beginEditContextInfoValue(const char*) override { return vst3::kNotImplemented; }
  vst3::TResult endEditContextInfoValue(const char*) override { return vst3::kNotImplemented; }

  /// The instance is gone. [main]
  void detach() noexcept { instance_ = nullptr; }

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;

  Vst3Instance* instance_;
  const bool has_context_info_;
};

}  // namespace attacca::host
