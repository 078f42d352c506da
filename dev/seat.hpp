// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "host/plugin/module.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/transport.hpp"
#include "standalone/player.hpp"

namespace attacca::dev {

/// One build of the plugin, loaded, with memory of its own to play into: what comes from a device
/// and goes to it has other channels than the plugin may have by now. Members [main] unless tagged.
class Seat {
 public:
  Seat(std::shared_ptr<host::Module> module, std::unique_ptr<host::PluginInstance> plugin,
       const host::Transport& song);
  ~Seat();
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  /// Activates the plugin for blocks of up to `most_frames` at `sample_rate` Hz. Errors: it
  /// refuses.
  [[nodiscard]] Result<void> begin(double sample_rate, std::uint32_t most_frames);

  [[nodiscard]] host::PluginInstance& plugin() noexcept { return *plugin_; }
  [[nodiscard]] standalone::Player& player() noexcept { return player_; }

  /// Plays one block with `midi` in place of the block's own, of which nothing goes out where
  /// `is_heard` is false. A plugin with more inputs than the block has hears the block's again; one
  /// without is not asked for any. At most `most_frames` frames. [audio]
  void play(const audio_io::AudioBlock& block, std::span<const audio_io::MidiMessage> midi,
            bool is_heard) noexcept;
  /// What it played for the block's output `channel`; a single channel goes to all, null: it has
  /// none for that. [audio]
  [[nodiscard]] const float* output(std::size_t channel) const noexcept {
    if (outputs_.size() == 1) return outputs_.front();
    return channel < outputs_.size() ? outputs_[channel] : nullptr;
  }

 private:
  // In this order they go: the player ends the plugin, which needs its module.
  std::shared_ptr<host::Module> module_;
  std::unique_ptr<host::PluginInstance> plugin_;
  standalone::Player player_;
  std::vector<float> samples_;
  std::vector<float*> inputs_;
  std::vector<float*> outputs_;
  float* silence_ = nullptr;
};

}  // namespace attacca::dev
