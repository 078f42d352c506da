// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/base/ref.hpp"
#include "abi/vst3/plug_view.hpp"
#include "abi/vst3/run_loop.hpp"
#include "faulty/plugin/effect.hpp"
#include "faulty/plugin/window.hpp"

namespace attacca::faulty {

/// What the user's hand does to the gain. [main]
class Knob {
 public:
  virtual void press() = 0;
  virtual void turn(double value) = 0;  ///< normalized
  virtual void let_go() = 0;

 protected:
  ~Knob() = default;
};

/// An editor with a window that is one knob: it follows the track, and takes any X11 window. [main]
class View final : public vst3::Implements<vst3::IPlugView, vst3::IEventHandler> {
 public:
  /// `owner` is the object that `effect` and `knob` belong to.
  View(vst3::Ref<vst3::FUnknown> owner, Effect& effect, Knob& knob)
      : owner_(std::move(owner)), effect_(effect), knob_(knob) {}
  ~View() override { (void)removed(); }

  vst3::TResult isPlatformTypeSupported(vst3::FIDString type) override {
    const bool is_x11 =
        type != nullptr && std::string_view(type) == vst3::kPlatformTypeX11EmbedWindowID;
    return is_x11 ? vst3::kResultTrue : vst3::kResultFalse;
  }
  vst3::TResult attached(void* parent, vst3::FIDString type) override {
    if (parent == nullptr || isPlatformTypeSupported(type) != vst3::kResultTrue || is_attached_) {
      return vst3::kResultFalse;
    }
    is_attached_ = true;
    window_.open(reinterpret_cast<std::uintptr_t>(parent));
    effect_.open_editor();
    if (run_loop_ && window_.descriptor() >= 0) {
      (void)run_loop_->registerEventHandler(this, window_.descriptor());
    }
    return vst3::kResultOk;
  }
  void onFDIsSet(vst3::FileDescriptor) override {
    while (const auto pointer = window_.next_pointer()) {
      const double turned = (pressed_at_ - pointer->y) / 200.0;
      switch (pointer->kind) {
        case Window::Pointer::Kind::press:
          pressed_at_ = pointer->y;
          value_when_pressed_ = effect_.value(0);
          knob_.press();
          break;
        case Window::Pointer::Kind::move:
          knob_.turn(std::clamp(value_when_pressed_ + turned, 0.0, 1.0));
          break;
        case Window::Pointer::Kind::release:
          knob_.let_go();
          break;
      }
    }
  }
  vst3::TResult removed() override {
    if (is_attached_) effect_.close_editor();
    if (is_attached_ && run_loop_) (void)run_loop_->unregisterEventHandler(this);
    window_.close();
    is_attached_ = false;
    return vst3::kResultOk;
  }
  vst3::TResult onWheel(float) override { return vst3::kResultFalse; }
  vst3::TResult onKeyDown(char16_t, vst3::VirtualKeyCodes, vst3::KeyModifier) override {
    return vst3::kResultFalse;
  }
  vst3::TResult onKeyUp(char16_t, vst3::VirtualKeyCodes, vst3::KeyModifier) override {
    return vst3::kResultFalse;
  }
  vst3::TResult getSize(vst3::ViewRect* size) override {
    if (size == nullptr) return vst3::kInvalidArgument;
    *size = {};
    put(window_.size(), *size);
    return vst3::kResultOk;
  }
  vst3::TResult onSize(vst3::ViewRect* size) override {
    if (size == nullptr || size->right < size->left || size->bottom < size->top) {
      return vst3::kInvalidArgument;
    }
    return window_.resize(size_of(*size)) ? vst3::kResultTrue : vst3::kResultFalse;
  }
  vst3::TResult onFocus(vst3::TBool) override { return vst3::kResultOk; }
  vst3::TResult setFrame(vst3::IPlugFrame* frame) override {
    run_loop_.reset();
    if (frame != nullptr) {
      run_loop_ = vst3::Ref<vst3::FUnknown>::share(frame).query<vst3::IRunLoop>();
    }
    return vst3::kResultOk;
  }
  vst3::TResult canResize() override { return vst3::kResultTrue; }
  vst3::TResult checkSizeConstraint(vst3::ViewRect* rect) override {
    if (rect == nullptr || rect->right < rect->left || rect->bottom < rect->top) {
      return vst3::kInvalidArgument;
    }
    put(Window::constrain(size_of(*rect)), *rect);
    return vst3::kResultTrue;
  }

 private:
  static Window::Size size_of(const vst3::ViewRect& rect) {
    return {static_cast<std::uint32_t>(rect.right - rect.left),
            static_cast<std::uint32_t>(rect.bottom - rect.top)};
  }
  static void put(Window::Size size, vst3::ViewRect& rect) {
    rect.right = rect.left + static_cast<std::int32_t>(size.width);
    rect.bottom = rect.top + static_cast<std::int32_t>(size.height);
  }

  vst3::Ref<vst3::FUnknown> owner_;
  Effect& effect_;
  Knob& knob_;
  vst3::Ref<vst3::IRunLoop> run_loop_;
  Window window_;
  int pressed_at_ = 0;
  double value_when_pressed_ = 0.0;
  bool is_attached_ = false;
};

}  // namespace attacca::faulty
