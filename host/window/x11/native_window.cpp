// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/native_window.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <cairo.h>
#include <poll.h>

#include "host/window/x11/xembed.hpp"

namespace attacca::host {

namespace {

// An editor may destroy its windows before we do; the default handler would end the process.
int ignore_error(Display*, XErrorEvent*) {
  return 0;
}

class IgnoreErrors {
 public:
  explicit IgnoreErrors(Display* display)
      : display_(display), old_(XSetErrorHandler(ignore_error)) {}
  ~IgnoreErrors() {
    XSync(display_, False);
    XSetErrorHandler(old_);
  }
  IgnoreErrors(const IgnoreErrors&) = delete;
  IgnoreErrors& operator=(const IgnoreErrors&) = delete;

 private:
  Display* display_;
  XErrorHandler old_;
};

}  // namespace

WindowErrorGuard::WindowErrorGuard()
    : old_(reinterpret_cast<Handler>(XSetErrorHandler(ignore_error))) {}

WindowErrorGuard::~WindowErrorGuard() {
  XSetErrorHandler(reinterpret_cast<XErrorHandler>(old_));
}

struct NativeWindow::Impl {
  MainLoop& loop;
  Display* display = nullptr;
  Window window = 0;
  Atom protocols = 0;
  Atom delete_message = 0;
  std::optional<XEmbedder> embedder;
  EditorSize size;
  bool resizable = true;
  MainLoop::Id descriptor = 0;
  MainLoop::Id hook = 0;
  std::function<void(EditorSize)> on_resize;
  std::function<void()> on_close;
  Window pressed = 0;  // What has the pointer, from press to release.

  explicit Impl(MainLoop& main_loop) : loop(main_loop) {}
  ~Impl();
  void set_hints() const;
  void take_events();
  [[nodiscard]] Window listener_at(int x, int y) const;
};

NativeWindow::Impl::~Impl() {
  loop.remove(descriptor);
  loop.remove(hook);
  {
    const IgnoreErrors guard(display);
    XDestroyWindow(display, window);
  }
  XCloseDisplay(display);
}

void NativeWindow::Impl::set_hints() const {
  XSizeHints hints{};
  if (!resizable) {
    hints.flags = PMinSize | PMaxSize;
    hints.min_width = hints.max_width = static_cast<int>(size.width);
    hints.min_height = hints.max_height = static_cast<int>(size.height);
  }
  XSetWMNormalHints(display, window, &hints);
}

void NativeWindow::Impl::take_events() {
  while (XPending(display) > 0) {
    XEvent event;
    XNextEvent(display, &event);
    if (embedder) {
      const IgnoreErrors guard(display);
      embedder->take(event);
    }
    if (event.type == ConfigureNotify && event.xconfigure.window == window) {
      const EditorSize now{static_cast<std::uint32_t>(event.xconfigure.width),
                           static_cast<std::uint32_t>(event.xconfigure.height)};
      if (!(now == size)) {
        size = now;
        if (on_resize) on_resize(now);
      }
    } else if (event.type == ClientMessage && event.xclient.message_type == protocols &&
               static_cast<Atom>(event.xclient.data.l[0]) == delete_message) {
      if (on_close) on_close();
    }
  }
}

NativeWindow::NativeWindow(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NativeWindow::~NativeWindow() = default;

Result<std::unique_ptr<NativeWindow>> NativeWindow::create(MainLoop& loop, EditorSize size,
                                                           const std::string& title) {
  Display* const display = XOpenDisplay(nullptr);
  if (display == nullptr) {
    const char* const name = std::getenv("DISPLAY");
    if (name == nullptr || *name == '\0') {
      return fail("cannot open an editor: DISPLAY is not set; run under X11, or under xvfb-run");
    }
    return fail(std::string("cannot open an editor: there is no X11 display ") + name);
  }
  auto impl = std::make_unique<Impl>(loop);
  impl->display = display;
  impl->size = {std::max(size.width, 1u), std::max(size.height, 1u)};
  impl->window = XCreateSimpleWindow(display, DefaultRootWindow(display), 0, 0, impl->size.width,
                                     impl->size.height, 0, 0, BlackPixel(display, 0));
  XSelectInput(display, impl->window, XEmbedder::kEvents);
  impl->embedder.emplace(display, impl->window);
  XWMHints hints{};
  hints.flags = InputHint;
  hints.input = True;  // keys come here and are passed on
  XSetWMHints(display, impl->window, &hints);
  impl->protocols = XInternAtom(display, "WM_PROTOCOLS", False);
  impl->delete_message = XInternAtom(display, "WM_DELETE_WINDOW", False);
  XSetWMProtocols(display, impl->window, &impl->delete_message, 1);
  XStoreName(display, impl->window, title.c_str());
  XChangeProperty(display, impl->window, XInternAtom(display, "_NET_WM_NAME", False),
                  XInternAtom(display, "UTF8_STRING", False), 8, PropModeReplace,
                  reinterpret_cast<const unsigned char*>(title.data()),
                  static_cast<int>(title.size()));
  XFlush(display);
  Impl* const raw = impl.get();
  impl->descriptor =
      loop.add_descriptor(ConnectionNumber(display), POLLIN, [raw](short) { raw->take_events(); });
  // Events may have been read into Xlib's own queue by another call.
  impl->hook = loop.add_hook([raw] { raw->take_events(); });
  return std::unique_ptr<NativeWindow>(new NativeWindow(std::move(impl)));
}

std::uintptr_t NativeWindow::id() const noexcept {
  return impl_->window;
}

std::size_t NativeWindow::child_count() const {
  Window root = 0;
  Window parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  if (XQueryTree(impl_->display, impl_->window, &root, &parent, &children, &count) == 0) return 0;
  if (children != nullptr) XFree(children);
  return count;
}

void NativeWindow::embed_children() {
  {
    const IgnoreErrors guard(impl_->display);
    impl_->embedder->embed_all();
  }
  impl_->take_events();
}

void NativeWindow::show() {
  impl_->set_hints();
  XMapRaised(impl_->display, impl_->window);
  XSync(impl_->display, False);
}

void NativeWindow::move(int x, int y) {
  XMoveWindow(impl_->display, impl_->window, x, y);
  XSync(impl_->display, False);
}

/// What a window manager puts around the window is in _NET_FRAME_EXTENTS, and moves count from its
/// corner. Source: Extended Window Manager Hints 1.5.
NativeWindow::Position NativeWindow::position() const {
  Display* const display = impl_->display;
  const IgnoreErrors guard(display);
  Position position;
  Window child = 0;
  XTranslateCoordinates(display, impl_->window, DefaultRootWindow(display), 0, 0, &position.x,
                        &position.y, &child);
  Atom type = 0;
  int format = 0;
  unsigned long count = 0;
  unsigned long left = 0;
  unsigned char* value = nullptr;
  XGetWindowProperty(display, impl_->window, XInternAtom(display, "_NET_FRAME_EXTENTS", False), 0,
                     4, False, XA_CARDINAL, &type, &format, &count, &left, &value);
  if (value != nullptr && format == 32 && count == 4) {
    // Left, right, top, bottom; Xlib gives 32 bits as longs.
    const auto* const extents = reinterpret_cast<const long*>(value);
    position.x -= static_cast<int>(extents[0]);
    position.y -= static_cast<int>(extents[2]);
  }
  if (value != nullptr) XFree(value);
  return position;
}

void NativeWindow::resize(EditorSize size) {
  if (size.width == 0 || size.height == 0) return;
  impl_->size = size;
  impl_->set_hints();
  XResizeWindow(impl_->display, impl_->window, size.width, size.height);
  XSync(impl_->display, False);
}

EditorSize NativeWindow::size() const noexcept {
  return impl_->size;
}

void NativeWindow::set_resizable(bool resizable) {
  impl_->resizable = resizable;
  impl_->set_hints();
}

Window NativeWindow::Impl::listener_at(int x, int y) const {
  Window found = 0;
  Window at = window;
  int left = x;
  int top = y;
  while (at != 0) {
    XWindowAttributes attributes{};
    if (XGetWindowAttributes(display, at, &attributes) == 0) break;
    if (at != window && (attributes.all_event_masks & ButtonPressMask) != 0) found = at;
    Window inner = 0;
    if (XTranslateCoordinates(display, window, at, x, y, &left, &top, &inner) == 0) break;
    at = inner;
  }
  return found;
}

bool NativeWindow::send_pointer(Pointer what, int x, int y) {
  Display* const display = impl_->display;
  const IgnoreErrors guard(display);
  if (what == Pointer::press) impl_->pressed = impl_->listener_at(x, y);
  const Window target = impl_->pressed != 0 ? impl_->pressed : impl_->listener_at(x, y);
  if (what == Pointer::release) impl_->pressed = 0;
  if (target == 0) return false;
  const Window root = DefaultRootWindow(display);
  Window child = 0;
  XEvent event{};
  // Buttons, motion and crossings have these members in the same places.
  XButtonEvent& button = event.xbutton;
  button.window = target;
  button.root = root;
  button.time = CurrentTime;
  button.same_screen = True;
  button.state = what == Pointer::press ? 0 : Button1Mask;
  (void)XTranslateCoordinates(display, impl_->window, target, x, y, &button.x, &button.y, &child);
  (void)XTranslateCoordinates(display, impl_->window, root, x, y, &button.x_root, &button.y_root,
                              &child);
  long mask = ButtonPressMask;
  if (what == Pointer::move) {
    event.type = MotionNotify;
    event.xmotion.is_hint = NotifyNormal;
    mask = PointerMotionMask | ButtonMotionMask | Button1MotionMask;
  } else {
    event.type = what == Pointer::press ? ButtonPress : ButtonRelease;
    button.button = Button1;
    if (what == Pointer::release) mask = ButtonReleaseMask;
  }
  return XSendEvent(display, target, False, mask, &event) != 0;
}

void NativeWindow::on_resize(std::function<void(EditorSize)> function) {
  impl_->on_resize = std::move(function);
}

void NativeWindow::on_close(std::function<void()> function) {
  impl_->on_close = std::move(function);
}

Result<void> NativeWindow::save_png(const std::filesystem::path& path) {
  Display* const display = impl_->display;
  const IgnoreErrors guard(display);
  XSync(display, False);
  XWindowAttributes attributes{};
  if (XGetWindowAttributes(display, impl_->window, &attributes) == 0 ||
      attributes.map_state != IsViewable) {
    return fail("cannot take a screenshot: the editor's window is not on the screen");
  }
  // Of the root window, so that what is embedded is in it.
  int x = 0;
  int y = 0;
  Window child = 0;
  XTranslateCoordinates(display, impl_->window, attributes.root, 0, 0, &x, &y, &child);
  XImage* const image =
      XGetImage(display, attributes.root, x, y, static_cast<unsigned>(attributes.width),
                static_cast<unsigned>(attributes.height), AllPlanes, ZPixmap);
  if (image == nullptr) {
    return fail("cannot take a screenshot: the window reaches beyond the screen");
  }
  cairo_surface_t* const surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, image->width, image->height);
  cairo_surface_flush(surface);
  unsigned char* const pixels = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int row = 0; row < image->height; ++row) {
    for (int column = 0; column < image->width; ++column) {
      const unsigned long pixel = XGetPixel(image, column, row);
      unsigned char* const target =
          pixels + std::ptrdiff_t{row} * stride + std::ptrdiff_t{column} * 4;
      target[0] = static_cast<unsigned char>(pixel);
      target[1] = static_cast<unsigned char>(pixel >> 8);
      target[2] = static_cast<unsigned char>(pixel >> 16);
      target[3] = 255;
    }
  }
  cairo_surface_mark_dirty(surface);
  const cairo_status_t status = cairo_surface_write_to_png(surface, path.c_str());
  cairo_surface_destroy(surface);
  XDestroyImage(image);
  if (status != CAIRO_STATUS_SUCCESS) {
    return fail("cannot write " + path.string() + ": " + cairo_status_to_string(status));
  }
  return {};
}

}  // namespace attacca::host
