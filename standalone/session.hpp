// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "host/base/main_loop.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "standalone/options.hpp"
#include "standalone/player.hpp"
#include "standalone/recordings.hpp"
#include "standalone/state_file.hpp"

namespace attacca::host {
class EditorWindow;
}

namespace attacca::standalone {

/// A plugin that runs: its device, its editor, its memory. All members [main].
class Session final : private host::InstanceListener {
 public:
  /// All three outlive it.
  Session(const Options& options, host::MainLoop& loop, host::PluginInstance& plugin);
  ~Session() override;

  /// Sound, state, track, editor. Errors: no device, the plugin refuses, a wrong colour. What can
  /// be done without is said and left out.
  [[nodiscard]] Result<void> begin();
  /// Whether the user has closed the window, or the recording to hear is over.
  [[nodiscard]] bool is_over() const;
  /// Ends the sound and keeps the state, also where the device is gone. False if something that
  /// was asked for is not kept; it has been said. Again: nothing.
  bool end();

 private:
  [[nodiscard]] audio_io::AudioSettings settings() const;
  using Device = std::unique_ptr<audio_io::AudioDevice>;
  [[nodiscard]] Result<Device> open_device();
  [[nodiscard]] Result<void> start_device();
  [[nodiscard]] Result<void> send_track();
  void open_editor();
  void attend();
  void try_again();
  void report_counts();
  bool save_state();

  void on_latency_changed(host::PluginInstance& plugin) override;
  void on_log(host::PluginInstance& plugin, std::int32_t severity, std::string_view text) override;

  const Options& options_;
  host::MainLoop& loop_;
  host::PluginInstance& plugin_;
  Player player_;
  Recordings recordings_;
  Device device_;
  Backend backend_ = Backend::automatic;  ///< of the device, or of the one that is gone
  std::optional<StateFile> state_;
  std::unique_ptr<host::EditorWindow> window_;
  bool has_begun_ = false;
  host::MainLoop::Id timer_ = 0;
  host::MainLoop::Id saver_ = 0;
  std::chrono::steady_clock::time_point next_try_{};
};

/// Says it on stderr, behind the program's name. [main]
void say(const std::string& text);

}  // namespace attacca::standalone
