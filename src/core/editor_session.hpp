// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "attacca/gui/editor.hpp"
#include "params/echoes.hpp"

namespace attacca {
class Plugin;
}

namespace attacca::detail {
struct PluginEntry;
}

namespace attacca::core {

class HostServices;
class ParamIndications;
class TrackInfoHub;
class TrackObserver;

/// What an editor has around it; all of it outlives the session.
struct EditorSurroundings {
  Plugin& plugin;
  TrackInfoHub& track_info;
  TrackObserver* track_observer;  ///< null but in test builds
  HostServices& services;
  Echoes& echoes;  ///< recognises what the host sends back
  /// Sets a parameter for everybody but the host. Normalized 0..1.
  std::function<void(Param&, double)> set_param;
  /// What EditorContext says.
  std::function<Result<std::string>(StateContext)> save_state;
  std::function<Result<void>(std::string_view, StateContext)> load_state;
  /// Called inside the gate when code of the editor's has run.
  std::function<void()> editor_ran;
  std::span<const Preset> presets;  ///< the factory's
  const detail::PluginEntry& entry;
  const void* log_id;  ///< what the instance is called in the log
};

/// The editor of one plugin while a host has it open, and the loop it lives on: the host's, or a
/// thread of our own where the host offers none. A host may close, end or reopen it from inside any
/// call that it gets from us; the Editor object then goes when none of its code is running any
/// more. All calls: [main].
///
/// This one is of a plugin that has no editor, and carries nothing of what editors need.
class EditorSession {
 public:
  EditorSession() = default;
  virtual ~EditorSession() = default;
  EditorSession(const EditorSession&) = delete;
  EditorSession& operator=(const EditorSession&) = delete;

  /// True if the plugin has an editor at all (asked once, cached).
  [[nodiscard]] virtual bool available() { return false; }

  /// Makes the Editor object, without a window. True if there is one now.
  virtual bool create() { return false; }
  [[nodiscard]] virtual bool created() const noexcept { return false; }
  /// Closes and destroys; harmless when not created.
  virtual void destroy() noexcept {}

  /// Opens inside `parent`: track info is asked again and shown, parameters are shown.
  virtual Result<void> open(ParentWindow /*parent*/) {
    return fail("cannot open the editor: the plugin has none");
  }
  /// Closes the window, keeps the object.
  virtual void close() noexcept {}
  [[nodiscard]] virtual bool is_open() const noexcept { return false; }

  [[nodiscard]] virtual PhysicalSize size() const { return {}; }
  [[nodiscard]] virtual bool can_resize() const { return false; }
  [[nodiscard]] virtual PhysicalSize constrain(PhysicalSize wanted) const { return wanted; }
  /// The host sets a size; the editor takes the nearest that it can have. True if that is the same;
  /// otherwise an open editor's host is asked soon for the one that holds.
  virtual bool set_size(PhysicalSize /*size*/) { return false; }
  virtual bool set_scale(double /*scale*/) { return false; }
  virtual void set_visible(bool /*visible*/) {}

  /// Brings the editor up to date with the newest track info and parameter values: calls it only
  /// for what has changed since. Called by Instance::on_main() and by the session's own timer.
  virtual void refresh() {}

  /// What the host does with parameters; null without an editor that could show it.
  [[nodiscard]] virtual ParamIndications* indications() noexcept { return nullptr; }
};

}  // namespace attacca::core
