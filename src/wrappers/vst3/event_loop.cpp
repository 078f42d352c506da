// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/event_loop.hpp"

#include <algorithm>
#include <utility>

#include "abi/vst3/base/implements.hpp"
#include "wrappers/vst3/guard.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// A callback that can be called off while it runs.
class Callback {
 public:
  Callback(MainGate& gate, std::function<void()> work)
      : gate_(gate), work_(std::make_shared<std::function<void()>>(std::move(work))) {}

  void run() noexcept {
    // After cancel() the gate may be gone; work_ says so.
    const std::shared_ptr<std::function<void()>> work = work_;
    if (work == nullptr) return;
    gate_.adopt_this_thread();
    const MainCall call(gate_);
    guarded([&work] {
      (*work)();
      return vst3::kResultOk;
    });
  }
  void cancel() noexcept { work_.reset(); }

 private:
  MainGate& gate_;
  std::shared_ptr<std::function<void()>> work_;
};

}  // namespace

class RunLoop::FdHandler final : public vst3::Implements<vst3::IEventHandler> {
 public:
  FdHandler(MainGate& gate, std::function<void()> ready) : callback(gate, std::move(ready)) {}
  void onFDIsSet(vst3::FileDescriptor /*fd*/) override {
    const auto self = vst3::Ref<FdHandler>::share(this);  // stop() may drop the last reference
    callback.run();
  }
  Callback callback;
};

class RunLoop::TimerHandler final : public vst3::Implements<vst3::ITimerHandler> {
 public:
  TimerHandler(MainGate& gate, std::function<void()> tick) : callback(gate, std::move(tick)) {}
  void onTimer() override {
    const auto self = vst3::Ref<TimerHandler>::share(this);
    callback.run();
  }
  Callback callback;
};

RunLoop::RunLoop(vst3::Ref<vst3::IRunLoop> host, MainGate& gate)
    : host_(std::move(host)), gate_(gate) {}

RunLoop::~RunLoop() {
  for (Registration& registration : registrations_) end(registration);
}

EventLoop::Handle RunLoop::watch_fd(int fd, std::function<void()> ready) {
  auto handler = vst3::make_ref<FdHandler>(gate_, std::move(ready));
  if (host_->registerEventHandler(handler.get(), fd) != vst3::kResultOk) return 0;
  registrations_.push_back({++last_handle_, std::move(handler), nullptr});
  return last_handle_;
}

EventLoop::Handle RunLoop::start_timer(std::chrono::milliseconds period,
                                       std::function<void()> tick) {
  auto handler = vst3::make_ref<TimerHandler>(gate_, std::move(tick));
  const auto milliseconds =
      static_cast<vst3::TimerInterval>(std::max<std::chrono::milliseconds::rep>(period.count(), 1));
  if (host_->registerTimer(handler.get(), milliseconds) != vst3::kResultOk) return 0;
  registrations_.push_back({++last_handle_, nullptr, std::move(handler)});
  return last_handle_;
}

void RunLoop::stop(Handle handle) noexcept {
  const auto found =
      std::find_if(registrations_.begin(), registrations_.end(),
                   [handle](const Registration& entry) { return entry.handle == handle; });
  if (found == registrations_.end()) return;
  Registration registration = std::move(*found);
  registrations_.erase(found);
  end(registration);
}

void RunLoop::end(Registration& registration) noexcept {
  if (registration.fd) {
    registration.fd->callback.cancel();
    host_->unregisterEventHandler(registration.fd.get());
  }
  if (registration.timer) {
    registration.timer->callback.cancel();
    host_->unregisterTimer(registration.timer.get());
  }
}

std::unique_ptr<RunLoop> find_run_loop(vst3::FUnknown* object, MainGate& gate) {
  vst3::Ref<vst3::IRunLoop> host = vst3::query<vst3::IRunLoop>(object);
  if (!host) return nullptr;
  return std::make_unique<RunLoop>(std::move(host), gate);
}

}  // namespace attacca::vst3_wrapper
