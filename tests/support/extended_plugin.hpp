// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attacca/gui/editor.hpp"
#include "attacca/params/bool_param.hpp"
#include "attacca/params/float_param.hpp"
#include "attacca/plugin.hpp"

namespace attacca::test {

/// An editor without a window that keeps what it is told.
class ExtendedEditor final : public Editor {
 public:
  ExtendedEditor() { latest = this; }
  ~ExtendedEditor() override { latest = nullptr; }

  [[nodiscard]] PhysicalSize size() const override { return {100, 100}; }
  bool set_size(PhysicalSize /*size*/) override { return true; }
  Result<void> open(ParentWindow /*parent*/, EditorContext& with) override {
    context = &with;
    return {};
  }
  void close() noexcept override { context = nullptr; }
  void indication_changed(const Param& param, const ParamIndication& indication) override {
    indicated.emplace_back(param.id());
    last = indication;
  }

  EditorContext* context = nullptr;  ///< while open
  std::vector<std::string> indicated;
  ParamIndication last;

  static inline ExtendedEditor* latest = nullptr;
};

/// Has all that most plugins have not.
class ExtendedPlugin final : public Plugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test.extended",
                                   .name = "Extended Test",
                                   .vendor = "Attacca",
                                   .features = {Feature::instrument},
                                   .notes_in = {{.name = "First"},
                                                {.name = "Second",
                                                 .midi_controllers = true,
                                                 .program_changes = true,
                                                 .midi2 = true}},
                                   .notes_out = NotePort::main,
                                   .voices = 8,
                                   .thread_pool = true,
                                   .split_at = SplitAt::nothing,
                                   .needs_realtime = true};

  ExtendedPlugin() { latest = this; }
  ~ExtendedPlugin() override { latest = nullptr; }

  std::unique_ptr<Editor> make_editor() override { return std::make_unique<ExtendedEditor>(); }

  bool initialize(const AudioLayout& /*layout*/, const BufferConfig& /*config*/,
                  InitContext& context) override {
    ++initializations;
    if (voices_at_activation != 0) context.set_voices(voices_at_activation);
    return true;
  }

  ProcessStatus process(AudioBuffer& /*buffer*/, AuxBuffers& /*aux*/,
                        ProcessContext& context) noexcept override {
    if (during_process) during_process(context);
    for (const Event& event : context.events()) {
      if (count_ < kept_.size()) kept_[count_++] = event;
    }
    return ProcessStatus::normal();
  }

  void remote_controls(RemoteControls& controls) const override {
    controls.page("Levels", {&level, nullptr, &mix});
    controls.section("Many").page("Ten", std::vector<const Param*>(10, &level));
    controls.page("Levels", {&mix});
  }
  void note_names(NoteNames& names) const override {
    names.add(36, kick).add(38, "Snare", 9, 0).add(38, "Any snare").add(200, "No key");
  }
  void fill_host_menu(const Param* param, HostMenu& menu) override {
    if (param != nullptr && param != &mix) return;
    menu.title("Own").entry(param == nullptr ? "Reset all" : "Reset", 7);
    menu.begin_submenu("More").check("Locked", 8, true).end_submenu().separator();
  }
  void on_host_menu(const Param* param, std::uint32_t action) override {
    chosen.push_back((param == nullptr ? "plugin " : std::string(param->id()) + ' ') +
                     std::to_string(action));
  }

  [[nodiscard]] std::span<const Event> events() const noexcept { return {kept_.data(), count_}; }
  void forget() noexcept { count_ = 0; }

  FloatParam level{params(), {.id = "level", .name = "Level"}};
  FloatParam mix{params(),
                 {.id = "mix", .name = "Mix", .flags = {.function = ParamFunction::dry_wet_mix}}};
  struct Inner {
    explicit Inner(ParamScope scope)
        : fast(scope,
               {.id = "fast", .name = "Fast", .flags = {.function = ParamFunction::low_latency}}) {}
    BoolParam fast;
  };
  Inner inner{params().group({.id = "inner", .name = "Inner"})};

  std::function<void(ProcessContext&)> during_process;
  std::string kick = "Kick";
  std::vector<std::string> chosen;
  int initializations = 0;

  static inline ExtendedPlugin* latest = nullptr;
  static inline std::uint32_t voices_at_activation = 0;

 private:
  std::array<Event, 64> kept_ = {};
  std::size_t count_ = 0;
};

}  // namespace attacca::test
