// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/component_handler.hpp"
#include "abi/vst3/presonus/context_info.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/offence.hpp"

namespace attacca::validate {

enum class HostCallKind : std::uint8_t {
  begin_edit,
  perform_edit,
  end_edit,
  restart,
  set_dirty,
  open_editor,
  group_edit,
  context_info,
};

/// One call that a controller made into the host.
struct HostCall {
  HostCallKind kind{};
  std::uint32_t detail = 0;  ///< Parameter id, or restart flags.
  double value = 0.0;        ///< Of perform_edit.
  bool is_on_main = false;
  std::string phase;  ///< What the session was doing.
};

/// What the host says about the track when it is asked through PreSonus' interface.
enum class ContextInfo : std::uint8_t {
  missing,  ///< The host has no such interface.
  refuses,  ///< Every question is answered with an error and nothing written.
  answers,  ///< Names, numbers and colours are there.
};

/// A component handler that writes down every call, with thread and phase. It may outlive the
/// session in the hands of a plugin that forgets to release it.
class HandlerRecord final
    : public vst3::Implements<vst3::IComponentHandler, vst3::IComponentHandler2,
                              vst3::IContextInfoProvider3> {
 public:
  /// Calls off the main thread are added to `conduct`; null: the host has no loop in which a plugin
  /// could reach the main thread, so that nobody can ask for it. [main]
  HandlerRecord(host::MainLoop& loop, host::OffenceList* conduct, ContextInfo context_info)
      : loop_(loop), conduct_(conduct), context_info_(context_info) {}

  /// @name [main]
  /// @{
  void set_phase(const char* phase) noexcept { phase_.store(phase); }
  [[nodiscard]] std::vector<HostCall> calls() const;
  [[nodiscard]] std::size_t count(HostCallKind kind) const;
  void forget();
  /// The session is over: nothing more is counted.
  void detach();
  /// @}

  vst3::TResult beginEdit(vst3::ParamID id) override;
  vst3::TResult performEdit(vst3::ParamID id, vst3::ParamValue valueNormalized) override;
  vst3::TResult endEdit(vst3::ParamID id) override;
  vst3::TResult restartComponent(vst3::RestartFlags flags) override;
  vst3::TResult setDirty(vst3::TBool state) override;
  vst3::TResult requestOpenEditor(vst3::FIDString name) override;
  vst3::TResult startGroupEdit() override;
  vst3::TResult finishGroupEdit() override;
  vst3::TResult getContextInfoValue(std::int32_t& value, const char* id) override;
  vst3::TResult getContextInfoString(char16_t* text, std::int32_t maxCharCount,
                                     const char* id) override;
  vst3::TResult getContextInfoValueDouble(double& value, const char* id) override;
  vst3::TResult setContextInfoValueInt(const char* id, std::int32_t value) override;
  vst3::TResult setContextInfoValueDouble(const char* id, double value) override;
  vst3::TResult setContextInfoString(const char* id, char16_t* text) override;
  vst3::TResult beginEditContextInfoValue(const char* id) override;
  vst3::TResult endEditContextInfoValue(const char* id) override;

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;
  void add(HostCallKind kind, std::uint32_t detail = 0, double value = 0.0);
  vst3::TResult answer_context_info();

  host::MainLoop& loop_;
  mutable std::mutex mutex_;
  host::OffenceList* conduct_;  ///< Under the mutex.
  const ContextInfo context_info_;
  std::atomic<const char*> phase_{"created"};
  std::vector<HostCall> calls_;  ///< Under the mutex.
};

}  // namespace attacca::validate
