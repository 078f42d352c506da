// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "abi/vst3/events.hpp"
#include "abi/vst3/parameter_changes.hpp"
#include "attacca/params/param_set.hpp"
#include "params/param_events.hpp"
#include "wrappers/vst3/midi_controllers.hpp"
#include "wrappers/vst3/note_events.hpp"

namespace attacca::vst3_wrapper {

/// A block's parameter queues as one stream in the order of their frames: frame first, then queue,
/// then point, so that of several points at one frame the last one the host listed wins. Any number
/// of queues and points, sorted or not, costs this fixed memory: when they do not fit, the queues
/// are gone through once more for each kCapacity points. Unknown ids and parameters that only the
/// plugin may change are left out; those of MIDI controllers become events. [audio]
class QueueSource final : public core::ParamEventSource {
 public:
  /// Begins a block; `changes` and `controllers` may be null.
  void begin(const ParamSet& params, const MidiControllers* controllers,
             vst3::IParameterChanges* changes) noexcept {
    params_ = &params;
    controllers_ = controllers;
    changes_ = changes;
    count_ = 0;
    read_ = 0;
    has_last_ = false;
    more_ = changes != nullptr;
  }

  bool next(core::ParamEvent& event) noexcept override;

 private:
  static constexpr std::size_t kCapacity = 128;

  struct Point {
    std::uint32_t frame;
    std::int32_t queue;
    std::int32_t index;
    std::uint32_t controller;  ///< its number, where there is no parameter
    Param* param;
    double normalized;
  };
  static bool earlier(const Point& a, const Point& b) noexcept;

  void refill() noexcept;
  void read_queue(std::int32_t queue) noexcept;
  void accept(const Point& point) noexcept;
  void replace_latest(const Point& point) noexcept;
  void sort() noexcept;

  const ParamSet* params_ = nullptr;
  const MidiControllers* controllers_ = nullptr;
  Event other_;
  vst3::IParameterChanges* changes_ = nullptr;
  std::array<Point, kCapacity> points_;  ///< sorted in the end; a heap while there are too many
  Point spare_ = {};
  std::size_t count_ = 0;
  std::size_t read_ = 0;
  bool in_order_ = true;   ///< as the points came so far
  bool more_ = false;      ///< some points did not fit
  bool has_last_ = false;  ///< everything up to last_ has been handed out
  Point last_ = {};
};

/// The points of a block's queues and the events of its list as one stream; of what has the same
/// frame, the points first. A frame that goes backwards counts as the one before it. [audio]
class MergedSource final : public core::ParamEventSource {
 public:
  /// `events` may be null; the others outlive it.
  MergedSource(QueueSource& points, vst3::IEventList* events, const NotePorts& ports,
               BlockBytes& bytes) noexcept;
  bool next(core::ParamEvent& event) noexcept override;

 private:
  void read_note() noexcept;

  QueueSource& points_;
  vst3::IEventList* events_;
  const NotePorts& ports_;
  BlockBytes& bytes_;
  std::int32_t index_ = 0;
  std::int32_t size_ = 0;
  core::ParamEvent point_;
  bool has_point_ = false;
  Event controller_;  ///< of the point that was handed out
  /// The next note, and what the last event that was handed out refers to: they change places.
  std::array<Event, 2> notes_;
  std::size_t next_note_ = 0;
  std::uint32_t note_frame_ = 0;
  bool has_note_ = false;
};

/// What the plugin reports, into the host's output queues. [audio]
class ChangeSink final : public core::ParamEventSink {
 public:
  ChangeSink(vst3::IParameterChanges* changes, detail::EventOutput* events) noexcept
      : changes_(changes), events_(events) {}
  [[nodiscard]] detail::EventOutput* events() noexcept override { return events_; }

  /// False where the host has no queue or no room for it.
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override;

 private:
  vst3::IParameterChanges* changes_;
  detail::EventOutput* events_;
};

}  // namespace attacca::vst3_wrapper
