// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/window/x11/xembed.hpp"

#include <algorithm>
#include <optional>

#include <X11/Xatom.h>

namespace attacca::host {
namespace {

// XEmbed Protocol Specification 0.5.
constexpr long kEmbeddedNotify = 0;
constexpr long kWindowActivate = 1;
constexpr long kWindowDeactivate = 2;
constexpr long kRequestFocus = 3;
constexpr long kFocusIn = 4;
constexpr long kFocusOut = 5;
constexpr long kFocusNext = 6;
constexpr long kFocusPrevious = 7;
constexpr long kFocusCurrent = 0;
constexpr long kFocusFirst = 1;
constexpr long kFocusLast = 2;
constexpr unsigned long kMapped = 1;
constexpr long kVersion = 0;

struct Info {
  unsigned long version = 0;
  unsigned long flags = 0;
};

std::optional<Info> read_info(Display* display, Window window, Atom property) {
  Atom type = 0;
  int format = 0;
  unsigned long count = 0;
  unsigned long left = 0;
  unsigned char* data = nullptr;
  if (XGetWindowProperty(display, window, property, 0, 2, False, AnyPropertyType, &type, &format,
                         &count, &left, &data) != Success ||
      data == nullptr) {
    return std::nullopt;
  }
  std::optional<Info> info;
  if (format == 32 && count >= 2) {
    const auto* const values = reinterpret_cast<const unsigned long*>(data);
    info = {values[0], values[1]};
  }
  XFree(data);
  return info;
}

}  // namespace

XEmbedder::XEmbedder(Display* display, Window socket)
    : display_(display),
      socket_(socket),
      protocol_(XInternAtom(display, "_XEMBED", False)),
      info_(XInternAtom(display, "_XEMBED_INFO", False)) {}

XEmbedder::Client* XEmbedder::find(Window window) {
  const auto found = std::find_if(clients_.begin(), clients_.end(),
                                  [window](const Client& each) { return each.window == window; });
  return found == clients_.end() ? nullptr : &*found;
}

void XEmbedder::send(Window to, long message, long detail, long data1, long data2) const {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = to;
  event.xclient.message_type = protocol_;
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(time_);
  event.xclient.data.l[1] = message;
  event.xclient.data.l[2] = detail;
  event.xclient.data.l[3] = data1;
  event.xclient.data.l[4] = data2;
  XSendEvent(display_, to, False, NoEventMask, &event);
}

void XEmbedder::embed(Window window) {
  if (find(window) != nullptr) return;
  clients_.push_back({window, false});
  XSelectInput(display_, window, PropertyChangeMask);
  send(window, kEmbeddedNotify, 0, static_cast<long>(socket_), kVersion);
  follow_info(clients_.back());
  if (has_focus_) {
    send(window, kWindowActivate);
    send(window, kFocusIn, kFocusCurrent);
  }
}

void XEmbedder::follow_info(Client& client) {
  const auto info = read_info(display_, client.window, info_);
  if (!info) return;
  const bool wants_mapping = (info->flags & kMapped) != 0;
  if (wants_mapping) {
    XMapWindow(display_, client.window);
  } else if (client.is_mapped) {
    XUnmapWindow(display_, client.window);
  }
  client.is_mapped = wants_mapping;
}

void XEmbedder::embed_all() {
  Window root = 0;
  Window parent = 0;
  Window* children = nullptr;
  unsigned count = 0;
  if (XQueryTree(display_, socket_, &root, &parent, &children, &count) == 0) return;
  for (unsigned i = 0; i < count; ++i) {
    embed(children[i]);
    if (!read_info(display_, children[i], info_)) XMapWindow(display_, children[i]);
  }
  if (children != nullptr) XFree(children);
  XFlush(display_);
}

void XEmbedder::set_focus(bool has_focus) {
  if (has_focus == has_focus_) return;
  has_focus_ = has_focus;
  for (const Client& client : clients_) {
    if (has_focus) {
      send(client.window, kWindowActivate);
      send(client.window, kFocusIn, kFocusCurrent);
    } else {
      send(client.window, kFocusOut);
      send(client.window, kWindowDeactivate);
    }
  }
}

void XEmbedder::take_request(const XClientMessageEvent& message) {
  if (message.message_type != protocol_ || message.format != 32) return;
  if (message.data.l[0] != 0) time_ = static_cast<Time>(message.data.l[0]);
  switch (message.data.l[1]) {
    case kRequestFocus:
      if (has_focus_) {
        for (const Client& client : clients_) send(client.window, kFocusIn, kFocusCurrent);
      } else {
        XSetInputFocus(display_, socket_, RevertToParent, time_);
      }
      break;
    case kFocusNext:  // past its last widget: there is nothing but the plugin, so around again
      for (const Client& client : clients_) send(client.window, kFocusIn, kFocusFirst);
      break;
    case kFocusPrevious:
      for (const Client& client : clients_) send(client.window, kFocusIn, kFocusLast);
      break;
    default:
      break;
  }
}

void XEmbedder::take(const XEvent& event) {
  switch (event.type) {
    case CreateNotify:
      if (event.xcreatewindow.parent == socket_) embed(event.xcreatewindow.window);
      break;
    case ReparentNotify:
      if (event.xreparent.parent == socket_) {
        embed(event.xreparent.window);
      } else {
        std::erase_if(clients_, [&](const Client& client) {
          return client.window == event.xreparent.window;
        });
      }
      break;
    case DestroyNotify:
      std::erase_if(clients_, [&](const Client& client) {
        return client.window == event.xdestroywindow.window;
      });
      break;
    case PropertyNotify:
      time_ = event.xproperty.time;
      if (Client* const client = find(event.xproperty.window);
          client != nullptr && event.xproperty.atom == info_) {
        follow_info(*client);
      }
      break;
    case FocusIn:
    case FocusOut: {
      const int detail = event.xfocus.detail;
      // The focus stays within our window when the plugin takes it for its own.
      const bool is_ours = event.xfocus.window == socket_ && detail != NotifyInferior &&
                           detail != NotifyPointer && detail != NotifyPointerRoot;
      if (is_ours) set_focus(event.type == FocusIn);
      break;
    }
    case KeyPress:
    case KeyRelease:
      time_ = event.xkey.time;
      // Keys go to the window that has the X focus, which is the embedder's.
      if (event.xkey.window == socket_ && event.xkey.send_event == False) {
        for (const Client& client : clients_) {
          XEvent forwarded = event;
          forwarded.xkey.window = client.window;
          XSendEvent(display_, client.window, False, NoEventMask, &forwarded);
        }
      }
      break;
    case ClientMessage:
      if (event.xclient.window == socket_) take_request(event.xclient);
      break;
    default:
      break;
  }
}

}  // namespace attacca::host
