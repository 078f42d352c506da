// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/vst3_editor.hpp"

#include <algorithm>
#include <string>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/content_scale.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

using namespace vst3;  // the results, which every line names

namespace {

EditorSize size_of(const ViewRect& rect) {
  return {static_cast<std::uint32_t>(std::max(rect.right - rect.left, 0)),
          static_cast<std::uint32_t>(std::max(rect.bottom - rect.top, 0))};
}

ViewRect rect_of(EditorSize size) {
  return {0, 0, static_cast<std::int32_t>(size.width), static_cast<std::int32_t>(size.height)};
}

}  // namespace

/// What the view sees of its window: it may ask for another size, and for timers and descriptors.
class PlugFrame final : public Implements<IPlugFrame, IRunLoop> {
 public:
  PlugFrame(Vst3Editor& editor, MainLoop& loop, OffenceList& offences, bool has_run_loop)
      : editor_(&editor), has_run_loop_(has_run_loop), entries_(loop, offences) {}

  TResult resizeView(IPlugView* view, ViewRect* newSize) override {
    return editor_ != nullptr ? editor_->take_resize(view, newSize) : kResultFalse;
  }
  TResult registerEventHandler(IEventHandler* handler, FileDescriptor fd) override {
    return editor_ != nullptr ? entries_.add_descriptor(handler, fd) : kResultFalse;
  }
  TResult unregisterEventHandler(IEventHandler* handler) override {
    return editor_ != nullptr ? entries_.remove_descriptors(handler) : kResultFalse;
  }
  TResult registerTimer(ITimerHandler* handler, TimerInterval milliseconds) override {
    return editor_ != nullptr ? entries_.add_timer(handler, milliseconds) : kResultFalse;
  }
  TResult unregisterTimer(ITimerHandler* handler) override {
    return editor_ != nullptr ? entries_.remove_timers(handler) : kResultFalse;
  }

  void detach() {
    entries_.clear();
    editor_ = nullptr;
  }

 private:
  bool offers(const Tuid& wanted) const noexcept override {
    return wanted != IRunLoop::iid || has_run_loop_;
  }

  Vst3Editor* editor_;
  const bool has_run_loop_;
  RunLoopEntries entries_;
};

Vst3Editor::Vst3Editor(Vst3Instance& instance, Ref<IPlugView> view)
    : instance_(instance),
      view_(std::move(view)),
      frame_(
          make_ref<PlugFrame>(*this, instance.loop_, instance.offences_,
                              instance.profile_.vst3_run_loop && LoopSleep::takes_descriptors())) {
  instance_.editor_ = this;
  (void)view_->setFrame(frame_.get());
}

Vst3Editor::~Vst3Editor() {
  if (is_attached_) (void)view_->removed();
  (void)view_->setFrame(nullptr);
  view_.reset();
  frame_->detach();
  instance_.editor_ = nullptr;
}

EditorSize Vst3Editor::size() {
  ViewRect rect{};
  return view_->getSize(&rect) == kResultTrue ? size_of(rect) : EditorSize{};
}

bool Vst3Editor::can_resize() {
  return view_->canResize() == kResultTrue;
}

EditorSize Vst3Editor::adjust_size(EditorSize wanted) {
  ViewRect rect = rect_of(wanted);
  return view_->checkSizeConstraint(&rect) == kResultTrue ? size_of(rect) : wanted;
}

Result<void> Vst3Editor::set_size(EditorSize size) {
  ViewRect rect = rect_of(size);
  if (view_->onSize(&rect) != kResultTrue) {
    return fail(instance_.description_.name + " refused the editor size " +
                std::to_string(size.width) + "x" + std::to_string(size.height));
  }
  return {};
}

bool Vst3Editor::set_scale(double scale) {
  const auto scaled = view_.query<IPlugViewContentScaleSupport>();
  return scaled && scaled->setContentScaleFactor(static_cast<float>(scale)) == kResultTrue;
}

Result<void> Vst3Editor::attach(std::uintptr_t parent) {
  if (view_->attached(reinterpret_cast<void*>(parent), kPlatformTypeNative) != kResultTrue) {
    return fail(instance_.description_.name + " refused to be embedded into the host's window");
  }
  is_attached_ = true;
  return {};
}

TResult Vst3Editor::take_resize(IPlugView* view, ViewRect* rect) {
  if (view == nullptr || rect == nullptr) {
    instance_.offences_.add(OffenceKind::null_argument);
    return kInvalidArgument;
  }
  if (!instance_.check_main()) return kResultFalse;
  if (!resize_request_ || !resize_request_(size_of(*rect))) return kResultFalse;
  return view->onSize(rect);
}

bool Vst3Instance::has_editor() {
  if (!has_editor_) {
    const auto view = Ref<IPlugView>::adopt(controller_->createView(view_type::kEditor));
    has_editor_ = view && view->isPlatformTypeSupported(kPlatformTypeNative) == kResultTrue;
  }
  return *has_editor_;
}

Result<std::unique_ptr<PluginEditor>> Vst3Instance::create_editor() {
  if (editor_ != nullptr) return fail("the editor of " + description_.name + " is open already");
  auto view = Ref<IPlugView>::adopt(controller_->createView(view_type::kEditor));
  if (!view) return fail(description_.name + " has no editor");
  if (view->isPlatformTypeSupported(kPlatformTypeNative) != kResultTrue) {
    return fail(description_.name + " has no editor for this window system");
  }
  return std::make_unique<Vst3Editor>(*this, std::move(view));
}

}  // namespace attacca::host
