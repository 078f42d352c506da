// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/editor.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "base/log.hpp"
#include "wrappers/vst3/event_loop.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr std::string_view kOurPlatform = vst3::kPlatformTypeNative;

bool is_our_platform(vst3::FIDString type) noexcept {
  return type != nullptr && type == kOurPlatform;
}

/// Nothing for a rectangle without an inside.
std::optional<PhysicalSize> size_of(const vst3::ViewRect& rect) noexcept {
  const std::int64_t width = std::int64_t{rect.right} - rect.left;
  const std::int64_t height = std::int64_t{rect.bottom} - rect.top;
  constexpr std::int64_t kMost = 32767;  // what a window can have under X11
  if (width < 1 || height < 1 || width > kMost || height > kMost) return std::nullopt;
  return PhysicalSize{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

void put_size(PhysicalSize size, vst3::ViewRect& rect) noexcept {
  rect.right = rect.left + static_cast<std::int32_t>(size.width);
  rect.bottom = rect.top + static_cast<std::int32_t>(size.height);
}

}  // namespace

View::View(vst3::Ref<Instance> instance) : instance_(std::move(instance)) {}

View::~View() {
  {
    const MainCall call(instance_->gate());
    retire();
  }
  instance_->services().sync();  // on whatever thread: the host's loop may end now
}

core::EditorSession& View::session() const noexcept {
  return instance_->core().editor();
}

bool View::is_open() const noexcept {
  return !retired_ && session().is_open();
}

void View::retire() noexcept {
  if (retired_) return;
  retired_ = true;
  session().destroy();
  drop_frame();
  instance_->view_retired(*this);
}

void View::drop_frame() noexcept {
  instance_->services().set_view(retired_ ? nullptr : this, {});
  loop_.reset();
  frame_.reset();
}

vst3::TResult View::isPlatformTypeSupported(vst3::FIDString type) {
  return is_our_platform(type) ? vst3::kResultTrue : vst3::kResultFalse;
}

vst3::TResult View::attached(void* parent, vst3::FIDString type) {
  if (parent == nullptr || !is_our_platform(type)) return vst3::kInvalidArgument;
  const auto self = vst3::Ref<View>::share(this);  // the host may release us from inside
  instance_->gate().adopt_this_thread();
  return guarded([&] {
    const MainCall call(instance_->gate());
    core::log_event(instance_->log_id(), "editor_open");
    if (retired_ || session().is_open() || !session().create()) return vst3::kResultFalse;
    instance_->services().show_view(this, loop_);
    const Result<void> opened = session().open({reinterpret_cast<std::uintptr_t>(parent)});
    if (opened) return vst3::kResultTrue;
    std::fprintf(stderr, "attacca: cannot open the editor: %s\n", opened.error().message.c_str());
    core::log_event(instance_->log_id(), "editor_error",
                    {{"message", core::json_text(opened.error().message)}});
    return vst3::kResultFalse;
  });
}

vst3::TResult View::removed() {
  const auto self = vst3::Ref<View>::share(this);
  return guarded([this] {
    {
      const MainCall call(instance_->gate());
      if (is_open()) {
        core::log_event(instance_->log_id(), "editor_close");
        session().close();
      }
      // Hosts may take the frame's event loop for unused from here on.
      if (!retired_) instance_->services().set_view(this, {});
    }
    instance_->services().sync();
    return vst3::kResultTrue;
  });
}

vst3::TResult View::onWheel(float /*distance*/) {
  return vst3::kResultFalse;
}

vst3::TResult View::onKeyDown(char16_t /*key*/, vst3::VirtualKeyCodes /*keyCode*/,
                              vst3::KeyModifier /*modifiers*/) {
  return vst3::kResultFalse;
}

vst3::TResult View::onKeyUp(char16_t /*key*/, vst3::VirtualKeyCodes /*keyCode*/,
                            vst3::KeyModifier /*modifiers*/) {
  return vst3::kResultFalse;
}

vst3::TResult View::onFocus(vst3::TBool /*state*/) {
  return vst3::kResultFalse;
}

vst3::TResult View::getSize(vst3::ViewRect* size) {
  if (size == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const MainCall call(instance_->gate());
    if (retired_ || !session().create()) return vst3::kResultFalse;
    *size = {};
    put_size(session().size(), *size);
    return vst3::kResultTrue;
  });
}

vst3::TResult View::onSize(vst3::ViewRect* newSize) {
  const std::optional<PhysicalSize> size = newSize != nullptr ? size_of(*newSize) : std::nullopt;
  if (!size) return vst3::kInvalidArgument;
  return guarded([&] {
    const MainCall call(instance_->gate());
    if (retired_ || !session().create()) return vst3::kResultFalse;
    if (resizing_) resized_ = true;
    return session().set_size(*size) ? vst3::kResultTrue : vst3::kResultFalse;
  });
}

bool View::request_resize(PhysicalSize size) {
  const auto self = vst3::Ref<View>::share(this);  // the host may close and release us from inside
  vst3::Ref<vst3::IPlugFrame> frame;
  {
    const MainCall call(instance_->gate());
    if (retired_ || !frame_ || resizing_) return false;
    frame = frame_;
    resizing_ = true;
    resized_ = false;
  }
  vst3::ViewRect rect = {};
  put_size(size, rect);
  const bool agreed = frame->resizeView(this, &rect) == vst3::kResultOk;
  const MainCall call(instance_->gate());
  resizing_ = false;
  // Hosts owe us onSize() before they return; some forget it.
  if (agreed && !resized_ && !retired_) session().set_size(size);
  return agreed;
}

vst3::TResult View::setFrame(vst3::IPlugFrame* frame) {
  return guarded([&] {
    const auto self = vst3::Ref<View>::share(this);
    const vst3::Ref<vst3::IRunLoop> loop = find_run_loop(frame);
    const MainCall call(instance_->gate());
    if (retired_) return frame == nullptr ? vst3::kResultTrue : vst3::kResultFalse;
    if (frame != nullptr && frame == frame_.get()) return vst3::kResultTrue;
    // An open editor lives on the old frame's event loop, which goes with it.
    session().close();
    drop_frame();
    if (retired_) return vst3::kResultFalse;
    frame_ = vst3::Ref<vst3::IPlugFrame>::share(frame);
    loop_ = loop;
    instance_->services().set_view(this, loop_);
    return vst3::kResultTrue;
  });
}

vst3::TResult View::canResize() {
  return guarded([this] {
    const MainCall call(instance_->gate());
    const bool can = !retired_ && session().create() && session().can_resize();
    return can ? vst3::kResultTrue : vst3::kResultFalse;
  });
}

vst3::TResult View::checkSizeConstraint(vst3::ViewRect* rect) {
  if (rect == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const MainCall call(instance_->gate());
    if (retired_ || !session().create()) return vst3::kResultFalse;
    const PhysicalSize wanted = size_of(*rect).value_or(PhysicalSize{1, 1});
    put_size(session().constrain(wanted), *rect);
    return vst3::kResultTrue;
  });
}

vst3::TResult View::setContentScaleFactor(ScaleFactor factor) {
  if (!std::isfinite(factor) || factor <= 0.0f) return vst3::kInvalidArgument;
  // Where sizes are in points the system alone has to do with scales.
  if (vst3::kNativeSizesAreLogical) return vst3::kResultFalse;
  return guarded([&] {
    const auto self = vst3::Ref<View>::share(this);
    PhysicalSize before;
    PhysicalSize after;
    bool open = false;
    {
      const MainCall call(instance_->gate());
      if (retired_ || !session().create()) return vst3::kResultFalse;
      before = session().size();
      if (!session().set_scale(static_cast<double>(factor))) return vst3::kResultFalse;
      after = session().size();
      open = is_open();
    }
    if (open && after != before) request_resize(after);
    return vst3::kResultTrue;
  });
}

}  // namespace attacca::vst3_wrapper
