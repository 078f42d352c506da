// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "host/plugin/note_reports.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/transport.hpp"

namespace attacca::standalone {

/// A plugin as what a device calls: the device's channels are those of all ports, one port after
/// the other, and its MIDI goes to and comes from the first note ports. The song plays from the
/// start on, without an end.
class Player final : public audio_io::AudioCallback, private host::NoteTap {
 public:
  /// `song`: tempo and metre. The instance outlives this. [main]
  Player(host::PluginInstance& instance, const host::Transport& song);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// Channels of all ports. [main]
  [[nodiscard]] std::uint32_t inputs() const noexcept { return in_.channels; }
  [[nodiscard]] std::uint32_t outputs() const noexcept { return out_.channels; }

  /// Activates the plugin, for a device that does not call yet. `sample_rate` in Hz. [main]
  /// Errors: the plugin refuses.
  [[nodiscard]] Result<void> begin(double sample_rate, std::uint32_t most_frames);
  /// Deactivates it; the device calls no more. [main]
  void end();
  /// Goes on from here in a song that others play as well: frames of it, and frames that have been
  /// played. Before the first block. [audio]
  void place_at(std::int64_t position, std::int64_t steady) noexcept {
    song_.position_frames = position;
    steady_ = steady;
  }
  /// Ends processing, for a device that calls on without it; end() may follow on the main thread.
  /// [audio]
  void stop() noexcept;
  /// Whether the plugin did not start: there is silence until it is activated anew. [any]
  [[nodiscard]] bool has_refused() const noexcept {
    return state_.load(std::memory_order_acquire) == State::refused;
  }
  /// Has the plugin activated anew where it asked for that; now and then. True if it was. [main]
  [[nodiscard]] Result<bool> attend();

  void process(const audio_io::AudioBlock& block) noexcept override;

  /// MIDI that came in and was no message, or more than a block has room for. [any]
  [[nodiscard]] std::uint64_t dropped_midi() const noexcept {
    return dropped_.load(std::memory_order_relaxed);
  }

 private:
  enum class State : std::uint8_t {
    starting,     ///< Audio: start processing with the next block.
    running,      ///< Audio: process.
    refused,      ///< The plugin did not start: silence.
    park_wanted,  ///< Audio: stop processing.
    parked,       ///< Main: may deactivate. Audio: silence.
  };

  /// The ports of one side, as pointers into the device's memory.
  struct Side {
    explicit Side(const std::vector<host::PortInfo>& ports);
    void point_at(std::span<float* const> device, std::uint32_t from) noexcept;

    std::uint32_t channels = 0;
    std::vector<float*> pointers;
    std::vector<host::PortBuffers> ports;
  };

  void note(const host::NoteEvent& event) noexcept override;
  bool is_ready() noexcept;
  void play_piece(const audio_io::AudioBlock& block, std::uint32_t from,
                  std::uint32_t frames) noexcept;
  std::span<const host::NoteEvent> read_midi(const audio_io::AudioBlock& block, std::uint32_t from,
                                             std::uint32_t frames) noexcept;

  host::PluginInstance& instance_;
  double sample_rate_ = 48000.0;
  std::uint32_t most_frames_ = 0;
  std::atomic<State> state_{State::parked};
  std::atomic<std::uint64_t> dropped_{0};

  // The audio thread's.
  host::Transport song_;
  std::int64_t steady_ = 0;
  Side in_;
  Side out_;
  std::vector<host::NoteEvent> notes_;
  std::size_t next_midi_ = 0;
  audio_io::MidiOutput* midi_out_ = nullptr;
  std::uint32_t piece_from_ = 0;
};

}  // namespace attacca::standalone
