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
#include "abi/vst3/midi_mapping2.hpp"
#include "attacca/event.hpp"
#include "attacca/note_port.hpp"
#include "attacca/params/param_set.hpp"

namespace attacca::vst3_wrapper {

class Programs;

/// The parameters by which VST3 carries what is no note: for each of 16 channels of a note port 130
/// for control changes, channel pressure and pitch bend, one for the program, and one for each of
/// MIDI 2's registered controllers of bank 0, whatever the port asks for. They are listed, since
/// hosts map to listed parameters only, but not automated, and all but the program are hidden.
/// Their ids lie where the plugin has none.
class MidiControllers {
 public:
  /// Made once; the parameters do not change after that. `programs` outlives it.
  MidiControllers(const NotePorts& ports, const ParamSet& params, const Programs& programs);

  [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
  /// How many parameters there are. [any]
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  /// The number, below count(), of the parameter with this id. [any]
  [[nodiscard]] std::optional<std::uint32_t> number_of(vst3::ParamID id) const noexcept {
    const std::uint32_t number = id - first_id_;
    if (number >= count_) return std::nullopt;
    return number;
  }
  /// The id for a controller, or for the program where that is the number; nothing for what has
  /// none. [any]
  [[nodiscard]] std::optional<vst3::ParamID> id_of(std::int32_t bus, std::int16_t channel,
                                                   vst3::CtrlNumber controller) const noexcept;
  /// What a value of a parameter means. `number` below count(), `normalized` 0..1. [audio]
  [[nodiscard]] Event event_of(std::uint32_t number, double normalized) const noexcept;

  /// As getParameterInfo() has it; `number` below count(). [main]
  void info(std::uint32_t number, vst3::ParameterInfo& info) const noexcept;
  /// Whether its values are the programs 0..127. [any]
  [[nodiscard]] bool is_program(std::uint32_t number) const noexcept;
  /// The value that the host has set last; hosts read it on any thread. `number` below count().
  /// [any]
  [[nodiscard]] std::atomic<float>& value(std::uint32_t number) noexcept { return values_[number]; }

  /// What IMidiMapping2 lists: `take(id, port, channel, controller)` for all controllers of MIDI 1,
  /// and for MIDI 2's registered ones of bank 0. [any]
  template <typename Take>
  void each_controller(bool of_midi2, Take&& take) const;

 private:
  /// The parameters of a port follow one another, channel by channel.
  struct Port {
    std::int16_t bus;
    std::uint32_t first;        ///< number
    std::uint32_t controllers;  ///< 130 or none, of each channel
    std::uint32_t programs;     ///< 1 or none, behind them
    std::uint32_t registered;   ///< 7 or none, behind those
    [[nodiscard]] std::uint32_t of_channel() const noexcept {
      return controllers + programs + registered;
    }
  };
  /// A number, taken apart.
  struct Place {
    const Port& port;
    std::uint8_t channel;
    std::uint32_t index;  ///< within the channel
  };
  [[nodiscard]] Place place_of(std::uint32_t number) const noexcept;
  [[nodiscard]] vst3::ParamID id_at(const Port& port, std::uint32_t channel,
                                    std::uint32_t index) const noexcept {
    return first_id_ + port.first + channel * port.of_channel() + index;
  }

  static constexpr std::uint32_t kControllers =
      static_cast<std::uint32_t>(vst3::ControllerNumbers::kCountCtrlNumber);
  static constexpr std::uint32_t kChannels = 16;
  static constexpr std::uint32_t kRegistered = 7;

  const Programs& programs_;
  std::vector<Port> ports_;  ///< those that asked, in their order
  std::unique_ptr<std::atomic<float>[]> values_;
  std::uint32_t count_ = 0;
  vst3::ParamID first_id_ = 0;
};

template <typename Take>
void MidiControllers::each_controller(bool of_midi2, Take&& take) const {
  for (const Port& port : ports_) {
    const std::uint32_t count = of_midi2 ? port.registered : port.controllers;
    const std::uint32_t first = of_midi2 ? port.controllers + port.programs : 0;
    for (std::uint32_t channel = 0; channel < kChannels; ++channel) {
      for (std::uint32_t i = 0; i < count; ++i) {
        take(id_at(port, channel, first + i), port.bus, channel, i);
      }
    }
  }
}

}  // namespace attacca::vst3_wrapper
