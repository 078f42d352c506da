// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/text_field.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include "attacca/widgets/layout.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

struct FieldRig : SomeParams, WidgetRig {
  FieldRig() : WidgetRig(text_field("Search"), *this) { tree.focus(&tree.root()); }
  TextField& field() { return static_cast<TextField&>(tree.root()); }
};

TEST_CASE("text is typed, deleted, and changed in the middle") {
  FieldRig rig;
  std::string told;
  rig.field().on_change([&](const std::string& text) { told = text; });
  rig.type("Lead Vox");
  CHECK(told == "Lead Vox");
  rig.key(gui::Key::home);
  rig.key(gui::Key::del);
  rig.type("R");
  CHECK(rig.field().text() == "Read Vox");
  rig.key(gui::Key::end);
  rig.key(gui::Key::backspace);
  CHECK(rig.field().text() == "Read Vo");
}

TEST_CASE("a selection is replaced, cut, copied and pasted") {
  FieldRig rig;
  rig.type("Lead");
  rig.key(gui::Key::left, true);
  rig.key(gui::Key::left, true);
  rig.control(U'c');
  CHECK(rig.window.clipboard == "ad");
  rig.type("x");
  CHECK(rig.field().text() == "Lex");
  rig.control(U'a');
  rig.control(U'x');
  CHECK(rig.field().text().empty());
  rig.control(U'v');
  rig.control(U'v');
  CHECK(rig.field().text() == "LexLex");
}

TEST_CASE("a letter of several bytes is one step for the cursor") {
  FieldRig rig;
  rig.field().set_text("aä語🔥");
  rig.key(gui::Key::backspace);
  CHECK(rig.field().text() == "aä語");
  rig.key(gui::Key::left);
  rig.key(gui::Key::left);
  rig.key(gui::Key::del);
  CHECK(rig.field().text() == "a語");
}

TEST_CASE("control characters are left out, and a huge clipboard is cut between letters") {
  FieldRig rig;
  rig.window.clipboard = "a\nb\tc\x7F";
  rig.control(U'v');
  CHECK(rig.field().text() == "abc");
  std::string huge;
  for (int i = 0; i < 400000; ++i) huge += "語";
  rig.window.clipboard = huge;
  rig.control(U'v');
  CHECK(rig.field().text().size() <= TextField::kMostBytes);
  CHECK((rig.field().text().size() - 3) % 3 == 0);
  rig.draw();
}

TEST_CASE("a press sets the cursor where it is, a double click selects all") {
  FieldRig rig;
  rig.field().set_text("Lead Vox");
  rig.draw();
  rig.click({9, 150});
  rig.draw();
  rig.type("> ");
  CHECK(rig.field().text() == "> Lead Vox");
  rig.click({50, 150}, 2);
  rig.type("x");
  CHECK(rig.field().text() == "x");
}

TEST_CASE("a press is at the nearer side of the letter that it hits, in texts of any length") {
  FieldRig rig;
  const gui::TextStyle style{.size = rig.tree.theme().text_size};
  const auto width = [&](std::string_view text) {
    return rig.canvas.canvas().measure_text(text, style).size.width;
  };
  for (const std::string text : {"", "W", "Lead Vox, mono", "aä語🔥i"}) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) continue;
      rig.field().set_text(text);
      rig.draw();
      // A pixel to the left of the letter's middle is before it.
      std::size_t next = at + 1;
      while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0u) == 0x80u)
        ++next;
      const std::string_view all = text;
      const double middle = (width(all.substr(0, at)) + width(all.substr(0, next))) / 2;
      rig.click({8 + middle - 0.5, 150});
      rig.draw();
      rig.type("|");
      CHECK(rig.field().text() == text.substr(0, at) + "|" + text.substr(at));
    }
    rig.field().set_text(text);
    rig.draw();
    rig.click({300, 150});
    rig.draw();
    rig.type("|");
    CHECK(rig.field().text() == text + "|");
  }
}

TEST_CASE("what was asked for is pasted where it was asked for, or nowhere") {
  SomeParams params;
  auto one = text_field("One");
  TextField& first = *one;
  auto two = text_field("Two");
  TextField& second = *two;
  WidgetRig rig(column(std::move(one), std::move(two)), params);
  rig.window.answers_at_once = false;
  rig.tree.focus(&first);
  rig.control(U'v');
  rig.tree.focus(&second);
  SUBCASE("after the focus has moved") {
    rig.tree.pasted("text");
    CHECK(first.text() == "text");
  }
  SUBCASE("once") {
    rig.tree.pasted("text");
    rig.tree.pasted("late");
    CHECK(first.text() == "text");
  }
  SUBCASE("not into what is hidden") {
    first.set_visible(false);
    rig.tree.pasted("text");
    CHECK(first.text().empty());
  }
  SUBCASE("not into what is gone") {
    rig.tree.root().remove_children();
    rig.tree.pasted("text");
    return;
  }
  CHECK(second.text().empty());
}

TEST_CASE("Enter gives the text away, and a wrong one is marked until it is changed") {
  FieldRig rig;
  rig.field().on_commit([&](const std::string&) { rig.field().set_faulty(true); });
  rig.type("x");
  rig.key(gui::Key::enter);
  CHECK(rig.field().is_faulty());
  rig.type("y");
  CHECK_FALSE(rig.field().is_faulty());
}

}  // namespace
}  // namespace attacca::widgets
