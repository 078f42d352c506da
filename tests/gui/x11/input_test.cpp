// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/gui/canvas_editor.hpp"
#include "tests/gui/fake_editor_context.hpp"
#include "tests/gui/x11/other_program.hpp"
#include "tests/gui/x11/test_host.hpp"

// Keys, clicks and partial frames in a real window on a real X server.
namespace attacca::gui {
namespace {

constexpr std::uint32_t kTab = 0xFF09;
constexpr std::uint32_t kLeft = 0xFF51;

class InputEditor final : public CanvasEditor {
 public:
  InputEditor() : CanvasEditor({.preferred = {200, 100}}, Input::keyboard) {}
  using CanvasEditor::ask_clipboard;
  using CanvasEditor::invalidate;
  using CanvasEditor::set_clipboard;
  using CanvasEditor::set_cursor;
  using CanvasEditor::take_keyboard;

  std::vector<Rect> drawn;
  Color color{255, 0, 0, 255};
  std::vector<KeyEvent> keys;
  std::vector<PointerEvent> pointers;
  std::vector<bool> keyboard;
  bool wants_keys = true;
  std::function<void()> on_key = [] {};
  std::vector<std::string> texts;

 private:
  void draw(Canvas& canvas, LogicalSize size) override {
    drawn.push_back(canvas.visible_area());
    canvas.fill({0, 0, size.width, size.height}, color);
  }
  bool key(const KeyEvent& event) override {
    keys.push_back(event);
    on_key();
    return wants_keys;
  }
  void pointer(const PointerEvent& event) override { pointers.push_back(event); }
  void pasted(std::string_view text) override { texts.emplace_back(text); }
  void keyboard_changed(bool has_it) override { keyboard.push_back(has_it); }
};

struct OpenInput {
  OpenInput() {
    REQUIRE(editor.open(host.parent(), context));
    REQUIRE(context.loop.run_until([&] { return editor.drawn.size() == 1; }));
    context.loop.run_until_idle();
  }
  /// Until the editor has dealt with all that other connections have sent it so far.
  void catch_up() {
    const std::size_t before = editor.pointers.size();
    host.click_child(1, 1);
    REQUIRE(context.loop.run_until([&] { return editor.pointers.size() > before; }));
  }
  X11TestHost host;
  FakeEditorContext context;
  InputEditor editor;
};

TEST_CASE("a part that is invalid is drawn and shown, and nothing else") {
  OpenInput open;
  open.editor.drawn.clear();
  open.editor.color = {0, 0, 255, 255};
  open.editor.invalidate(Rect{20, 10, 30, 20});
  REQUIRE(open.context.loop.run_until([&] { return !open.editor.drawn.empty(); }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.drawn == std::vector<Rect>{{20, 10, 30, 20}});
  CHECK(open.context.loop.run_until([&] { return open.host.pixel(25, 15) == 0x0000FF; }));
  CHECK(open.host.pixel(19, 15) == 0xFF0000);
  CHECK(open.host.pixel(50, 15) == 0xFF0000);
}

TEST_CASE("two parts far from each other are drawn by themselves, in one frame") {
  OpenInput open;
  open.editor.drawn.clear();
  for (int i = 0; i < 100; ++i) {
    open.editor.invalidate(Rect{0, 0, 10, 10});
    open.editor.invalidate(Rect{190, 90, 10, 10});
  }
  REQUIRE(open.context.loop.run_until([&] { return open.editor.drawn.size() >= 2; }));
  open.context.loop.run_until_idle();
  CHECK(open.editor.drawn == std::vector<Rect>{{0, 0, 10, 10}, {190, 90, 10, 10}});
}

TEST_CASE("a part outside the window, or of no size, is no frame") {
  OpenInput open;
  const int wakeups = open.context.loop.wakeups();
  open.editor.invalidate(Rect{300, 10, 30, 20});
  open.editor.invalidate(Rect{20, 10, 0, 20});
  open.context.loop.run_until_idle();
  CHECK(open.context.loop.wakeups() == wakeups);
}

TEST_CASE("presses in a row are counted, until time or place or button is another") {
  OpenInput open;
  open.host.click_child(10, 10);
  open.host.click_child(11, 10);
  open.host.click_child(10, 12);
  open.host.click_child(40, 10);
  open.host.click_child(40, 10, 3);
  open.host.wait(1000);
  open.host.click_child(40, 10, 3);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.pointers.size() == 6; }));
  std::vector<int> clicks;
  for (const PointerEvent& event : open.editor.pointers) clicks.push_back(event.clicks);
  CHECK(clicks == std::vector{1, 2, 3, 1, 1, 1});
}

TEST_CASE("keys come while the editor has the keyboard, with text, letter and modifiers") {
  OpenInput open;
  open.host.focus_child(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  open.context.loop.run_until_idle();
  open.host.press_key('a');
  open.host.press_key('a', XCB_MOD_MASK_SHIFT);
  open.host.press_key('c', XCB_MOD_MASK_CONTROL);
  open.host.press_key(kLeft, XCB_MOD_MASK_SHIFT);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keys.size() == 8; }));
  const auto& keys = open.editor.keys;
  CHECK(keys[0].text == "a");
  CHECK(keys[1].kind == KeyEvent::Kind::release);
  CHECK(keys[2].text == "A");
  CHECK(keys[4].text.empty());
  CHECK(keys[4].letter == U'c');
  CHECK(keys[4].control);
  CHECK(keys[6].key == Key::left);
  CHECK(keys[6].shift);
  CHECK(open.host.keys_of_host().empty());
}

TEST_CASE("a key that the editor does not want is the host's") {
  OpenInput open;
  open.editor.wants_keys = false;
  open.host.focus_child(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  open.context.loop.run_until_idle();
  open.host.press_key(' ');
  std::vector<std::uint8_t> codes;
  REQUIRE(open.context.loop.run_until([&] {
    for (const std::uint8_t code : open.host.keys_of_host()) codes.push_back(code);
    return !codes.empty();
  }));
  CHECK(codes == std::vector{open.host.code_of(' ')});
}

TEST_CASE("a key that the host sends back does not go to and fro for ever") {
  OpenInput open;
  open.editor.wants_keys = false;
  open.host.focus_child(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  open.context.loop.run_until_idle();
  const auto presses = [&] {
    return std::count_if(open.editor.keys.begin(), open.editor.keys.end(),
                         [](const KeyEvent& key) { return key.kind == KeyEvent::Kind::press; });
  };
  open.host.press_key(' ');
  std::size_t given = 0;
  REQUIRE(open.context.loop.run_until([&] {
    given += open.host.keys_of_host(true).size();
    return given > 0;
  }));
  open.context.loop.run_until_idle();
  CHECK(open.host.keys_of_host(true).empty());
  CHECK(presses() == 1);
  // The next time that it is pressed it is another key.
  open.host.press_key(' ');
  open.context.loop.run_until_idle();
  CHECK(open.host.keys_of_host(true).size() == 1);
  CHECK(presses() == 2);
}

TEST_CASE("Caps Lock makes capitals, also on keys that have a digit with Shift") {
  OpenInput open;
  // As a French keyboard has it.
  const std::uint8_t code = open.host.code_of('2');
  const auto before = open.host.on_key(code);
  open.host.set_key(code, 0xE9, '2');
  open.host.focus_child(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  open.context.loop.run_until_idle();
  const auto typed = [&](std::uint32_t keysym, std::uint16_t modifiers) {
    open.editor.keys.clear();
    open.host.press_key(keysym, modifiers);
    REQUIRE(open.context.loop.run_until([&] { return open.editor.keys.size() == 2; }));
    return open.editor.keys.front().text;
  };
  constexpr std::uint16_t kLock = XCB_MOD_MASK_LOCK;
  CHECK(typed(0xE9, 0) == "é");
  CHECK(typed(0xE9, XCB_MOD_MASK_SHIFT) == "2");
  CHECK(typed(0xE9, kLock) == "É");
  CHECK(typed(0xE9, kLock | XCB_MOD_MASK_SHIFT) == "2");
  CHECK(typed('a', kLock) == "A");
  CHECK(typed('a', kLock | XCB_MOD_MASK_SHIFT) == "a");
  CHECK(typed('3', kLock) == "3");
  open.host.set_key(code, before[0], before[1]);
}

TEST_CASE("without the keyboard no key comes to the editor") {
  OpenInput open;
  open.host.press_key('a');
  open.context.loop.run_until_idle();
  CHECK(open.editor.keys.empty());
}

TEST_CASE("an editor takes the keyboard, and it goes back to who had it") {
  OpenInput open;
  open.host.focus_child(false);
  const xcb_window_t before = open.host.focus();
  open.editor.take_keyboard(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  CHECK(open.host.focus() == open.host.child());
  open.editor.take_keyboard(true);
  open.editor.take_keyboard(false);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 2; }));
  CHECK(open.editor.keyboard == std::vector{true, false});
  CHECK(open.host.focus() == before);
}

TEST_CASE("an editor may be closed from its own key, and gives up the keyboard with its window") {
  OpenInput open;
  open.host.focus_child(true);
  REQUIRE(open.context.loop.run_until([&] { return open.editor.keyboard.size() == 1; }));
  open.context.loop.run_until_idle();
  open.editor.wants_keys = false;
  open.editor.on_key = [&] { open.editor.close(); };
  open.host.press_key(kTab);
  REQUIRE(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
  CHECK(open.editor.keys.size() == 1);
  const auto parent = static_cast<xcb_window_t>(open.host.parent().handle);
  CHECK(open.context.loop.run_until([&] { return open.host.focus() == parent; }));
}

TEST_CASE("what one editor copies, another pastes, and so does itself") {
  OpenInput open;
  OpenInput other;
  X11OtherProgram program;
  open.editor.set_clipboard("Lead Vox – リード");
  program.await_clipboard_of(open.host.child());
  const auto both_until = [&](const auto& done) {
    return open.context.loop.run_until([&] {
      other.context.loop.run_once(std::chrono::milliseconds(5));
      return done();
    });
  };
  other.editor.ask_clipboard();
  REQUIRE(both_until([&] { return other.editor.texts.size() == 1; }));
  CHECK(other.editor.texts.front() == "Lead Vox – リード");
  open.editor.ask_clipboard();
  REQUIRE(both_until([&] { return open.editor.texts.size() == 1; }));
  other.editor.set_clipboard("newer");
  program.await_clipboard_of(other.host.child());
  open.editor.ask_clipboard();
  REQUIRE(both_until([&] { return open.editor.texts.size() == 2; }));
  CHECK(open.editor.texts.back() == "newer");
}

/// What an editor is given that asks for a text of another program's.
std::string pasted_of(const std::string& text) {
  OpenInput open;
  X11OtherProgram program;
  program.own_clipboard(text);
  open.editor.ask_clipboard();
  int answered = 0;
  REQUIRE(open.context.loop.run_until([&] {
    open.context.loop.run_once(std::chrono::milliseconds(5));
    answered += program.answer();
    return !open.editor.texts.empty();
  }));
  CHECK(answered == 1);
  REQUIRE(open.editor.texts.size() == 1);
  return open.editor.texts.front();
}

TEST_CASE("a text of another program's is pasted whole") {
  CHECK(pasted_of("short") == "short");
  const std::string longer(200000, 'x');
  CHECK((pasted_of(longer) == longer));
}

/// Some letters, not all alike.
std::string text_of(std::size_t bytes) {
  std::string text(bytes, 'a');
  for (std::size_t i = 0; i < bytes; ++i) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

/// As pasted_of(), where it comes piece by piece.
std::string pasted_in_pieces(const std::string& text, std::size_t piece, std::uint32_t announced) {
  OpenInput open;
  X11OtherProgram program;
  program.own_clipboard(text);
  open.editor.ask_clipboard();
  bool is_done = false;
  REQUIRE(open.context.loop.run_until([&] {
    open.context.loop.run_once(std::chrono::milliseconds(5));
    is_done = program.send_in_pieces(piece, announced) || is_done;
    return is_done && !open.editor.texts.empty();
  }));
  REQUIRE(open.editor.texts.size() == 1);
  return open.editor.texts.front();
}

/// Whether such a text is refused when so much of it is there, and the next one is not.
bool is_refused_after(std::size_t bytes, const std::string& text, std::size_t piece,
                      std::uint32_t announced) {
  OpenInput open;
  X11OtherProgram program;
  program.own_clipboard(text);
  open.editor.ask_clipboard();
  REQUIRE(open.context.loop.run_until([&] {
    open.context.loop.run_once(std::chrono::milliseconds(5));
    program.send_in_pieces(piece, announced);
    return program.is_asked() && program.sent() == bytes;
  }));
  open.catch_up();
  // What is not taken away is not followed by more.
  program.send_in_pieces(piece, announced);
  CHECK(program.sent() == bytes);
  program.own_clipboard("next");
  open.editor.ask_clipboard();
  REQUIRE(open.context.loop.run_until([&] {
    open.context.loop.run_once(std::chrono::milliseconds(5));
    program.answer();
    return !open.editor.texts.empty();
  }));
  return open.editor.texts == std::vector<std::string>{"next"};
}

TEST_CASE("a long text comes piece by piece, however long its owner says that it is") {
  const std::string text = text_of(1000000);
  // Not one against the other, which would print a million letters.
  CHECK((pasted_in_pieces(text, 65536, 1000000) == text));
  CHECK((pasted_in_pieces(text, 250000, 0) == text));
  CHECK(pasted_in_pieces("", 10, 0).empty());
}

TEST_CASE("a text of more than 16 MB is not pasted, whether its owner says so or not") {
  constexpr std::uint32_t kGigabyte = 1u << 30u;
  constexpr std::size_t kTooMany = (16u << 20u) + 1;
  CHECK(is_refused_after(0, text_of(1000), 100, kGigabyte));
  CHECK(is_refused_after(kTooMany, std::string(kTooMany, 'x'), 1u << 20u, 1));
}

TEST_CASE("long texts go from editor to editor, and to itself") {
  OpenInput open;
  OpenInput other;
  const std::string text = text_of(3000001);
  open.editor.set_clipboard(text);
  X11OtherProgram().await_clipboard_of(open.host.child());
  for (InputEditor* const asks : {&other.editor, &open.editor}) {
    asks->ask_clipboard();
    REQUIRE(open.context.loop.run_until([&] {
      other.context.loop.run_once(std::chrono::milliseconds(5));
      return !asks->texts.empty();
    }));
    CHECK((asks->texts.front() == text));
  }
}

/// A program's question for what an editor has copied, and what it has got of it.
struct Question {
  X11OtherProgram& program;
  std::string property;
  std::string text;
  /// Takes one thing that is there for it, when it is.
  X11OtherProgram::Taken take(OpenInput& open) {
    auto taken = X11OtherProgram::Taken::nothing;
    REQUIRE(open.context.loop.run_until([&] {
      open.context.loop.run_once(std::chrono::milliseconds(5));
      taken = program.take_piece(property, text);
      return taken != X11OtherProgram::Taken::nothing;
    }));
    return taken;
  }
  void take_all(OpenInput& open) {
    while (take(open) != X11OtherProgram::Taken::end) {
    }
  }
};

struct Copied {
  Copied() {
    open.editor.set_clipboard(text);
    program.await_clipboard_of(open.host.child());
  }
  Question ask(const std::string& property) {
    program.ask("CLIPBOARD", property);
    return {program, property, {}};
  }
  const std::string text = text_of(150000);
  OpenInput open;
  X11OtherProgram program;
};

TEST_CASE("programs that ask for a long text and never take it keep it from nobody") {
  Copied copied;
  for (int i = 0; i < 20; ++i) copied.ask("FORGOTTEN_" + std::to_string(i));
  OpenInput other;
  other.editor.ask_clipboard();
  REQUIRE(copied.open.context.loop.run_until([&] {
    other.context.loop.run_once(std::chrono::milliseconds(5));
    return !other.editor.texts.empty();
  }));
  CHECK((other.editor.texts.front() == copied.text));
}

TEST_CASE("who asks again into the same place gets a long text once, from its beginning") {
  Copied copied;
  Question first = copied.ask("SAME");
  CHECK(first.take(copied.open) == X11OtherProgram::Taken::begin);
  CHECK(first.take(copied.open) == X11OtherProgram::Taken::piece);
  copied.open.catch_up();
  Question again = copied.ask("SAME");
  copied.open.catch_up();
  again.take_all(copied.open);
  CHECK((again.text == copied.text));
  copied.open.catch_up();
  std::string more;
  CHECK(copied.program.take_piece("SAME", more) == X11OtherProgram::Taken::nothing);
}

TEST_CASE("a long text on its way is not lost to questions that are answered or repeated") {
  Copied copied;
  Question slow = copied.ask("SLOW");
  CHECK(slow.take(copied.open) == X11OtherProgram::Taken::begin);
  for (int i = 0; i < 8; ++i) copied.ask("REPEATED");
  for (int i = 0; i < 8; ++i) copied.ask("QUICK_" + std::to_string(i)).take_all(copied.open);
  slow.take_all(copied.open);
  CHECK((slow.text == copied.text));
}

TEST_CASE("what is copied is given to who asks for the clipboard, not to who asks for a drag") {
  Copied copied;
  copied.program.ask_window(copied.open.host.child(), "XdndSelection");
  std::optional<bool> refused;
  REQUIRE(copied.open.context.loop.run_until([&] {
    copied.open.context.loop.run_once(std::chrono::milliseconds(5));
    refused = copied.program.refused();
    return refused.has_value();
  }));
  CHECK(*refused);
}

TEST_CASE("a text of more than 16 MB is not copied, and what was copied before is kept") {
  OpenInput open;
  open.editor.set_clipboard("before");
  open.editor.set_clipboard(std::string((16u << 20u) + 1, 'x'));
  open.editor.ask_clipboard();
  CHECK(open.context.loop.run_until([&] { return open.editor.texts.size() == 1; }));
  CHECK(open.editor.texts == std::vector<std::string>{"before"});
}

TEST_CASE("what nobody has copied is not pasted") {
  OpenInput open;
  open.editor.ask_clipboard();
  open.context.loop.run_until_idle();
  CHECK(open.editor.texts.empty());
}

TEST_CASE("where the host says no scale, the desktop's holds until it says one") {
  X11TestHost host;
  host.set_resources("Xcursor.size:\t24\nXft.dpi:\t144\n");
  InputEditor editor;
  CHECK(editor.size() == PhysicalSize{300, 150});
  host.set_resources("Xft.dpi:\t 120.0\n");
  CHECK(InputEditor().size() == PhysicalSize{250, 125});
  host.set_resources("Xft.dpi: 100.8");
  CHECK(InputEditor().size() == PhysicalSize{210, 105});
  CHECK(editor.set_scale(1));
  CHECK(editor.size() == PhysicalSize{200, 100});
  for (const char* const nonsense :
       {"Xft.dpi:\t0\n", "Xft.dpi:\t9e99\n", "Xft.dpi:", "Xft.dpi: .\n", "nan\n", ""}) {
    host.set_resources(nonsense);
    CHECK(InputEditor().size() == PhysicalSize{200, 100});
  }
}

TEST_CASE("an editor that nobody has opened or asked for its size has not asked the desktop") {
  X11TestHost host;
  InputEditor asked_later;
  InputEditor told;
  host.set_resources("Xft.dpi:\t192\n");
  CHECK(told.set_scale(1.25));
  CHECK(told.size() == PhysicalSize{250, 125});
  CHECK(asked_later.size() == PhysicalSize{400, 200});
  host.set_resources("");
  CHECK(asked_later.size() == PhysicalSize{400, 200});
}

TEST_CASE("cursors change without harm, also when the window is gone") {
  OpenInput open;
  for (const Cursor cursor :
       {Cursor::hand, Cursor::text, Cursor::cross, Cursor::resize_width, Cursor::resize_height,
        Cursor::move, Cursor::forbidden, Cursor::arrow, Cursor::hand}) {
    open.editor.set_cursor(cursor);
  }
  open.context.loop.run_until_idle();
  open.host.destroy_parent();
  REQUIRE(open.context.loop.run_until([&] { return open.context.loop.watches() == 0; }));
  open.editor.set_cursor(Cursor::text);
  open.editor.take_keyboard(true);
  open.editor.invalidate(Rect{0, 0, 10, 10});
}

}  // namespace
}  // namespace attacca::gui
