// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/run_loop.hpp"
#include "main_thread/ask_again.hpp"
#include "main_thread/deferred_calls.hpp"
#include "platform/wake_source.hpp"

namespace attacca::vst3_wrapper {

/// A run loop of the host's, serving all instances of this binary that have it: one descriptor and
/// at most one timer, however many they are. The timer looks for what audio threads have noted, and
/// runs only while an instance is active, at LookingPace's intervals.
///
/// Everything but serves() and ring() may call the host: outside the gate.
class RunLoopBell : public std::enable_shared_from_this<RunLoopBell> {
 public:
  /// Registers with `loop`, or finds who did. Null if the loop or the system refuses. [main]
  static std::shared_ptr<RunLoopBell> share(const vst3::Ref<vst3::IRunLoop>& loop);
  /// Unregisters.
  ~RunLoopBell();
  RunLoopBell(const RunLoopBell&) = delete;
  RunLoopBell& operator=(const RunLoopBell&) = delete;

  /// False if the loop has refused, or serves nobody any more. [not audio]
  [[nodiscard]] bool serves() const noexcept;
  /// Has the loop serve those who want a call; false if it cannot. [not audio]
  [[nodiscard]] bool ring() const noexcept;

  void add(core::DeferredCall& call) { calls_.add(call); }
  /// A callback that is running goes on; see wait_for().
  void remove(core::DeferredCall& call) noexcept { calls_.remove(call); }
  void wait_for(const core::DeferredCall& call) noexcept { calls_.wait_for(call); }

  /// One instance more or less that audio threads may make notes for.
  void count_active(bool active) noexcept;

 private:
  class Handler;

  explicit RunLoopBell(vst3::Ref<vst3::IRunLoop> loop);
  bool start();
  void on_bell() noexcept;
  void on_timer() noexcept;
  void sync_timer() noexcept;

  const vst3::Ref<vst3::IRunLoop> loop_;
  const core::WakeSource source_;
  vst3::Ref<Handler> handler_;
  std::atomic<bool> refused_{false};
  core::DeferredCalls calls_;

  core::AskAgain timer_changes_;
  vst3::TimerInterval timer_interval_ = 0;  ///< ms, 0: none; only within timer_changes_
  std::mutex mutex_;
  std::size_t active_ = 0;        ///< guarded by mutex_
  core::LookingPace pace_;        ///< guarded by mutex_
  std::uint32_t seen_notes_ = 0;  ///< [main]
};

}  // namespace attacca::vst3_wrapper
