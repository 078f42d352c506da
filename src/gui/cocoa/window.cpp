// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cocoa/window.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/cocoa/bitmap.hpp"
#include "gui/cocoa/keyboard.hpp"
#include "gui/cocoa/runtime_class.hpp"

namespace attacca::gui {

double display_scale() {
  return 1;  // sizes are points, whatever the screen has
}

Result<std::unique_ptr<Window>> open_window(ParentWindow parent, const WindowOptions& options,
                                            WindowClient& client, EventLoop& loop) {
  return cocoa::CocoaWindow::open(parent, options, client, loop);
}

namespace cocoa {
namespace {

constexpr std::size_t kMostClipboard = 16'000'000;           // bytes
constexpr const char* kTextType = "public.utf8-plain-text";  // NSPasteboardTypeString
constexpr const char* kFilesType = "NSFilenamesPboardType";
constexpr double kPointsPerNotch = 16;  // of a trackpad, which has no notches

const char* selector_of(Cursor cursor) {
  switch (cursor) {
    case Cursor::arrow:
      return "arrowCursor";
    case Cursor::hand:
      return "pointingHandCursor";
    case Cursor::text:
      return "IBeamCursor";
    case Cursor::cross:
      return "crosshairCursor";
    case Cursor::resize_width:
      return "resizeLeftRightCursor";
    case Cursor::resize_height:
      return "resizeUpDownCursor";
    case Cursor::move:
      return "openHandCursor";
    case Cursor::forbidden:
      return "operationNotAllowedCursor";
  }
  return "arrowCursor";
}

CGSize to_size(PhysicalSize size) {
  return {static_cast<CGFloat>(size.width), static_cast<CGFloat>(size.height)};
}

}  // namespace

CocoaWindow::CocoaWindow(const ObjcRuntime& runtime, const DrawingFunctions& drawing,
                         const WindowOptions& options, WindowClient& client, EventLoop& loop)
    : messages_(runtime),
      drawing_(drawing),
      options_(options),
      client_(client),
      loop_(loop),
      text_(drawing),
      link_(std::make_shared<ViewLink>(
          ViewLink{loop.deliverer(), options.pointer, options.keyboard, this})) {}

CocoaWindow::~CocoaWindow() {
  *exists_ = false;
  loop_.stop(timer_);
  link_->window = nullptr;
  if (!view_) return;
  if (messages_.send<Bool>("NSThread", "isMainThread") != 0) {
    if (tracking_) messages_.send<void>(view_.get(), "removeTrackingArea:", tracking_.get());
    messages_.send<void>(view_.get(), "removeFromSuperview");
    return;
  }
  // A host that closes on another thread: the main one has the view until it comes to it.
  const Selector leave = messages_.runtime().sel_registerName("removeFromSuperview");
  messages_.send<void>(view_.get(), "performSelectorOnMainThread:withObject:waitUntilDone:", leave,
                       Id{}, Bool{false});
}

Result<std::unique_ptr<Window>> CocoaWindow::open(ParentWindow parent, const WindowOptions& options,
                                                  WindowClient& client, EventLoop& loop) {
  const ObjcRuntime* const runtime = objc_runtime();
  const DrawingFunctions* const drawing = drawing_functions();
  if (runtime == nullptr) return fail("cannot open the editor: there is no AppKit");
  if (drawing == nullptr) return fail(kCannotDraw);
  return open(*runtime, *drawing, parent, options, client, loop);
}

Result<std::unique_ptr<Window>> CocoaWindow::open(const ObjcRuntime& runtime,
                                                  const DrawingFunctions& drawing,
                                                  ParentWindow parent, const WindowOptions& options,
                                                  WindowClient& client, EventLoop& loop) {
  if (parent.handle == 0) return fail("cannot open the editor: the host's view is none");
  if (Messages(runtime).send<Bool>("NSThread", "isMainThread") == 0) {
    return fail(
        "cannot open the editor: the host asks for it on another thread than the main one, where "
        "AppKit lets no view be made");
  }
  auto window = std::make_unique<CocoaWindow>(runtime, drawing, options, client, loop);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): hosts hand the object over as its address
  if (auto made = window->create(reinterpret_cast<Id>(parent.handle)); !made) {
    return tl::unexpected(made.error());
  }
  return window;
}

Result<void> CocoaWindow::create(Id parent) {
  const Class made = view_class(messages_.runtime());
  if (made == nullptr) return fail("cannot open the editor: no class can be made for its view");
  const Id empty = messages_.send<Id>(reinterpret_cast<Id>(made), "alloc");
  view_ = Object(messages_, messages_.send<Id>(
                                empty, "initWithFrame:", CGRect{{0, 0}, to_size(options_.size)}));
  if (!view_) return fail("cannot open the editor: its view cannot be made");
  link_->of_view = link_;
  messages_.runtime().object_setInstanceVariable(view_.get(), kOwner, link_.get());
  watch_pointer();
  if (options_.files) {
    const Object type = to_string(messages_, kFilesType);
    const Id types = messages_.send<Id>("NSArray", "arrayWithObject:", type.get());
    messages_.send<void>(view_.get(), "registerForDraggedTypes:", types);
  }
  messages_.send<void>(parent, "addSubview:", view_.get());
  return {};
}

/// Has moves and leaving reported, also while another window is in front.
void CocoaWindow::watch_pointer() {
  if (!options_.pointer) return;
  constexpr unsigned long kEnteredAndExited = 0x01;
  constexpr unsigned long kMoved = 0x02;
  constexpr unsigned long kAlways = 0x80;
  constexpr unsigned long kInVisibleRect = 0x200;
  const Id empty = messages_.send<Id>("NSTrackingArea", "alloc");
  tracking_ =
      Object(messages_, messages_.send<Id>(empty, "initWithRect:options:owner:userInfo:", CGRect{},
                                           kEnteredAndExited | kMoved | kAlways | kInVisibleRect,
                                           view_.get(), Id{}));
  if (tracking_) messages_.send<void>(view_.get(), "addTrackingArea:", tracking_.get());
}

void CocoaWindow::set_size(PhysicalSize size) {
  options_.size = size;
  messages_.send<void>(view_.get(), "setFrameSize:", to_size(size));
  invalidate();
}

void CocoaWindow::set_scale(double scale) {
  options_.scale = scale;
  invalidate();
}

void CocoaWindow::set_visible(bool visible) {
  messages_.send<void>(view_.get(), "setHidden:", Bool{!visible});
}

void CocoaWindow::invalidate() {
  messages_.send<void>(view_.get(), "setNeedsDisplay:", Bool{true});
}

void CocoaWindow::invalidate(const Rect& area) {
  const double scale = options_.scale;
  messages_.send<void>(
      view_.get(), "setNeedsDisplayInRect:",
      CGRect{{area.x * scale, area.y * scale}, {area.width * scale, area.height * scale}});
}

void CocoaWindow::draw() {
  const Id current = messages_.send<Id>("NSGraphicsContext", "currentContext");
  if (current == nullptr) return;
  const auto context = messages_.send<CGContextRef>(current, "CGContext");
  if (context == nullptr) return;
  const Id window = messages_.send<Id>(view_.get(), "window");
  const double pixels_per_point =
      window == nullptr ? 1 : messages_.send<CGFloat>(window, "backingScaleFactor");
  drawing_.CGContextSaveGState(context);
  drawing_.CGContextScaleCTM(context, options_.scale, options_.scale);
  CocoaCanvas canvas(drawing_, context, text_, options_.scale * pixels_per_point);
  client_.draw(canvas, to_logical(options_.size, options_.scale));
  drawing_.CGContextRestoreGState(context);
}

Point CocoaWindow::place_of(CGPoint in_window) const {
  const auto place =
      messages_.send<CGPoint>(view_.get(), "convertPoint:fromView:", in_window, Id{});
  return {place.x / options_.scale, place.y / options_.scale};
}

void CocoaWindow::pointer(Id event, PointerEvent::Kind kind, PointerEvent::Button button) {
  const auto flags = messages_.send<unsigned long>(event, "modifierFlags");
  PointerEvent told;
  told.kind = kind;
  told.button = button;
  told.position = place_of(messages_.send<CGPoint>(event, "locationInWindow"));
  told.shift = (flags & kShift) != 0;
  told.control = (flags & (kControl | kCommand)) != 0;
  told.alt = (flags & kOption) != 0;
  if (kind == PointerEvent::Kind::press) {
    told.clicks =
        static_cast<int>(std::clamp<long>(messages_.send<long>(event, "clickCount"), 1, 1000));
  }
  // Macs whose mouse has one button have the other by Control.
  if (button == PointerEvent::Button::left) {
    if (kind == PointerEvent::Kind::press) left_is_right_ = (flags & kControl) != 0;
    if (left_is_right_) {
      told.button = PointerEvent::Button::right;
      told.control = (flags & kCommand) != 0;
    }
  }
  if (button == PointerEvent::Button::middle && messages_.send<long>(event, "buttonNumber") != 2) {
    told.button = PointerEvent::Button::other;
  }
  client_.pointer(told);
}

void CocoaWindow::scroll(Id event) {
  const auto flags = messages_.send<unsigned long>(event, "modifierFlags");
  const bool precise = messages_.send<Bool>(event, "hasPreciseScrollingDeltas") != 0;
  const double notch = precise ? kPointsPerNotch : 1;
  PointerEvent told;
  told.kind = PointerEvent::Kind::scroll;
  told.position = place_of(messages_.send<CGPoint>(event, "locationInWindow"));
  told.scroll_x = -messages_.send<CGFloat>(event, "scrollingDeltaX") / notch;
  told.scroll_y = messages_.send<CGFloat>(event, "scrollingDeltaY") / notch;
  told.shift = (flags & kShift) != 0;
  told.control = (flags & (kControl | kCommand)) != 0;
  told.alt = (flags & kOption) != 0;
  if (told.scroll_x != 0 || told.scroll_y != 0) client_.pointer(told);
}

bool CocoaWindow::key(Id event, KeyEvent::Kind kind) {
  const auto code = messages_.send<unsigned short>(event, "keyCode");
  const std::string typed = from_string(messages_, messages_.send<Id>(event, "characters"));
  const std::string plain =
      from_string(messages_, messages_.send<Id>(event, "charactersIgnoringModifiers"));
  const auto flags = messages_.send<unsigned long>(event, "modifierFlags");
  return client_.key(key_event(kind, code, typed, plain, flags));
}

bool CocoaWindow::shortcut(Id event) {
  const auto flags = messages_.send<unsigned long>(event, "modifierFlags");
  return has_keyboard_ && (flags & kCommand) != 0 && key(event, KeyEvent::Kind::press);
}

/// AppKit says it from inside take_keyboard() as well, where the client is not to be called.
void CocoaWindow::keyboard_changed(bool has_it) {
  if (std::exchange(has_keyboard_, has_it) == has_it) return;
  later([this, has_it] { client_.keyboard_changed(has_it); });
}

void CocoaWindow::take_keyboard(bool take) {
  if (!options_.keyboard) return;
  const Id window = messages_.send<Id>(view_.get(), "window");
  if (window == nullptr || take == has_keyboard_) return;
  const Id superview = messages_.send<Id>(view_.get(), "superview");
  messages_.send<Bool>(window, "makeFirstResponder:", take ? view_.get() : superview);
}

void CocoaWindow::set_cursor(Cursor cursor) {
  if (std::exchange(cursor_, cursor) == cursor) return;
  const Id window = messages_.send<Id>(view_.get(), "window");
  if (window != nullptr) {
    messages_.send<void>(window, "invalidateCursorRectsForView:", view_.get());
  }
}

void CocoaWindow::reset_cursor() {
  const Id cursor = messages_.send<Id>("NSCursor", selector_of(cursor_));
  if (cursor == nullptr) return;
  messages_.send<void>(view_.get(), "addCursorRect:cursor:", CGRect{{0, 0}, to_size(options_.size)},
                       cursor);
}

void CocoaWindow::set_clipboard(std::string text) {
  if (!options_.keyboard || text.size() > kMostClipboard) return;
  const Object string = to_string(messages_, text);
  const Object type = to_string(messages_, kTextType);
  if (!string) return;
  const Id pasteboard = messages_.send<Id>("NSPasteboard", "generalPasteboard");
  messages_.send<long>(pasteboard, "clearContents");
  messages_.send<Bool>(pasteboard, "setString:forType:", string.get(), type.get());
}

void CocoaWindow::ask_clipboard() {
  if (!options_.keyboard) return;
  later([this] {
    const Object type = to_string(messages_, kTextType);
    const Id pasteboard = messages_.send<Id>("NSPasteboard", "generalPasteboard");
    const Id string = messages_.send<Id>(pasteboard, "stringForType:", type.get());
    if (string == nullptr) return;
    const std::string text = from_string(messages_, string);
    if (text.size() <= kMostClipboard) client_.pasted(text);
  });
}

std::vector<std::string> CocoaWindow::files_of(Id dragging) const {
  const Object type = to_string(messages_, kFilesType);
  const Id pasteboard = messages_.send<Id>(dragging, "draggingPasteboard");
  const Id list = messages_.send<Id>(pasteboard, "propertyListForType:", type.get());
  std::vector<std::string> files;
  if (list == nullptr) return files;
  const auto count = messages_.send<unsigned long>(list, "count");
  for (unsigned long i = 0; i < count; ++i) {
    std::string file = from_string(messages_, messages_.send<Id>(list, "objectAtIndex:", i));
    if (file.starts_with('/')) files.push_back(std::move(file));
  }
  return files;
}

bool CocoaWindow::files_above(Id dragging) {
  return options_.files &&
         client_.takes_files_at(place_of(messages_.send<CGPoint>(dragging, "draggingLocation")));
}

void CocoaWindow::files_left() {
  client_.files_left();
}

bool CocoaWindow::files_dropped(Id dragging) {
  const std::vector<std::string> files = files_of(dragging);
  if (files.empty()) {
    client_.files_left();
    return false;
  }
  client_.files_dropped(place_of(messages_.send<CGPoint>(dragging, "draggingLocation")), files);
  return true;
}

void CocoaWindow::start_drag(const DragContent& content, const DragCode& code) {
  if (!options_.pointer) return;
  if (!code.start(*this, content)) later([this] { client_.drag_ended(false); });
}

void CocoaWindow::drag_ended(bool taken) {
  client_.drag_ended(taken);
}

void CocoaWindow::later(std::function<void()> work) {
  waiting_.push_back(std::move(work));
  if (timer_ == 0) {
    timer_ = loop_.start_timer(std::chrono::milliseconds(1), [this] { run_later(); });
  }
}

void CocoaWindow::run_later() {
  loop_.stop(std::exchange(timer_, 0));
  const std::vector<std::function<void()>> work = std::exchange(waiting_, {});
  const std::shared_ptr<bool> exists = exists_;
  for (const std::function<void()>& each : work) {
    if (!*exists) return;
    each();
  }
}

}  // namespace cocoa
}  // namespace attacca::gui
