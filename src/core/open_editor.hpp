// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attacca/gui/editor.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/plugin.hpp"
#include "base/guarded.hpp"
#include "core/editor_loop.hpp"
#include "core/editor_session.hpp"
#include "core/editor_size.hpp"
#include "core/host_services.hpp"
#include "core/param_indications.hpp"
#include "core/track_info_hub.hpp"
#include "main_thread/loop_thread.hpp"

namespace attacca::core {

/// The editor of a plugin from the first time a host asks for it, and all that it has around it.
/// Everything happens inside the gate, except for the calls to the host that need an answer. After
/// each of these, and after each call into the editor, `opening_` says whether it is still the same
/// opening.
class OpenEditor final : public EditorContext {
 public:
  OpenEditor(const EditorSurroundings& surroundings, const ParamIndications& indications)
      : around_(surroundings),
        indications_(indications),
        services_(around_.services),
        main_(services_.main_thread()),
        loop_(main_, [this](const std::function<void()>& callback) {
          const Running running(*this);
          callback();
        }) {}

  // What the editor may ask.

  const TrackInfo& track_info() const override {
    track_info_ = around_.track_info.newest();
    return track_info_;
  }
  ParamSet& params() override { return around_.plugin.params(); }
  void begin_edit(Param& param) override;
  void set_normalized(Param& param, double normalized) override;
  void end_edit(Param& param) override;
  bool request_resize(PhysicalSize size) override;
  Result<std::string> save_state(StateContext context) override {
    return around_.save_state(context);
  }
  Result<void> load_state(std::string_view state, StateContext context) override {
    return around_.load_state(state, context);
  }
  std::span<const Preset> factory_presets() const override { return around_.presets; }
  std::vector<PresetFile> preset_files() const override;
  Result<void> load_preset_file(const std::string& path) override;
  Result<std::string> save_preset_file(std::string_view name) override;
  EventLoop& event_loop() override { return loop_; }
  bool show_host_menu(const Param* param, std::int32_t x, std::int32_t y) override;
  HostMenu host_menu(const Param* param) override;
  bool choose_from_host_menu(const Param* param, std::uint32_t action) override;
  ParamIndication indication(const Param& param) const override { return indications_.of(param); }
  KnobMode knob_mode() const override { return indications_.knob_mode(); }
  std::uint32_t presentation_latency() const override {
    return indications_.presentation_latency();
  }
  std::string_view format_name() const override { return services_.format_name(); }
  std::string_view host_name() const override { return services_.host_name(); }

  // What the host asks.

  /// A new editor of the plugin's, or null. [main]
  [[nodiscard]] static std::unique_ptr<Editor> make(const EditorSurroundings& around);

  bool create();
  void destroy() noexcept;
  Result<void> open(ParentWindow parent);
  void close() noexcept;
  void refresh();
  void show_indication(const Param& param);
  bool set_size(PhysicalSize size);
  [[nodiscard]] bool created() const noexcept { return editor_ != nullptr; }
  [[nodiscard]] bool is_open() const noexcept { return open_; }

  /// What `call` answers about the editor, or `otherwise` if there is none.
  template <typename Answer, typename AskEditor>
  Answer ask(Answer otherwise, AskEditor&& call) {
    const MainThread::Call inside(main_);
    if (editor_ == nullptr) return otherwise;
    const Running running(*this);
    return call(*editor_);
  }

 private:
  struct Gesture {
    Param* param;
    unsigned depth;
  };

  /// While one lives, code of the editor's may be running. Inside the gate at both ends.
  class Running {
   public:
    explicit Running(OpenEditor& session) noexcept : session_(session) { ++session_.running_; }
    ~Running() {
      if (--session_.running_ > 0) return;
      session_.left_editors_.clear();
      session_.around_.editor_ran();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

   private:
    OpenEditor& session_;
  };

  [[nodiscard]] std::vector<Gesture>::iterator find_gesture(const Param& param) noexcept;
  /// A call of HostServices that the host cannot fail.
  template <typename HostCall>
  void call_host(std::string_view what, HostCall&& call) noexcept {
    guarded(around_.log_id, what, std::forward<HostCall>(call));
  }
  Result<void> find_loop();
  Result<void> open_inside(ParentWindow parent);
  Result<void> open_editor(ParentWindow parent);
  void close_inside() noexcept;
  void end_gestures() noexcept;
  void show_everything();
  void show_changes();
  void show_fields();
  void show_track(const TrackInfo& info);
  void reap() noexcept;

  const EditorSurroundings& around_;
  const ParamIndications& indications_;
  HostServices& services_;
  MainThread& main_;
  std::unique_ptr<Editor> editor_;
  bool open_ = false;
  bool in_open_ = false;       ///< Editor::open() is running
  std::uint64_t opening_ = 0;  ///< counts openings and closings
  bool refreshing_ = false;
  EditorSize size_;
  std::vector<Gesture> gestures_;
  std::vector<double> shown_;
  std::vector<std::uint64_t> shown_fields_;  ///< FieldStore::changes(), and 1
  std::uint64_t shown_revision_ = 0;
  mutable TrackInfo track_info_;
  EditorLoop loop_;
  EventLoop::Handle timer_ = 0;
  std::shared_ptr<LoopThread> own_loop_;
  unsigned running_ = 0;
  /// What was let go while its code was running.
  std::vector<std::unique_ptr<Editor>> left_editors_;
};

}  // namespace attacca::core
