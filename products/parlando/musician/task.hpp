// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

#include "parlando/curve/curve_walk.hpp"
#include "parlando/curve/shape.hpp"
#include "parlando/protocol/expression_kind.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando {

/// Bytes that the messages which wait in this process take, of all its musicians.
inline std::atomic<std::int64_t> task_bytes{0};

/// Counts one Owner in task_bytes for as long as it lives.
template <typename Owner>
class InProcess {
 public:
  InProcess() noexcept { task_bytes.fetch_add(sizeof(Owner), std::memory_order_relaxed); }
  InProcess(const InProcess&) = delete;
  InProcess& operator=(const InProcess&) = delete;
  ~InProcess() { task_bytes.fetch_sub(sizeof(Owner), std::memory_order_relaxed); }
};

/// What of a curve is not in every message.
struct CurveWork {
  CurveTarget target;
  double from = 0;
  double to = 1;
  Shape shape;
  // Once it has begun. [audio]
  std::optional<CurveWalk> walk;
  std::optional<CurveWalk::Point> next;  ///< what has been asked of it ahead
  std::int64_t begin_sample = 0;
  std::int64_t asked_until = 0;  ///< frames from its beginning: `walk` has nothing before that
  double beats_per_frame = 0;    ///< that its length was worked out with

 private:
  InProcess<CurveWork> counted_;
};

/// One message of the conductor's on its way through a musician: made and freed by the network
/// thread, carried out on the audio thread, and lent from one to the other by lists that are made
/// of the messages themselves, so that the audio thread never allocates.
struct Task {
  enum class Kind : std::uint8_t {
    note_on,
    note_off,
    note,  ///< with a duration
    controller,
    bend,
    pressure,
    program,
    expression,
    curve,
    silence_all,
    silence_sounding,
    silence_waiting,
  };

  Task* next = nullptr;  ///< in lists
  Task* left = nullptr;  ///< in heaps
  Task* right = nullptr;
  std::uint32_t rank = 1;
  std::uint64_t order = 0;  ///< counts what a musician was sent

  When::Kind when = When::Kind::next_block;
  std::int64_t due_ns = 0;  ///< of the steady clock, where `when` is time
  double beat = 0;          ///< where it is beat

  std::int32_t seq = 0;
  Kind kind = Kind::controller;
  bool is_reported = false;
  std::uint8_t channel = 0;  ///< 0..15
  std::uint8_t number = 0;   ///< controller, program
  std::int16_t key = -1;
  ExpressionKind expression = ExpressionKind::volume;
  std::int32_t note = -1;  ///< the conductor's number
  double value = 0;        ///< in the range of what it is for
  double duration = 0;     ///< seconds, or beats where `when` is beat
  std::unique_ptr<CurveWork> curve;

 private:
  InProcess<Task> counted_;
};

}  // namespace parlando
