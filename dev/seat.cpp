// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/seat.hpp"

#include <utility>

namespace attacca::dev {

Seat::Seat(std::shared_ptr<host::Module> module, std::unique_ptr<host::PluginInstance> plugin,
           const host::Transport& song)
    : module_(std::move(module)),
      plugin_(std::move(plugin)),
      player_(*plugin_, song),
      inputs_(player_.inputs()),
      outputs_(player_.outputs()) {}

Seat::~Seat() = default;

Result<void> Seat::begin(double sample_rate, std::uint32_t most_frames) {
  samples_.assign((outputs_.size() + 1) * most_frames, 0.0f);
  silence_ = samples_.data() + outputs_.size() * most_frames;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    outputs_[i] = samples_.data() + i * most_frames;
  }
  return player_.begin(sample_rate, most_frames);
}

void Seat::play(const audio_io::AudioBlock& block, std::span<const audio_io::MidiMessage> midi,
                bool is_heard) noexcept {
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    inputs_[i] = block.inputs.empty() ? silence_ : block.inputs[i % block.inputs.size()];
  }
  player_.process({.frames = block.frames,
                   .inputs = inputs_,
                   .outputs = outputs_,
                   .midi_in = midi,
                   .midi_out = is_heard ? block.midi_out : nullptr});
}

}  // namespace attacca::dev
