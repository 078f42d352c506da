// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The methods of the view's class: each hands on to the window that the view belongs to, if it
// still does, by the editor's event loop. None lets an exception into AppKit.

#include <array>

#include "gui/cocoa/runtime_class.hpp"
#include "gui/cocoa/window.hpp"

namespace attacca::gui::cocoa {
namespace {

using Kind = PointerEvent::Kind;
using Button = PointerEvent::Button;

constexpr unsigned long kNoDragging = 0;   // NSDragOperationNone
constexpr unsigned long kCopyDragged = 1;  // NSDragOperationCopy
constexpr Bool kYes = 1;
constexpr Bool kNo = 0;

const ObjcRuntime* runtime_in_use = nullptr;

/// Null for a view that is about to be made, or is being deallocated.
std::shared_ptr<ViewLink> link_of(Id view) noexcept {
  void* link = nullptr;
  runtime_in_use->object_getInstanceVariable(view, kOwner, &link);
  return link != nullptr ? static_cast<ViewLink*>(link)->of_view : nullptr;
}

template <typename Result, typename Work>
Result with_owner(Id view, Result otherwise, Work&& work) noexcept {
  Result result = otherwise;
  try {
    // Kept: what is called may take the view away.
    const std::shared_ptr<ViewLink> link = link_of(view);
    if (link == nullptr) return otherwise;
    link->deliver([&] {
      if (link->window != nullptr) result = work(*link->window);
    });
  } catch (...) {  // NOLINT(bugprone-empty-catch): nobody above could do anything with it
  }
  return result;
}

template <typename Work>
void tell_owner(Id view, Work&& work) noexcept {
  with_owner(view, 0, [&](CocoaWindow& window) {
    work(window);
    return 0;
  });
}

Bool is_flipped(Id, Selector) {
  return kYes;
}

Bool accepts_first_responder(Id self, Selector) {
  const std::shared_ptr<ViewLink> link = link_of(self);
  return link != nullptr && link->keyboard ? kYes : kNo;
}

Bool accepts_first_mouse(Id, Selector, Id) {
  return kYes;
}

Bool become_first_responder(Id self, Selector) {
  tell_owner(self, [](CocoaWindow& window) { window.keyboard_changed(true); });
  return kYes;
}

Bool resign_first_responder(Id self, Selector) {
  tell_owner(self, [](CocoaWindow& window) { window.keyboard_changed(false); });
  return kYes;
}

/// Without it the host's view gets what the pointer does.
Id hit_test(Id self, Selector, CGPoint place) {
  const std::shared_ptr<ViewLink> link = link_of(self);
  if (link == nullptr || !link->pointer) return nullptr;
  return Messages(*runtime_in_use).send_super<Id>(self, "NSView", "hitTest:", place);
}

void draw_rect(Id self, Selector, CGRect) {
  tell_owner(self, [](CocoaWindow& window) { window.draw(); });
}

template <PointerEvent::Kind kind, PointerEvent::Button button>
void mouse(Id self, Selector, Id event) {
  tell_owner(self, [event](CocoaWindow& window) { window.pointer(event, kind, button); });
}

void scroll_wheel(Id self, Selector, Id event) {
  tell_owner(self, [event](CocoaWindow& window) { window.scroll(event); });
}

/// True for a view that has gone while its window was called.
bool is_gone(const std::shared_ptr<ViewLink>& link) noexcept {
  return link != nullptr && link->of_view == nullptr;
}

/// What means nothing here goes on to the host.
template <KeyEvent::Kind kind>
void key(Id self, Selector, Id event) {
  const std::shared_ptr<ViewLink> link = link_of(self);
  const bool taken =
      with_owner(self, false, [event](CocoaWindow& window) { return window.key(event, kind); });
  if (taken || is_gone(link)) return;
  Messages(*runtime_in_use)
      .send_super<void>(self, "NSView",
                        kind == KeyEvent::Kind::press ? "keyDown:" : "keyUp:", event);
}

Bool perform_key_equivalent(Id self, Selector, Id event) {
  const std::shared_ptr<ViewLink> link = link_of(self);
  const bool taken =
      with_owner(self, false, [event](CocoaWindow& window) { return window.shortcut(event); });
  if (taken || is_gone(link)) return kYes;
  return Messages(*runtime_in_use).send_super<Bool>(self, "NSView", "performKeyEquivalent:", event);
}

void reset_cursor_rects(Id self, Selector) {
  tell_owner(self, [](CocoaWindow& window) { window.reset_cursor(); });
}

void view_did_change_backing_properties(Id self, Selector) {
  tell_owner(self, [](CocoaWindow& window) { window.invalidate(); });
}

unsigned long dragging_above(Id self, Selector, Id dragging) {
  return with_owner(self, kNoDragging, [dragging](CocoaWindow& window) {
    return window.files_above(dragging) ? kCopyDragged : kNoDragging;
  });
}

void dragging_exited(Id self, Selector, Id) {
  tell_owner(self, [](CocoaWindow& window) { window.files_left(); });
}

Bool perform_drag_operation(Id self, Selector, Id dragging) {
  return with_owner(self, kNo, [dragging](CocoaWindow& window) -> Bool {
    return window.files_dropped(dragging) ? kYes : kNo;
  });
}

unsigned long source_operation_mask(Id, Selector, Id, long) {
  return kCopyDragged;
}

void dragging_session_ended(Id self, Selector, Id, CGPoint, unsigned long operation) {
  tell_owner(self,
             [operation](CocoaWindow& window) { window.drag_ended(operation != kNoDragging); });
}

void dealloc(Id self, Selector) {
  if (const std::shared_ptr<ViewLink> link = link_of(self)) link->of_view.reset();
  runtime_in_use->object_setInstanceVariable(self, kOwner, nullptr);
  Messages(*runtime_in_use).send_super<void>(self, "NSView", "dealloc");
}

template <typename Function>
Method method(Function* function) {
  return reinterpret_cast<Method>(function);
}

#define POINT "{CGPoint=dd}"
#define RECT "{CGRect={CGPoint=dd}{CGSize=dd}}"

std::span<const MethodEntry> methods() {
  constexpr const char* kAsks = ATTACCA_OBJC_BOOL "@:";
  constexpr const char* kAsksEvent = ATTACCA_OBJC_BOOL "@:@";
  constexpr const char* kTakesEvent = "v@:@";
  static const std::array kMethods = std::to_array<MethodEntry>({
      {"dealloc", method(dealloc), "v@:"},
      {"isFlipped", method(is_flipped), kAsks},
      {"acceptsFirstResponder", method(accepts_first_responder), kAsks},
      {"acceptsFirstMouse:", method(accepts_first_mouse), kAsksEvent},
      {"becomeFirstResponder", method(become_first_responder), kAsks},
      {"resignFirstResponder", method(resign_first_responder), kAsks},
      {"hitTest:", method(hit_test), "@@:" POINT},
      {"drawRect:", method(draw_rect), "v@:" RECT},
      {"mouseDown:", method(mouse<Kind::press, Button::left>), kTakesEvent},
      {"mouseUp:", method(mouse<Kind::release, Button::left>), kTakesEvent},
      {"mouseDragged:", method(mouse<Kind::move, Button::none>), kTakesEvent},
      {"rightMouseDown:", method(mouse<Kind::press, Button::right>), kTakesEvent},
      {"rightMouseUp:", method(mouse<Kind::release, Button::right>), kTakesEvent},
      {"rightMouseDragged:", method(mouse<Kind::move, Button::none>), kTakesEvent},
      {"otherMouseDown:", method(mouse<Kind::press, Button::middle>), kTakesEvent},
      {"otherMouseUp:", method(mouse<Kind::release, Button::middle>), kTakesEvent},
      {"otherMouseDragged:", method(mouse<Kind::move, Button::none>), kTakesEvent},
      {"mouseMoved:", method(mouse<Kind::move, Button::none>), kTakesEvent},
      {"mouseExited:", method(mouse<Kind::leave, Button::none>), kTakesEvent},
      {"scrollWheel:", method(scroll_wheel), kTakesEvent},
      {"keyDown:", method(key<KeyEvent::Kind::press>), kTakesEvent},
      {"keyUp:", method(key<KeyEvent::Kind::release>), kTakesEvent},
      {"performKeyEquivalent:", method(perform_key_equivalent), kAsksEvent},
      {"resetCursorRects", method(reset_cursor_rects), "v@:"},
      {"viewDidChangeBackingProperties", method(view_did_change_backing_properties), "v@:"},
      {"draggingEntered:", method(dragging_above), "Q@:@"},
      {"draggingUpdated:", method(dragging_above), "Q@:@"},
      {"draggingExited:", method(dragging_exited), kTakesEvent},
      {"performDragOperation:", method(perform_drag_operation), kAsksEvent},
      {"draggingSession:sourceOperationMaskForDraggingContext:", method(source_operation_mask),
       "Q@:@q"},
      {"draggingSession:endedAtPoint:operation:", method(dragging_session_ended), "v@:@" POINT "Q"},
  });
  return kMethods;
}

#undef POINT
#undef RECT

}  // namespace

Class view_class(const ObjcRuntime& runtime) {
  runtime_in_use = &runtime;
  static const Class made = make_class(runtime, "NSView", "AttaccaView", methods());
  return made;
}

}  // namespace attacca::gui::cocoa
