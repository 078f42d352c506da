// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "main_thread/bell.hpp"
#include "main_thread/request.hpp"
#include "platform/thread_id.hpp"

namespace attacca::core {

/// The one way onto the main thread of one plugin instance; both wrappers and the core use it.
///
///     const MainThread::Call call(main);      // every call marked [main] begins so
///     main.want();                            // from any thread: do what waits, on main, soon
///     main.want_from_audio();                 // the same from process()
///     const MainThread::Opened opened(main);  // around a call to the host that needs its answer
///
/// A gate: hosts make calls marked [main] from other threads too, and where a host offers no way to
/// be called back a thread of ours stands in for its main thread. One thread at a time is inside,
/// as often nested as it comes. process() never comes here.
///
/// Calls to the host are made outside: a host may answer by waiting for a thread that wants in, or
/// by ending the plugin. What needs no answer is collected and delivered when the outermost call of
/// the main thread has left, with no code of the plugin's on the stack; what needs an answer opens
/// the gate for as long as it takes. Every call holds the instance: one that the host ends from
/// inside a call of ours goes when the last call has left.
class MainThread {
 public:
  class Client {
   public:
    /// Does what waits for the main thread. Inside the gate. [main]
    virtual void run_waiting() noexcept = 0;
    /// Makes the calls to the host that have been collected. Outside the gate. [main]
    virtual void deliver() noexcept = 0;
    /// retire() was called and the last call has left: the object can go. Comes once; calls from
    /// within, as destructors make them, are nothing new. [any]
    virtual void unused() noexcept = 0;

   protected:
    ~Client() = default;
  };

  /// Both outlive it. The calling thread is taken for the main thread.
  MainThread(Client& client, Bell& bell) noexcept;
  MainThread(const MainThread&) = delete;
  MainThread& operator=(const MainThread&) = delete;

  /// The calling thread is the main thread from now on: hosts that load plugins in the background
  /// create objects on another thread than the one they use them on. [any]
  void adopt_this_thread() noexcept { set(main_, this_thread_id()); }

  /// The calling thread is not the main thread, though it may have the id of one that was: systems
  /// give the ids of threads that have ended to new ones. [any]
  void disown_this_thread() noexcept {
    if (is_me(main_)) set(main_, kNoThread);
  }

  /// True on the main thread, and on the one that stands in for it now. [any]
  [[nodiscard]] bool is_main() const noexcept { return is_me(main_) || is_me(stand_in_); }

  /// Has Client::run_waiting() called: on the main thread before this returns or, inside the gate,
  /// when the outermost call leaves; on any other thread soon, by the bell. Requests coalesce.
  /// [not audio]
  void want() noexcept;
  /// The same, but always by the bell: for who goes on later rather than keep the host waiting.
  /// [not audio]
  void want_later() noexcept;
  /// The same by way of the bell, wait-free as far as the bell is. [audio]
  void want_from_audio() noexcept;

  /// Answers the bell on a thread of ours, in place of the main one. [not audio]
  void stand_in() noexcept;
  /// Answers the bell on the host's main thread, which this is from now on: Client::run_waiting()
  /// is called in any case. [main]
  void come_in() noexcept;

  /// The owner is done: Client::unused() is called as soon as no call is under way, maybe at once.
  /// Once, outside the gate or inside. [main]
  void retire() noexcept { let_go(); }

  /// Keeps the instance, without entering. [any]
  class Hold {
   public:
    explicit Hold(MainThread& main) noexcept : main_(main) { main_.hold(); }
    ~Hold() { main_.let_go(); }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    MainThread& main_;
  };

  /// Inside the gate from construction to destruction; waits while another thread is. Keeps the
  /// instance. [not audio]
  class Call {
   public:
    explicit Call(MainThread& main) noexcept : main_(main) { main_.enter(); }
    ~Call() { main_.leave(); }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

   private:
    MainThread& main_;
  };

  /// Steps outside, whatever the nesting, and comes back in at the end: everything may have changed
  /// meanwhile. Does nothing for a thread that is not inside.
  class Opened {
   public:
    explicit Opened(MainThread& main) noexcept : main_(main), depth_(main.step_out_wholly()) {}
    ~Opened() {
      if (depth_ > 0) main_.step_in(depth_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

   private:
    MainThread& main_;
    unsigned depth_;
  };

 private:
  using Thread = std::atomic<ThreadId>;
  static void set(Thread& thread, ThreadId id) noexcept {
    thread.store(id, std::memory_order_relaxed);
  }
  [[nodiscard]] static bool is_me(const Thread& thread) noexcept {
    return thread.load(std::memory_order_relaxed) == this_thread_id();
  }

  void hold() noexcept { holds_.fetch_add(1, std::memory_order_relaxed); }
  void let_go() noexcept;
  void enter() noexcept;
  void leave() noexcept;
  void step_in(unsigned depth) noexcept;
  /// True if this thread is outside now.
  bool step_out(unsigned depth) noexcept;
  unsigned step_out_wholly() noexcept;
  void do_what_waits() noexcept;

  Client& client_;
  Bell& bell_;
  std::mutex mutex_;
  std::condition_variable free_;
  ThreadId inside_ = kNoThread;  ///< guarded by mutex_
  unsigned depth_ = 0;           ///< of the thread inside; written under mutex_ by that thread
  std::atomic<std::uint32_t> holds_{1};
  std::atomic<bool> gone_{false};
  Request work_;
  Thread main_{};
  Thread stand_in_{};
};

}  // namespace attacca::core
