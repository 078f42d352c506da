// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "dev/link.hpp"
#include "dev/looped_input.hpp"
#include "dev/sound_options.hpp"
#include "dev/swapper.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/window/editor_window.hpp"
#include "trial/run/run_vitals.hpp"

namespace attacca::dev {

/// With what a player begins.
struct PlayerStart {
  std::filesystem::path binary;  ///< a .clap or .vst3 that nobody writes into
  std::string plugin;            ///< its id; empty: the first one
  std::vector<std::byte> state;  ///< empty: none
  std::string place;  ///< of the editor's window, as Word::place says it; empty: anywhere
  /// After a crash, what was played on before: it is waited for if it is not there at once.
  std::optional<standalone::Backend> backend;
  std::filesystem::path record_to;  ///< empty: nowhere
};

/// A plugin that is heard, in a process of its own: device, input, editor; it takes over other
/// builds while it plays, and says what becomes of them. All members [main] of that process.
class PlayerSession final : private host::InstanceListener {
 public:
  /// All three outlive it.
  PlayerSession(const SoundOptions& options, Link& link, trial::RunVitals& vitals);
  ~PlayerSession() override;

  /// Until it is told to quit, or nobody listens any more. What keeps it from beginning is said by
  /// Word::failed.
  void run(const PlayerStart& start);

 private:
  using Clock = std::chrono::steady_clock;
  using Phase = trial::RunVitals::Phase;

  /// How long the steps of a swap took, and what it was about.
  struct Swap {
    std::unique_ptr<Seat> seat;
    std::filesystem::path binary;
    Clock::time_point began{};
    Clock::time_point overdue{};  ///< when it will have taken too long
    std::string note;             ///< what could not be kept; empty: nothing
    std::size_t state_bytes = 0;
  };

  [[nodiscard]] Result<void> begin(const PlayerStart& start);
  [[nodiscard]] Result<std::unique_ptr<Seat>> load(const std::filesystem::path& binary);
  [[nodiscard]] audio_io::AudioSettings settings();
  [[nodiscard]] Result<void> open_device();
  void open_device_again();
  [[nodiscard]] Result<void> start_device();
  [[nodiscard]] Result<void> prepare_input(double rate);
  void hear(Word word, std::span<const std::byte> bytes);
  void attend();
  void watch_audio();
  void watch_device();
  /// Says what the plugin does on the audio thread that takes unbounded time, each place once.
  void watch_real_time();
  void lose_device(const std::string& reason);

  void begin_swap(const std::filesystem::path& binary);
  [[nodiscard]] Result<void> prepare_swap(const std::filesystem::path& binary);
  void watch_swap();
  [[nodiscard]] std::optional<Swapper::Handed> take_outcome();
  void finish_swap(const Swapper::Handed& handed);

  /// "2 in, 2 out".
  [[nodiscard]] static std::string channels_text(std::uint32_t inputs, std::uint32_t outputs);
  void open_editor(bool is_asked_for);
  void close_editor();
  void move_editor(host::PluginInstance& plugin);
  void send_place();
  void send_state();
  void say(const std::string& text) { link_.send(Word::said, text); }

  void on_latency_changed(host::PluginInstance& plugin) override;
  void on_log(host::PluginInstance& plugin, std::int32_t severity, std::string_view text) override;

  const SoundOptions& options_;
  Link& link_;
  trial::RunVitals& vitals_;
  host::MainLoop loop_;
  std::string plugin_id_;
  Swapper swapper_;
  LoopedInput input_;
  std::unique_ptr<Seat> seat_;  ///< that is heard
  std::optional<Swap> swap_;
  host::MainLoop::Id swap_timer_ = 0;  ///< while there is one
  std::unique_ptr<audio_io::AudioDevice> device_;
  standalone::Backend backend_ = standalone::Backend::automatic;
  Clock::time_point next_try_{};
  std::unique_ptr<host::EditorWindow> window_;
  std::string place_;             ///< that was said last
  bool is_editor_wanted_ = true;  ///< the user has not closed it
  std::vector<std::byte> sent_state_;
  Clock::time_point next_state_{};
  std::uint64_t broken_said_ = 0;
  std::filesystem::path binary_;       ///< of the seat that is heard
  std::set<std::string> places_said_;  ///< of this build, as text
  std::size_t sites_seen_ = 0;
  std::filesystem::path record_to_;
  double input_rate_ = 0.0;   ///< of what was prepared; 0: nothing was
  std::uint32_t inputs_ = 0;  ///< channels of the device
  std::uint32_t outputs_ = 0;
};

}  // namespace attacca::dev
