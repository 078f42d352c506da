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
#include "attacca/gui/event_loop.hpp"

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

}  // namespace

std::shared_ptr<ThreadRunLoop> ThreadRunLoop::get(core::LoopOf thread) {
  static std::mutex mutex;
  static std::map<std::thread::id, std::weak_ptr<ThreadRunLoop>> known;
  const std::lock_guard lock(mutex);
  std::erase_if(known, [](const auto& each) { return each.second.expired(); });
  std::weak_ptr<ThreadRunLoop>& place = known[std::this_thread::get_id()];
  if (auto found = place.lock()) return found;
  std::shared_ptr<EventLoop> loop = core::thread_loop(thread);
  if (loop == nullptr) return nullptr;
  auto made = std::make_shared<ThreadRunLoop>(vst3::make_ref<Adapter>(std::move(loop)));
  place = made;
  return made;
}

}  // namespace attacca::vst3_wrapper
