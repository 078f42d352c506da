// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/event_loop.hpp"

#include <algorithm>
#include <utility>

#include "abi/vst3/base/implements.hpp"
#include "main_thread/gated_loop.hpp"

namespace attacca::vst3_wrapper {

class RunLoop::FdHandler final : public vst3::Implements<vst3::IEventHandler> {
 public:
  explicit FdHandler(std::function<void()> ready) : ready_(std::move(ready)) {}
  void onFDIsSet(vst3::FileDescriptor /*fd*/) override {
    const auto self = vst3::Ref<FdHandler>::share(this);  // stop() may drop the last reference
    ready_();
  }

 private:
  const std::function<void()> ready_;
};

class RunLoop::TimerHandler final : public vst3::Implements<vst3::ITimerHandler> {
 public:
  explicit TimerHandler(std::function<void()> tick) : tick_(std::move(tick)) {}
  void onTimer() override {
    const auto self = vst3::Ref<TimerHandler>::share(this);
    tick_();
  }

 private:
  const std::function<void()> tick_;
};

RunLoop::RunLoop(vst3::Ref<vst3::IRunLoop> host, core::MainThread& main)
    : host_(std::move(host)), main_(main) {}

RunLoop::~RunLoop() = default;

EventLoop::Handle RunLoop::watch(Source source, std::function<void()> ready) {
  auto handler = vst3::make_ref<FdHandler>(std::move(ready));
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
  auto handler = vst3::make_ref<TimerHandler>(std::move(tick));
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
  const auto found =
      std::find_if(registrations_.begin(), registrations_.end(),
                   [handle](const Registration& entry) { return entry.handle == handle; });
  if (found == registrations_.end()) return;
  const Registration registration = std::move(*found);
  registrations_.erase(found);
  const vst3::Ref<vst3::IRunLoop> host = host_;  // this object may go meanwhile
  const core::MainThread::Opened opened(main_);
  if (registration.fd) host->unregisterEventHandler(registration.fd.get());
  if (registration.timer) host->unregisterTimer(registration.timer.get());
}

std::shared_ptr<EventLoop> make_event_loop(const vst3::Ref<vst3::IRunLoop>& loop,
                                           core::MainThread& gate) {
  return std::make_shared<core::GatedLoop>(std::make_shared<RunLoop>(loop, gate), gate);
}

vst3::Ref<vst3::IRunLoop> find_run_loop(vst3::FUnknown* object) {
  return vst3::query<vst3::IRunLoop>(object);
}

}  // namespace attacca::vst3_wrapper
