// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/host_application.hpp"
#include "abi/vst3/run_loop.hpp"
#include "host/profile/host_profile.hpp"
#include "host/vst3/run_loop.hpp"

namespace attacca::host {

/// The context that plugins are initialised with: the host's name, messages, and the run loop.
class HostApplication final
    : public vst3::Implements<vst3::IHostApplication, vst3::IPlugInterfaceSupport, vst3::IRunLoop> {
 public:
  /// Without `entries`, as for the factory, there is no run loop.
  HostApplication(const HostProfile& profile, std::shared_ptr<RunLoopEntries> entries);

  vst3::TResult getName(vst3::String128 name) override;
  vst3::TResult createInstance(const vst3::Tuid& cid, const vst3::Tuid& wanted,
                               void** obj) override;
  vst3::TResult isPlugInterfaceSupported(const vst3::Tuid& wanted) override;
  vst3::TResult registerEventHandler(vst3::IEventHandler* handler,
                                     vst3::FileDescriptor fd) override;
  vst3::TResult unregisterEventHandler(vst3::IEventHandler* handler) override;
  vst3::TResult registerTimer(vst3::ITimerHandler* handler,
                              vst3::TimerInterval milliseconds) override;
  vst3::TResult unregisterTimer(vst3::ITimerHandler* handler) override;

  /// The instance is gone; what a plugin still calls here does nothing. [main]
  void detach() { entries_.reset(); }

 private:
  bool offers(const vst3::Tuid& wanted) const noexcept override;

  std::u16string name_;
  bool has_run_loop_;
  bool has_context_info_;
  bool has_info_listener_;
  std::shared_ptr<RunLoopEntries> entries_;
};

}  // namespace attacca::host
