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

#include "attacca/params/param_set.hpp"
#include "base/guarded.hpp"
#include "core/editor_size.hpp"
#include "core/host_services.hpp"
#include "core/instance.hpp"
#include "main_thread/loop_thread.hpp"
#include "main_thread/serial_gate.hpp"

namespace attacca::core {

namespace {

/// How often an open editor looks for what the audio thread has changed.
constexpr std::chrono::milliseconds kRefreshPeriod{33};

}  // namespace

/// Everything happens inside the gate, except for the calls to the host.
class EditorSession::Impl final : public EditorContext {
 public:
  Impl(Instance& instance, HostServices& services) : instance_(instance), services_(services) {}

  // What the editor may ask.

  const TrackInfo& track_info() const override {
    track_info_ = instance_.track_info().newest();
    return track_info_;
  }
  ParamSet& params() override { return instance_.params(); }
  void begin_edit(Param& param) override;
  void set_normalized(Param& param, double normalized) override;
  void end_edit(Param& param) override;
  bool request_resize(PhysicalSize size) override;
  EventLoop& event_loop() override { return *loop_; }
  std::string_view format_name() const override { return services_.format_name(); }
  std::string_view host_name() const override { return services_.host_name(); }

  // What the host asks.

  bool available();
  bool create();
  void destroy() noexcept;
  Result<void> open(ParentWindow parent);
  void close() noexcept;
  void refresh();
  bool set_size(PhysicalSize size);

  /// The Editor, for a call inside the gate; null when there is none.
  [[nodiscard]] Editor* editor() const noexcept { return editor_.get(); }
  [[nodiscard]] bool is_open() const noexcept { return open_; }
  [[nodiscard]] SerialGate& gate() noexcept { return gate_; }

 private:
  struct Gesture {
    Param* param;
    unsigned depth;
  };

  [[nodiscard]] std::vector<Gesture>::iterator find_gesture(const Param& param) noexcept;
  [[nodiscard]] std::unique_ptr<Editor> make_editor();
  /// Calls the host with the gate open.
  template <typename Call>
  void call_host(std::string_view what, Call&& call) noexcept {
    const SerialGate::Pause pause(gate_);
    guarded(&instance_, what, std::forward<Call>(call));
  }
  Result<void> find_loop();
  Result<void> open_inside(ParentWindow parent);
  void close_inside() noexcept;
  void end_gestures() noexcept;
  void show_everything();
  void show_changes();
  void reap() noexcept;

  Instance& instance_;
  HostServices& services_;
  SerialGate gate_;
  std::optional<bool> available_;
  std::unique_ptr<Editor> editor_;
  bool open_ = false;
  bool refreshing_ = false;
  EditorSize size_;
  std::vector<Gesture> gestures_;
  std::vector<double> shown_;
  std::uint64_t shown_revision_ = 0;
  mutable TrackInfo track_info_;
  EventLoop* loop_ = nullptr;
  EventLoop::Handle timer_ = 0;
  std::unique_ptr<LoopThread> own_loop_;
  /// What was released from within a callback of our own loop: freed when that callback is over.
  std::vector<std::unique_ptr<Editor>> left_editors_;
};

std::unique_ptr<Editor> EditorSession::Impl::make_editor() {
  std::unique_ptr<Editor> made;
  guarded(&instance_, "make_editor", [&] { made = instance_.plugin().make_editor(); });
  return made;
}

bool EditorSession::Impl::available() {
  const SerialGate::Guard guard(gate_);
  if (!available_) available_ = editor_ != nullptr || make_editor() != nullptr;
  return *available_;
}

bool EditorSession::Impl::create() {
  reap();
  const SerialGate::Guard guard(gate_);
  if (editor_ == nullptr) editor_ = make_editor();
  if (editor_ != nullptr) available_ = true;
  return editor_ != nullptr;
}

void EditorSession::Impl::destroy() noexcept {
  close();
  const SerialGate::Guard guard(gate_);
  if (own_loop_ != nullptr && editor_ != nullptr) {
    left_editors_.push_back(std::move(editor_));  // we are inside one of its callbacks
  }
  editor_.reset();
}

/// Waits for our own loop to end and frees what it used; does nothing inside one of its callbacks.
void EditorSession::Impl::reap() noexcept {
  if (own_loop_ == nullptr || open_ || own_loop_->on_this_thread()) return;
  own_loop_.reset();
  left_editors_.clear();
}

Result<void> EditorSession::Impl::open(ParentWindow parent) {
  reap();
  guarded(&instance_, "ask_track_info", [&] { services_.ask_track_info(); });
  if (editor_ == nullptr && !create()) return fail("cannot open the editor: the plugin has none");
  Result<void> opened = open_inside(parent);
  if (!opened) {
    if (own_loop_ != nullptr) own_loop_->quit();
    reap();
  }
  return opened;
}

Result<void> EditorSession::Impl::open_inside(ParentWindow parent) {
  const SerialGate::Guard guard(gate_);
  if (open_) return fail("cannot open the editor: it is open already; close it first");
  Result<void> opened = find_loop();
  if (!opened) return opened;
  const bool returned =
      guarded(&instance_, "Editor::open", [&] { opened = editor_->open(parent, *this); });
  if (!returned) opened = fail("cannot open the editor: the plugin threw an exception");
  if (!opened) {
    loop_ = nullptr;
    return opened;
  }
  open_ = true;
  show_everything();
  timer_ = loop_->start_timer(kRefreshPeriod, [this] { refresh(); });
  return {};
}

Result<void> EditorSession::Impl::find_loop() {
  loop_ = services_.event_loop();
  if (loop_ != nullptr) return {};
  try {
    own_loop_ = std::make_unique<LoopThread>(gate_);
  } catch (const std::exception& exception) {
    return fail(std::string("cannot open the editor: no thread for it: ") + exception.what());
  }
  loop_ = own_loop_.get();
  return {};
}

void EditorSession::Impl::close() noexcept {
  close_inside();
  reap();
}

void EditorSession::Impl::close_inside() noexcept {
  const SerialGate::Guard guard(gate_);
  if (!open_) return;
  open_ = false;
  size_.forget();
  loop_->stop(std::exchange(timer_, 0));
  editor_->close();
  end_gestures();
  if (own_loop_ != nullptr) own_loop_->quit();
  loop_ = nullptr;
}

void EditorSession::Impl::end_gestures() noexcept {
  for (const Gesture& gesture : std::exchange(gestures_, {})) {
    call_host("end_edit", [&] { services_.end_edit(*gesture.param); });
  }
}

std::vector<EditorSession::Impl::Gesture>::iterator EditorSession::Impl::find_gesture(
    const Param& param) noexcept {
  return std::find_if(gestures_.begin(), gestures_.end(),
                      [&](const Gesture& gesture) { return gesture.param == &param; });
}

void EditorSession::Impl::begin_edit(Param& param) {
  const SerialGate::Guard guard(gate_);
  if (param.flags().read_only) return;
  if (const auto open = find_gesture(param); open != gestures_.end()) {
    ++open->depth;
    return;
  }
  gestures_.push_back({&param, 1});
  call_host("begin_edit", [&] { services_.begin_edit(param); });
}

void EditorSession::Impl::set_normalized(Param& param, double normalized) {
  const SerialGate::Guard guard(gate_);
  if (param.flags().read_only || std::isnan(normalized)) return;
  const bool in_gesture = find_gesture(param) != gestures_.end();
  if (!in_gesture) begin_edit(param);
  const double value = std::clamp(normalized, 0.0, 1.0);
  instance_.set_param(param, value);
  call_host("perform_edit", [&] { services_.perform_edit(param, value); });
  if (!in_gesture) end_edit(param);
}

void EditorSession::Impl::end_edit(Param& param) {
  const SerialGate::Guard guard(gate_);
  const auto open = find_gesture(param);
  if (open == gestures_.end() || --open->depth > 0) return;
  gestures_.erase(open);
  call_host("end_edit", [&] { services_.end_edit(param); });
}

bool EditorSession::Impl::request_resize(PhysicalSize size) {
  const SerialGate::Guard guard(gate_);
  const std::uint64_t times_set = size_.times_set();
  ResizeAnswer answer = ResizeAnswer::refused;
  call_host("request_editor_resize", [&] { answer = services_.request_editor_resize(size); });
  // The host may have closed the editor from inside.
  if (answer == ResizeAnswer::agreed && open_) size_.agreed(*editor_, size, times_set);
  return answer != ResizeAnswer::refused;
}

void EditorSession::Impl::refresh() {
  const SerialGate::Guard guard(gate_);
  if (!open_ || refreshing_) return;
  refreshing_ = true;
  guarded(&instance_, "refresh of the editor", [&] { show_changes(); });
  refreshing_ = false;
  if (const auto owed = size_.take_owed()) request_resize(*owed);
}

bool EditorSession::Impl::set_size(PhysicalSize size) {
  const SerialGate::Guard guard(gate_);
  return editor_ != nullptr && size_.set_by_host(*editor_, size, open_);
}

void EditorSession::Impl::show_everything() {
  shown_.assign(instance_.params().size(), std::nan(""));
  shown_revision_ = instance_.track_info().revision();
  guarded(&instance_, "track_info_changed", [&] { editor_->track_info_changed(track_info()); });
  refresh();
}

void EditorSession::Impl::show_changes() {
  const std::uint64_t revision = instance_.track_info().revision();
  if (std::exchange(shown_revision_, revision) != revision) {
    const TrackInfo newest = instance_.track_info().newest();
    shown_revision_ = newest.revision;
    editor_->track_info_changed(newest);
  }
  for (const Param* param : instance_.params().all()) {
    const double value = param->normalized();
    if (std::exchange(shown_[param->index()], value) == value) continue;
    editor_->param_changed(*param);
    if (!open_) return;  // it closed itself
  }
}

EditorSession::EditorSession(Instance& instance, HostServices& services)
    : impl_(std::make_unique<Impl>(instance, services)) {}

EditorSession::~EditorSession() {
  destroy();
}

bool EditorSession::available() {
  return impl_->available();
}
bool EditorSession::create() {
  return impl_->create();
}
bool EditorSession::created() const noexcept {
  return impl_->editor() != nullptr;
}
void EditorSession::destroy() noexcept {
  impl_->destroy();
}
Result<void> EditorSession::open(ParentWindow parent) {
  return impl_->open(parent);
}
void EditorSession::close() noexcept {
  impl_->close();
}
bool EditorSession::is_open() const noexcept {
  return impl_->is_open();
}
void EditorSession::refresh() {
  impl_->refresh();
}

PhysicalSize EditorSession::size() const {
  const SerialGate::Guard guard(impl_->gate());
  return impl_->editor() != nullptr ? impl_->editor()->size() : PhysicalSize{};
}

bool EditorSession::can_resize() const {
  const SerialGate::Guard guard(impl_->gate());
  return impl_->editor() != nullptr && impl_->editor()->can_resize();
}

PhysicalSize EditorSession::constrain(PhysicalSize wanted) const {
  const SerialGate::Guard guard(impl_->gate());
  return impl_->editor() != nullptr ? impl_->editor()->constrain(wanted) : wanted;
}

bool EditorSession::set_size(PhysicalSize size) {
  return impl_->set_size(size);
}

bool EditorSession::set_scale(double scale) {
  const SerialGate::Guard guard(impl_->gate());
  return impl_->editor() != nullptr && impl_->editor()->set_scale(scale);
}

void EditorSession::set_visible(bool visible) {
  const SerialGate::Guard guard(impl_->gate());
  if (impl_->editor() != nullptr) impl_->editor()->set_visible(visible);
}

}  // namespace attacca::core
