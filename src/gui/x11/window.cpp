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
#include "gui/x11/pointer.hpp"

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

/// `event` as what its type says it is: XCB hands out one C struct for all.
template <typename Event>
const Event& as(const xcb_generic_event_t& event) {
  return reinterpret_cast<const Event&>(event);
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

void X11Window::DestroySurface::operator()(cairo_surface_t* surface) const noexcept {
  // Cairo remembers things per connection; they must go before the connection does.
  cairo_device_t* device = cairo_device_reference(cairo_surface_get_device(surface));
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  cairo_device_finish(device);
  cairo_device_destroy(device);
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
  xembed_info_ = connection_->atom("_XEMBED_INFO");
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
  if (options.pointer || options.keyboard) {
    sender_ = std::make_unique<X11SelectionSender>(*connection_, window_);
  }
  if (options.keyboard) {
    xembed_ = connection_->atom("_XEMBED");
    clipboard_ = std::make_unique<X11Clipboard>(*connection_, window_, *sender_);
    keyboard_ = std::make_unique<X11Keyboard>(*connection_, window_, parent, values[3]);
  }
  if (options.files) files_ = std::make_unique<X11FileDrop>(*connection_, window_);
  screen_.reset(cairo_xcb_surface_create(xcb, window_, visual, static_cast<int>(size_.width),
                                         static_cast<int>(size_.height)));
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
  request_expose(PixelRect{0, 0, kWholeSide, kWholeSide}.within(size_));
}

void X11Window::invalidate(const Rect& area) {
  request_expose(pixels_of(area, scale_).within(size_));
}

void X11Window::request_expose(PixelRect area) {
  // While a request is under way, or nobody can see the place, the Expose event is yet to come.
  if (!connection_ || area.empty() || invalid_.covers(area)) return;
  invalid_.add(area);
  xcb_clear_area(connection_->xcb(), 1, window_, static_cast<std::int16_t>(area.left),
                 static_cast<std::int16_t>(area.top), static_cast<std::uint16_t>(area.width()),
                 static_cast<std::uint16_t>(area.height()));
  connection_->flush(window_);
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
  if (connection_ && clipboard_) clipboard_->set(std::move(text));
}

void X11Window::ask_clipboard() {
  if (connection_ && clipboard_) clipboard_->ask();
}

void X11Window::start_drag(const DragContent& content, const DragCode& code) {
  if (!connection_ || !sender_) return;
  if (!drag_) drag_ = code.make(*connection_, window_, *sender_);
  if (drag_->begin(content)) return;
  // Not from inside the client's own call.
  drag_.reset();
  empty_drag_ = true;
  connection_->wake(window_);
}

/// The pointer is the drag's from its beginning to its end. True where the event was of one.
bool X11Window::handle_own_drag(const xcb_generic_event_t& event) {
  if (!drag_ || !drag_->is_dragging()) return false;
  switch (event.response_type & 0x7Fu) {
    case XCB_MOTION_NOTIFY: {
      const auto& motion = as<xcb_motion_notify_event_t>(event);
      drag_->move(motion.root_x, motion.root_y, motion.time);
      cursors_.set(connection_->xcb(), window_,
                   drag_->is_wanted() ? Cursor::move : Cursor::forbidden);
      return true;
    }
    case XCB_BUTTON_RELEASE:
      drag_->release(as<xcb_button_release_event_t>(event).time);
      cursors_.set(connection_->xcb(), window_, Cursor::arrow);
      return true;
    case XCB_BUTTON_PRESS:
    case XCB_LEAVE_NOTIFY:
      return true;
    default:
      return false;
  }
}

void X11Window::report_own_drag() {
  const auto result = drag_ ? drag_->take_result() : std::nullopt;
  if (result || std::exchange(empty_drag_, false)) client_.drag_ended(result.value_or(false));
}

void X11Window::handle_events() {
  const std::shared_ptr<bool> exists = exists_;
  while (connection_) {
    const X11Event event = connection_->next_event();
    if (!event) break;
    if (handle_own_drag(*event)) continue;
    // Of motions in a row the newest counts, however many came since the last turn. What else the
    // pointer does comes after the motion before it.
    if ((event->response_type & 0x7Fu) == XCB_MOTION_NOTIFY) {
      motion_ = to_pointer_event(as<xcb_motion_notify_event_t>(*event), scale_);
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
  report_own_drag();
  if (!*exists || !connection_) return;
  if (connection_->is_broken()) return lose();
  if (!damage_.empty()) show_frame();
  connection_->flush(window_);
}

void X11Window::deliver_motion() {
  const auto motion = std::exchange(motion_, std::nullopt);
  if (motion && end_lost_drag()) client_.pointer(*motion);
}

/// False where the client has ended the window.
bool X11Window::end_lost_drag() {
  if (!files_ || !files_->give_up()) return true;
  const std::shared_ptr<bool> exists = exists_;
  client_.files_left();
  return *exists && connection_ != nullptr;
}

void X11Window::handle(const xcb_generic_event_t& event) {
  switch (event.response_type & 0x7Fu) {
    case XCB_EXPOSE: {
      const auto& expose = as<xcb_expose_event_t>(event);
      damage_.add(
          PixelRect{expose.x, expose.y, expose.x + expose.width, expose.y + expose.height}.within(
              size_));
      break;
    }
    case XCB_CONFIGURE_NOTIFY:
      handle_configure(as<xcb_configure_notify_event_t>(event), event.full_sequence);
      break;
    case XCB_DESTROY_NOTIFY:
      lose();
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
    case XCB_SELECTION_REQUEST: {
      const auto& request = as<xcb_selection_request_event_t>(event);
      if (drag_ && drag_->handle_request(request)) break;
      if (clipboard_) clipboard_->handle_request(request);
      break;
    }
    case XCB_SELECTION_CLEAR:
      if (clipboard_) clipboard_->handle_clear(as<xcb_selection_clear_event_t>(event));
      break;
    case XCB_PROPERTY_NOTIFY:
      handle_property(as<xcb_property_notify_event_t>(event));
      break;
    case XCB_SELECTION_NOTIFY:
      handle_selection(as<xcb_selection_notify_event_t>(event));
      break;
    case XCB_CLIENT_MESSAGE:
      handle_message(as<xcb_client_message_event_t>(event));
      break;
    case XCB_LEAVE_NOTIFY:
      client_.pointer(to_pointer_event(as<xcb_leave_notify_event_t>(event), scale_));
      break;
    default:
      break;  // 0 is an error: of a window that the host has destroyed, and DestroyNotify follows
  }
}

void X11Window::handle_button(const xcb_button_press_event_t& event) {
  auto pointer = to_pointer_event(event, scale_);
  if (!pointer || !end_lost_drag()) return;
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

void X11Window::handle_selection(const xcb_selection_notify_event_t& event) {
  if (files_) {
    if (const auto files = files_->handle_notify(event)) {
      if (files->paths.empty()) return client_.files_left();
      return client_.files_dropped(logical(files->x, files->y), files->paths);
    }
  }
  if (!clipboard_) return;
  if (const auto text = clipboard_->handle_notify(event)) client_.pasted(*text);
}

void X11Window::handle_property(const xcb_property_notify_event_t& event) {
  if (sender_ && sender_->handle_property(event)) return;
  if (!clipboard_) return;
  if (const auto text = clipboard_->handle_property(event)) client_.pasted(*text);
}

void X11Window::handle_drag(const X11FileDrop::Drag& drag) {
  switch (drag.kind) {
    case X11FileDrop::Drag::Kind::moved: {
      const std::shared_ptr<bool> exists = exists_;
      const bool takes = client_.takes_files_at(logical(drag.x, drag.y));
      if (*exists && files_) files_->answer(takes);
      break;
    }
    case X11FileDrop::Drag::Kind::left:
      client_.files_left();
      break;
    case X11FileDrop::Drag::Kind::dropped:
      break;  // handle_selection() has them
  }
}

void X11Window::handle_message(const xcb_client_message_event_t& event) {
  if (drag_ && drag_->handle(event)) return;
  if (files_) {
    if (const auto drag = files_->handle(event)) return handle_drag(*drag);
  }
  // A host that follows the XEmbed protocol gives and takes the keyboard by messages.
  if (!keyboard_ || event.type != xembed_ || event.format != 32) return;
  if (event.data.data32[1] == kXembedFocusIn) keyboard_->take(true);
  if (event.data.data32[1] == kXembedFocusOut) keyboard_->take(false);
}

void X11Window::handle_configure(const xcb_configure_notify_event_t& event,
                                 std::uint32_t sequence) {
  // What the server says about an older size than our newest request is out of date.
  if (static_cast<std::int32_t>(sequence - last_resize_) < 0) return;
  const PhysicalSize size{event.width, event.height};
  if (size == size_) return;
  size_ = size;
  invalidate();
  client_.resized(size);
}

void X11Window::show_frame() {
  // What is drawn may invalidate again, for the next frame.
  PixelRegion region = std::exchange(invalid_, {});
  if (!frame_.has_size(size_)) region.add(PixelRect{0, 0, kWholeSide, kWholeSide}.within(size_));
  for (const PixelRect& invalid : region.rects()) {
    const PixelRect area = invalid.within(size_);
    if (area.empty()) continue;
    frame_.paint(size_, scale_, area,
                 [this](Canvas& canvas) { client_.draw(canvas, to_logical(size_, scale_)); });
    damage_.add(area);
  }
  copy_to_screen();
}

void X11Window::copy_to_screen() {
  cairo_xcb_surface_set_size(screen_.get(), static_cast<int>(size_.width),
                             static_cast<int>(size_.height));
  cairo_t* cairo = cairo_create(screen_.get());
  const PixelRegion damage = std::exchange(damage_, {});
  for (const PixelRect& area : damage.rects()) {
    cairo_rectangle(cairo, area.left, area.top, area.width(), area.height());
  }
  cairo_clip(cairo);
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface(cairo, frame_.surface(), 0, 0);
  cairo_paint(cairo);
  cairo_destroy(cairo);
  cairo_surface_flush(screen_.get());
}

void X11Window::disconnect() noexcept {
  if (!connection_) return;
  loop_.stop(std::exchange(watch_, 0));
  screen_.reset();
  keyboard_.reset();
  drag_.reset();
  clipboard_.reset();
  sender_.reset();
  files_.reset();
  xcb_destroy_window(connection_->xcb(), window_);
  xcb_flush(connection_->xcb());
  connection_.reset();
}

void X11Window::lose() {
  disconnect();
  client_.lost();
}

}  // namespace attacca::gui
