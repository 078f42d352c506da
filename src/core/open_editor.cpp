// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/open_editor.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>

#include "attacca/state/any_field.hpp"
#include "core/track_observer.hpp"
#include "main_thread/thread_loop.hpp"
#include "presets/preset_files.hpp"
#include "state/field_store.hpp"

namespace attacca::core {

namespace {

/// How often an open editor looks for what the audio thread has changed.
constexpr std::chrono::milliseconds kRefreshPeriod{33};

Result<void> closed_meanwhile() {
  return fail("cannot open the editor: the host has closed it while it was being opened");
}

}  // namespace

std::unique_ptr<Editor> OpenEditor::make(const EditorSurroundings& around) {
  std::unique_ptr<Editor> made;
  guarded(around.log_id, "make_editor", [&] { made = around.plugin.make_editor(); });
  return made;
}

bool OpenEditor::create() {
  const MainThread::Call call(main_);
  reap();
  if (editor_ == nullptr) editor_ = make(around_);
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
  if (std::shared_ptr<EventLoop> threads = gated_thread_loop(main_); threads != nullptr) {
    loop_.open(std::move(threads));
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

std::vector<PresetFile> OpenEditor::preset_files() const {
  const PresetFileCode* const files = preset_file_code();
  return files != nullptr ? files->list(around_.entry) : std::vector<PresetFile>();
}

namespace {

Error no_preset_files() {
  return {"this plugin keeps no presets in files: build it with USER_PRESETS"};
}

}  // namespace

Result<void> OpenEditor::load_preset_file(const std::string& path) {
  const PresetFileCode* const files = preset_file_code();
  if (files == nullptr) return tl::unexpected(no_preset_files());
  const Result<std::string> state = files->read(path, around_.entry);
  if (!state) return tl::unexpected(state.error());
  return load_state(*state, StateContext::preset);
}

Result<std::string> OpenEditor::save_preset_file(std::string_view name) {
  const PresetFileCode* const files = preset_file_code();
  if (files == nullptr) return tl::unexpected(no_preset_files());
  const Result<std::string> state = save_state(StateContext::preset);
  return state ? files->write(name, *state, around_.entry) : state;
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
  shown_fields_.assign(around_.plugin.fields().all().size(), 0);
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
  show_fields();
}

void OpenEditor::show_fields() {
  const FieldStore* const fields = FieldStore::of(around_.plugin.fields());
  if (fields == nullptr) return;
  const std::uint64_t opening = opening_;
  for (const AnyField* field : around_.plugin.fields().all()) {
    const std::uint64_t changes = fields->changes(field->index()) + 1;
    if (std::exchange(shown_fields_[field->index()], changes) == changes) continue;
    editor_->field_changed(*field);
    if (opening_ != opening) return;
  }
}

}  // namespace attacca::core
