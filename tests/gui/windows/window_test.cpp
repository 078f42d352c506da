// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/gui/window.hpp"

#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "gui/windows/drag_source.hpp"
#include "tests/gui/windows/host_window.hpp"

namespace attacca::gui {
namespace {

using test::HostWindow;
using Kind = PointerEvent::Kind;

constexpr Color kRed{255, 0, 0, 255};
constexpr Color kBlue{0, 0, 255, 255};

/// The loop of a thread that handles messages itself.
class NoLoop final : public EventLoop {
 public:
  Handle watch(Source, std::function<void()>) override { return 0; }
  Handle start_timer(std::chrono::milliseconds, std::function<void()>) override { return 0; }
  void stop(Handle) noexcept override {}
};

class Recorder final : public WindowClient {
 public:
  void draw(Canvas& canvas, LogicalSize) override {
    ++frames;
    visible = canvas.visible_area();
    canvas.fill(visible, color);
  }
  void pointer(const PointerEvent& event) override {
    pointers.push_back(event);
    if (on_pointer) on_pointer();
  }
  bool key(const KeyEvent& event) override {
    keys.push_back(event);
    return takes_keys;
  }
  void keyboard_changed(bool has_it) override { keyboard = has_it; }
  void pasted(std::string_view text) override { paste = std::string(text); }
  void resized(PhysicalSize size) override { sizes.push_back(size); }
  void drag_ended(bool taken) override {
    ends.push_back(taken);
    if (on_drag_ended) std::exchange(on_drag_ended, nullptr)();
  }
  void lost() override { ++losses; }

  int frames = 0;
  int losses = 0;
  Rect visible;
  Color color = kRed;
  bool takes_keys = true;
  std::function<void()> on_pointer;
  std::function<void()> on_drag_ended;
  std::vector<bool> ends;
  std::vector<PointerEvent> pointers;
  std::vector<KeyEvent> keys;
  std::vector<PhysicalSize> sizes;
  std::optional<bool> keyboard;
  std::optional<std::string> paste;
};

struct Opened {
  explicit Opened(WindowOptions options = {.size = {100, 80}}) {
    auto made = open_window(host.parent(), options, client, loop);
    REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : made.error().message));
    window = std::move(*made);
    REQUIRE(HostWindow::pump_until([this] { return client.frames > 0; }));
  }
  void send(UINT message, WPARAM first, int x, int y) const {
    SendMessageW(host.child(), message, first, MAKELPARAM(x, y));
  }

  HostWindow host{200, 160};
  NoLoop loop;
  Recorder client;
  std::unique_ptr<Window> window;
};

constexpr WindowOptions kWithInput{.size = {100, 80}, .pointer = true, .keyboard = true};

TEST_CASE("what was drawn is on the screen, and only what is invalid is drawn again") {
  Opened opened;
  CHECK(opened.host.pixel(50, 40) == kRed);
  CHECK(opened.client.frames == 1);
  opened.client.color = kBlue;
  opened.window->invalidate({10, 10, 20, 20});
  opened.window->invalidate({10, 10, 20, 20});
  REQUIRE(HostWindow::pump_until([&] { return opened.client.frames == 2; }));
  CHECK(opened.client.visible == Rect{10, 10, 20, 20});
  CHECK(opened.host.pixel(15, 15) == kBlue);
  CHECK(opened.host.pixel(50, 40) == kRed);
}

TEST_CASE("what is uncovered is copied from the frame and not drawn again") {
  Opened opened;
  {
    const HostWindow above(60, 60);
    HostWindow::pump();
  }
  const HDC into = GetDC(opened.host.child());
  ReleaseDC(opened.host.child(), into);
  RedrawWindow(opened.host.child(), nullptr, nullptr, RDW_INVALIDATE | RDW_UPDATENOW);
  CHECK(opened.client.frames == 1);
  CHECK(opened.host.pixel(5, 5) == kRed);
}

TEST_CASE("a window is resized by its owner without a word, and by its host with one") {
  Opened opened;
  opened.window->set_size({120, 90});
  HostWindow::pump();
  RECT client{};
  GetClientRect(opened.host.child(), &client);
  CHECK(client.right == 120);
  CHECK(client.bottom == 90);
  CHECK(opened.client.sizes.empty());
  SetWindowPos(opened.host.child(), nullptr, 0, 0, 130, 70, SWP_NOMOVE | SWP_NOZORDER);
  HostWindow::pump();
  REQUIRE(opened.client.sizes.size() == 1);
  CHECK(opened.client.sizes[0] == PhysicalSize{130, 70});
  CHECK(opened.host.pixel(125, 65) == kRed);
}

TEST_CASE("a press, a drag beyond the window and the release arrive in logical pixels") {
  WindowOptions options = kWithInput;
  options.scale = 2;
  Opened opened(options);
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON | MK_SHIFT, 20, 10);
  CHECK(GetCapture() == opened.host.child());
  opened.send(WM_MOUSEMOVE, MK_LBUTTON, -40, 300);
  opened.send(WM_LBUTTONUP, 0, -40, 300);
  CHECK(GetCapture() == nullptr);
  const auto& events = opened.client.pointers;
  REQUIRE(events.size() == 3);
  CHECK(events[0].kind == Kind::press);
  CHECK(events[0].button == PointerEvent::Button::left);
  CHECK(events[0].clicks == 1);
  CHECK(events[0].shift);
  CHECK(events[0].position == Point{10, 5});
  CHECK(events[1].kind == Kind::move);
  CHECK(events[1].position == Point{-20, 150});
  CHECK(events[2].kind == Kind::release);
}

TEST_CASE("a second press at once and in place is a double click") {
  Opened opened(kWithInput);
  for (int i = 0; i < 2; ++i) {
    opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
    opened.send(WM_LBUTTONUP, 0, 20, 10);
  }
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 70, 60);
  const auto& events = opened.client.pointers;
  REQUIRE(events.size() == 5);
  CHECK(events[2].clicks == 2);
  CHECK(events[4].clicks == 1);
}

TEST_CASE("a drag ends when another window takes the pointer") {
  Opened opened(kWithInput);
  opened.send(WM_RBUTTONDOWN, MK_RBUTTON, 20, 10);
  SetCapture(opened.host.handle());
  ReleaseCapture();
  const auto& events = opened.client.pointers;
  REQUIRE(events.size() == 2);
  CHECK(events[1].kind == Kind::release);
  CHECK(events[1].button == PointerEvent::Button::right);
}

TEST_CASE("the wheel turns by notches, upwards and to the right, where the pointer is") {
  Opened opened(kWithInput);
  POINT place{30, 20};
  ClientToScreen(opened.host.child(), &place);
  opened.send(WM_MOUSEWHEEL, MAKEWPARAM(MK_CONTROL, static_cast<WORD>(-2 * WHEEL_DELTA)), place.x,
              place.y);
  opened.send(WM_MOUSEHWHEEL, MAKEWPARAM(0, WHEEL_DELTA / 2), place.x, place.y);
  const auto& events = opened.client.pointers;
  REQUIRE(events.size() == 2);
  CHECK(events[0].kind == Kind::scroll);
  CHECK(events[0].scroll_y == -2);
  CHECK(events[0].control);
  CHECK(events[0].position == Point{30, 20});
  CHECK(events[1].scroll_x == 0.5);
}

TEST_CASE("the pointer goes to the host's window where the editor wants none") {
  Opened opened;
  CHECK(SendMessageW(opened.host.child(), WM_NCHITTEST, 0, 0) == HTTRANSPARENT);
}

TEST_CASE("the keyboard is taken and given back, and each is told afterwards") {
  Opened opened(kWithInput);
  SetFocus(opened.host.handle());
  opened.window->take_keyboard(true);
  CHECK_FALSE(opened.client.keyboard.has_value());  // never from inside a call
  CHECK(GetFocus() == opened.host.child());
  REQUIRE(HostWindow::pump_until([&] { return opened.client.keyboard.has_value(); }));
  CHECK(*opened.client.keyboard);
  opened.window->take_keyboard(false);
  CHECK(GetFocus() == opened.host.handle());
  REQUIRE(HostWindow::pump_until([&] { return !*opened.client.keyboard; }));
}

TEST_CASE("a key says what it is and what it types") {
  Opened opened(kWithInput);
  opened.window->take_keyboard(true);
  PostMessageW(opened.host.child(), WM_KEYDOWN, VK_LEFT, 1);
  PostMessageW(opened.host.child(), WM_KEYDOWN, 'A', 1);
  PostMessageW(opened.host.child(), WM_KEYUP, 'A', static_cast<LPARAM>(0xC0000001));
  REQUIRE(HostWindow::pump_until([&] { return opened.client.keys.size() >= 3; }));
  const auto& keys = opened.client.keys;
  CHECK(keys[0].key == Key::left);
  CHECK(keys[0].text.empty());
  CHECK(keys[1].key == Key::other);
  CHECK(keys[1].text == "a");
  CHECK(keys[1].letter == U'a');
  CHECK(keys[2].kind == KeyEvent::Kind::release);
  CHECK(opened.host.keys.empty());
}

TEST_CASE("a letter of an input method beyond 16 bits is one text") {
  Opened opened(kWithInput);
  opened.send(WM_CHAR, 0xD83D, 1, 0);
  opened.send(WM_CHAR, 0xDD25, 1, 0);
  REQUIRE(opened.client.keys.size() == 1);
  CHECK(opened.client.keys[0].text == "🔥");
}

TEST_CASE("a key that nobody wants goes to the host with its text, and comes back no second time") {
  Opened opened(kWithInput);
  opened.client.takes_keys = false;
  opened.window->take_keyboard(true);
  PostMessageW(opened.host.child(), WM_KEYDOWN, 'B', 1);
  REQUIRE(HostWindow::pump_until([&] { return opened.host.keys.size() >= 2; }));
  CHECK(opened.host.keys[0].first == 'B');
  CHECK(opened.host.keys[1].message == WM_CHAR);
  CHECK(opened.host.keys[1].first == 'b');
  CHECK(opened.client.keys.size() == 1);
}

TEST_CASE("a text of any script with lines is copied and pasted") {
  Opened opened(kWithInput);
  const std::string text = "Grüße\nمرحبا 日本 🔥";
  opened.window->set_clipboard(text);
  opened.window->ask_clipboard();
  CHECK_FALSE(opened.client.paste.has_value());
  REQUIRE(HostWindow::pump_until([&] { return opened.client.paste.has_value(); }));
  CHECK(*opened.client.paste == text);
}

TEST_CASE("a client ends its window from inside an event") {
  Opened opened(kWithInput);
  opened.client.on_pointer = [&] { opened.window.reset(); };
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
  CHECK(opened.client.pointers.size() == 1);
  CHECK(opened.host.child() == nullptr);
}

TEST_CASE("a window that ends on another thread says nothing more, and goes on its own") {
  Opened opened(kWithInput);
  PostMessageW(opened.host.child(), WM_MOUSEMOVE, 0, MAKELPARAM(20, 10));
  opened.window->invalidate();
  std::thread([&] { opened.window.reset(); }).join();
  CHECK(opened.host.child() != nullptr);
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
  HostWindow::pump();
  CHECK(opened.host.child() == nullptr);
  CHECK(opened.client.pointers.empty());
  CHECK(opened.client.frames == 1);
  CHECK(opened.client.losses == 0);
}

/// In place of the system's, whose loop waits for a button that a person holds.
struct Drags {
  Drags() { now = this; }
  ~Drags() { now = nullptr; }
  Drags(const Drags&) = delete;
  Drags& operator=(const Drags&) = delete;

  static bool run(const DragContent& content) noexcept {
    now->begun.push_back(content.text);
    if (now->meanwhile) now->meanwhile();
    return true;
  }
  static inline Drags* now = nullptr;
  static constexpr DragCode kCode{run};

  std::vector<std::string> begun;
  std::function<void()> meanwhile;
};

using Texts = std::vector<std::string>;
using Ends = std::vector<bool>;

TEST_CASE("a drag that another one replaces ends before that, untaken") {
  Drags drags;
  Opened opened(kWithInput);
  opened.client.on_pointer = [&] {
    opened.window->start_drag({.text = "first"}, Drags::kCode);
    opened.window->start_drag({.text = "second"}, Drags::kCode);
  };
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
  CHECK(opened.client.ends.empty());  // never from inside a call
  drags.meanwhile = [&] { CHECK(opened.client.ends == Ends{false}); };
  HostWindow::pump();
  CHECK(drags.begun == Texts{"second"});
  CHECK(opened.client.ends == Ends{false, true});
}

TEST_CASE("a drag that is started during another one ends after that, untaken") {
  Drags drags;
  Opened opened(kWithInput);
  opened.client.on_pointer = [&] { opened.window->start_drag({.text = "first"}, Drags::kCode); };
  drags.meanwhile = [&] {
    opened.window->start_drag({.text = "second"}, Drags::kCode);
    HostWindow::pump();
    CHECK(opened.client.ends.empty());
  };
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
  HostWindow::pump();
  CHECK(drags.begun == Texts{"first"});
  CHECK(opened.client.ends == Ends{true, false});
}

TEST_CASE("a drag may be started when another one is over, and a window may end while it lasts") {
  Drags drags;
  Opened opened(kWithInput);
  opened.client.on_pointer = [&] { opened.window->start_drag({.text = "first"}, Drags::kCode); };
  opened.client.on_drag_ended = [&] {
    opened.window->start_drag({.text = "second"}, Drags::kCode);
    drags.meanwhile = [&] { opened.window.reset(); };
  };
  opened.send(WM_LBUTTONDOWN, MK_LBUTTON, 20, 10);
  HostWindow::pump();
  CHECK(drags.begun == Texts{"first", "second"});
  CHECK(opened.client.ends == Ends{true});
  CHECK(opened.host.child() == nullptr);
}

TEST_CASE("a window whose host's is gone says so once and ignores all else") {
  Opened opened(kWithInput);
  opened.host.close();
  HostWindow::pump();
  CHECK(opened.client.losses == 1);
  CHECK_FALSE(opened.window->is_alive());
  opened.window->set_size({50, 50});
  opened.window->invalidate();
  opened.window->take_keyboard(true);
  opened.window->set_clipboard("x");
  opened.window.reset();
  CHECK(opened.client.losses == 1);
}

TEST_CASE("a parent that is none is an error that names it") {
  NoLoop loop;
  Recorder client;
  const auto opened = open_window({0x1234}, {.size = {10, 10}}, client, loop);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().message.find("0x1234") != std::string::npos);
}

}  // namespace
}  // namespace attacca::gui
