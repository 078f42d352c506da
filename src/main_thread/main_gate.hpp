// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <mutex>
#include <thread>

namespace attacca::vst3_wrapper {

/// The door through which every call marked [main] enters the plugin. Hosts make such calls from
/// other threads too, and where a host gives no event loop a thread of ours stands in for the main
/// one: the gate lets one thread in at a time, as often as it comes (hosts call back while we call
/// them). process() never comes through here.
///
/// What waits for the main thread is done on the way out. Calls to the host are made after the gate
/// is open again: a host may answer them by waiting for a thread that wants in.
class MainGate {
 public:
  class Client {
   public:
    /// Does what waits for the main thread, inside the gate. [main]
    virtual void run_waiting() noexcept = 0;
    /// Makes the calls to the host that have been collected, outside the gate. [main]
    virtual void deliver() noexcept = 0;

   protected:
    ~Client() = default;
  };

  /// The calling thread is taken for the main thread.
  explicit MainGate(Client& client) noexcept : client_(client) { adopt_this_thread(); }
  MainGate(const MainGate&) = delete;
  MainGate& operator=(const MainGate&) = delete;

  /// The calling thread is the main thread from now on: hosts that load plugins in the background
  /// create objects on another thread than the one they use them on.
  void adopt_this_thread() noexcept { set(main_, std::this_thread::get_id()); }

  /// True on the main thread, and on the one that stands in for it now. [any]
  [[nodiscard]] bool is_main() const noexcept { return is_me(main_) || is_me(stand_in_); }

  /// Something waits for run_waiting(). True if somebody must be woken for it: this thread is not
  /// on its way through the gate as the main one. Wait-free. [any]
  [[nodiscard]] bool ask() noexcept;

  /// Does what waits, on this thread in place of the main one. [not audio]
  void stand_in() noexcept;

  void enter() noexcept;
  void leave() noexcept;

  /// While it lives, the main thread has promised to pass the gate: ask() need not wake anybody.
  class Promise {
   public:
    explicit Promise(MainGate& gate) noexcept;
    ~Promise();
    Promise(const Promise&) = delete;
    Promise& operator=(const Promise&) = delete;

   private:
    MainGate& gate_;
    bool given_;
  };

 private:
  using Thread = std::atomic<std::thread::id>;
  static void set(Thread& thread, std::thread::id id) noexcept {
    thread.store(id, std::memory_order_relaxed);
  }
  [[nodiscard]] static bool is_me(const Thread& thread) noexcept {
    return thread.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }

  Client& client_;
  std::recursive_mutex mutex_;
  int depth_ = 0;  ///< of the thread inside
  std::atomic<bool> waiting_{false};
  Thread main_{};
  Thread stand_in_{};
  Thread passing_{};  ///< will look at waiting_ when it leaves; set by the main thread only
};

/// Inside the gate from construction to destruction.
class MainCall {
 public:
  explicit MainCall(MainGate& gate) noexcept : gate_(gate) { gate_.enter(); }
  ~MainCall() { gate_.leave(); }
  MainCall(const MainCall&) = delete;
  MainCall& operator=(const MainCall&) = delete;

 private:
  MainGate& gate_;
};

}  // namespace attacca::vst3_wrapper
