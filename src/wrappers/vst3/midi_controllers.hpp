// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/midi_controllers.hpp"
#include "abi/vst3/midi_mapping.hpp"
#include "attacca/event.hpp"
#include "attacca/note_port.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca::vst3_wrapper {

/// The hidden parameters by which VST3 carries control changes, channel pressure and pitch bend:
/// 130 for each of 16 channels of each note port that asks for them. They are listed, since hosts
/// map to listed parameters only, but neither shown nor automated, and their ids lie where the
/// plugin has none.
class MidiControllers {
 public:
  /// Made once; the parameters do not change after that.
  MidiControllers(const NotePorts& ports, const ParamSet& params);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// How many parameters there are. [any]
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  /// The number, below count(), of the parameter with this id. [any]
  [[nodiscard]] std::optional<std::uint32_t> number_of(vst3::ParamID id) const noexcept {
    const std::uint32_t number = id - first_id_;
    if (number >= count_) return std::nullopt;
    return number;
  }
  /// The id for a controller; nothing for what has none. [any]
  [[nodiscard]] std::optional<vst3::ParamID> id_of(std::int32_t bus, std::int16_t channel,
                                                   vst3::CtrlNumber controller) const noexcept;
  /// What a value of a parameter means. `number` below count(), `normalized` 0..1. [audio]
  [[nodiscard]] Event event_of(std::uint32_t number, double normalized) const noexcept;

  /// As getParameterInfo() has it; `number` below count(). [main]
  void info(std::uint32_t number, vst3::ParameterInfo& info) const noexcept;
  /// The value that the host has set last; hosts read it on any thread. `number` below count().
  /// [any]
  [[nodiscard]] std::atomic<float>& value(std::uint32_t number) noexcept { return values_[number]; }

 private:
  static constexpr std::uint32_t kControllers =
      static_cast<std::uint32_t>(vst3::ControllerNumbers::kCountCtrlNumber);
  static constexpr std::uint32_t kChannels = 16;
  static constexpr std::uint32_t kOfPort = kControllers * kChannels;

  std::vector<std::int16_t> ports_;  ///< those that asked, in their order
  std::unique_ptr<std::atomic<float>[]> values_;
  std::uint32_t count_ = 0;
  vst3::ParamID first_id_ = 0;
};

}  // namespace attacca::vst3_wrapper
