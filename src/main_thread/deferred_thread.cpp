// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/deferred_thread.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "platform/background_thread.hpp"

namespace attacca::core {

namespace {

/// True on a thread that serves.
thread_local bool on_deferred_thread = false;

}  // namespace

/// The thread and whom it serves. Each thread serves one generation: when the last one that needs
/// it goes, the generation ends, and a later one starts a thread of its own.
class DeferredThread::Pool {
 public:
  /// `name`: of the thread, for people.
  explicit Pool(const char* name) noexcept : name_(name) {}

  void wake(DeferredThread& client) noexcept {
    const std::lock_guard lock(mutex_);
    if (!join_in(client)) return;
    woken_ = true;
    changed_.notify_all();
  }

  void set_active(DeferredThread& client, bool active) noexcept {
    const std::lock_guard lock(mutex_);
    if (active ? !join_in(client) : client.closed_) return;
    count_active(client, active);
    expecting_ = expecting_ || active;
    changed_.notify_all();
  }

  void remove(DeferredThread& client, bool for_good) noexcept {
    {
      const std::lock_guard lock(mutex_);
      client.closed_ = client.closed_ || for_good;
      count_active(client, false);
      calls_.remove(client.call_);
      if (calls_.empty() && thread_.joinable()) {
        ++generation_;
        finished_.push_back(std::move(thread_));
        changed_.notify_all();
      }
    }
    if (!for_good) return;
    calls_.wait_for(client.call_);
    join_finished();
  }

  [[nodiscard]] bool is_unused() noexcept {
    const std::lock_guard lock(mutex_);
    return calls_.empty() && !thread_.joinable() && finished_.empty();
  }

  /// Waits for threads whose generation has ended; not on such a thread itself.
  void join_finished() noexcept {
    if (on_deferred_thread) return;
    std::vector<std::thread> finished;
    {
      const std::lock_guard lock(mutex_);
      finished.swap(finished_);
    }
    for (std::thread& thread : finished) thread.join();
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// Sees to it that the thread runs and serves `client`; false if it is closed. Locked.
  bool join_in(DeferredThread& client) noexcept {
    if (client.closed_) return false;
    calls_.add(client.call_);
    if (thread_.joinable()) return true;
    try {
      thread_ =
          start_background_thread(name_, [this, generation = generation_] { run(generation); });
    } catch (const std::system_error&) {
      // The next request tries again.
    }
    return true;
  }

  void count_active(DeferredThread& client, bool active) noexcept {
    if (std::exchange(client.active_, active) == active) return;
    active_ = active ? active_ + 1 : active_ - 1;
  }

  void run(std::uint64_t generation) {
    on_deferred_thread = true;
    Lock lock(mutex_);
    while (generation == generation_) {
      if (!wait(lock, generation)) continue;
      lock.unlock();
      calls_.serve();
      lock.lock();
    }
  }

  /// True if somebody may want a call.
  bool wait(Lock& lock, std::uint64_t generation) {
    const auto due = [&] { return woken_ || expecting_ || generation != generation_; };
    if (active_ == 0) {
      pace_.expect_nothing();
      changed_.wait(lock, [&] { return due() || active_ > 0; });
    } else if (!changed_.wait_for(lock, pace_.interval(), due)) {
      pace_.looked(DeferredCall::take_blocks());
    }
    if (std::exchange(expecting_, false)) pace_.expect_blocks();
    const bool woken = std::exchange(woken_, false);
    const std::uint32_t notes = DeferredCall::notes();
    return std::exchange(seen_notes_, notes) != notes || woken;
  }

  const char* const name_;
  std::mutex mutex_;
  std::condition_variable changed_;
  DeferredCalls calls_;
  std::vector<std::thread> finished_;
  std::thread thread_;
  std::uint64_t generation_ = 0;
  std::size_t active_ = 0;
  bool woken_ = false;
  bool expecting_ = false;
  LookingPace pace_;
  std::uint32_t seen_notes_ = 0;
};

template <DeferredThread::Work work>
DeferredThread::Pool& DeferredThread::pool_of() {
  static Pool& pool = *new Pool(work == Work::background ? "attacca-tasks" : "attacca-late");
  struct AtUnload {
    ~AtUnload() {
      pool.join_finished();
      // A host may end the process with plugins still in it; for them it stays.
      if (pool.is_unused()) delete &pool;
    }
  };
  static const AtUnload at_unload;
  return pool;
}

DeferredThread::Pool& DeferredThread::pool() const {
  return work_ == Work::background ? pool_of<Work::background>() : pool_of<Work::main_thread>();
}

void DeferredThread::close() noexcept {
  pool().remove(*this, true);
}

void DeferredThread::pause() noexcept {
  pool().remove(*this, false);
}

void DeferredThread::wake() noexcept {
  call_.want();
  pool().wake(*this);
}

void DeferredThread::set_active(bool active) noexcept {
  pool().set_active(*this, active);
}

}  // namespace attacca::core
