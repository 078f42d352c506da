// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "attacca/gui/event_loop.hpp"
#include "attacca/gui/geometry.hpp"
#include "attacca/host_menu.hpp"
#include "attacca/params/param.hpp"
#include "attacca/process_context.hpp"
#include "main_thread/main_thread.hpp"

namespace attacca {
enum class LogLevel : std::uint8_t;
}

namespace attacca::core {

/// What becomes of an editor's request for another size.
enum class ResizeAnswer : std::uint8_t {
  refused,
  agreed,
  pending,  ///< the host is asked later; the wrapper sets the size if it agrees then
};

/// The menus that the host has for parameters and for the plugin (null), as EditorContext says.
/// Called with the gate opened. [main]
class HostMenus {
 public:
  virtual ~HostMenus() = default;
  virtual bool show(const Param* param, std::int32_t x, std::int32_t y) = 0;
  [[nodiscard]] virtual HostMenu read(const Param* param) = 0;
  virtual bool choose(const Param* param, std::uint32_t action) = 0;
  /// Lets go of what belongs to the host.
  virtual void forget() noexcept {}
};

/// What a format wrapper does for its Instance: the host's side of the conversation, format
/// neutral. The wrapper outlives the Instance.
///
/// The core calls from inside the gate of main_thread(), maybe with code of the plugin's on the
/// stack. So what needs no answer from the host is collected, and sent in MainThread's delivery;
/// what needs one is called with the gate opened.
class HostServices {
 public:
  virtual ~HostServices() = default;

  /// "CLAP", "VST3", … and the host's own name (UTF-8, may be empty). [main]
  [[nodiscard]] virtual std::string_view format_name() const noexcept = 0;
  [[nodiscard]] virtual std::string_view host_name() const noexcept = 0;

  /// The way onto the main thread. Its Client calls Instance::on_main() when work waits. [any]
  [[nodiscard]] virtual MainThread& main_thread() noexcept = 0;

  /// An edit in the editor: the host records it. The plugin has the value already. Gestures are
  /// balanced per parameter. Normalized 0..1. [main]
  virtual void begin_edit(const Param& param) = 0;
  virtual void perform_edit(const Param& param, double normalized) = 0;
  virtual void end_edit(const Param& param) = 0;

  /// A read-only parameter has a new value while no blocks come that would report it: the host
  /// shall have it now. Normalized 0..1. [main]
  virtual void output_changed(const Param& param, double normalized) = 0;

  /// A state was loaded: the host reads all values and texts again. [main]
  virtual void values_changed() = 0;

  /// Instance::latency() has changed: the host restarts the plugin when it can. [main]
  virtual void latency_changed() = 0;

  /// Something outside the parameters that belongs to the saved state has changed. [main]
  virtual void state_changed() = 0;

  /// Asks the host about the track again, where the format can ask. [main]
  virtual void ask_track_info() = 0;

  /// A line from the plugin, for the host's log or for stderr. UTF-8. [main]
  virtual void log(LogLevel level, const std::string& text) = 0;

  /// The editor wants another size. A host that agrees may set the size before this returns, later,
  /// or never. Called with the gate opened. [main]
  [[nodiscard]] virtual ResizeAnswer request_editor_resize(PhysicalSize size) = 0;

  /// The host's event loop for the editor being opened, or null where the host offers none. Calls
  /// by the loop come through the gate. [main]
  [[nodiscard]] virtual std::shared_ptr<EventLoop> event_loop() noexcept = 0;

  // What not every format has.

  /// The plugin has news for the host: detail::HostNews. [main]
  virtual void report_news(std::uint32_t /*news*/) {}

  /// As PluginHost says. Not while or after the wrapper ends. [not audio]
  virtual bool request_process() noexcept { return false; }

  /// The host's menus, or null where it has none. [main]
  [[nodiscard]] virtual HostMenus* host_menus() noexcept { return nullptr; }

  /// The host's threads, or null where it lends none. The same as long as the plugin is active.
  /// [main]
  [[nodiscard]] virtual detail::ThreadPool* thread_pool() noexcept { return nullptr; }
};

}  // namespace attacca::core
