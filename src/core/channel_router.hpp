// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attacca/audio_buffer.hpp"
#include "attacca/audio_layout.hpp"
#include "core/block.hpp"

namespace attacca::core {

/// Turns the channels that a host handed over into the ones that the plugin's layout promises, in
/// pieces of bounded length: the main input copied into the main output, whatever shares memory
/// with what; silence for inputs that are missing and a place to write for outputs that are.
///
/// Only hosts that leave channels out, or hand one over in two places, need memory of ours. There
/// is little of it, whatever the block size, and their blocks are cut into pieces that fit. A
/// channel may share its memory with others; one that begins in the middle of another is heard as
/// if they were apart within such a piece only.
///
/// The host's memory is only written where its outputs are.
class ChannelRouter {
 public:
  /// Allocates for `layout` and pieces of at most `max_frames`. While inactive. [main]
  void allocate(const AudioLayout& layout, std::uint32_t max_frames);

  [[nodiscard]] std::uint32_t max_frames() const noexcept { return max_frames_; }

  /// Lays out a piece of `block` that begins at frame `offset`, and returns its length: at least 1,
  /// at most `frames`, which are at least 1 and at most max_frames(). [audio]
  std::uint32_t enter(const Block& block, std::uint32_t offset, std::uint32_t frames) noexcept;

  /// Frames [from, from + frames) of the piece. Valid until the next call. [audio]
  AudioBuffer& main(std::uint32_t from, std::uint32_t frames) noexcept {
    for (std::size_t c = 0; c < main_channels_; ++c) view_[c] = outputs_[c].data + from;
    main_view_ = AudioBuffer(std::span<float* const>(view_).first(main_channels_), frames);
    return main_view_;
  }
  AuxBuffers& aux(std::uint32_t from, std::uint32_t frames) noexcept {
    if (!aux_inputs_.empty() || !aux_outputs_.empty()) view_aux(from, frames);
    return aux_buffers_;
  }

  /// Fills what the host offers beyond the layout with silence. Once, after all pieces. [audio]
  void clear_beyond_layout(const Block& block) const noexcept {
    for (std::size_t port = 0; port < block.outputs.size(); ++port) {
      const std::uint32_t known = known_outputs(port);
      if (block.outputs[port].channel_count > known) clear_port_beyond(block, port, known);
    }
  }

  /// Fills every output of the host with silence. [audio]
  static void clear_outputs(const Block& block) noexcept;

 private:
  /// A channel of the piece: where it is now, and where it is when the host has none.
  struct Channel {
    float* data = nullptr;
    float* own = nullptr;
  };
  struct Port {
    std::size_t first = 0;  ///< index of its first channel
    std::uint32_t channels = 0;
    bool connected = false;
  };

  bool enter_plainly(const Block& block) noexcept;
  void enter_carefully(const Block& block, std::uint32_t offset) noexcept;
  [[nodiscard]] bool lies_as_before(const PortBuffers& in, const PortBuffers& out) const noexcept;
  [[nodiscard]] bool lies_apart(const PortBuffers& in, const PortBuffers& out) const noexcept;
  void choose_destinations(const Block& block, std::uint32_t offset) noexcept;
  [[nodiscard]] bool needs_own_memory(const Block& block, std::uint32_t offset) const noexcept;
  void place(Channel& channel, float* wanted) noexcept;
  void copy_main(const Block& block, std::uint32_t offset) noexcept;
  void view_aux(std::uint32_t from, std::uint32_t frames) noexcept;
  void route_aux_inputs(const Block& block, std::uint32_t offset) noexcept;
  void clear_port_beyond(const Block& block, std::size_t port, std::uint32_t known) const noexcept;
  /// How many channels of the host's output port the layout fills.
  [[nodiscard]] std::uint32_t known_outputs(std::size_t port) const noexcept {
    const std::size_t main_ports = main_outputs_ > 0 ? 1 : 0;
    if (port < main_ports) return main_outputs_;
    return port - main_ports < aux_outputs_.size() ? aux_outputs_[port - main_ports].channels : 0;
  }
  [[nodiscard]] bool is_known_output(const Block& block, const float* data) const noexcept;
  [[nodiscard]] bool written_to(const float* data, const Channel* except) const noexcept;
  [[nodiscard]] bool overlap(const float* a, const float* b) const noexcept;

  std::uint32_t max_frames_ = 0;
  std::uint32_t own_frames_ = 0;  ///< so many frames have room in a channel of ours
  std::uint32_t frames_ = 0;      ///< of the piece
  std::uint32_t main_inputs_ = 0;
  std::uint32_t main_outputs_ = 0;
  bool plain_ = false;  ///< no aux ports, as many outputs as inputs

  std::vector<float> memory_;
  std::vector<Channel> outputs_;       ///< main (inputs without an output included), then aux
  std::vector<Channel> inputs_;        ///< aux
  std::vector<float*> staging_;        ///< for main inputs that lie where something else is written
  std::vector<const float*> sources_;  ///< of the main outputs
  std::uint32_t apart_frames_ = 0;     ///< so long, sources_ and outputs_ are known to lie apart
  std::vector<Port> aux_inputs_;
  std::vector<Port> aux_outputs_;
  std::size_t main_channels_ = 0;
  std::size_t placed_ = 0;  ///< how many outputs_ of this piece have their place

  std::vector<float*> view_;  ///< pointers of the part that the plugin sees now
  AudioBuffer main_view_;
  std::vector<AudioInput> aux_input_views_;
  std::vector<AudioBuffer> aux_output_views_;
  AuxBuffers aux_buffers_;
};

}  // namespace attacca::core
