// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"
#include "attacca/gui/editor.hpp"
#include "params/echoes.hpp"

namespace attacca {
class Plugin;
}

namespace attacca::core {

class HostServices;
class TrackInfoHub;
class TrackObserver;

/// The editor of one plugin while a host has it open, and the loop it lives on: the host's, or a
/// thread of our own where the host offers none. A host may close, end or reopen it from inside any
/// call that it gets from us; the Editor object then goes when none of its code is running any
/// more. All calls: [main].
class EditorSession {
 public:
  /// What an editor has around it; all of it outlives the session.
  struct Surroundings {
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
    const void* log_id;  ///< what the instance is called in the log
  };

  explicit EditorSession(Surroundings surroundings);
  ~EditorSession();
  EditorSession(const EditorSession&) = delete;
  EditorSession& operator=(const EditorSession&) = delete;

  /// True if the plugin has an editor at all (asked once, cached).
  [[nodiscard]] bool available();

  /// Makes the Editor object, without a window. True if there is one now.
  bool create();
  [[nodiscard]] bool created() const noexcept;
  /// Closes and destroys; harmless when not created.
  void destroy() noexcept;

  /// Opens inside `parent`: track info is asked again and shown, parameters are shown.
  Result<void> open(ParentWindow parent);
  /// Closes the window, keeps the object.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept;

  [[nodiscard]] PhysicalSize size() const;
  [[nodiscard]] bool can_resize() const;
  [[nodiscard]] PhysicalSize constrain(PhysicalSize wanted) const;
  /// The host sets a size; the editor takes the nearest that it can have. True if that is the same;
  /// otherwise an open editor's host is asked soon for the one that holds.
  bool set_size(PhysicalSize size);
  bool set_scale(double scale);
  void set_visible(bool visible);

  /// Brings the editor up to date with the newest track info and parameter values: calls it only
  /// for what has changed since. Called by Instance::on_main() and by the session's own timer.
  void refresh();

 private:
  class Impl;
  [[nodiscard]] Impl& made();
  template <typename Answer, typename Ask>
  Answer ask(Answer otherwise, Ask&& call) const;

  const Surroundings around_;
  std::optional<bool> available_;
  std::unique_ptr<Impl> impl_;  ///< from the first editor on
};

}  // namespace attacca::core
