// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace attacca::core {

/// Lets one thread at a time into the editor, as often nested as it likes. While the editor calls
/// the host, the gate is open (Pause): a host that answers on another thread and waits for it does
/// not wait forever. The audio thread never comes here.
class SerialGate {
 public:
  SerialGate() = default;
  SerialGate(const SerialGate&) = delete;
  SerialGate& operator=(const SerialGate&) = delete;

  /// Waits until nobody else is inside. [not audio]
  class Guard {
   public:
    explicit Guard(SerialGate& gate) : gate_(gate) { gate_.enter(1); }
    ~Guard() { gate_.leave(1); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

   private:
    SerialGate& gate_;
  };

  /// Steps outside, whatever the nesting, and comes back in at the end. Does nothing for a thread
  /// that is not inside.
  class Pause {
   public:
    explicit Pause(SerialGate& gate) : gate_(gate), depth_(gate.leave_all()) {}
    ~Pause() {
      if (depth_ > 0) gate_.enter(depth_);
    }
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

   private:
    SerialGate& gate_;
    unsigned depth_;
  };

 private:
  void enter(unsigned depth);
  void leave(unsigned depth) noexcept;
  unsigned leave_all() noexcept;

  std::mutex mutex_;
  std::condition_variable free_;
  std::thread::id owner_;
  unsigned depth_ = 0;
};

}  // namespace attacca::core
