// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a tree does over time: opening and closing, frames, news of parameters, and who is removed.

#include <chrono>
#include <functional>
#include <utility>

#include "attacca/widgets/widget_tree.hpp"
#include "widgets/for_each_widget.hpp"

namespace attacca::widgets {

namespace {

constexpr std::chrono::milliseconds kFramePeriod{33};

}  // namespace

void WidgetTree::opened() {
  const Call call(*this);
  for_each_widget(*root_, [](Widget& widget) { widget.opened(); });
  start_frames();
}

void WidgetTree::closing() noexcept {
  const Call call(*this);
  if (popup_) close_popup();
  if (root_) for_each_widget(*root_, [](Widget& widget) { widget.closing(); });
  captured_ = nullptr;
  hover(nullptr);
  focused_ = nullptr;
  asker_ = nullptr;
  below_files_ = nullptr;
  draggers_.clear();
  has_keyboard_ = borrows_keyboard_ = focus_is_visible_ = false;
  bubble_.clear();
  later_.clear();
  stop_timers();
}

void WidgetTree::stop_timers() noexcept {
  EditorContext* const around = context();
  for (EventLoop::Handle* const timer : {&frames_, &rest_, &later_timer_}) {
    const EventLoop::Handle handle = std::exchange(*timer, 0);
    if (around != nullptr) around->event_loop().stop(handle);
  }
}

void WidgetTree::start_frames() {
  EditorContext* const around = context();
  if (around == nullptr || frames_ != 0) return;
  bool wanted = false;
  for_each_widget(*root_, [&](Widget& widget) { wanted = wanted || widget.wants_frames(); });
  if (popup_)
    for_each_widget(*popup_, [&](Widget& widget) { wanted = wanted || widget.wants_frames(); });
  if (wanted) frames_ = around->event_loop().start_timer(kFramePeriod, [this] { tick(); });
}

void WidgetTree::tick() {
  const Call call(*this);
  bool wanted = false;
  const auto show = [&](Widget& widget) {
    if (!widget.wants_frames()) return;
    wanted = true;
    widget.frame();
  };
  for_each_widget(*root_, show);
  if (popup_) for_each_widget(*popup_, show);
  if (wanted) return;
  if (EditorContext* const around = context()) around->event_loop().stop(std::exchange(frames_, 0));
}

void WidgetTree::after(std::function<void()> what) {
  EditorContext* const around = context();
  if (around == nullptr) return;
  later_.push_back(std::move(what));
  if (later_timer_ != 0) return;
  later_timer_ = around->event_loop().start_timer(std::chrono::milliseconds(1), [this] {
    const Call call(*this);
    if (EditorContext* const now = context()) {
      now->event_loop().stop(std::exchange(later_timer_, 0));
    }
    for (const auto& what_then : std::exchange(later_, {})) what_then();
  });
}

void WidgetTree::param_changed(const Param& param) {
  const Call call(*this);
  const auto tell = [&](Widget& widget) { widget.param_changed(param); };
  for_each_widget(*root_, tell);
  if (popup_) for_each_widget(*popup_, tell);
}

void WidgetTree::field_changed(const AnyField& field) {
  const Call call(*this);
  const auto tell = [&](Widget& widget) { widget.field_changed(field); };
  for_each_widget(*root_, tell);
  if (popup_) for_each_widget(*popup_, tell);
}

void WidgetTree::indication_changed(const Param& param) {
  const Call call(*this);
  const auto tell = [&](Widget& widget) { widget.indication_changed(param); };
  for_each_widget(*root_, tell);
  if (popup_) for_each_widget(*popup_, tell);
}

WidgetTree::Call::~Call() {
  // Who ends may close a popup, which is one more.
  while (tree_.calls_ == 1 && !tree_.ended_.empty()) {
    const auto ended = std::exchange(tree_.ended_, {});
  }
  --tree_.calls_;
}

void WidgetTree::forget(const Widget& widget) noexcept {
  if (focused_ == &widget) focused_ = nullptr;
  if (hovered_ == &widget) hovered_ = nullptr;
  if (captured_ == &widget) captured_ = nullptr;
  if (before_popup_ == &widget) before_popup_ = nullptr;
  if (asker_ == &widget) asker_ = nullptr;
  if (below_files_ == &widget) below_files_ = nullptr;
  for (Widget*& dragger : draggers_) {
    if (dragger == &widget) dragger = nullptr;
  }
  if (popup_owner_ == &widget) close_popup();
}

}  // namespace attacca::widgets
