// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/thread_run_loop.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "abi/vst3/base/implements.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// Registered on the loop's thread [main]; hosts may end a plugin, and so its registrations, on
/// another one.
class Adapter final : public vst3::Implements<vst3::IRunLoop> {
 public:
  explicit Adapter(std::shared_ptr<EventLoop> loop) : loop_(std::move(loop)) {}

  vst3::TResult registerEventHandler(vst3::IEventHandler* handler,
                                     vst3::FileDescriptor source) override {
    if (handler == nullptr) return vst3::kInvalidArgument;
    const auto kept = vst3::Ref<vst3::IEventHandler>::share(handler);
    return keep(handler, loop_->watch(EventLoop::Source(source),
                                      [kept, source] { kept->onFDIsSet(source); }));
  }
  vst3::TResult unregisterEventHandler(vst3::IEventHandler* handler) override {
    return drop(handler);
  }
  vst3::TResult registerTimer(vst3::ITimerHandler* handler,
                              vst3::TimerInterval milliseconds) override {
    if (handler == nullptr) return vst3::kInvalidArgument;
    const auto kept = vst3::Ref<vst3::ITimerHandler>::share(handler);
    return keep(handler, loop_->start_timer(std::chrono::milliseconds(milliseconds),
                                            [kept] { kept->onTimer(); }));
  }
  vst3::TResult unregisterTimer(vst3::ITimerHandler* handler) override { return drop(handler); }

 private:
  vst3::TResult keep(const void* handler, EventLoop::Handle handle) {
    if (handle == 0) return vst3::kResultFalse;
    const std::lock_guard lock(mutex_);
    handles_.emplace(handler, handle);
    return vst3::kResultOk;
  }
  vst3::TResult drop(const void* handler) {
    EventLoop::Handle handle = 0;
    {
      const std::lock_guard lock(mutex_);
      const auto found = handles_.find(handler);
      if (found == handles_.end()) return vst3::kInvalidArgument;
      handle = found->second;
      handles_.erase(found);
    }
    loop_->stop(handle);
    return vst3::kResultOk;
  }

  std::shared_ptr<EventLoop> loop_;
  std::mutex mutex_;
  std::multimap<const void*, EventLoop::Handle> handles_;  ///< guarded by mutex_
};

/// The loops that are in use.
struct Known {
  struct Entry {
    std::thread::id thread;  ///< may have ended: then a new one may have its id
    const vst3::IRunLoop* loop;
    std::weak_ptr<ThreadRunLoop> used;
    std::weak_ptr<core::ThreadLoop> of_thread;
  };

  static Known& all() {
    static Known known;
    return known;
  }

  std::mutex mutex;
  std::vector<Entry> entries;  ///< guarded by mutex
};

}  // namespace

std::shared_ptr<ThreadRunLoop> ThreadRunLoop::get(core::LoopOf thread) {
  Known& all = Known::all();
  const std::lock_guard lock(all.mutex);
  std::erase_if(all.entries, [](const Known::Entry& each) { return each.of_thread.expired(); });
  for (const Known::Entry& each : all.entries) {
    if (each.thread != std::this_thread::get_id()) continue;
    const std::shared_ptr<core::ThreadLoop> loop = each.of_thread.lock();
    if (loop == nullptr || !loop->is_here() || !loop->reaches_thread()) continue;
    if (auto found = each.used.lock()) return found;
  }
  std::shared_ptr<core::ThreadLoop> loop = core::thread_loop(thread);
  if (loop == nullptr) return nullptr;
  auto made = std::make_shared<ThreadRunLoop>(vst3::make_ref<Adapter>(loop));
  all.entries.push_back({std::this_thread::get_id(), made->run_loop().get(), made, loop});
  return made;
}

bool ThreadRunLoop::reaches(const vst3::IRunLoop* loop) noexcept {
  Known& all = Known::all();
  const std::lock_guard lock(all.mutex);
  for (const Known::Entry& each : all.entries) {
    if (each.loop != loop) continue;
    // Who asks has this one, and that has the thread's: this is not its end.
    if (const auto of_thread = each.of_thread.lock()) return of_thread->reaches_thread();
  }
  return true;
}

}  // namespace attacca::vst3_wrapper
