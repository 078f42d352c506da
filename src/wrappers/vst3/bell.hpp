// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <mutex>
#include <utility>

#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/run_loop.hpp"
#include "main_thread/ask_again.hpp"
#include "main_thread/bell.hpp"
#include "main_thread/deferred_thread.hpp"
#include "main_thread/main_thread.hpp"
#include "wrappers/vst3/run_loop_bell.hpp"

namespace attacca::vst3_wrapper {

/// Brings somebody to the gate: the host's main thread while there is a run loop of the host's, a
/// thread of ours otherwise.
class Bell final : public core::Bell {
 public:
  /// `main` may still be under construction.
  explicit Bell(core::MainThread& main);
  ~Bell() { close(); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  /// The host's run loop, from the next sync() on; null: there is none. Inside the gate or
  /// outside. [any]
  void use(vst3::Ref<vst3::IRunLoop> loop);
  /// Whether the plugin is active, so that audio threads may ring, likewise. [any]
  void set_active(bool active);
  /// Registers with the host what has changed. Outside the gate. [main]
  void sync() noexcept;
  /// The last call: nobody comes to the gate any more on our account. Outside the gate. [main]
  void close() noexcept;

  void ring() noexcept override;
  /// Atomics and nothing else. Heard within about 20 ms while blocks come.
  void ring_from_audio() noexcept override;

  /// Whether this thread has come to the gate because the bell rang, with nothing of the host's
  /// below it that waits. [any]
  [[nodiscard]] bool is_answered_here() const noexcept { return answered == this; }

 private:
  /// Around an answer, in which the bell may end. Of answers inside each other the inner one
  /// counts.
  class Answer {
   public:
    explicit Answer(const Bell& bell) noexcept : outer_(std::exchange(answered, &bell)) {}
    ~Answer() { answered = outer_; }
    Answer(const Answer&) = delete;
    Answer& operator=(const Answer&) = delete;

   private:
    const Bell* const outer_;
  };

  void change(vst3::Ref<vst3::IRunLoop> loop, bool active) noexcept;
  [[nodiscard]] std::shared_ptr<RunLoopBell> loop_bell() const noexcept;

  static constinit thread_local const Bell* answered;  ///< by this thread, never followed

  core::MainThread& main_;
  core::AskAgain changes_;
  mutable std::mutex mutex_;
  vst3::Ref<vst3::IRunLoop> wanted_loop_;   ///< guarded by mutex_
  bool wanted_active_ = false;              ///< guarded by mutex_
  std::shared_ptr<RunLoopBell> loop_bell_;  ///< guarded by mutex_
  vst3::Ref<vst3::IRunLoop> loop_;          ///< only within changes_
  bool active_ = false;                     ///< only within changes_
  core::DeferredCall loop_call_;
  core::DeferredThread thread_;
};

}  // namespace attacca::vst3_wrapper
