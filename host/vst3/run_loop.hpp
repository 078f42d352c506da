// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <vector>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/run_loop.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/offence.hpp"
#include "host/profile/host_profile.hpp"

namespace attacca::host {

/// Whether VST3 plugins reach the main thread from the beginning on. On Linux they do by the run
/// loop alone, on Windows by the thread's messages where it has a window: one that finds neither
/// has no other way than a thread of its own. [any]
[[nodiscard]] bool gives_main_thread(const HostProfile& profile, const MainLoop& loop) noexcept;

/// What one plugin registered with the run loop; taken out of the main loop with this object, or by
/// clear(). All members [main].
class RunLoopEntries {
 public:
  RunLoopEntries(MainLoop& loop, OffenceList& offences) : loop_(loop), offences_(offences) {}
  ~RunLoopEntries() { clear(); }
  RunLoopEntries(const RunLoopEntries&) = delete;
  RunLoopEntries& operator=(const RunLoopEntries&) = delete;

  vst3::TResult add_descriptor(vst3::IEventHandler* handler, int descriptor);
  vst3::TResult remove_descriptors(vst3::IEventHandler* handler);
  vst3::TResult add_timer(vst3::ITimerHandler* handler, vst3::TimerInterval milliseconds);
  vst3::TResult remove_timers(vst3::ITimerHandler* handler);
  void clear();
  /// How many timers and descriptors are registered.
  [[nodiscard]] std::size_t size() const noexcept { return descriptors_.size() + timers_.size(); }

 private:
  template <typename Handler>
  struct Entry {
    vst3::Ref<Handler> handler;
    MainLoop::Id id;
  };

  template <typename Handler>
  bool remove(std::vector<Entry<Handler>>& entries, const Handler* handler);
  [[nodiscard]] bool check_thread();

  MainLoop& loop_;
  OffenceList& offences_;
  std::vector<Entry<vst3::IEventHandler>> descriptors_;
  std::vector<Entry<vst3::ITimerHandler>> timers_;
};

}  // namespace attacca::host
