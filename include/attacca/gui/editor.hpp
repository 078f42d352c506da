// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// A plugin's window in the host. Most editors derive from CanvasEditor (gui/canvas_editor.hpp);
// this interface is for those that bring another toolkit. A plugin hands it out:
//
//     std::unique_ptr<attacca::Editor> make_editor() override { return std::make_unique<Face>(); }
//
// Main thread, one call at a time, also where the host calls from several. What open() gets, the
// EditorContext, lives until close() returns: there are track info, parameters and gestures. After
// open(), track_info_changed() comes once, and then after each change.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/gui/event_loop.hpp"
#include "attacca/gui/geometry.hpp"
#include "attacca/gui/param_indication.hpp"
#include "attacca/host_menu.hpp"
#include "attacca/state/preset.hpp"
#include "attacca/state/state_context.hpp"
#include "attacca/track_info.hpp"

namespace attacca {

class AnyField;
class Param;
class ParamSet;

/// The host's window that an editor lives in. X11: the window's id.
struct ParentWindow {
  std::uintptr_t handle = 0;
};

/// How the user wants to turn knobs.
enum class KnobMode : std::uint8_t {
  linear,             ///< dragged up and down
  circular,           ///< dragged around; the value jumps to the pointer
  relative_circular,  ///< dragged around, from where it is
};

/// What an open editor may ask of the framework. Valid from Editor::open() until Editor::close()
/// returned. All members [main].
class EditorContext {
 public:
  virtual ~EditorContext() = default;

  /// The newest track info, also while the engine is stopped.
  [[nodiscard]] virtual const TrackInfo& track_info() const = 0;

  [[nodiscard]] virtual ParamSet& params() = 0;

  /// A gesture: begin, any number of set_normalized, end; properly nested per parameter. The host
  /// records it as one edit. Values are normalized 0..1. Use ParamGesture rather than these.
  virtual void begin_edit(Param& param) = 0;
  virtual void set_normalized(Param& param, double normalized) = 0;
  virtual void end_edit(Param& param) = 0;

  /// Asks the host for another size; false if it refuses. A host that agrees has called set_size()
  /// when this returns, or the framework has; it may set another size at any time.
  virtual bool request_resize(PhysicalSize size) = 0;

  /// The plugin's whole state as text, for a file of the editor's or to compare with. Error: what
  /// the plugin's code threw that writes fields.
  [[nodiscard]] virtual Result<std::string> save_state(StateContext context) = 0;
  /// Loads what save_state() or a host has saved: all or nothing, as if the host had done it, and
  /// the project has changed by it. Errors: what the host would get.
  virtual Result<void> load_state(std::string_view state, StateContext context) = 0;

  /// The presets that the plugin comes with, in the order of its build. To load one:
  /// load_state(preset.state, StateContext::preset).
  [[nodiscard]] virtual std::span<const Preset> factory_presets() const = 0;

  /// The presets in files, which hosts list too; by name, the user's own first. None without
  /// USER_PRESETS in the build. Looks at the disk each time.
  [[nodiscard]] virtual std::vector<PresetFile> preset_files() const = 0;
  /// Loads one, as load_state() does. Errors: what is wrong with the file, what the host would get.
  virtual Result<void> load_preset_file(const std::string& path) = 0;
  /// Saves what is set now as a preset of the user's and returns its path; one of the same name is
  /// replaced as a whole. Errors: no name, that of another's file, no folder, no USER_PRESETS.
  virtual Result<std::string> save_preset_file(std::string_view name) = 0;

  [[nodiscard]] virtual EventLoop& event_loop() = 0;

  /// Has the host show its menu for `param`, or for the plugin where that is null, at a place in
  /// the editor, physical pixels from its left and top. False where the host has none that it can
  /// show.
  virtual bool show_host_menu(const Param* param, std::int32_t x, std::int32_t y) = 0;
  /// The entries of that menu, for an editor that shows them itself; empty where the host has none.
  [[nodiscard]] virtual HostMenu host_menu(const Param* param) = 0;
  /// The user has chosen an entry of host_menu(), asked last for the same parameter. False where
  /// the host refuses.
  virtual bool choose_from_host_menu(const Param* param, std::uint32_t action) = 0;

  /// What the host does with a parameter, as far as it has said.
  [[nodiscard]] virtual ParamIndication indication(const Param& param) const = 0;

  /// How the user has set knobs to turn in the host; linear where it has not said.
  [[nodiscard]] virtual KnobMode knob_mode() const = 0;

  /// Samples from the plugin's main output to the ear, as far as the host has said; 0 otherwise.
  /// A meter that is to go with the sound is as much late.
  [[nodiscard]] virtual std::uint32_t presentation_latency() const = 0;

  /// How the plugin was loaded and by whom, for people: "CLAP", "Qtractor". UTF-8.
  [[nodiscard]] virtual std::string_view format_name() const = 0;
  [[nodiscard]] virtual std::string_view host_name() const = 0;
};

/// A plugin's window inside the host's. Toolkit neutral: gui/canvas_editor.hpp is ours, others can
/// be put here. All members [main], never two at once.
class Editor {
 public:
  virtual ~Editor() = default;

  /// The size now, or the one it would open with. Includes the scale.
  [[nodiscard]] virtual PhysicalSize size() const = 0;
  [[nodiscard]] virtual bool can_resize() const { return false; }

  /// The nearest size to `wanted` that the editor accepts.
  [[nodiscard]] virtual PhysicalSize constrain(PhysicalSize wanted) const {
    return can_resize() ? wanted : size();
  }

  /// The host has resized the parent window, or agreed to a request. Given is what constrain() made
  /// of it: a host that sets less than the minimum gets the minimum, and is asked for room. False
  /// keeps the old size.
  virtual bool set_size(PhysicalSize size) = 0;

  /// 1 = 96 dpi. Before or after open(); false if the editor does not scale.
  virtual bool set_scale(double /*scale*/) { return false; }

  /// Creates the native window as a child of `parent` and shows it. On an error nothing is left
  /// behind and open() may be tried again.
  virtual Result<void> open(ParentWindow parent, EditorContext& context) = 0;

  /// Ends what open() began. Harmless when not open.
  virtual void close() noexcept = 0;

  virtual void set_visible(bool /*visible*/) {}

  /// New track info: called once right after open() and after each change, coalesced.
  virtual void track_info_changed(const TrackInfo& /*info*/) {}

  /// A parameter has a new value, whoever set it; coalesced.
  virtual void param_changed(const Param& /*param*/) {}

  /// The same for a field (state/field.hpp), by set() or a loaded state.
  virtual void field_changed(const AnyField& /*field*/) {}

  /// The host does something else with a parameter than before. What it does when the editor opens
  /// is EditorContext::indication().
  virtual void indication_changed(const Param& /*param*/, const ParamIndication& /*indication*/) {}
};

}  // namespace attacca
