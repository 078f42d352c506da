// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/editor_session.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attacca/detail/plugin_entry.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/plugin.hpp"
#include "base/guarded.hpp"
#include "core/editor_loop.hpp"
#include "core/editor_size.hpp"
#include "core/host_services.hpp"
#include "core/param_indications.hpp"
#include "core/track_info_hub.hpp"
#include "core/track_observer.hpp"
#include "main_thread/loop_thread.hpp"

namespace attacca::core {

namespace {

/// How often an open editor looks for what the audio thread has changed.
constexpr std::chrono::milliseconds kRefreshPeriod{33};

Result<void> closed_meanwhile() {
  return fail("cannot open the editor: the host has closed it while it was being opened");
}

std::unique_ptr<Editor> make_editor(const EditorSurroundings& around) {
  std::unique_ptr<Editor> made;
  guarded(around.log_id, "make_editor", [&] { made = around.plugin.make_editor(); });
  return made;
}

}  // namespace

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
        loop_([this](const std::function<void()>& callback) {
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
  std::uint64_t shown_revision_ = 0;
  mutable TrackInfo track_info_;
  EditorLoop loop_;
  EventLoop::Handle timer_ = 0;
  std::shared_ptr<LoopThread> own_loop_;
  unsigned running_ = 0;
  /// What was let go while its code was running.
  std::vector<std::unique_ptr<Editor>> left_editors_;
};

bool OpenEditor::create() {
  const MainThread::Call call(main_);
  reap();
  if (editor_ == nullptr) editor_ = make_editor(around_);
  return editor_ != nullptr;
}

void OpenEditor::destroy() noexcept {
  const MainThread::Call call(main_);
  close();
  ++opening_;  // also for who is about to open
  if (editor_ == nullptr) return;
  const Running running(*this);
  left_editors_.push_back(std::move(editor_));
}

/// Waits for our own loop to end; does nothing inside one of its callbacks.
void OpenEditor::reap() noexcept {
  if (own_loop_ == nullptr || open_ || in_open_ || own_loop_->on_this_thread()) return;
  const std::shared_ptr<LoopThread> ending = std::move(own_loop_);
  own_loop_ = nullptr;
  ending->quit();
  // Its thread may be waiting for the gate.
  const MainThread::Opened opened(main_);
  ending->join();
}

Result<void> OpenEditor::open(ParentWindow parent) {
  const MainThread::Call call(main_);
  reap();
  const std::uint64_t opening = opening_;
  {
    const MainThread::Opened opened(main_);
    call_host("ask_track_info", [&] { services_.ask_track_info(); });
  }
  if (opening_ != opening) return closed_meanwhile();
  if (editor_ == nullptr && !create()) return fail("cannot open the editor: the plugin has none");
  Result<void> opened = open_inside(parent);
  if (!opened) reap();
  return opened;
}

Result<void> OpenEditor::open_inside(ParentWindow parent) {
  if (open_ || in_open_) {
    return fail("cannot open the editor: it is open already; close it first");
  }
  if (Result<void> found = find_loop(); !found) return found;
  in_open_ = true;
  const std::uint64_t opening = ++opening_;
  Result<void> opened = open_editor(parent);
  in_open_ = false;
  if (!opened) {
    loop_.close();
    return opened;
  }
  open_ = true;
  timer_ = loop_.start_timer(kRefreshPeriod, [this] { refresh(); });
  if (opening_ == opening) show_everything();
  if (opening_ != opening) return closed_meanwhile();
  return {};
}

Result<void> OpenEditor::open_editor(ParentWindow parent) {
  const Running running(*this);
  Editor& editor = *editor_;  // the host may end the session meanwhile
  const std::uint64_t opening = opening_;
  Result<void> opened = fail("cannot open the editor: the plugin threw an exception");
  guarded(around_.log_id, "Editor::open", [&] { opened = editor.open(parent, *this); });
  if (opening_ == opening || !opened) return opened;
  editor.close();
  return closed_meanwhile();
}

Result<void> OpenEditor::find_loop() {
  if (std::shared_ptr<EventLoop> hosts = services_.event_loop(); hosts != nullptr) {
    loop_.open(std::move(hosts));
    return {};
  }
  try {
    own_loop_ = LoopThread::start(main_);
  } catch (const std::exception& exception) {
    return fail(std::string("cannot open the editor: no thread for it: ") + exception.what());
  }
  loop_.open(own_loop_);
  return {};
}

void OpenEditor::close() noexcept {
  const MainThread::Call call(main_);
  close_inside();
  reap();
}

void OpenEditor::close_inside() noexcept {
  ++opening_;  // open_editor() sees to the rest when it is running
  if (!open_) return;
  open_ = false;
  refreshing_ = false;
  size_.forget();
  const Running running(*this);
  editor_->close();
  timer_ = 0;
  loop_.close();
  end_gestures();
  if (own_loop_ != nullptr) own_loop_->quit();
}

void OpenEditor::end_gestures() noexcept {
  for (const Gesture& gesture : std::exchange(gestures_, {})) {
    around_.echoes.end_edit(gesture.param->index());
    call_host("end_edit", [&] { services_.end_edit(*gesture.param); });
  }
}

std::vector<OpenEditor::Gesture>::iterator OpenEditor::find_gesture(const Param& param) noexcept {
  return std::find_if(gestures_.begin(), gestures_.end(),
                      [&](const Gesture& gesture) { return gesture.param == &param; });
}

void OpenEditor::begin_edit(Param& param) {
  const MainThread::Call call(main_);
  if (param.flags().read_only) return;
  if (const auto open = find_gesture(param); open != gestures_.end()) {
    ++open->depth;
    return;
  }
  gestures_.push_back({&param, 1});
  around_.echoes.begin_edit(param.index());
  call_host("begin_edit", [&] { services_.begin_edit(param); });
}

void OpenEditor::set_normalized(Param& param, double normalized) {
  const MainThread::Call call(main_);
  if (param.flags().read_only || std::isnan(normalized)) return;
  const bool in_gesture = find_gesture(param) != gestures_.end();
  if (!in_gesture) begin_edit(param);
  const double value = std::clamp(normalized, 0.0, 1.0);
  // Before the host knows of it: it may send the value back at once.
  around_.echoes.sent(param.index(), value);
  around_.set_param(param, value);
  call_host("perform_edit", [&] { services_.perform_edit(param, value); });
  if (!in_gesture) end_edit(param);
}

void OpenEditor::end_edit(Param& param) {
  const MainThread::Call call(main_);
  const auto open = find_gesture(param);
  if (open == gestures_.end() || --open->depth > 0) return;
  gestures_.erase(open);
  around_.echoes.end_edit(param.index());
  call_host("end_edit", [&] { services_.end_edit(param); });
}

bool OpenEditor::request_resize(PhysicalSize size) {
  const MainThread::Call call(main_);
  const std::uint64_t opening = opening_;
  const std::uint64_t times_set = size_.times_set();
  ResizeAnswer answer = ResizeAnswer::refused;
  {
    const MainThread::Opened opened(main_);
    call_host("request_editor_resize", [&] { answer = services_.request_editor_resize(size); });
  }
  // The host may have closed the editor from inside.
  if (answer == ResizeAnswer::agreed && open_ && opening_ == opening) {
    const Running running(*this);
    size_.agreed(*editor_, size, times_set);
  }
  return answer != ResizeAnswer::refused;
}

bool OpenEditor::show_host_menu(const Param* param, std::int32_t x, std::int32_t y) {
  const MainThread::Call call(main_);
  const MainThread::Opened opened(main_);
  bool shown = false;
  call_host("show_host_menu", [&] {
    if (HostMenus* const menus = services_.host_menus()) shown = menus->show(param, x, y);
  });
  return shown;
}

HostMenu OpenEditor::host_menu(const Param* param) {
  const MainThread::Call call(main_);
  const MainThread::Opened opened(main_);
  HostMenu menu;
  call_host("host_menu", [&] {
    if (HostMenus* const menus = services_.host_menus()) menu = menus->read(param);
  });
  return menu;
}

bool OpenEditor::choose_from_host_menu(const Param* param, std::uint32_t action) {
  const MainThread::Call call(main_);
  const MainThread::Opened opened(main_);
  bool done = false;
  call_host("choose_from_host_menu", [&] {
    if (HostMenus* const menus = services_.host_menus()) done = menus->choose(param, action);
  });
  return done;
}

void OpenEditor::show_indication(const Param& param) {
  const MainThread::Call call(main_);
  if (!open_) return;
  const Running running(*this);
  guarded(around_.log_id, "indication_changed",
          [&] { editor_->indication_changed(param, indications_.of(param)); });
}

void OpenEditor::refresh() {
  const MainThread::Call call(main_);
  if (!open_ || refreshing_) return;
  refreshing_ = true;
  const Running running(*this);
  guarded(around_.log_id, "refresh of the editor", [&] { show_changes(); });
  refreshing_ = false;
  if (const auto owed = size_.take_owed()) request_resize(*owed);
}

bool OpenEditor::set_size(PhysicalSize size) {
  return ask(false, [&](Editor& editor) { return size_.set_by_host(editor, size, open_); });
}

void OpenEditor::show_everything() {
  shown_.assign(params().size(), std::nan(""));
  shown_revision_ = around_.track_info.revision();
  {
    const Running running(*this);
    const std::uint64_t opening = opening_;
    guarded(around_.log_id, "track_info_changed", [&] { show_track(track_info()); });
    if (opening_ != opening) return;
  }
  refresh();
}

void OpenEditor::show_track(const TrackInfo& info) {
  editor_->track_info_changed(info);
  if (around_.track_observer != nullptr) around_.track_observer->editor_saw(info);
}

/// The editor may be closed from inside any of these calls, and opened again.
void OpenEditor::show_changes() {
  const std::uint64_t opening = opening_;
  const std::uint64_t revision = around_.track_info.revision();
  if (std::exchange(shown_revision_, revision) != revision) {
    const TrackInfo newest = around_.track_info.newest();
    shown_revision_ = newest.revision;
    show_track(newest);
    if (opening_ != opening) return;
  }
  for (const Param* param : params().all()) {
    const double value = param->normalized();
    if (std::exchange(shown_[param->index()], value) == value) continue;
    editor_->param_changed(*param);
    if (opening_ != opening) return;
  }
}

namespace {

/// Of a plugin that may have an editor.
class Session final : public EditorSession {
 public:
  explicit Session(EditorSurroundings surroundings) : around_(std::move(surroundings)) {
    indications_.set_listener([this](const Param& param) {
      if (open_ != nullptr) open_->show_indication(param);
    });
  }
  ~Session() override { Session::destroy(); }

  bool available() override {
    const MainThread::Call call(main());
    if (!available_) available_ = Session::created() || make_editor(around_) != nullptr;
    return *available_;
  }
  bool create() override {
    const MainThread::Call call(main());
    const bool is_there = made().create();
    if (is_there) available_ = true;
    return is_there;
  }
  bool created() const noexcept override {
    return ask(false, [](const OpenEditor& open) { return open.created(); });
  }
  void destroy() noexcept override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->destroy();
  }
  Result<void> open(ParentWindow parent) override {
    const MainThread::Call call(main());
    return made().open(parent);
  }
  void close() noexcept override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->close();
  }
  bool is_open() const noexcept override {
    return ask(false, [](const OpenEditor& open) { return open.is_open(); });
  }
  PhysicalSize size() const override {
    return ask(PhysicalSize{}, [](OpenEditor& open) {
      return open.ask(PhysicalSize{}, [](const Editor& editor) { return editor.size(); });
    });
  }
  bool can_resize() const override {
    return ask(false, [](OpenEditor& open) {
      return open.ask(false, [](const Editor& editor) { return editor.can_resize(); });
    });
  }
  PhysicalSize constrain(PhysicalSize wanted) const override {
    return ask(wanted, [wanted](OpenEditor& open) {
      return open.ask(wanted, [wanted](const Editor& editor) { return editor.constrain(wanted); });
    });
  }
  bool set_size(PhysicalSize size) override {
    return ask(false, [size](OpenEditor& open) { return open.set_size(size); });
  }
  bool set_scale(double scale) override {
    return ask(false, [scale](OpenEditor& open) {
      return open.ask(false, [scale](Editor& editor) { return editor.set_scale(scale); });
    });
  }
  void set_visible(bool visible) override {
    ask(false, [visible](OpenEditor& open) {
      return open.ask(false, [visible](Editor& editor) {
        editor.set_visible(visible);
        return true;
      });
    });
  }
  void refresh() override {
    const MainThread::Call call(main());
    if (open_ != nullptr) open_->refresh();
  }
  ParamIndications* indications() noexcept override { return &indications_; }

 private:
  [[nodiscard]] MainThread& main() const noexcept { return around_.services.main_thread(); }
  [[nodiscard]] OpenEditor& made() {
    if (open_ == nullptr) open_ = std::make_unique<OpenEditor>(around_, indications_);
    return *open_;
  }
  /// What `call` answers about the session's work, or `otherwise` where no editor was ever made.
  template <typename Answer, typename Ask>
  Answer ask(Answer otherwise, Ask&& call) const {
    const MainThread::Call inside(main());
    return open_ == nullptr ? otherwise : call(*open_);
  }

  const EditorSurroundings around_;
  ParamIndications indications_;
  std::optional<bool> available_;
  std::unique_ptr<OpenEditor> open_;  ///< from the first editor on
};

}  // namespace
}  // namespace attacca::core

std::unique_ptr<attacca::core::EditorSession> attacca::detail::make_editor_session(
    core::EditorSurroundings surroundings) {
  return std::make_unique<core::Session>(std::move(surroundings));
}
