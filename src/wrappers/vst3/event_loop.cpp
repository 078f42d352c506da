// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/event_loop.hpp"

#include <algorithm>
#include <utility>

#include "abi/vst3/base/implements.hpp"
#include "wrappers/vst3/guarded.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// A callback that can be called off while it runs.
class Callback {
 public:
  Callback(core::MainThread& main, std::function<void()> work)
      : main_(main), work_(std::make_shared<std::function<void()>>(std::move(work))) {}

  void run() noexcept {
    // After cancel() the gate may be gone; work_ says so.
    const std::shared_ptr<std::function<void()>> work = work_;
    if (work == nullptr) return;
    main_.adopt_this_thread();
    const core::MainThread::Call call(main_);
    guarded([&work] {
      (*work)();
      return vst3::kResultOk;
    });
  }
  void cancel() noexcept { work_.reset(); }

 private:
  core::MainThread& main_;
  std::shared_ptr<std::function<void()>> work_;
};

}  // namespace

class RunLoop::FdHandler final : public vst3::Implements<vst3::IEventHandler> {
 public:
  FdHandler(core::MainThread& main, std::function<void()> ready)
      : callback(main, std::move(ready)) {}
  void onFDIsSet(vst3::FileDescriptor /*fd*/) override {
    const auto self = vst3::Ref<FdHandler>::share(this);  // stop() may drop the last reference
    callback.run();
  }
  Callback callback;
};

class RunLoop::TimerHandler final : public vst3::Implements<vst3::ITimerHandler> {
 public:
  TimerHandler(core::MainThread& main, std::function<void()> tick)
      : callback(main, std::move(tick)) {}
  void onTimer() override {
    const auto self = vst3::Ref<TimerHandler>::share(this);
    callback.run();
  }
  Callback callback;
};

RunLoop::RunLoop(vst3::Ref<vst3::IRunLoop> host, core::MainThread& main)
    : host_(std::move(host)), main_(main) {}

RunLoop::~RunLoop() = default;

EventLoop::Handle RunLoop::watch(Source source, std::function<void()> ready) {
  const core::MainThread::Call call(main_);
  auto handler = vst3::make_ref<FdHandler>(main_, std::move(ready));
  {
    const core::MainThread::Opened opened(main_);
    if (host_->registerEventHandler(handler.get(), static_cast<int>(source.native())) !=
        vst3::kResultOk)
      return 0;
  }
  registrations_.push_back({++last_handle_, std::move(handler), nullptr});
  return last_handle_;
}

EventLoop::Handle RunLoop::start_timer(std::chrono::milliseconds period,
                                       std::function<void()> tick) {
  const core::MainThread::Call call(main_);
  auto handler = vst3::make_ref<TimerHandler>(main_, std::move(tick));
  const auto milliseconds =
      static_cast<vst3::TimerInterval>(std::max<std::chrono::milliseconds::rep>(period.count(), 1));
  {
    const core::MainThread::Opened opened(main_);
    if (host_->registerTimer(handler.get(), milliseconds) != vst3::kResultOk) return 0;
  }
  registrations_.push_back({++last_handle_, nullptr, std::move(handler)});
  return last_handle_;
}

void RunLoop::stop(Handle handle) noexcept {
  const core::MainThread::Call call(main_);
  const auto found =
      std::find_if(registrations_.begin(), registrations_.end(),
                   [handle](const Registration& entry) { return entry.handle == handle; });
  if (found == registrations_.end()) return;
  const Registration registration = std::move(*found);
  registrations_.erase(found);
  if (registration.fd) registration.fd->callback.cancel();
  if (registration.timer) registration.timer->callback.cancel();
  const vst3::Ref<vst3::IRunLoop> host = host_;  // this object may go meanwhile
  const core::MainThread::Opened opened(main_);
  if (registration.fd) host->unregisterEventHandler(registration.fd.get());
  if (registration.timer) host->unregisterTimer(registration.timer.get());
}

void RunLoop::deliver(const std::function<void()>& call) {
  Callback(main_, call).run();
}

vst3::Ref<vst3::IRunLoop> find_run_loop(vst3::FUnknown* object) {
  return vst3::query<vst3::IRunLoop>(object);
}

}  // namespace attacca::vst3_wrapper
