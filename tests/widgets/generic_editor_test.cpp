// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/widgets/generic_editor.hpp"

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "attacca/params/output_param.hpp"
#include "attacca/params/param_group.hpp"
#include "attacca/widgets/button.hpp"
#include "attacca/widgets/menu.hpp"
#include "attacca/widgets/slider.hpp"
#include "attacca/widgets/text_field.hpp"
#include "tests/widgets/rig.hpp"

namespace attacca::widgets {
namespace {

void each(Widget& widget, const std::function<void(Widget&)>& visit) {
  visit(widget);
  for (const auto& child : widget.children()) each(*child, visit);
}

/// Names of the parameters whose controls can be seen.
std::string shown(WidgetTree& tree) {
  std::string names;
  const std::function<void(Widget&)> walk = [&](Widget& widget) {
    if (!widget.visible()) return;
    if (const auto* control = dynamic_cast<ParamControl*>(&widget)) {
      names += std::string(control->param().id()) + " ";
    }
    for (const auto& child : widget.children()) walk(*child);
  };
  walk(tree.root());
  return names;
}

struct Grouped : SomeParams {
  FloatParam attack{set.group({.id = "env", .name = "Envelope"}),
                    {.id = "attack", .name = "Attack"}};
  FloatParam secret{set, {.id = "secret", .name = "Secret", .flags = {.hidden = true}}};
  FloatParam inner{set,
                   {.id = "inner", .name = "Inner", .flags = {.hidden_in_generic_editors = true}}};
  OutputParam level{set, {.id = "level", .name = "Level"}};
};

struct GenericRig : Grouped {
  WidgetRig rig{all_parameters(set, "Plugin"), *this};
  void search(const std::string& text) {
    each(rig.tree.root(), [&](Widget& widget) {
      if (dynamic_cast<TextField*>(&widget) != nullptr) rig.tree.focus(&widget);
    });
    rig.control(U'a');
    rig.key(gui::Key::del);
    rig.type(text);
    rig.draw();
  }
};

TEST_CASE("every parameter is shown but the hidden ones, with what fits it") {
  Grouped params;
  CHECK(dynamic_cast<Slider*>(control_for(params.gain).get()) != nullptr);
  CHECK(dynamic_cast<Toggle*>(control_for(params.on).get()) != nullptr);
  CHECK(dynamic_cast<Segments*>(control_for(params.mode).get()) != nullptr);
  CHECK(dynamic_cast<Slider*>(control_for(params.voices).get()) != nullptr);
  GenericRig generic;
  CHECK(shown(generic.rig.tree) == "gain pan voices on mode level env_attack ");
}

TEST_CASE("the field at the top searches names and groups, in any case") {
  GenericRig generic;
  generic.search("GA");
  CHECK(shown(generic.rig.tree) == "gain ");
  generic.search("envel");
  CHECK(shown(generic.rig.tree) == "env_attack ");
  generic.search("nothing");
  CHECK(shown(generic.rig.tree).empty());
  generic.search("");
  CHECK(shown(generic.rig.tree) == "gain pan voices on mode level env_attack ");
}

TEST_CASE("what only the plugin changes cannot be dragged, typed or reached by Tab") {
  GenericRig generic;
  each(generic.rig.tree.root(), [&](Widget& widget) {
    const auto* control = dynamic_cast<ParamControl*>(&widget);
    if (control == nullptr || &control->param() != &generic.level) return;
    CHECK_FALSE(widget.takes_focus());
    generic.rig.click(widget.bounds().center());
  });
  CHECK(generic.rig.context.edits.empty());
}

TEST_CASE("a plugin without parameters has an editor that says nothing wrong") {
  SomeParams some;
  ParamSet none;
  WidgetRig rig(all_parameters(none, "Empty"), some);
  CHECK(shown(rig.tree).empty());
  CHECK(generic_editor(none, "Empty")->size().height >= 140);
}

TEST_CASE("the editor can be resized, and is as high as its parameters need, within reason") {
  Grouped params;
  const auto editor = generic_editor(params.set, "Plugin");
  CHECK(editor->can_resize());
  CHECK(editor->size().width == 480);
  CHECK(editor->size().height > 300);
  CHECK(editor->size().height <= 640);
}

}  // namespace
}  // namespace attacca::widgets
