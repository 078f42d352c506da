// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <span>

#include <attacca/event.hpp>
#include <attacca/transport.hpp>

#include "parlando/musician/beat_line.hpp"
#include "parlando/musician/dialect.hpp"
#include "parlando/musician/report.hpp"
#include "parlando/musician/sounding_notes.hpp"
#include "parlando/musician/task_heap.hpp"
#include "parlando/timing/sample_clock.hpp"

namespace parlando {

/// The audio side of a musician: what the conductor has sent, and what the DAW plays, go out as one
/// stream in the order of frames.
///
/// What a block costs is bounded: it takes in, carries out and moves at most kMostPerBlock messages
/// of the conductor's; the rest is the next block's. An expression for several notes counts as
/// many. Silence waits behind nothing. All members [audio] unless they say otherwise; nothing is
/// allocated.
class Performer {
 public:
  static constexpr std::uint32_t kMostPerBlock = 1'024;
  static constexpr std::size_t kMostCurves = 64;
  /// Values of curves in a block; in one that is over it, curves pass over what is left.
  static constexpr std::uint32_t kMostCurveEvents = 4'096;
  /// A message for a beat that has gone by is carried out at once if that was no longer ago, and
  /// else waits for the transport to come by again; so it does in a loop that is closer to its next
  /// round.
  static constexpr double kLateBeats = 1.0;

  struct Block {
    SampleClock::Block clock;
    attacca::Transport transport;
    std::span<const attacca::Event> events;  ///< the DAW's, in the order of frames
    Dialect dialect = Dialect::expressions;
    bool is_bypassed = false;  ///< the DAW's events alone go through
  };

  explicit Performer(Exchange& exchange) noexcept : exchange_(exchange) {}
  Performer(const Performer&) = delete;
  Performer& operator=(const Performer&) = delete;
  /// Frees what waits. [not audio]
  ~Performer();

  /// Time begins anew. What waits goes on waiting; what sounds ends with the next block.
  void reset(double sample_rate) noexcept;
  /// True: there is something for the network thread to look at.
  bool play(const Block& block, EventSender& to) noexcept;

  [[nodiscard]] const SampleClock& clock() const noexcept { return clock_; }

 private:
  void take_cuts() noexcept;
  void take_new(const Block& block) noexcept;
  void take_new_beat(Task* task, const Block& block) noexcept;
  void settle_beats() noexcept;
  void play_until(const Block& block, std::uint32_t end) noexcept;
  [[nodiscard]] std::int64_t samples_of(double seconds) const noexcept;
  [[nodiscard]] std::int64_t next_end() const noexcept;
  [[nodiscard]] std::int64_t end_of(const SoundingNote& note) const noexcept;
  [[nodiscard]] std::int64_t frame_of_time(const Task& task) const noexcept;
  void pass(const attacca::Event& event, const Block& block) noexcept;
  void carry_out(Task* task, std::int64_t frame, std::int64_t late, bool is_bypassed) noexcept;
  void do_task(Task& task, std::uint32_t frame) noexcept;
  void begin_note(const Task& task, std::uint32_t frame) noexcept;
  void end_asked(const Task& task, std::uint32_t frame) noexcept;
  bool end_note(std::size_t index, std::uint32_t frame) noexcept;
  template <typename Which>
  void end_notes(std::uint32_t frame, Which&& which) noexcept;
  void end_all(std::uint32_t frame) noexcept;
  void end_all_sent_before(std::uint64_t order, std::uint32_t frame) noexcept;
  void end_open(std::uint64_t order, std::uint32_t frame) noexcept;
  void release_pedals(std::uint16_t channels, std::uint32_t frame) noexcept;
  [[nodiscard]] bool is_cut(const Task& task) const noexcept;
  void end_due(std::int64_t frame) noexcept;
  void express(std::int32_t note, std::int16_t key, std::uint8_t channel, attacca::Expression what,
               double value, std::uint32_t frame) noexcept;
  void begin_curve(Task* task, std::uint32_t frame) noexcept;
  void end_curve(std::size_t index) noexcept;
  void stretch_curves() noexcept;
  void end_by_beat(std::uint32_t frame) noexcept;
  attacca::Sent send_controller(std::uint8_t channel, std::uint8_t controller, double value,
                                std::uint32_t frame) noexcept;
  [[nodiscard]] std::int64_t next_curve(std::uint32_t end) noexcept;
  void pass_over_curves(std::uint32_t end) noexcept;
  void play_curve(std::uint32_t frame) noexcept;
  void drop_waiting() noexcept;
  void give_back(Task* task) noexcept;
  void hear(Report::Kind kind, bool from_daw, std::uint8_t channel, std::uint8_t key,
            double velocity, std::uint32_t frame) noexcept;
  void report(Report& report, std::uint32_t frame) noexcept;
  void publish(const Block& block) noexcept;

  Exchange& exchange_;
  SampleClock clock_;
  BeatLine beats_;
  Speaker speaker_;
  SoundingNotes notes_;
  EventSender* to_ = nullptr;  ///< of the block
  const BeatLine::Stretch* stretch_ = nullptr;

  TaskHeap<EarlierSent> immediate_;  ///< for this block
  TaskHeap<EarlierTime> by_time_;
  TaskHeap<EarlierBeat> ahead_;  ///< beats that the transport has yet to reach
  TaskHeap<LaterBeat> behind_;   ///< beats behind it: it may come back
  double here_beat_ = 0;         ///< where the heaps part
  double settle_beat_ = 0;       ///< where they part after a jump
  bool are_beats_settled_ = true;
  std::uint64_t all_cut_ = 0;       ///< up to here everything is dropped
  std::uint64_t sounding_cut_ = 0;  ///< up to here what begins at once is silenced
  std::uint64_t waiting_cut_ = 0;   ///< up to here what has a time is dropped
  std::uint64_t gap_ = 0;           ///< up to here the end of what begins may be lost
  std::uint32_t block_frames_ = 0;
  // Of this block, towards kMostPerBlock and kMostCurveEvents.
  std::uint32_t moved_ = 0;
  std::uint32_t settled_ = 0;
  std::uint32_t done_ = 0;
  std::uint32_t expressed_ = 0;
  std::uint32_t curve_events_ = 0;

  std::array<Task*, kMostCurves> curves_{};
  std::size_t curve_count_ = 0;
  std::size_t next_curve_ = 0;

  std::size_t event_ = 0;  ///< of the block, the next one
  std::int32_t next_id_ = 0;
  std::uint32_t turns_ = 0;
  double passed_ = 0;  ///< beats since reset()
  double beat_ = 0;    ///< of the timeline, and on while it stands
  double beats_per_frame_ = 0;
  std::uint16_t held_ = 0;       ///< channels whose pedal the conductor holds
  std::uint16_t releasing_ = 0;  ///< of those: channels whose end found no room
  bool ends_all_ = false;
  bool has_news_ = false;  ///< of this block
};

}  // namespace parlando
