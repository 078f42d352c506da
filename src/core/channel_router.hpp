// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attacca/audio_layout.hpp"
#include "core/block.hpp"

namespace attacca::core {

/// Turns the channels that a host handed over into the ones that the plugin's layout promises, in
/// pieces of bounded length: the main input copied into the main output, whatever shares memory
/// with what; silence for inputs that are missing and a place to write for outputs that are.
/// It moves samples and never reads one, so that their size is a number to it; ChannelViews shows
/// the piece as samples.
///
/// Only hosts that leave channels out, or hand one over in two places, need memory of ours. There
/// is little of it, whatever the block size, and their blocks are cut into pieces that fit. A
/// channel may share its memory with others; one that begins in the middle of another is heard as
/// if they were apart within such a piece only.
///
/// The host's memory is only written where its outputs are.
class ChannelRouter {
 public:
  /// Allocates for `layout` and pieces of at most `max_frames`; blocks may have doubles if
  /// `takes_doubles`. While inactive. [main]
  void allocate(const AudioLayout& layout, std::uint32_t max_frames, bool takes_doubles);

  [[nodiscard]] std::uint32_t max_frames() const noexcept { return max_frames_; }

  /// Lays out a piece of `block` that begins at frame `offset`, and returns its length: at least 1,
  /// at most `frames`, which are at least 1 and at most max_frames(). [audio]
  std::uint32_t enter(const Block& block, std::uint32_t offset, std::uint32_t frames) noexcept;

  // The piece, until the next call. [audio]

  /// 4: float, 8: double.
  [[nodiscard]] std::size_t sample_bytes() const noexcept { return sample_bytes_; }
  /// The larger of the layout's main inputs and outputs.
  [[nodiscard]] std::size_t main_channels() const noexcept { return main_channels_; }
  [[nodiscard]] std::byte* main_channel(std::size_t index) const noexcept {
    return outputs_[index].data;
  }

  struct AuxPort {
    std::size_t first = 0;  ///< index of its first channel
    std::uint32_t channels = 0;
    bool connected = false;
  };
  [[nodiscard]] std::span<const AuxPort> aux_inputs() const noexcept { return aux_inputs_; }
  [[nodiscard]] std::span<const AuxPort> aux_outputs() const noexcept { return aux_outputs_; }
  /// Channel `index` of a port that is connected.
  [[nodiscard]] std::byte* aux_input(const AuxPort& port, std::size_t index) const noexcept {
    return inputs_[port.first + index].data;
  }
  [[nodiscard]] std::byte* aux_output(const AuxPort& port, std::size_t index) const noexcept {
    return outputs_[port.first + index].data;
  }

  /// Fills what the host offers beyond the layout with silence. Once, after all pieces. [audio]
  void clear_beyond_layout(const Block& block) const noexcept {
    for (std::size_t port = 0; port < block.outputs.size(); ++port) {
      const std::uint32_t known = known_outputs(port);
      if (block.outputs[port].channel_count() > known) clear_port_beyond(block, port, known);
    }
  }

  /// Fills every output of the host with silence. [audio]
  static void clear_outputs(const Block& block) noexcept;

 private:
  /// A channel of the piece: where it is now, and where it is when the host has none.
  struct Channel {
    std::byte* data = nullptr;
    std::byte* own = nullptr;
  };

  bool enter_plainly(const Block& block) noexcept;
  void enter_carefully(const Block& block, std::size_t offset) noexcept;
  [[nodiscard]] bool lies_as_before(const PortBuffers& in, const PortBuffers& out) const noexcept;
  [[nodiscard]] bool lies_apart(const PortBuffers& in, const PortBuffers& out) const noexcept;
  void choose_destinations(const Block& block, std::size_t offset) noexcept;
  [[nodiscard]] bool needs_own_memory(const Block& block, std::size_t offset) const noexcept;
  void place(Channel& channel, std::byte* wanted) noexcept;
  void copy_main(const Block& block, std::size_t offset) noexcept;
  void route_aux_inputs(const Block& block, std::size_t offset) noexcept;
  void clear_port_beyond(const Block& block, std::size_t port, std::uint32_t known) const noexcept;
  /// How many channels of the host's output port the layout fills.
  [[nodiscard]] std::uint32_t known_outputs(std::size_t port) const noexcept {
    const std::size_t main_ports = main_outputs_ > 0 ? 1 : 0;
    if (port < main_ports) return main_outputs_;
    return port - main_ports < aux_outputs_.size() ? aux_outputs_[port - main_ports].channels : 0;
  }
  [[nodiscard]] bool is_known_output(const Block& block, const std::byte* data) const noexcept;
  [[nodiscard]] bool written_to(const std::byte* data, const Channel* except) const noexcept;
  [[nodiscard]] std::size_t bytes() const noexcept { return frames_ * sample_bytes_; }
  [[nodiscard]] bool overlap(const std::byte* a, const std::byte* b) const noexcept;

  std::uint32_t max_frames_ = 0;
  std::uint32_t own_frames_ = 0;  ///< so many frames have room in a channel of ours
  std::uint32_t frames_ = 0;      ///< of the piece
  std::size_t sample_bytes_ = sizeof(float);
  std::uint32_t main_inputs_ = 0;
  std::uint32_t main_outputs_ = 0;
  bool plain_ = false;  ///< no aux ports, as many outputs as inputs

  std::vector<std::byte> memory_;
  std::vector<Channel> outputs_;     ///< main (inputs without an output included), then aux
  std::vector<Channel> inputs_;      ///< aux
  std::vector<std::byte*> staging_;  ///< for main inputs that lie where something else is written
  std::vector<const std::byte*> sources_;  ///< of the main outputs
  std::size_t apart_bytes_ = 0;  ///< so long, sources_ and outputs_ are known to lie apart
  std::vector<AuxPort> aux_inputs_;
  std::vector<AuxPort> aux_outputs_;
  std::size_t main_channels_ = 0;
  std::size_t placed_ = 0;  ///< how many outputs_ of this piece have their place
};

}  // namespace attacca::core
