// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/run_loop.hpp"

#include <algorithm>
#include <chrono>

namespace attacca::host {

using namespace vst3;  // the results, which every line names

bool gives_main_thread(const HostProfile& profile, const MainLoop& loop) noexcept {
  if (!LoopSleep::takes_descriptors()) return loop.has_window();
  return profile.vst3_run_loop && profile.vst3_run_loop_without_editor;
}

bool RunLoopEntries::check_thread() {
  if (loop_.is_main_thread()) return true;
  offences_.add(OffenceKind::main_call_off_main);
  return false;
}

// The entry alone holds a reference, and gives it back at once when it is removed: plugins look at
// the count. The main loop calls no function of an entry that was removed.
TResult RunLoopEntries::add_descriptor(IEventHandler* handler, int descriptor) {
  if (handler == nullptr || descriptor < 0) {
    offences_.add(OffenceKind::null_argument);
    return kInvalidArgument;
  }
  if (!check_thread()) return kResultFalse;
  const auto id =
      loop_.add_descriptor(descriptor, LoopSleep::kReadable,
                           [handler, descriptor](short) { handler->onFDIsSet(descriptor); });
  descriptors_.push_back({Ref<IEventHandler>::share(handler), id});
  return kResultTrue;
}

TResult RunLoopEntries::add_timer(ITimerHandler* handler, TimerInterval milliseconds) {
  if (handler == nullptr || milliseconds == 0) {
    offences_.add(OffenceKind::null_argument);
    return kInvalidArgument;
  }
  if (!check_thread()) return kResultFalse;
  const auto period = std::chrono::milliseconds(std::min<TimerInterval>(milliseconds, 3'600'000));
  const auto id = loop_.add_timer(period, [handler] { handler->onTimer(); });
  timers_.push_back({Ref<ITimerHandler>::share(handler), id});
  return kResultTrue;
}

template <typename Handler>
bool RunLoopEntries::remove(std::vector<Entry<Handler>>& entries, const Handler* handler) {
  const auto removed = std::erase_if(entries, [&](const Entry<Handler>& entry) {
    if (entry.handler.get() != handler) return false;
    loop_.remove(entry.id);
    return true;
  });
  return removed > 0;
}

TResult RunLoopEntries::remove_descriptors(IEventHandler* handler) {
  if (!check_thread()) return kResultFalse;
  if (remove(descriptors_, handler)) return kResultTrue;
  offences_.add(OffenceKind::unknown_descriptor);
  return kResultFalse;
}

TResult RunLoopEntries::remove_timers(ITimerHandler* handler) {
  if (!check_thread()) return kResultFalse;
  if (remove(timers_, handler)) return kResultTrue;
  offences_.add(OffenceKind::unknown_timer);
  return kResultFalse;
}

void RunLoopEntries::clear() {
  for (const auto& entry : descriptors_) loop_.remove(entry.id);
  for (const auto& entry : timers_) loop_.remove(entry.id);
  descriptors_.clear();
  timers_.clear();
}

}  // namespace attacca::host
