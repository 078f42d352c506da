// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/text_field.hpp"

#include <string>

#include <doctest/doctest.h>

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
