// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/run_loop_bell.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "abi/vst3/base/implements.hpp"
#include "wrappers/vst3/thread_run_loop.hpp"

namespace attacca::vst3_wrapper {
namespace {

/// Who has registered with which loop. Never locked while the host is called.
struct Registry {
  struct Entry {
    vst3::IRunLoop* loop;
    std::weak_ptr<RunLoopBell> bell;
  };
  [[nodiscard]] std::vector<Entry>::iterator find(const vst3::IRunLoop* loop) noexcept {
    return std::find_if(bells.begin(), bells.end(),
                        [loop](const Entry& entry) { return entry.loop == loop; });
  }

  std::mutex mutex;
  std::vector<Entry> bells;
};

Registry& registry() {
  static Registry& registry = *new Registry;
  struct AtUnload {
    ~AtUnload() {
      // A host may end the process with plugins still in it; for them it stays.
      if (registry.bells.empty()) delete &registry;
    }
  };
  static const AtUnload at_unload;
  return registry;
}

/// A host has one run loop, or one for each window. What gives every instance another one shall not
/// cost a descriptor for each.
constexpr std::size_t kMostLoops = 32;

}  // namespace

/// What the host calls; it may keep it for longer than the bell lives.
class RunLoopBell::Handler final
    : public vst3::Implements<vst3::IEventHandler, vst3::ITimerHandler> {
 public:
  explicit Handler(std::weak_ptr<RunLoopBell> bell) : bell_(std::move(bell)) {}
  void onFDIsSet(vst3::FileDescriptor /*fd*/) override {
    const auto self = vst3::Ref<Handler>::share(this);
    if (const std::shared_ptr<RunLoopBell> bell = bell_.lock()) bell->on_bell();
  }
  void onTimer() override {
    const auto self = vst3::Ref<Handler>::share(this);
    if (const std::shared_ptr<RunLoopBell> bell = bell_.lock()) bell->on_timer();
  }

 private:
  std::weak_ptr<RunLoopBell> bell_;
};

RunLoopBell::RunLoopBell(vst3::Ref<vst3::IRunLoop> loop) : loop_(std::move(loop)) {}

RunLoopBell::~RunLoopBell() {
  {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto found = all.find(loop_.get());
    // Another one may have taken the place meanwhile.
    if (found != all.bells.end() && found->bell.expired()) all.bells.erase(found);
  }
  if (timer_interval_ != 0) loop_->unregisterTimer(handler_.get());
  if (!refused_.load(std::memory_order_relaxed)) {
    loop_->unregisterEventHandler(handler_.get());
  }
}

std::shared_ptr<RunLoopBell> RunLoopBell::share(const vst3::Ref<vst3::IRunLoop>& loop) {
  std::shared_ptr<RunLoopBell> bell;
  {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    auto known = all.find(loop.get());
    if (known != all.bells.end()) bell = known->bell.lock();
    if (bell != nullptr) return bell;
    if (known == all.bells.end()) {
      if (all.bells.size() >= kMostLoops) return nullptr;
      known = all.bells.insert(known, {loop.get(), {}});
    }
    bell.reset(new RunLoopBell(loop));
    bell->handler_ = vst3::make_ref<Handler>(bell->weak_from_this());
    known->bell = bell;
  }
  return bell->start() ? bell : nullptr;
}

bool RunLoopBell::start() {
  const bool taken =
      source_.usable() &&
      loop_->registerEventHandler(
          handler_.get(), static_cast<vst3::FileDescriptor>(source_.native())) == vst3::kResultOk;
  refused_.store(!taken, std::memory_order_relaxed);
  return taken;
}

bool RunLoopBell::serves() const noexcept {
  return !refused_.load(std::memory_order_relaxed) && ThreadRunLoop::reaches(loop_.get());
}

bool RunLoopBell::ring() const noexcept {
  return serves() && source_.wake();
}

void RunLoopBell::on_bell() noexcept {
  source_.clear();
  calls_.serve();
}

void RunLoopBell::on_timer() noexcept {
  {
    const std::lock_guard lock(mutex_);
    pace_.looked(core::DeferredCall::take_blocks());
  }
  const std::uint32_t notes = core::DeferredCall::notes();
  if (std::exchange(seen_notes_, notes) != notes) calls_.serve();
  sync_timer();
}

void RunLoopBell::count_active(bool active) noexcept {
  {
    const std::lock_guard lock(mutex_);
    active_ = active ? active_ + 1 : active_ - 1;
    if (active) pace_.expect_blocks();
    if (active_ == 0) pace_.expect_nothing();
  }
  sync_timer();
}

/// The host's timer as it should be now. A loop that refuses it leaves notes to the next call that
/// the host makes by itself.
void RunLoopBell::sync_timer() noexcept {
  (void)timer_changes_.ask(1, [this](core::AskAgain::Requests) noexcept {
    vst3::TimerInterval wanted = 0;
    {
      const std::lock_guard lock(mutex_);
      if (active_ > 0) wanted = static_cast<vst3::TimerInterval>(pace_.interval().count());
    }
    if (wanted == timer_interval_) return;
    if (timer_interval_ != 0) loop_->unregisterTimer(handler_.get());
    timer_interval_ = 0;
    if (wanted == 0) return;
    if (loop_->registerTimer(handler_.get(), wanted) == vst3::kResultOk) timer_interval_ = wanted;
  });
}

}  // namespace attacca::vst3_wrapper
