// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/window.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

#include "gui/cairo/drawing_libraries.hpp"
#include "gui/x11/event_cast.hpp"

namespace attacca::gui {

namespace {

constexpr std::chrono::milliseconds kPollingPeriod{16};  // for hosts that cannot watch a descriptor
constexpr std::uint32_t kXembedVersion = 0;
constexpr std::uint32_t kXembedMapped = 1;
constexpr std::uint32_t kXembedFocusIn = 4;
constexpr std::uint32_t kXembedFocusOut = 5;
constexpr std::uint32_t kLargestSide = 32767;  // X11's and cairo's limit
constexpr int kWholeSide = 32767;

constexpr std::uint32_t kEvents = XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_STRUCTURE_NOTIFY;
constexpr std::uint32_t kPointerEvents =
    XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION |
    XCB_EVENT_MASK_LEAVE_WINDOW | XCB_EVENT_MASK_PROPERTY_CHANGE;

std::string hex(std::uintptr_t value) {
  char text[2 + 16 + 1];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value));
  return text;
}

PhysicalSize possible(PhysicalSize size) {
  return {std::clamp(size.width, 1u, kLargestSide), std::clamp(size.height, 1u, kLargestSide)};
}

xcb_visualtype_t* root_visual(const xcb_screen_t* screen) {
  auto depths = xcb_screen_allowed_depths_iterator(screen);
  for (; depths.rem > 0; xcb_depth_next(&depths)) {
    auto visuals = xcb_depth_visuals_iterator(depths.data);
    for (; visuals.rem > 0; xcb_visualtype_next(&visuals)) {
      if (visuals.data->visual_id == screen->root_visual) return visuals.data;
    }
  }
  return nullptr;
}

bool is_input(const xcb_generic_event_t& event) {
  switch (event.response_type & 0x7Fu) {
    case XCB_BUTTON_PRESS:
    case XCB_BUTTON_RELEASE:
    case XCB_MOTION_NOTIFY:
    case XCB_LEAVE_NOTIFY:
    case XCB_KEY_PRESS:
    case XCB_KEY_RELEASE:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<std::unique_ptr<Window>> open_window(ParentWindow parent, const WindowOptions& options,
                                            WindowClient& client, EventLoop& loop) {
  return X11Window::open(parent, options, client, loop);
}

Result<std::unique_ptr<Window>> X11Window::open(ParentWindow parent, const WindowOptions& options,
                                                WindowClient& client, EventLoop& loop) {
  const auto drawing = load_drawing_libraries();
  if (!drawing) return fail("cannot open the editor: " + drawing.error().message);
  if (cairo_xcb_surface_create == nullptr || cairo_xcb_surface_set_size == nullptr) {
    return fail("cannot open the editor: the Cairo in this process cannot draw on XCB windows");
  }
  auto connection = X11Connection::open();
  if (!connection) return fail(std::move(connection.error().message));
  auto window = std::make_unique<X11Window>(std::move(*connection), options, client, loop);
  const auto created = window->create(static_cast<xcb_window_t>(parent.handle), options);
  if (!created) return fail(created.error().message);
  const auto listening = window->start_listening();
  if (!listening) return fail(listening.error().message);
  return window;
}

X11Window::X11Window(std::unique_ptr<X11Connection> connection, const WindowOptions& options,
                     WindowClient& client, EventLoop& loop)
    : connection_(std::move(connection)),
      client_(client),
      loop_(loop),
      size_(possible(options.size)),
      scale_(options.scale) {}

X11Window::~X11Window() {
  *exists_ = false;
  disconnect();
}

Result<void> X11Window::create(xcb_window_t parent, const WindowOptions& options) {
  xcb_connection_t* xcb = connection_->xcb();
  const std::unique_ptr<xcb_get_geometry_reply_t, FreeWithC> geometry(
      xcb_get_geometry_reply(xcb, xcb_get_geometry(xcb, parent), nullptr));
  xcb_screen_t* screen = geometry ? connection_->screen_of(geometry->root) : nullptr;
  xcb_visualtype_t* visual = screen != nullptr ? root_visual(screen) : nullptr;
  if (visual == nullptr) {
    return fail("cannot open the editor: the host's window " + hex(parent) +
                " does not exist on the X11 display; the host must create it first");
  }

  // No background: the server would paint it before each frame, which flickers. All else is said
  // explicitly, because the host's window may be of another depth than ours.
  const std::array<std::uint32_t, 5> values{
      XCB_BACK_PIXMAP_NONE, 0, XCB_GRAVITY_NORTH_WEST,
      kEvents | (options.pointer ? kPointerEvents : 0) |
          (options.keyboard ? XCB_EVENT_MASK_PROPERTY_CHANGE : 0),
      screen->default_colormap};
  constexpr std::uint32_t kMask = XCB_CW_BACK_PIXMAP | XCB_CW_BORDER_PIXEL | XCB_CW_BIT_GRAVITY |
                                  XCB_CW_EVENT_MASK | XCB_CW_COLORMAP;
  window_ = xcb_generate_id(xcb);
  constexpr std::array<const char*, 2> kNames{"_XEMBED", "_XEMBED_INFO"};
  std::array<xcb_atom_t, kNames.size()> atoms{};
  connection_->atoms(kNames, atoms);
  xembed_ = atoms[0];
  xembed_info_ = atoms[1];
  // Hosts look at the property as soon as they hear of the window: nobody sees one without it.
  xcb_grab_server(xcb);
  const auto cookie = xcb_create_window_checked(
      xcb, screen->root_depth, window_, parent, 0, 0, static_cast<std::uint16_t>(size_.width),
      static_cast<std::uint16_t>(size_.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
      screen->root_visual, kMask, values.data());
  announce_to_embedder(true);
  xcb_ungrab_server(xcb);
  if (const std::unique_ptr<xcb_generic_error_t, FreeWithC> error{xcb_request_check(xcb, cookie)}) {
    return fail("cannot open the editor: X11 error " + std::to_string(error->error_code) +
                " while creating a window in the host's window " + hex(parent));
  }
  if (options.keyboard) {
    keyboard_ = std::make_unique<X11Keyboard>(*connection_, window_, parent, values[3]);
  }
  exchange_ = std::make_unique<X11Exchange>(*connection_, window_, options, client_, loop_);
  screen_ = std::make_unique<X11Screen>(*connection_, window_, visual, size_);
  return {};
}

Result<void> X11Window::start_listening() {
  const auto ready = [this] { handle_events(); };
  watch_ = loop_.watch(EventLoop::Source(connection_->fd()), ready);
  if (watch_ == 0) watch_ = loop_.start_timer(kPollingPeriod, ready);
  if (watch_ == 0) {
    return fail(
        "cannot open the editor: the host offers neither file descriptor events nor timers");
  }
  set_visible(true);
  // Hosts that look when this returns look through connections of their own.
  connection_->sync(window_);
  return {};
}

void X11Window::announce_to_embedder(bool mapped) {
  if (xembed_info_ == XCB_ATOM_NONE) return;
  const std::array<std::uint32_t, 2> info{kXembedVersion, mapped ? kXembedMapped : 0};
  xcb_change_property(connection_->xcb(), XCB_PROP_MODE_REPLACE, window_, xembed_info_,
                      xembed_info_, 32, static_cast<std::uint32_t>(info.size()), info.data());
}

void X11Window::set_size(PhysicalSize size) {
  size = possible(size);
  if (!connection_ || size == size_) return;
  size_ = size;
  const std::array<std::uint32_t, 2> values{size.width, size.height};
  last_resize_ =
      xcb_configure_window(connection_->xcb(), window_,
                           XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values.data())
          .sequence;
  invalidate();
}

void X11Window::set_scale(double scale) {
  scale_ = scale;
  invalidate();
}

void X11Window::set_visible(bool visible) {
  if (!connection_) return;
  announce_to_embedder(visible);
  if (visible) {
    xcb_map_window(connection_->xcb(), window_);
  } else {
    xcb_unmap_window(connection_->xcb(), window_);
  }
  connection_->flush(window_);
}

void X11Window::invalidate() {
  if (connection_) screen_->request(PixelRect{0, 0, kWholeSide, kWholeSide}.within(size_));
}

void X11Window::invalidate(const Rect& area) {
  if (connection_) screen_->request(pixels_of(area, scale_).within(size_));
}

void X11Window::set_cursor(Cursor cursor) {
  if (!connection_) return;
  cursors_.set(connection_->xcb(), window_, cursor);
  connection_->flush(window_);
}

void X11Window::take_keyboard(bool take) {
  if (connection_ && keyboard_) keyboard_->take(take);
}

void X11Window::set_clipboard(std::string text) {
  if (connection_) exchange_->set_clipboard(std::move(text));
}

void X11Window::ask_clipboard() {
  if (connection_) exchange_->ask_clipboard();
}

void X11Window::start_drag(const DragContent& content, const DragCode& code) {
  if (connection_) exchange_->start_drag(content, code);
}

void X11Window::handle_events() {
  const std::shared_ptr<bool> exists = exists_;
  while (connection_) {
    const X11Event event = connection_->next_event();
    if (!event) break;
    // Of motions in a row the newest counts, however many came since the last turn. What else the
    // pointer does comes after the motion before it.
    if ((event->response_type & 0x7Fu) == XCB_MOTION_NOTIFY) {
      motion_ = as<xcb_motion_notify_event_t>(*event);
      continue;
    }
    if (is_input(*event)) deliver_motion();
    if (!*exists) return;
    if (!connection_) break;
    handle(*event);
    if (!*exists) return;
  }
  if (connection_) deliver_motion();
  if (!*exists || !connection_) return;
  update_drag_cursor();
  exchange_->report_drags();
  if (!*exists || !connection_) return;
  if (connection_->is_broken()) return lose();
  if (screen_->is_due()) screen_->show(size_, scale_, client_);
  connection_->flush(window_);
}

void X11Window::deliver_motion() {
  const auto motion = std::exchange(motion_, std::nullopt);
  if (!motion) return;
  if (exchange_->is_dragging()) return exchange_->move_drag(*motion);
  client_.pointer(to_pointer_event(*motion, scale_));
}

void X11Window::update_drag_cursor() {
  const auto cursor = exchange_->drag_cursor();
  const bool was_shown = std::exchange(shows_drag_cursor_, cursor.has_value());
  if (cursor || was_shown) {
    cursors_.set(connection_->xcb(), window_, cursor.value_or(Cursor::arrow));
  }
}

void X11Window::handle(const xcb_generic_event_t& event) {
  if (const xcb_window_t gone = gone_window(event)) return handle_gone(gone);
  switch (event.response_type & 0x7Fu) {
    case XCB_EXPOSE: {
      const auto& expose = as<xcb_expose_event_t>(event);
      screen_->uncover(
          PixelRect{expose.x, expose.y, expose.x + expose.width, expose.y + expose.height}.within(
              size_));
      break;
    }
    case XCB_CONFIGURE_NOTIFY:
      handle_configure(as<xcb_configure_notify_event_t>(event), event.full_sequence);
      break;
    case XCB_BUTTON_PRESS:
    case XCB_BUTTON_RELEASE:
      handle_button(as<xcb_button_press_event_t>(event));
      break;
    case XCB_KEY_PRESS:
    case XCB_KEY_RELEASE:
      handle_key(as<xcb_key_press_event_t>(event));
      break;
    case XCB_FOCUS_IN:
    case XCB_FOCUS_OUT:
      if (!keyboard_) break;
      if (const auto has_it = keyboard_->handle_focus(as<xcb_focus_in_event_t>(event))) {
        client_.keyboard_changed(*has_it);
      }
      break;
    case XCB_MAPPING_NOTIFY:
      if (keyboard_) keyboard_->read_mapping();
      break;
    case XCB_LEAVE_NOTIFY:
      if (exchange_->is_dragging()) break;
      client_.pointer(to_pointer_event(as<xcb_leave_notify_event_t>(event), scale_));
      break;
    case XCB_CLIENT_MESSAGE: {
      const auto& message = as<xcb_client_message_event_t>(event);
      if (message.type == xembed_) return handle_embedder(message);
      exchange_->handle(event, scale_);
      break;
    }
    default:
      exchange_->handle(event, scale_);
      break;
  }
}

void X11Window::handle_gone(xcb_window_t window) {
  if (window == window_) return lose();
  exchange_->handle_gone(window);
}

void X11Window::handle_button(const xcb_button_press_event_t& event) {
  if (exchange_->handle_button(event)) return;
  auto pointer = to_pointer_event(event, scale_);
  if (!pointer) return;
  if (pointer->kind == PointerEvent::Kind::press) pointer->clicks = clicks_.count(event, scale_);
  client_.pointer(*pointer);
}

void X11Window::handle_key(const xcb_key_press_event_t& event) {
  if (!keyboard_ || keyboard_->has_passed_on(event)) return;
  const auto key = keyboard_->translate(event);
  if (!key) return;
  const std::shared_ptr<bool> exists = exists_;
  const bool taken = client_.key(*key);
  if (*exists && connection_ && !taken) keyboard_->pass_on(event);
}

/// A host that follows the XEmbed protocol gives and takes the keyboard by messages.
void X11Window::handle_embedder(const xcb_client_message_event_t& event) {
  if (!keyboard_ || event.format != 32) return;
  if (event.data.data32[1] == kXembedFocusIn) keyboard_->take(true);
  if (event.data.data32[1] == kXembedFocusOut) keyboard_->take(false);
}

void X11Window::handle_configure(const xcb_configure_notify_event_t& event,
                                 std::uint32_t sequence) {
  if (event.window != window_) return;
  // What the server says about an older size than our newest request is out of date.
  if (static_cast<std::int32_t>(sequence - last_resize_) < 0) return;
  const PhysicalSize size{event.width, event.height};
  if (size == size_) return;
  size_ = size;
  invalidate();
  client_.resized(size);
}

void X11Window::disconnect() noexcept {
  if (!connection_) return;
  loop_.stop(std::exchange(watch_, 0));
  screen_.reset();
  keyboard_.reset();
  exchange_.reset();
  xcb_destroy_window(connection_->xcb(), window_);
  xcb_flush(connection_->xcb());
  connection_.reset();
}

void X11Window::lose() {
  const std::shared_ptr<bool> exists = exists_;
  exchange_->give_up_drags();
  exchange_->report_drags();
  if (!*exists) return;
  disconnect();
  client_.lost();
}

}  // namespace attacca::gui
