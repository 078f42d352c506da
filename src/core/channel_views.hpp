// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attacca/audio_buffer.hpp"
#include "core/channel_router.hpp"

namespace attacca::core {

/// What a ChannelRouter has laid out, as the buffers that process() takes.
template <typename Sample>
class ChannelViews {
 public:
  /// For the layout that `router` has been allocated for. While inactive. [main]
  void allocate(const ChannelRouter& router);

  /// Frames [from, from + frames) of the piece, which has samples of this type. Valid until the
  /// next call. A piece is gone through from frame 0 on, where its channels are looked up. [audio]
  BasicAudioBuffer<Sample>& main(const ChannelRouter& router, std::uint32_t from,
                                 std::uint32_t frames) noexcept {
    const std::size_t channels = router.main_channels();
    if (from == 0) {
      for (std::size_t c = 0; c < channels; ++c) pointers_[c] = at(router.main_channel(c), 0);
    }
    main_ = BasicAudioBuffer<Sample>(
        AudioView<Sample>(std::span<Sample* const>(pointers_).first(channels), frames, from));
    return main_;
  }
  BasicAuxBuffers<Sample>& aux(const ChannelRouter& router, std::uint32_t from,
                               std::uint32_t frames) noexcept {
    if (has_aux_) view_aux(router, from, frames);
    return aux_;
  }

 private:
  static Sample* at(std::byte* channel, std::uint32_t frame) noexcept {
    return reinterpret_cast<Sample*>(channel) + frame;
  }
  void view_aux(const ChannelRouter& router, std::uint32_t from, std::uint32_t frames) noexcept;

  std::vector<Sample*> pointers_;  ///< main, then aux inputs and outputs
  BasicAudioBuffer<Sample> main_;
  std::vector<AudioView<const Sample>> aux_inputs_;
  std::vector<BasicAudioBuffer<Sample>> aux_outputs_;
  BasicAuxBuffers<Sample> aux_;
  bool has_aux_ = false;
};

template <typename Sample>
[[gnu::cold]] void ChannelViews<Sample>::allocate(const ChannelRouter& router) {
  std::size_t pointers = router.main_channels();
  for (const ChannelRouter::AuxPort& port : router.aux_inputs()) pointers += port.channels;
  for (const ChannelRouter::AuxPort& port : router.aux_outputs()) pointers += port.channels;
  pointers_ = decltype(pointers_)(pointers);
  aux_inputs_ = decltype(aux_inputs_)(router.aux_inputs().size());
  aux_outputs_ = decltype(aux_outputs_)(router.aux_outputs().size());
  aux_ = {aux_inputs_, aux_outputs_};
  has_aux_ = !aux_inputs_.empty() || !aux_outputs_.empty();
}

template <typename Sample>
void ChannelViews<Sample>::view_aux(const ChannelRouter& router, std::uint32_t from,
                                    std::uint32_t frames) noexcept {
  using Port = ChannelRouter::AuxPort;
  std::size_t next = router.main_channels();
  const auto view = [&](const Port& port, bool is_input) {
    if (!port.connected) return BasicAudioBuffer<Sample>({}, frames);
    const auto pointers = std::span(pointers_).subspan(next, port.channels);
    for (std::uint32_t c = 0; c < port.channels; ++c) {
      pointers[c] = at(is_input ? router.aux_input(port, c) : router.aux_output(port, c), from);
    }
    next += port.channels;
    return BasicAudioBuffer<Sample>(pointers, frames);
  };
  for (std::size_t i = 0; i < aux_inputs_.size(); ++i) {
    aux_inputs_[i] = view(router.aux_inputs()[i], true);
  }
  for (std::size_t i = 0; i < aux_outputs_.size(); ++i) {
    aux_outputs_[i] = view(router.aux_outputs()[i], false);
  }
}

}  // namespace attacca::core
