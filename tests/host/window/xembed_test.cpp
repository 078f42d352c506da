// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The host as an XEmbed embedder, seen from a client that follows the protocol as VSTGUI's does: it
// waits to be notified, and leaves the mapping to the embedder.

#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>
#include <vector>

#include "host/window/native_window.hpp"
#include "host/window/virtual_display.hpp"
#include "tests/host/host_test_support.hpp"

// Last: Xlib defines words such as None.
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <unistd.h>

namespace attacca::host::test {
namespace {

std::optional<VirtualDisplay>& server() {
  unsetenv("DISPLAY");
  static std::optional<VirtualDisplay> display = VirtualDisplay::start_if_needed();
  return display;
}

[[maybe_unused]] const bool g_skip = [] {
  if (!server()) _exit(77);
  setenv("DISPLAY", server()->name().c_str(), 1);
  return true;
}();

/// A plugin's toolkit, on a connection of its own.
class Client {
 public:
  explicit Client(Window parent)
      : display_(XOpenDisplay(nullptr)),
        window_(XCreateSimpleWindow(display_, parent, 0, 0, 50, 40, 0, 0, 0xff8800)),
        protocol_(XInternAtom(display_, "_XEMBED", False)),
        info_(XInternAtom(display_, "_XEMBED_INFO", False)) {
    XSelectInput(display_, window_, KeyPressMask);
    XSync(display_, False);
  }
  ~Client() { XCloseDisplay(display_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void set_info(long flags) {
    const long values[2] = {0, flags};
    XChangeProperty(display_, window_, info_, info_, 32, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(values), 2);
    XSync(display_, False);
  }
  [[nodiscard]] bool is_mapped() const {
    XWindowAttributes attributes{};
    XGetWindowAttributes(display_, window_, &attributes);
    return attributes.map_state != IsUnmapped;
  }
  void send(Window socket, long message) const {
    XEvent event{};
    event.xclient.type = ClientMessage;
    event.xclient.window = socket;
    event.xclient.message_type = protocol_;
    event.xclient.format = 32;
    event.xclient.data.l[1] = message;
    XSendEvent(display_, socket, False, NoEventMask, &event);
    XSync(display_, False);
  }
  /// Takes what came; whether message `message` did.
  bool received(long message) {
    while (XPending(display_) > 0) {
      XEvent event;
      XNextEvent(display_, &event);
      if (event.type == KeyPress) ++keys;
      if (event.type == ClientMessage && event.xclient.message_type == protocol_) {
        messages.push_back({event.xclient.data.l[1], event.xclient.data.l[3]});
      }
    }
    for (const auto& each : messages) {
      if (each.first == message) return true;
    }
    return false;
  }
  [[nodiscard]] Display* display() const { return display_; }

  std::vector<std::pair<long, long>> messages;
  int keys = 0;

 private:
  Display* display_;
  Window window_;
  Atom protocol_;
  Atom info_;
};

constexpr long kEmbeddedNotify = 0;
constexpr long kWindowActivate = 1;
constexpr long kRequestFocus = 3;
constexpr long kFocusIn = 4;

struct Stage {
  MainLoop loop;
  std::unique_ptr<NativeWindow> window = must(NativeWindow::create(loop, {200, 100}, "socket"));

  bool wait_for(const std::function<bool()>& done) {
    return loop.run_until(MainLoop::Clock::now() + std::chrono::seconds(20), done);
  }
};

}  // namespace

TEST_CASE("a window that is put in is notified of the embedding") {
  Stage stage;
  stage.window->show();
  Client client(stage.window->id());
  CHECK(stage.wait_for([&] { return client.received(kEmbeddedNotify); }));
  REQUIRE_FALSE(client.messages.empty());
  CHECK(client.messages.front().second == static_cast<long>(stage.window->id()));
}

TEST_CASE("a window is mapped when its _XEMBED_INFO wants it, and unmapped when it wants that") {
  Stage stage;
  stage.window->show();
  Client client(stage.window->id());
  client.set_info(0);
  CHECK(stage.wait_for([&] { return client.received(kEmbeddedNotify); }));
  stage.window->embed_children();
  CHECK_FALSE(client.is_mapped());
  client.set_info(1);
  CHECK(stage.wait_for([&] { return client.is_mapped(); }));
  client.set_info(0);
  CHECK(stage.wait_for([&] { return !client.is_mapped(); }));
}

TEST_CASE("a window without _XEMBED_INFO is mapped too") {
  Stage stage;
  stage.window->show();
  Client client(stage.window->id());
  stage.window->embed_children();
  CHECK(client.is_mapped());
}

TEST_CASE("focus and keys reach the embedded window") {
  Stage stage;
  stage.window->show();
  Client client(stage.window->id());
  client.set_info(1);
  CHECK(stage.wait_for([&] { return client.is_mapped(); }));
  client.send(stage.window->id(), kRequestFocus);
  CHECK(stage.wait_for([&] { return client.received(kFocusIn); }));
  CHECK(client.received(kWindowActivate));
}

TEST_CASE("a window that goes away at once does no harm") {
  Stage stage;
  stage.window->show();
  for (int i = 0; i < 20; ++i) {
    Client client(stage.window->id());
    client.set_info(i % 2);
    stage.loop.run_once(std::chrono::milliseconds(1));
  }
  CHECK(stage.wait_for([&] { return stage.window->child_count() == 0; }));
}

}  // namespace attacca::host::test
