// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "attacca/gui/editor.hpp"
#include "tests/gui/fake_event_loop.hpp"

namespace attacca::gui {

/// A host's side of an open editor, without parameters.
class FakeEditorContext final : public EditorContext {
 public:
  FakeEventLoop loop;
  TrackInfo info;
  bool grants_resize = true;
  Editor* resized_editor = nullptr;  ///< gets set_size() from inside a granted request
  std::optional<PhysicalSize> requested;

  [[nodiscard]] const TrackInfo& track_info() const override { return info; }
  [[nodiscard]] ParamSet& params() override { std::abort(); }
  void begin_edit(Param&) override {}
  void set_normalized(Param&, double) override {}
  void end_edit(Param&) override {}
  bool request_resize(PhysicalSize size) override {
    requested = size;
    if (!grants_resize) return false;
    if (resized_editor != nullptr) resized_editor->set_size(size);
    return true;
  }
  [[nodiscard]] Result<std::string> save_state(StateContext) override { return std::string(); }
  Result<void> load_state(std::string_view, StateContext) override { return {}; }
  [[nodiscard]] std::vector<PresetFile> preset_files() const override { return {}; }
  Result<void> load_preset_file(const std::string&) override { return {}; }
  Result<std::string> save_preset_file(std::string_view) override { return std::string(); }
  [[nodiscard]] std::span<const Preset> factory_presets() const override { return {}; }
  [[nodiscard]] EventLoop& event_loop() override { return loop; }
  bool show_host_menu(const Param* /*param*/, std::int32_t /*x*/, std::int32_t /*y*/) override {
    return false;
  }
  HostMenu host_menu(const Param* /*param*/) override { return {}; }
  bool choose_from_host_menu(const Param* /*param*/, std::uint32_t /*action*/) override {
    return false;
  }
  ParamIndication indication(const Param& /*param*/) const override { return {}; }
  KnobMode knob_mode() const override { return KnobMode::linear; }
  std::uint32_t presentation_latency() const override { return 0; }
  [[nodiscard]] std::string_view format_name() const override { return "CLAP"; }
  [[nodiscard]] std::string_view host_name() const override { return "Test host"; }
};

}  // namespace attacca::gui
