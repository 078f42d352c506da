// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "host/window/editor_window.hpp"
#include "host/window/native_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/leftover.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

namespace {

using Window = std::unique_ptr<host::EditorWindow>;
using std::chrono::milliseconds;

constexpr const char* kLife = "CLAP: gui.h, create, set_parent, show, destroy; VST3: IPlugView";
constexpr milliseconds kTimeout{30'000};
constexpr std::uint32_t kFrames = 128;

WatchedInstance with_editor(CheckContext& context) {
  WatchedInstance instance = context.create();
  need_editor(context, *instance);
  return instance;
}

Window open(CheckContext& context, host::PluginInstance& instance) {
  context.step("opening the editor");
  Window window = context.require(host::EditorWindow::open(context.loop(), instance),
                                  "the editor did not open");
  context.step("running the check");
  return window;
}

void turn(CheckContext& context, int turns = 10) {
  for (int i = 0; i < turns; ++i) context.loop().run_once(milliseconds(2));
}

void opens(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  Window window = open(context, *instance);
  turn(context);
  context.step("closing the editor");
  window.reset();
  turn(context);
}

void reopens(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  for (int i = 0; i < 10; ++i) {
    const Window window = open(context, *instance);
    turn(context, 2);
  }
}

void no_turn(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  for (int i = 0; i < 5; ++i) (void)open(context, *instance);
  turn(context);
}

void never_attached(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  for (int i = 0; i < 5; ++i) {
    const auto editor = context.require(instance->create_editor(), "no editor");
    (void)editor->size();
    turn(context, 2);
  }
  const Window window = open(context, *instance);
  turn(context);
}

void over_activation(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  const Window window = open(context, *instance);
  for (const double rate : {44100.0, 96000.0}) {
    context.require(instance->activate(rate, kFrames), "not activated while its editor is open");
    context.require(instance->start_processing(), "the plugin refused to start processing");
    Playback playback(*instance, kFrames);
    for (int i = 0; i < 5; ++i) {
      playback.run(kFrames);
      turn(context, 1);
    }
    context.expect(playback.is_finite(), "with its editor open a block has NaN or infinity");
    instance->deactivate();
    turn(context, 2);
  }
}

void closed_while_processing(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  context.start(*instance, 48000.0, kFrames);
  Playback playback(*instance, kFrames);
  for (int i = 0; i < 3; ++i) {
    Window window = open(context, *instance);
    playback.run(kFrames);
    turn(context, 2);
    window.reset();
    playback.run(kFrames);
  }
  context.expect(playback.is_finite(), "after its editor closed a block has NaN or infinity");
}

void destroyed_after(CheckContext& context) {
  WatchedInstance instance = with_editor(context);
  (void)open(context, *instance);
  // At once: nothing that the editor left in the loop may call the plugin now.
  instance.reset();
  turn(context);
}

void two_at_once(CheckContext& context) {
  const WatchedInstance one = with_editor(context);
  const WatchedInstance two = context.create();
  Window first = open(context, *one);
  const Window second = open(context, *two);
  turn(context);
  first.reset();
  turn(context);
  first = open(context, *one);
  turn(context);
}

void other_ends(CheckContext& context) {
  WatchedInstance one = with_editor(context);
  const WatchedInstance two = context.create();
  Window first = open(context, *one);
  const Window second = open(context, *two);
  turn(context);
  first.reset();
  one.reset();
  turn(context);
}

void parent_gone(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  const host::WindowErrorGuard guard;
  auto window = context.require(host::NativeWindow::create(context.loop(), {640, 480}, "parent"),
                                "no window");
  auto editor = context.require(instance->create_editor(), "no editor");
  window->show();
  context.require(editor->attach(window->id()), "not attached");
  turn(context);
  context.step("destroying the window that the editor lies in");
  window.reset();
  turn(context, 3);
  context.step("destroying the editor after its parent window");
  editor.reset();
  turn(context);
}

void parameters_change(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  const Window window = open(context, *instance);
  bool has_changed = false;
  for (int round = 0; round < 4; ++round) {
    for (const auto& each : instance->parameters()) {
      if (each.is_read_only) continue;
      has_changed = true;
      (void)instance->set_parameter(each.id, round % 2 == 0 ? each.maximum : each.minimum);
    }
    turn(context, 3);
  }
  if (!has_changed) context.skip("the plugin has no parameters");
}

void state_loaded(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  const auto state = state_of(context, *instance);
  const Window window = open(context, *instance);
  for (int i = 0; i < 5; ++i) {
    context.require(instance->load_state(state), "its own state was refused with the editor open");
    turn(context, 2);
  }
}

void same_state_by_opening(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  std::vector<double> before;
  for (const auto& each : instance->parameters()) {
    before.push_back(instance->parameter_value(each.id).value_or(0.0));
  }
  {
    const Window window = open(context, *instance);
    turn(context);
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& each = instance->parameters()[i];
    if (each.is_read_only) continue;
    const double now = instance->parameter_value(each.id).value_or(0.0);
    context.expect(now == before[i], "parameter " + std::to_string(each.id) + " \"" + each.name +
                                         "\" became " + std::to_string(now) + " from " +
                                         std::to_string(before[i]) +
                                         " by opening and closing the editor");
  }
}

// Whatever comes in whatever order, as far as the formats allow it.
void any_order(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  std::unique_ptr<host::NativeWindow> window;
  std::unique_ptr<host::PluginEditor> editor;
  bool is_attached = false;
  for (int step = 0; step < 60; ++step) {
    switch (context.pick(0, 7)) {
      case 0:
        editor.reset();
        window.reset();
        is_attached = false;
        break;
      case 1:
      case 2:
        if (!editor) editor = context.require(instance->create_editor(), "no editor");
        break;
      case 3:
        if (!editor || is_attached) break;
        window = context.require(
            host::NativeWindow::create(context.loop(), editor->size(), "any order"), "no window");
        if (context.pick(0, 1) == 0) window->show();
        context.require(editor->attach(window->id()), "not attached");
        is_attached = true;
        break;
      case 4:
        if (editor && !is_attached) editor->set_scale(context.pick(0, 1) == 0 ? 1.0 : 2.0);
        break;
      case 5:
        if (!editor) break;
        (void)editor->size();
        if (editor->can_resize()) (void)editor->set_size(editor->adjust_size(editor->size()));
        break;
      case 6:
        if (window) window->show();
        break;
      default:
        turn(context, 1);
    }
  }
  editor.reset();
  window.reset();
}

void memory(CheckContext& context) {
  const WatchedInstance instance = with_editor(context);
  const Leftover leftover = leftover_of(context, 40, [&] {
    const Window window = open(context, *instance);
    turn(context, 2);
  });
  context.expect(!leftover.is_leak(), "opened and closed " + std::to_string(leftover.times) +
                                          " times, the editor " + leftover.text());
}

constexpr Check life(std::string_view name, std::string_view rule, void (*run)(CheckContext&),
                     std::string_view source = kLife, Severity severity = Severity::failure) {
  return {name, rule, source, run, severity, Formats::both, false, true, kTimeout};
}

constexpr std::array kChecks = {
    life("editor.opens", "the editor opens in a window of the host, works and closes", opens),
    life("editor.reopens", "the editor opens and closes ten times", reopens),
    life("editor.without-a-turn", "the editor closes before the host's loop made a turn", no_turn),
    life("editor.never-attached", "an editor that was never attached to a window can be destroyed",
         never_attached),
    life("editor.over-activation", "the editor stays open over activation and processing",
         over_activation, "CLAP: gui.h needs no activation; VST3: createView at any time"),
    life("editor.closes-while-processing", "the editor closes while the plugin is processing",
         closed_while_processing),
    life("editor.destroyed-after", "the instance can be destroyed right after its editor",
         destroyed_after, "timers and descriptors of an editor call into an instance that is gone"),
    life("editor.two-at-once", "two instances have their editors open at the same time",
         two_at_once, "static objects that editors share"),
    life("editor.other-ends", "an open editor survives the end of another instance", other_ends,
         "static objects that editors share"),
    life("editor.parent-gone", "the host's window may be gone before the editor is destroyed",
         parent_gone, "window managers and users kill windows; X11 destroys what lies in them",
         Severity::warning),
    life("editor.parameters-change", "parameters change while the editor is open",
         parameters_change),
    life("editor.state-loaded", "states are loaded while the editor is open", state_loaded),
    life("editor.changes-nothing", "opening and closing the editor changes no parameter",
         same_state_by_opening, "projects that are changed by looking at them"),
    life("editor.memory-flat", "an editor that was closed gives its memory back", memory,
         "CLAP: gui.h, destroy; VST3: removed", Severity::warning),
    life("editor.any-order", "size, scale, attach, show and destroy come in any lawful order",
         any_order),
};

}  // namespace

std::span<const Check> editor_life_checks() {
  return kChecks;
}

}  // namespace attacca::validate
