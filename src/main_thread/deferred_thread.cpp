// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "main_thread/deferred_thread.hpp"

#include <algorithm>
#include <chrono>
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

/// True on a thread that serves registrations.
thread_local bool on_deferred_thread = false;

}  // namespace

/// The thread and who is registered. Each thread serves one generation: when the last registration
/// goes, the generation ends, and a later one starts a thread of its own.
class DeferredThread::Pool {
 public:
  void add(DeferredThread& client) {
    std::unique_lock lock(mutex_);
    clients_.push_back(&client);
    if (!thread_.joinable()) {
      try {
        thread_ = start_background_thread("attacca-late",
                                          [this, generation = generation_] { run(generation); });
      } catch (const std::system_error&) {
        // Registered all the same: the next one that registers tries again.
      }
    }
    join_finished(lock);
  }

  void remove(DeferredThread& client) noexcept {
    std::unique_lock lock(mutex_);
    const auto found = std::find(clients_.begin(), clients_.end(), &client);
    if (found == clients_.end()) return;
    clients_.erase(found);
    count_active(client, false);
    if (!on_deferred_thread) idle_.wait(lock, [&] { return !is_in_callback(client); });
    if (clients_.empty() && thread_.joinable()) {
      ++generation_;
      finished_.push_back(std::move(thread_));
      changed_.notify_all();
    }
    join_finished(lock);
  }

  void wake() noexcept {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    changed_.notify_all();
  }

  void set_active(DeferredThread& client, bool active) noexcept {
    const std::lock_guard lock(mutex_);
    if (!is_registered(client)) return;
    count_active(client, active);
    changed_.notify_all();
  }

  [[nodiscard]] bool is_unused() noexcept {
    const std::lock_guard lock(mutex_);
    return clients_.empty() && !thread_.joinable() && finished_.empty();
  }

  /// Waits for threads whose generation has ended; not on such a thread itself.
  void join_finished() noexcept {
    std::unique_lock lock(mutex_);
    join_finished(lock);
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void join_finished(Lock& lock) noexcept {
    if (on_deferred_thread) return;
    std::vector<std::thread> finished = std::move(finished_);
    finished_.clear();
    lock.unlock();
    for (std::thread& thread : finished) thread.join();
  }

  void count_active(DeferredThread& client, bool active) noexcept {
    if (std::exchange(client.active_, active) == active) return;
    active_ = active ? active_ + 1 : active_ - 1;
  }

  [[nodiscard]] bool is_registered(const DeferredThread& client) const noexcept {
    return std::find(clients_.begin(), clients_.end(), &client) != clients_.end();
  }

  [[nodiscard]] bool is_in_callback(const DeferredThread& client) const noexcept {
    return std::find(in_callback_.begin(), in_callback_.end(), &client) != in_callback_.end();
  }

  void run(std::uint64_t generation) {
    on_deferred_thread = true;
    Lock lock(mutex_);
    while (generation == generation_) {
      wait(lock, generation);
      for (DeferredThread* client : std::vector<DeferredThread*>(clients_)) {
        if (generation == generation_ && is_registered(*client)) serve(lock, *client);
      }
    }
  }

  void wait(Lock& lock, std::uint64_t generation) {
    const auto due = [&] { return woken_ || generation != generation_; };
    if (active_ > 0) {
      changed_.wait_for(lock, std::chrono::milliseconds(20), due);
    } else {
      changed_.wait(lock, [&] { return due() || active_ > 0; });
    }
    woken_ = false;
  }

  void serve(Lock& lock, DeferredThread& client) {
    if (!client.wanted_.exchange(false, std::memory_order_acq_rel)) return;
    // A copy, since the callback may end its own registration.
    const std::function<void()> callback = client.callback_;
    in_callback_.push_back(&client);
    lock.unlock();
    callback();
    lock.lock();
    in_callback_.erase(std::find(in_callback_.begin(), in_callback_.end(), &client));
    idle_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable idle_;
  std::vector<DeferredThread*> clients_;
  std::vector<DeferredThread*> in_callback_;
  std::vector<std::thread> finished_;
  std::thread thread_;
  std::uint64_t generation_ = 0;
  std::size_t active_ = 0;
  bool woken_ = false;
};

DeferredThread::Pool& DeferredThread::pool() {
  static Pool& pool = *new Pool;
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

DeferredThread::DeferredThread(std::function<void()> callback) : callback_(std::move(callback)) {
  pool().add(*this);
}

DeferredThread::~DeferredThread() {
  close();
}

void DeferredThread::close() noexcept {
  pool().remove(*this);
}

void DeferredThread::wake() noexcept {
  note();
  pool().wake();
}

void DeferredThread::set_active(bool active) noexcept {
  pool().set_active(*this, active);
}

}  // namespace attacca::core
