// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "attacca/audio_layout.hpp"
#include "attacca/base/result.hpp"
#include "attacca/detail/plugin_entry.hpp"
#include "attacca/plugin.hpp"
#include "attacca/state/preset.hpp"
#include "attacca/state/state_context.hpp"
#include "core/block.hpp"
#include "core/editor_session.hpp"
#include "core/host_services.hpp"
#include "core/track_info_hub.hpp"
#include "params/param_events.hpp"

namespace attacca::core {

struct ReadState;

/// One running plugin, format neutral. A wrapper owns one and translates one outside world into it.
///
/// Survives what hosts do in practice: state at any time, flush beside process, calls from the
/// wrong thread, destruction while active. No exception leaves any of its functions except from
/// memory running out in create().
class Instance {
 public:
  /// Constructs the plugin. Errors: two parameters with the same id or the same hash of it, no
  /// layout, an exception in the plugin's constructor. [main]
  static Result<std::unique_ptr<Instance>> create(const detail::PluginEntry& entry,
                                                  HostServices& services);
  /// Closes the editor, deactivates, destroys the plugin. [main]
  ~Instance();
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  [[nodiscard]] const PluginInfo& info() const noexcept;
  [[nodiscard]] Plugin& plugin() noexcept;
  [[nodiscard]] ParamSet& params() noexcept;
  [[nodiscard]] TrackInfoHub& track_info() noexcept;
  [[nodiscard]] EditorSession& editor() noexcept;

  // Layouts and activation. [main]

  [[nodiscard]] std::span<const AudioLayout> layouts() const noexcept;
  [[nodiscard]] std::size_t selected_layout() const noexcept;
  /// False if active or out of range.
  bool select_layout(std::size_t index) noexcept;

  /// Initializes the plugin with the selected layout and asks for track info again. Activating an
  /// active instance deactivates it first. Error: what the plugin refused, or numbers out of range
  /// (sample rate not finite or <= 0, max block 0).
  Result<void> activate(const BufferConfig& config);
  void deactivate() noexcept;
  [[nodiscard]] bool is_active() const noexcept;

  /// Samples. [any]
  [[nodiscard]] std::uint32_t latency() const noexcept;
  /// The tail after the last block, samples; UINT32_MAX = keep alive (infinite). [any]
  [[nodiscard]] std::uint32_t tail() const noexcept;
  /// How many voices can sound at present; 0 where the plugin has none. [any]
  [[nodiscard]] std::uint32_t voices() const noexcept;

  // Processing. [audio]

  /// Plugin::reset(), smoothing ends.
  void reset() noexcept;

  /// One callback: takes over edits and states from the main thread, takes the newest track info,
  /// splits at parameter events, processes, reports. Blocks longer than BufferConfig::max allows
  /// are split. With 0 frames it is flush(). Not active: outputs are cleared, values are applied.
  ProcessStatus process(const Block& block) noexcept;

  /// Applies and reports parameter values without processing. [audio, or main while inactive].
  void flush(ParamEventSource* in, ParamEventSink* out) noexcept;

  // Parameter values from the main thread. [main]

  /// Sets a value: everybody reads it at once, process() has it from its next callback on; the last
  /// value wins, none is lost. Normalized 0..1. [not audio]
  void set_param(Param& param, double normalized) noexcept;

  /// The format's hosts set values on the main thread too, beside what they send to process(): they
  /// may or may not send one there as well, and they set what process() had blocks ago. Once,
  /// before the first callback. [main]
  void expect_values_from_main();
  /// Such a value. It is the newest unless it is recognised as an older one that comes back.
  /// Normalized 0..1. [not audio]
  void set_param_from_host(Param& param, double normalized) noexcept;

  // State. [main], in every phase, also while processing.

  /// Human-readable JSON: format, version, plugin id, plain values by parameter id. Equal values
  /// give equal bytes. Throws what the plugin's code throws that writes fields, and where memory
  /// runs out.
  [[nodiscard]] std::string save_state(StateContext context = StateContext::project) const;

  /// The same as a host keeps it: compressed where the plugin asks for that.
  [[nodiscard]] std::string save_for_host(StateContext context) const;

  /// `bytes` are what either has saved. All or nothing: on an error nothing has changed. Values
  /// that are missing get their default, values out of range are clamped. What this version of the
  /// plugin does not know, a later one may have written: it is left, and the log says so. Bounded
  /// in size and depth. On success the host has been notified (HostServices::values_changed).
  /// Errors: empty, truncated, not ours, for another plugin, compressed for a plugin that does
  /// without. [main]
  Result<void> load_state(std::string_view bytes, StateContext context = StateContext::project);

  // Factory presets. [main]

  /// In the order in which the build lists them.
  [[nodiscard]] std::span<const Preset> presets() const noexcept;
  /// Loads one, or nullopt: the plugin as it is made. Errors: as load_state().
  Result<void> load_preset(std::optional<std::size_t> index);
  /// The one that was loaded last, by load_preset() or with a state.
  [[nodiscard]] std::optional<std::size_t> preset() const noexcept;
  /// Whether a preset was loaded last that is none of these: from a file, say.
  [[nodiscard]] bool is_preset_from_elsewhere() const noexcept;
  /// What was loaded last as a preset may have been a project: its host does not say.
  void take_preset_for_project() noexcept;

  /// Does what waits for the main thread: on_track_info, editor refresh, latency changes. [main]
  void on_main();

 private:
  struct Impl;
  void notice_outputs();
  Result<void> read_and_load(std::string_view bytes, StateContext context);
  void report_left(const ReadState& read);
  void report_news();
  explicit Instance(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace attacca::core
