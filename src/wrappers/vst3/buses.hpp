// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "abi/vst3/buses.hpp"
#include "attacca/audio_layout.hpp"

namespace attacca::vst3_wrapper {

/// A plugin's layouts as VST3 buses: main (where it has channels) before aux, each with a speaker
/// arrangement. All calls: [main], except is_active().
class Buses {
 public:
  /// `layouts` outlives this and is never empty.
  explicit Buses(std::span<const AudioLayout> layouts);

  [[nodiscard]] std::size_t layout() const noexcept { return layout_; }
  [[nodiscard]] std::int32_t count(vst3::BusDirection direction) const noexcept;
  /// The largest count() over all layouts.
  [[nodiscard]] std::size_t most(vst3::BusDirection direction) const noexcept;

  /// False for a bad index; the structs are untouched then.
  bool info(vst3::BusDirection direction, std::int32_t index, vst3::BusInfo& info) const noexcept;
  bool arrangement(vst3::BusDirection direction, std::int32_t index,
                   vst3::SpeakerArrangement& arrangement) const noexcept;

  struct Answer {
    std::size_t layout;
    bool exact;  ///< every bus gets what was asked for
  };
  /// What `wanted` leads to: the layout with just these channels; else the one whose main
  /// buses fit best (both, output, input); else the layout as it is.
  [[nodiscard]] Answer negotiate(std::span<const vst3::SpeakerArrangement> inputs,
                                 std::span<const vst3::SpeakerArrangement> outputs) const noexcept;

  /// Takes an answer over. An exact one keeps the very arrangements that the host named (it reads
  /// them back); otherwise each bus gets the usual arrangement for its channel count.
  void take(Answer answer, std::span<const vst3::SpeakerArrangement> inputs,
            std::span<const vst3::SpeakerArrangement> outputs);

  /// False for a bad index.
  bool activate(vst3::BusDirection direction, std::int32_t index, bool active) noexcept;
  /// [any]
  [[nodiscard]] bool is_active(vst3::BusDirection direction, std::size_t index) const noexcept {
    if (index >= 64) return true;
    const std::uint64_t mask = active_[at(direction)].load(std::memory_order_relaxed);
    return (mask >> index & 1u) != 0;
  }
  /// A main bus, or an aux bus? [any]
  [[nodiscard]] bool is_main(vst3::BusDirection direction, std::size_t index) const noexcept {
    return index == 0 && has_main_[at(direction)].load(std::memory_order_relaxed);
  }

 private:
  [[nodiscard]] static constexpr std::size_t at(vst3::BusDirection direction) noexcept {
    return direction == vst3::BusDirection::kInput ? 0 : 1;
  }
  [[nodiscard]] bool valid(vst3::BusDirection direction, std::int32_t index) const noexcept;

  std::span<const AudioLayout> layouts_;
  std::size_t layout_ = 0;
  std::array<std::vector<vst3::SpeakerArrangement>, 2> arrangements_;  ///< by direction
  std::array<std::atomic<std::uint64_t>, 2> active_{};  ///< bit per bus; beyond 64: always active
  std::array<std::atomic<bool>, 2> has_main_{};
};

/// The speakers of these channels; the usual ones where only their number is known. [any]
[[nodiscard]] vst3::SpeakerArrangement arrangement_of(Channels channels) noexcept;

/// The usual speakers for a number of channels: M, L R, then the common surround sets; where there
/// is none, the lowest speakers. At most 64 channels. [any]
[[nodiscard]] vst3::SpeakerArrangement usual_arrangement(std::uint32_t channels) noexcept;

}  // namespace attacca::vst3_wrapper
