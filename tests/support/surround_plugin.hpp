// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "attacca/plugin.hpp"

namespace attacca::test {

/// Mono into speakers of several kinds; its output is as loud as the channel's number.
class SurroundPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{
      .id = "org.attacca.test.surround", .name = "Surround Test", .vendor = "Attacca"};

  [[nodiscard]] std::span<const AudioLayout> layouts() const noexcept override {
    static constexpr AuxPort kHeights[] = {
        {.name = "Heights", .channels = {Speaker::top_side_left, Speaker::top_side_right}}};
    static constexpr AudioLayout kLayouts[] = {
        {.main_inputs = 1,
         .main_outputs = channels::surround_5_1,
         .name = "5.1",
         .main_input_name = "Voice",
         .main_output_name = "Room"},
        {.main_inputs = 1, .main_outputs = channels::surround_7_1_2, .name = "7.1.2"},
        {.main_inputs = 1, .main_outputs = Channels::ambisonic(1), .name = "Ambisonics"},
        {.main_inputs = 1, .main_outputs = channels::quad, .aux_outputs = kHeights, .name = "Quad"},
        {.main_inputs = 1, .main_outputs = 6, .name = "Any six"}};
    return kLayouts;
  }
  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& /*aux*/,
                        ProcessContext& /*context*/) noexcept override {
    for (std::size_t c = 0; c < buffer.channels(); ++c) {
      for (float& sample : buffer.channel(c)) sample = static_cast<float>(c + 1);
    }
    return ProcessStatus::normal();
  }
};

}  // namespace attacca::test
