// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <memory>
#include <string>

#include "abi/vst3/content_scale.hpp"
#include "host/load/binary_names.hpp"
#include "host/window/native_window.hpp"
#include "trial/validate/vst3/test_frame.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"
#include "trial/validate/vst3/works_on.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

/// The editor of a plugin; ends the check where there is none.
Ref<IPlugView> view_of(Vst3Session& session) {
  if (!session.component()) session.open();
  session.check().step("createView");
  auto view = Ref<IPlugView>::adopt(session.controller()->createView(view_type::kEditor));
  if (!view) session.check().skip("the plugin has no editor");
  session.check().step("running the check");
  return view;
}

std::unique_ptr<host::NativeWindow> window_for(CheckContext& context) {
  auto window = context.require(
      host::NativeWindow::create(context.loop(), {400, 300}, "attacca validate"), "no window");
  window->show();
  return window;
}

void* parent_of(host::NativeWindow& window) {
  return reinterpret_cast<void*>(window.id());  // NOLINT: the id is the pointer's value
}

void turn(CheckContext& context, int times = 3) {
  for (int i = 0; i < times; ++i) context.loop().run_once(std::chrono::milliseconds(5));
}

std::string text_of(const ViewRect& rect) {
  return std::to_string(rect.right - rect.left) + " x " + std::to_string(rect.bottom - rect.top);
}

bool is_sensible(const ViewRect& rect) {
  const auto fits = [](std::int64_t length) { return length > 0 && length <= 16384; };
  return fits(std::int64_t{rect.right} - rect.left) && fits(std::int64_t{rect.bottom} - rect.top);
}

void unknown_view(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  context.step("createView of an unknown kind");
  const auto view =
      Ref<IPlugView>::adopt(session.controller()->createView("attacca-knows-no-such-view"));
  context.expect(!view, "createView(\"attacca-knows-no-such-view\") made a view");
}

void platform_types(CheckContext& context) {
  Vst3Session session(context);
  const auto view = view_of(session);
  const auto supports = [&view](FIDString type) {
    return view->isPlatformTypeSupported(type) == kResultTrue;
  };
  const std::string_view native = kPlatformTypeNative;
  context.expect(supports(kPlatformTypeNative),
                 "isPlatformTypeSupported(\"" + std::string(native) + "\") is not kResultTrue");
  for (const char* const type : {"", "Nonsense", "X11EmbedWindow", kPlatformTypeX11EmbedWindowID,
                                 kPlatformTypeHWND, kPlatformTypeNSView}) {
    if (type == native) continue;
    context.expect(!supports(type), std::string("isPlatformTypeSupported(\"") + type +
                                        "\") is kResultTrue on " +
                                        std::string(host::system_name()));
  }
}

void size_before_attached(CheckContext& context) {
  Vst3Session session(context);
  const auto view = view_of(session);
  ViewRect rect{};
  const TResult result = view->getSize(&rect);
  context.expect(result == kResultOk, "getSize before attached answered " + name_of(result));
  context.expect(is_sensible(rect), "before attached, the size is " + text_of(rect));
}

void unattached(CheckContext& context) {
  Vst3Session session(context);
  const auto view = view_of(session);
  const auto expect_known = [&](const char* call, TResult result) {
    context.expect(is_known(result),
                   std::string(call) + " before attached answered " + name_of(result));
  };
  context.step("setFrame(null)");
  expect_known("setFrame(null)", view->setFrame(nullptr));
  context.step("keys, wheel and focus before attached");
  expect_known("onWheel", view->onWheel(1.0f));
  expect_known("onFocus", view->onFocus(1));
  expect_known("onFocus", view->onFocus(0));
  for (const auto code : {static_cast<VirtualKeyCodes>(0), static_cast<VirtualKeyCodes>(9999)}) {
    expect_known("onKeyDown", view->onKeyDown(u'a', code, static_cast<KeyModifier>(0)));
    expect_known("onKeyUp", view->onKeyUp(u'a', code, static_cast<KeyModifier>(0)));
  }
  context.step("canResize and checkSizeConstraint before attached");
  expect_known("canResize", view->canResize());
  ViewRect rect{0, 0, 123, 45};
  expect_known("checkSizeConstraint", view->checkSizeConstraint(&rect));
  context.step("removed without attached");
  expect_known("removed", view->removed());
  expect_known("removed", view->removed());
}

void released_unused(CheckContext& context) {
  Vst3Session session(context);
  for (int i = 0; i < 3; ++i) {
    const auto view = view_of(session);
    const auto frame = make_ref<TestFrame>(context, true);
    (void)view->setFrame(frame.get());
    (void)view->setFrame(nullptr);
    const std::uint32_t held = references_elsewhere(*frame->unknown());
    context.expect(held == 0, "after setFrame(null) the view holds " + std::to_string(held) +
                                  " references of the frame");
    context.expect(frame->registered() == 0,
                   std::to_string(frame->registered()) +
                       " timers or descriptors are registered after setFrame(null)");
    context.step("releasing a view that was never attached");
    frame->detach();
  }
}

void bad_parent_type(CheckContext& context) {
  Vst3Session session(context);
  const auto view = view_of(session);
  const auto window = window_for(context);
  const auto frame = make_ref<TestFrame>(context, true);
  (void)view->setFrame(frame.get());
  const bool is_windows = std::string_view(kPlatformTypeNative) == kPlatformTypeHWND;
  const char* const foreign = is_windows ? kPlatformTypeNSView : kPlatformTypeHWND;
  for (const char* const type : {"Nonsense", foreign}) {
    context.step(std::string("attached to ") + type);
    const TResult result = view->attached(parent_of(*window), type);
    context.expect(result != kResultOk, std::string("attached to the kind of parent \"") + type +
                                            "\" answered kResultOk");
    if (result == kResultOk) (void)view->removed();
  }
  context.step("attached to a window after that");
  const TResult result = view->attached(parent_of(*window), kPlatformTypeNative);
  context.expect(result == kResultOk, "attached to a window answered " + name_of(result));
  if (result == kResultOk) (void)view->removed();
  (void)view->setFrame(nullptr);
  frame->detach();
}

/// Attaches, turns the loop, does `act`, and removes; whether it was attached.
template <typename Act>
bool with_attached(Vst3Session& session, bool has_run_loop, Act act) {
  CheckContext& context = session.check();
  const auto view = view_of(session);
  const auto window = window_for(context);
  const auto frame = make_ref<TestFrame>(context, has_run_loop);
  (void)view->setFrame(frame.get());
  context.step("attached");
  const TResult result = view->attached(parent_of(*window), kPlatformTypeNative);
  if (result == kResultOk) {
    turn(context);
    act(*view, *frame);
    context.step("removed");
    (void)view->removed();
    context.expect(frame->registered() == 0,
                   std::to_string(frame->registered()) +
                       " timers or descriptors are still registered after removed()");
  }
  (void)view->setFrame(nullptr);
  context.expect(frame->registered() == 0,
                 std::to_string(frame->registered()) +
                     " timers or descriptors are still registered after setFrame(null)");
  frame->detach();
  turn(context, 1);
  return result == kResultOk;
}

void cycles(CheckContext& context) {
  Vst3Session session(context);
  session.play();
  for (int i = 0; i < 3; ++i) {
    const bool was_attached = with_attached(
        session, true, [&](IPlugView&, TestFrame&) { expect_block(session, "an open editor"); });
    context.expect(was_attached,
                   "attached to a window was refused the time number " + std::to_string(i + 1));
  }
  expect_block(session, "three editors, opened and closed");
}

void without_run_loop(CheckContext& context) {
  Vst3Session session(context, {.has_run_loop = false});
  session.play();
  bool was_attached = false;
  for (int i = 0; i < 2; ++i) {
    was_attached = with_attached(session, false, [](IPlugView&, TestFrame&) {});
  }
  if (!was_attached) context.note("attached without a run loop is refused");
  expect_block(session, "an editor without run loop");
}

void sizes(CheckContext& context) {
  Vst3Session session(context);
  const bool was_attached = with_attached(session, true, [&](IPlugView& view, TestFrame&) {
    const bool can_resize = view.canResize() == kResultTrue;
    ViewRect size{};
    (void)view.getSize(&size);
    context.expect(is_sensible(size), "attached, the size is " + text_of(size));
    if (!can_resize) return;
    for (const std::int32_t length : {1, 333, 5000}) {
      ViewRect rect{0, 0, length, length};
      if (view.checkSizeConstraint(&rect) != kResultTrue) continue;
      context.expect(is_sensible(rect), "checkSizeConstraint of " + std::to_string(length) + " x " +
                                            std::to_string(length) + " is " + text_of(rect));
      ViewRect again = rect;
      (void)view.checkSizeConstraint(&again);
      context.expect(text_of(again) == text_of(rect), "checkSizeConstraint makes " + text_of(rect) +
                                                          " of " + std::to_string(length) + " x " +
                                                          std::to_string(length) + ", and " +
                                                          text_of(again) + " of that");
      if (view.onSize(&rect) != kResultTrue) continue;
      turn(context);
      ViewRect now{};
      (void)view.getSize(&now);
      context.expect(text_of(now) == text_of(rect),
                     "after onSize with " + text_of(rect) + " getSize says " + text_of(now));
    }
  });
  context.expect(was_attached, "attached to a window was refused");
}

void impossible_size(CheckContext& context) {
  Vst3Session session(context);
  (void)with_attached(session, true, [&](IPlugView& view, TestFrame&) {
    if (view.canResize() != kResultTrue) return context.note("the editor cannot be resized");
    for (const std::int32_t length : {1, 30'000}) {
      ViewRect given{0, 0, length, length};
      ViewRect nearest = given;
      if (view.checkSizeConstraint(&nearest) != kResultTrue) continue;
      if (text_of(nearest) == text_of(given)) continue;
      (void)view.onSize(&given);
      turn(context);
      ViewRect now{};
      (void)view.getSize(&now);
      context.expect(text_of(now) == text_of(nearest),
                     "after onSize with " + text_of({0, 0, length, length}) + " getSize says " +
                         text_of(now) + "; the nearest that it can have is " + text_of(nearest) +
                         ", by checkSizeConstraint");
    }
  });
}

void scales(CheckContext& context) {
  Vst3Session session(context);
  {
    const auto view = view_of(session);
    const auto scaled = view.query<IPlugViewContentScaleSupport>();
    if (!scaled) context.skip("the editor cannot be scaled");
    for (const float factor : {1.5f, 0.0f, -1.0f, 1.0f}) {
      const std::string call = "setContentScaleFactor(" + std::to_string(factor) + ")";
      context.step(call);
      const TResult result = scaled->setContentScaleFactor(factor);
      context.expect(is_known(result), call + " answered " + name_of(result));
      ViewRect size{};
      (void)view->getSize(&size);
      context.expect(is_sensible(size), "after " + call + " the size is " + text_of(size));
    }
  }
  (void)with_attached(session, true, [&](IPlugView& view, TestFrame&) {
    const auto scaled = vst3::query<IPlugViewContentScaleSupport>(&view);
    for (const float factor : {2.0f, 1.0f}) {
      (void)scaled->setContentScaleFactor(factor);
      turn(context, 1);
      ViewRect size{};
      (void)view.getSize(&size);
      context.expect(is_sensible(size), "attached and scaled by " + std::to_string(factor) +
                                            ", the size is " + text_of(size));
    }
  });
}

constexpr Check with_display(Check check) {
  check.formats = Formats::vst3;
  check.needs_display = true;
  return check;
}

constexpr Check kChecks[] = {
    with_display({"vst3.view-unknown", "a view of an unknown kind is refused",
                  "VST3: IEditController::createView", unknown_view, Severity::warning}),
    with_display({"vst3.view-platforms",
                  "the editor takes this system's windows, and none of other systems",
                  "VST3: IPlugView::isPlatformTypeSupported", platform_types}),
    with_display({"vst3.view-first-size", "the editor has a size before it is attached",
                  "VST3: IPlugView::getSize; hosts make the window first", size_before_attached}),
    with_display({"vst3.view-unattached", "every call is survived before the editor is attached",
                  "VST3: IPlugView::removed must be safe without attached", unattached}),
    with_display({"vst3.view-unused", "a view that is never attached lets its frame go",
                  "VST3: IPlugView::setFrame(null)", released_unused}),
    with_display({"vst3.view-parent", "a parent of an unknown kind is refused",
                  "VST3: IPlugView::attached", bad_parent_type}),
    with_display({"vst3.view-cycles",
                  "editors open and close again and again, and leave nothing in the run loop",
                  "VST3: IPlugView::removed, IRunLoop::unregisterTimer, unregisterEventHandler",
                  cycles}),
    with_display({"vst3.view-no-run-loop", "an editor without run loop is refused or works",
                  "VST3: IRunLoop is optional", without_run_loop}),
    with_display({"vst3.view-sizes", "sizes that the editor offers are sizes that it takes",
                  "VST3: IPlugView::checkSizeConstraint, onSize, getSize", sizes}),
    with_display({"vst3.view-impossible-size",
                  "a size that the editor cannot have gives the nearest it can",
                  "VST3: IPlugView::onSize; window managers resize below the minimum",
                  impossible_size, Severity::warning}),
    with_display({"vst3.view-scale", "the scale may come before and after attached",
                  "VST3: IPlugViewContentScaleSupport::setContentScaleFactor", scales}),
};

}  // namespace

std::span<const Check> vst3_view_checks() {
  return kChecks;
}

}  // namespace attacca::validate
