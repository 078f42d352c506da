// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "parlando/protocol/codec.hpp"
#include "parlando/protocol/packet.hpp"
#include "parlando/timing/sample_clock.hpp"

namespace parlando {

/// Who a musician is, as it is announced. Texts are UTF-8.
struct Identity {
  Id id;
  std::string role = "notes";  ///< notes, notes-with-audio, instrument
  std::string name;
  std::string name_source = "number";  ///< track, user, number
  std::int32_t color = -1;             ///< 0xRRGGBB, -1 none
  std::string instrument;
  double sample_rate = 0;  ///< Hz, 0 unknown
};

/// Takes what a musician has to say to the conductor. `id` and `seq` are filled in here.
class MemberPost {
 public:
  /// `time`: what the message is about; immediately: nothing in particular.
  virtual void send(FromMusician message, osc_time time) noexcept = 0;
  /// False: long answers go on another time.
  [[nodiscard]] virtual bool has_room() const noexcept = 0;

 protected:
  ~MemberPost() = default;
};

/// How a musician is, for its heartbeat.
struct Vitals {
  bool is_processed = false;
  std::uint32_t waiting = 0;  ///< messages
  std::uint32_t late = 0;
  std::uint32_t dropped = 0;
  std::uint32_t sounding = 0;
  std::int64_t samples = 0;  ///< where it was at `clock`
  double sample_rate = 0;    ///< Hz; 0: it has not been processed yet
  std::int64_t steady_ns = 0;
  bool free_wheels = false;
  std::uint32_t turns = 0;  ///< how often it began or ceased to free-wheel
};

struct TimedTransport {
  TransportIs transport;
  std::int64_t steady_ns = 0;  ///< when it was so
};

/// One musician as the network thread sees it. All members are called by one thread at a time,
/// never after Roster::remove(), and must not call back into roster or link. [not audio]
class Member {
 public:
  /// A message of the conductor's to this musician; `now` is when it came.
  virtual void take(const FromConductor& message, const When& when, const ClockReading& now,
                    bool is_reported) noexcept = 0;
  /// Something that was sent to it has been lost.
  virtual void note_gap(const ClockReading& now) noexcept = 0;
  /// The conductor is gone: all that it began ends.
  virtual void fall_silent(const ClockReading& now) noexcept = 0;
  /// Asks the host for blocks if it has not played any for 100 ms; false: nothing waits or sounds,
  /// until the next message.
  [[nodiscard]] virtual bool keep_awake(const ClockReading& now) noexcept = 0;
  /// It has another id from now on, which is to be kept.
  virtual void renew(Id id) noexcept = 0;
  [[nodiscard]] virtual Vitals vitals(const ClockReading& now) noexcept = 0;
  /// Where its host's transport is, if it has been processed.
  [[nodiscard]] virtual std::optional<TimedTransport> transport() noexcept = 0;
  /// Hands over what the audio thread has reported; `is_wanted`: a conductor listens.
  virtual void report(MemberPost& post, const ClockReading& now, bool is_wanted) noexcept = 0;
  /// Goes on answering `listen`, as long as there is room; true: there is more to say.
  [[nodiscard]] virtual bool answer(MemberPost& post, const ClockReading& now) noexcept = 0;

 protected:
  ~Member() = default;
};

/// Lets audio threads say that a musician has something to report, without waking anybody. A place
/// belongs to one musician and may be marked as long as it is a member.
class News {
 public:
  struct Place {
    std::atomic<bool> is_marked{false};
    Place* next = nullptr;
    void* owner = nullptr;
  };

  /// Lock-free. [audio]
  void mark(Place& place) noexcept {
    // Not even looked at without exchanging: what was reported before has to be seen by the one
    // who takes the mark away.
    if (place.is_marked.exchange(true, std::memory_order_acq_rel)) return;
    Place* head = head_.load(std::memory_order_relaxed);
    do {
      place.next = head;
    } while (!head_.compare_exchange_weak(head, &place, std::memory_order_release,
                                          std::memory_order_relaxed));
  }
  /// Calls `use(owner)` for each that was marked; what is marked from then on is the next call's.
  /// [one thread]
  template <typename Use>
  void collect(Use&& use) noexcept {
    if (head_.load(std::memory_order_relaxed) == nullptr) return;
    Place* place = head_.exchange(nullptr, std::memory_order_acquire);
    while (place != nullptr) {
      Place* const next = place->next;
      (void)place->is_marked.exchange(false, std::memory_order_acq_rel);
      use(place->owner);
      place = next;
    }
  }

 private:
  std::atomic<Place*> head_{nullptr};
};

}  // namespace parlando
