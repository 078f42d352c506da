// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A plugin, whatever the format: derive, declare parameters as members, write process().
//
//     class Gain final : public attacca::Plugin {
//      public:
//       static constexpr attacca::PluginInfo info{.id = "org.example.gain", .name = "Gain",
//                                                 .vendor = "Example"};
//       attacca::ProcessStatus process(attacca::AudioBuffer& buffer, attacca::AuxBuffers& aux,
//                                      attacca::ProcessContext& context) noexcept override;
//     };
//
// Calls marked [main] come on the host's main thread, calls marked [audio] one at a time on its
// audio threads. process() takes no lock, allocates nothing and makes no system call; what it
// shares with the rest goes through parameters and attacca/rt. docs/first-plugin.md goes through it
// step by step.

#include <cstdint>
#include <memory>
#include <span>

#include "attacca/audio_buffer.hpp"
#include "attacca/audio_layout.hpp"
#include "attacca/host_menu.hpp"
#include "attacca/note_names.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/plugin_host.hpp"
#include "attacca/plugin_info.hpp"
#include "attacca/process_context.hpp"
#include "attacca/remote_controls.hpp"
#include "attacca/state/field_set.hpp"
#include "attacca/tasks/task_set.hpp"
#include "attacca/track_info.hpp"
#include "attacca/transport.hpp"

namespace attacca {

class Bypass;
class Editor;

namespace core {
class AudioSide;
}
namespace detail {
class AroundProcess;
}

/// What process() says about the time after this block. All members [any].
class ProcessStatus {
 public:
  enum class Kind : std::uint8_t { normal, tail, keep_alive, error };

  /// Silence in means silence out: the host may stop calling while the input is quiet, and the tail
  /// that initialize() has declared is over.
  static constexpr ProcessStatus normal() noexcept { return {Kind::normal, 0}; }
  /// Sound goes on for `samples` after the input has gone quiet.
  static constexpr ProcessStatus tail(std::uint32_t samples) noexcept {
    return {Kind::tail, samples};
  }
  /// Never stop calling.
  static constexpr ProcessStatus keep_alive() noexcept { return {Kind::keep_alive, 0}; }
  /// The block could not be processed; the output is discarded.
  static constexpr ProcessStatus error() noexcept { return {Kind::error, 0}; }

  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr std::uint32_t tail_samples() const noexcept { return tail_; }

 private:
  constexpr ProcessStatus(Kind kind, std::uint32_t tail) noexcept : kind_(kind), tail_(tail) {}
  Kind kind_;
  std::uint32_t tail_;
};

/// A plugin, whatever the format. Derive, declare `static constexpr PluginInfo info`, declare the
/// parameters as members in the order hosts shall show them, and write process().
///
/// The host's main thread creates and destroys it and makes all calls marked [main]; the calls
/// marked [audio] come one at a time, maybe from a different thread each time. process() owns the
/// plugin: what the main thread wants from it goes through parameters and hand-overs (attacca/rt),
/// never through shared members.
class Plugin {
 public:
  Plugin() = default;
  virtual ~Plugin() = default;
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;

  /// What the plugin can run with, best first; never empty. Asked once. [main]
  [[nodiscard]] virtual std::span<const AudioLayout> layouts() const noexcept;

  /// A new editor, or null for none. One at a time. [main]
  [[nodiscard]] virtual std::unique_ptr<Editor> make_editor();

  /// Prepares for processing: the place to allocate. False keeps the plugin inactive. [main]
  virtual bool initialize(const AudioLayout& /*layout*/, const BufferConfig& /*config*/,
                          InitContext& /*context*/) {
    return true;
  }

  /// Forgets the past (delay lines, envelopes). Always called once after initialize(). [audio, or
  /// main while inactive]
  virtual void reset() noexcept {}

  /// Processes one block of at most BufferConfig::max_block_frames frames; `buffer` holds the main
  /// input and becomes the main output. No locks, no allocation, no system calls. [audio]
  virtual ProcessStatus process(AudioBuffer& buffer, AuxBuffers& aux,
                                ProcessContext& context) noexcept = 0;

  /// Undoes initialize(): the place to free. [main]
  virtual void deactivate() {}

  /// The track has changed; also called when nothing is processed. [main]
  virtual void on_track_info(const TrackInfo& /*info*/) {}

  /// Pages of parameters for hardware controllers; none unless overridden. Asked when the plugin is
  /// made, and after PluginHost::remote_controls_changed(). [main]
  virtual void remote_controls(RemoteControls& /*controls*/) const {}

  /// What keys are called; nothing unless overridden. Asked when the plugin is made, and after
  /// PluginHost::note_names_changed(). Only of plugins with note inputs. [main]
  virtual void note_names(NoteNames& /*names*/) const {}

  /// The host is about to show its menu for a parameter, or for the plugin where `param` is null:
  /// entries of the plugin's own go in here. [main]
  virtual void fill_host_menu(const Param* /*param*/, HostMenu& /*menu*/) {}

  /// The user chose the entry with this HostMenuItem::action that fill_host_menu() has put into the
  /// host's menu. [main]
  virtual void on_host_menu(const Param* /*param*/, std::uint32_t /*action*/) {}

  /// The plugin's parameters. [any]
  [[nodiscard]] ParamSet& params() noexcept { return params_; }
  [[nodiscard]] const ParamSet& params() const noexcept { return params_; }
  /// What the plugin remembers beside them. [any]
  [[nodiscard]] FieldSet& fields() noexcept { return fields_; }
  [[nodiscard]] const FieldSet& fields() const noexcept { return fields_; }
  /// The plugin's tasks. [any]
  [[nodiscard]] TaskSet& tasks() noexcept { return tasks_; }
  /// What the plugin reports to its host outside of process(). [any]
  [[nodiscard]] PluginHost& host() noexcept { return host_; }

 private:
  friend class Bypass;
  friend class core::AudioSide;

  ParamSet params_;
  FieldSet fields_;
  TaskSet tasks_{*this};
  PluginHost host_{tasks_};
  detail::AroundProcess* around_ = nullptr;  ///< a member of the author's, or none
};

}  // namespace attacca
