// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "abi/vst3/parameter_changes.hpp"
#include "attacca/params/param_set.hpp"
#include "params/param_events.hpp"

namespace attacca::vst3_wrapper {

/// A block's parameter queues as one stream in the order of their frames: frame first, then queue,
/// then point, so that of several points at one frame the last one the host listed wins. Any number
/// of queues and points, sorted or not, costs this fixed memory: when they do not fit, the queues
/// are gone through once more for each kCapacity points. Unknown ids and parameters that only the
/// plugin may change are left out. [audio]
class QueueSource final : public core::ParamEventSource {
 public:
  /// Begins a block; `changes` may be null.
  void begin(const ParamSet& params, vst3::IParameterChanges* changes) noexcept {
    params_ = &params;
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

/// What the plugin reports, into the host's output queues. [audio]
class ChangeSink final : public core::ParamEventSink {
 public:
  explicit ChangeSink(vst3::IParameterChanges* changes) noexcept : changes_(changes) {}

  /// False where the host has no queue or no room for it.
  bool value(std::uint32_t frame, const Param& param, double normalized) noexcept override;

 private:
  vst3::IParameterChanges* changes_;
};

}  // namespace attacca::vst3_wrapper
