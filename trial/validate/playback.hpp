// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/process_block.hpp"

namespace attacca::validate {

/// What the main input plays.
enum class Signal : std::uint8_t {
  silence,
  noise,       ///< Up to ±0.25, another one in each channel.
  sine,        ///< 440 Hz, up to ±0.5.
  constant,    ///< 0.5.
  impulse,     ///< 1 at the very first frame that is played, then silence.
  loud_noise,  ///< Up to ±100: 40 dB above full scale.
  denormals,
  nan,
  infinity
};

/// Calls process() block after block with memory that shows what the plugin did to it: every
/// channel lies between guard zones, and inputs are compared with what they were. What is played
/// depends on the seed and on how many frames were played before, not on the sizes of the blocks.
class Playback {
 public:
  /// For an active instance. Blocks have at most `max_frames` frames. The noise comes from `seed`.
  /// [main]
  Playback(host::PluginInstance& instance, std::uint32_t max_frames, std::uint64_t seed = 1);
  Playback(const Playback&) = delete;  // the plugin is lent pointers into it
  Playback& operator=(const Playback&) = delete;

  /// @name What the next blocks are like [main]
  /// @{
  Signal signal = Signal::noise;
  bool in_place = false;       ///< Main input and output share memory; see can_be_in_place().
  bool flags_silence = false;  ///< Flag silent channels to the plugin.
  bool has_transport = true;   ///< Without: a null transport.
  bool is_rolling = true;
  double sample_rate = 48000.0;  ///< Only reported: the transport and the sine follow it.
  host::CallbackVisitor* visitor = nullptr;
  /// @}

  /// One block of 0..max_frames frames. [audio] Allocates nothing.
  host::ProcessStatus run(std::uint32_t frames, std::span<const host::ParameterEdit> edits = {},
                          std::span<const host::NoteEvent> notes = {}) noexcept;

  /// @name The last block [main]
  /// @{
  /// One channel of an output port: `frames` samples.
  [[nodiscard]] std::span<const float> output(std::size_t port, std::size_t channel) const;
  /// One channel of an input port as it was played, also in place.
  [[nodiscard]] std::span<const float> input(std::size_t port, std::size_t channel) const;
  [[nodiscard]] std::size_t input_ports() const noexcept { return inputs_.ports.size(); }
  [[nodiscard]] std::size_t input_channels(std::size_t port) const;
  /// Number of output ports and their channels.
  [[nodiscard]] std::size_t output_ports() const noexcept { return outputs_.ports.size(); }
  [[nodiscard]] std::size_t output_channels(std::size_t port) const;
  /// All output channels after each other, as bytes to compare.
  [[nodiscard]] std::vector<float> all_output() const;
  /// What the plugin says of an output port: bit n set = channel n is silent (VST3) or constant.
  [[nodiscard]] std::uint64_t silence_flags(std::size_t port) const;
  [[nodiscard]] float peak() const;  ///< Infinite when something is not finite.
  [[nodiscard]] bool is_finite() const;
  /// Whether every sample of every output was written. In place, the main output counts as written.
  [[nodiscard]] bool wrote_everything() const;
  /// Whether no sample outside the block was written, before or behind any channel.
  [[nodiscard]] bool stayed_inside() const;
  /// Whether no input that is no output was changed.
  [[nodiscard]] bool left_inputs_alone() const;
  /// Whether `in_place` makes a difference: the plugin allows it, and as many channels go in as
  /// out.
  [[nodiscard]] bool can_be_in_place() const;
  /// @}

  /// Of the transport, in frames.
  [[nodiscard]] std::int64_t position() const noexcept { return position_; }
  /// Moves the transport; what is played and the steady time go on.
  void jump_to(std::int64_t position) noexcept { position_ = position; }

 private:
  struct Side {
    Side(const std::vector<host::PortInfo>& infos, std::uint32_t max_frames);
    std::vector<float> samples;
    std::vector<std::vector<float*>> channels;  ///< port → channel → samples
    std::vector<host::PortBuffers> ports;
  };

  void fill_input(std::uint32_t frames) noexcept;
  [[nodiscard]] float sample_at(std::uint64_t frame, std::size_t channel) const noexcept;
  [[nodiscard]] bool guards_hold(const Side& side) const;

  host::PluginInstance& instance_;
  const std::uint32_t max_frames_;
  Side inputs_;
  Side outputs_;
  std::vector<float> inputs_before_;
  const std::uint64_t seed_;
  std::uint64_t played_ = 0;  ///< Frames so far.
  std::int64_t position_ = 0;
  std::uint32_t frames_ = 0;
};

}  // namespace attacca::validate
