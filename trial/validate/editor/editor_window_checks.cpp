// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <memory>
#include <string>

#include "host/window/editor_window.hpp"
#include "host/window/native_window.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/editor/editor_need.hpp"
#include "trial/validate/process_usage.hpp"

namespace attacca::validate {

namespace {

using host::EditorSize;
using std::chrono::milliseconds;
using Clock = host::MainLoop::Clock;

constexpr const char* kSize = "CLAP: gui.h, get_size, adjust_size, set_size; VST3: IPlugView";
constexpr milliseconds kTimeout{30'000};
constexpr std::uint32_t kLargest = 16384;

std::string text_of(EditorSize size) {
  return std::to_string(size.width) + "x" + std::to_string(size.height);
}

bool is_sane(EditorSize size) {
  return size.width > 0 && size.height > 0 && size.width <= kLargest && size.height <= kLargest;
}

/// An editor and its window, attached when asked to.
struct Opened {
  explicit Opened(CheckContext& context) : context_(context), instance(context.create()) {
    need_editor(context, *instance);
    make();
  }
  void make() {
    window = context_.require(host::NativeWindow::create(context_.loop(), {640, 480}, "editor"),
                              "no window");
    editor = context_.require(instance->create_editor(), "no editor");
    editor->on_resize_request([this](EditorSize size) {
      window->resize(size);
      return true;
    });
  }
  void attach() {
    context_.step("attaching the editor");
    window->show();
    context_.require(editor->attach(window->id()), "not attached");
    turn(5);
    context_.step("running the check");
  }
  void turn(int turns) {
    for (int i = 0; i < turns; ++i) context_.loop().run_once(milliseconds(2));
  }

 private:
  CheckContext& context_;

 public:
  WatchedInstance instance;
  std::unique_ptr<host::NativeWindow> window;
  std::unique_ptr<host::PluginEditor> editor;
};

void size_before_attach(CheckContext& context) {
  Opened opened(context);
  const EditorSize size = opened.editor->size();
  context.expect(is_sane(size), "before it is attached, the editor's size is " + text_of(size));
}

void size_after_attach(CheckContext& context) {
  Opened opened(context);
  opened.attach();
  const EditorSize size = opened.editor->size();
  context.expect(is_sane(size), "once attached, the editor's size is " + text_of(size));
}

EditorSize random_size(CheckContext& context) {
  return {static_cast<std::uint32_t>(context.pick(1, 3000)),
          static_cast<std::uint32_t>(context.pick(1, 3000))};
}

void adjusts_once(CheckContext& context) {
  Opened opened(context);
  if (!opened.editor->can_resize()) context.skip("the editor cannot be resized");
  for (int i = 0; i < 100; ++i) {
    const EditorSize wanted = random_size(context);
    const EditorSize once = opened.editor->adjust_size(wanted);
    const EditorSize twice = opened.editor->adjust_size(once);
    if (!context.expect(once.width > 0 && once.height > 0,
                        "for " + text_of(wanted) + " the editor proposes " + text_of(once)) ||
        !context.expect(once == twice, "for " + text_of(wanted) + " the editor proposes " +
                                           text_of(once) + ", and for that " + text_of(twice))) {
      return;
    }
  }
}

void takes_what_it_proposes(CheckContext& context) {
  Opened opened(context);
  if (!opened.editor->can_resize()) context.skip("the editor cannot be resized");
  opened.attach();
  for (int i = 0; i < 8; ++i) {
    const EditorSize proposed = opened.editor->adjust_size(random_size(context));
    opened.window->resize(proposed);
    if (!context.expect(opened.editor->set_size(proposed).has_value(),
                        "the editor refused " + text_of(proposed) + ", its own proposal")) {
      return;
    }
    const EditorSize now = opened.editor->size();
    if (!context.expect(now == proposed, "set to " + text_of(proposed) +
                                             ", its own proposal, the editor says its size is " +
                                             text_of(now))) {
      return;
    }
    opened.turn(1);
  }
}

void any_size(CheckContext& context) {
  Opened opened(context);
  opened.attach();
  for (int i = 0; i < 12; ++i) {
    const EditorSize size = random_size(context);
    context.step("setting the editor's size to " + text_of(size));
    opened.window->resize(size);
    (void)opened.editor->set_size(size);
    opened.turn(1);
  }
  context.expect(is_sane(opened.editor->size()),
                 "after 12 random sizes the editor's size is " + text_of(opened.editor->size()));
}

void scale_before_attach(CheckContext& context) {
  Opened opened(context);
  for (const double scale : {0.5, 1.0, 1.25, 2.0, 4.0}) {
    context.step("scale " + std::to_string(scale) + " before the editor is attached");
    opened.editor.reset();
    opened.window.reset();
    opened.make();
    (void)opened.editor->set_scale(scale);
    opened.attach();
    const EditorSize size = opened.editor->size();
    context.expect(is_sane(size),
                   "at scale " + std::to_string(scale) + " the editor's size is " + text_of(size));
  }
}

void scale_after_attach(CheckContext& context) {
  Opened opened(context);
  opened.attach();
  for (const double scale : {2.0, 0.5, 1.5, 1.0}) {
    context.step("scale " + std::to_string(scale) + " while the editor is open");
    (void)opened.editor->set_scale(scale);
    opened.turn(3);
    const EditorSize size = opened.editor->size();
    context.expect(is_sane(size),
                   "at scale " + std::to_string(scale) + " the editor's size is " + text_of(size));
  }
}

void lies_in_window(CheckContext& context) {
  Opened opened(context);
  opened.attach();
  const bool is_there = context.loop().run_until(Clock::now() + std::chrono::seconds(5),
                                                 [&] { return opened.window->child_count() > 0; });
  context.expect(is_there, "5 s after it was attached, no window lies in the host's window");
}

void leaves_no_window(CheckContext& context) {
  Opened opened(context);
  opened.attach();
  opened.editor.reset();
  const bool is_gone = context.loop().run_until(Clock::now() + std::chrono::seconds(5),
                                                [&] { return opened.window->child_count() == 0; });
  context.expect(is_gone, std::to_string(opened.window->child_count()) +
                              " windows lie in the host's window 5 s after the editor was "
                              "destroyed");
}

void leaves_no_timer(CheckContext& context) {
  const WatchedInstance instance = context.create();
  need_editor(context, *instance);
  const auto open_and_close = [&] {
    const auto window = context.require(host::EditorWindow::open(context.loop(), *instance),
                                        "the editor did not open");
    for (int i = 0; i < 5; ++i) context.loop().run_once(milliseconds(2));
  };
  // What an instance keeps from its first editor on is its own business; growth is not.
  open_and_close();
  const std::size_t timers = context.loop().timer_count();
  const std::size_t descriptors = context.loop().descriptor_count();
  for (int i = 0; i < 3; ++i) open_and_close();
  context.expect(context.loop().timer_count() <= timers,
                 "after 3 more editors " + std::to_string(context.loop().timer_count()) +
                     " timers are registered instead of " + std::to_string(timers));
  context.expect(context.loop().descriptor_count() <= descriptors,
                 "after 3 more editors " + std::to_string(context.loop().descriptor_count()) +
                     " descriptors are registered instead of " + std::to_string(descriptors));
}

void leaves_no_descriptor(CheckContext& context) {
  const WatchedInstance instance = context.create();
  need_editor(context, *instance);
  const auto open_and_close = [&](int times) {
    for (int i = 0; i < times; ++i) {
      const auto window = context.require(host::EditorWindow::open(context.loop(), *instance),
                                          "the editor did not open");
      for (int turns = 0; turns < 3; ++turns) context.loop().run_once(milliseconds(2));
    }
  };
  open_and_close(2);
  const std::size_t descriptors = open_descriptors().size();
  const std::size_t threads = thread_count();
  constexpr std::size_t kTimes = 3;
  open_and_close(kTimes);
  const std::size_t now = open_descriptors().size();
  context.expect(now < descriptors + kTimes,
                 "3 editors that were opened and closed left " + std::to_string(now - descriptors) +
                     " open descriptors: " + joined(open_descriptors()));
  const std::size_t threads_now = wait_for_threads(threads);
  context.expect(threads_now < threads + kTimes, "3 editors that were opened and closed left " +
                                                     std::to_string(threads_now - threads) +
                                                     " threads: " + joined(thread_names()));
}

void rests(CheckContext& context) {
  const WatchedInstance instance = context.create();
  need_editor(context, *instance);
  const auto window = context.require(host::EditorWindow::open(context.loop(), *instance),
                                      "the editor did not open");
  const auto run = [&](milliseconds time) {
    (void)context.loop().run_until(Clock::now() + time, [] { return false; });
  };
  run(milliseconds(200));  // what opening begins ends here
  const double before = cpu_seconds();
  const auto began = Clock::now();
  run(milliseconds(300));
  const double used = cpu_seconds() - before;
  const double passed = std::chrono::duration<double>(Clock::now() - began).count();
  context.expect(used < 0.2 * passed, "open, with nothing to show, the editor took " +
                                          std::to_string(static_cast<int>(100.0 * used / passed)) +
                                          " % of a processor over " +
                                          std::to_string(static_cast<int>(1000 * passed)) + " ms");
}

constexpr Check window(std::string_view name, std::string_view rule, std::string_view source,
                       void (*run)(CheckContext&), Severity severity = Severity::failure) {
  return {name, rule, source, run, severity, Formats::both, false, true, kTimeout};
}

constexpr std::array kChecks = {
    window("editor.size-before-attach", "the size makes sense before the editor is attached",
           "CLAP: gui.h, get_size comes after create; VST3: getSize before attached",
           size_before_attach),
    window("editor.size-after-attach", "the size makes sense once the editor is attached", kSize,
           size_after_attach),
    window("editor.adjusts-once", "a proposed size is proposed again when asked for", kSize,
           adjusts_once, Severity::warning),
    window("editor.takes-its-proposal", "the editor takes the sizes that it proposes", kSize,
           takes_what_it_proposes, Severity::warning),
    window("editor.any-size", "any size does no harm", kSize, any_size),
    window("editor.scale-before-attach", "scales from 0.5 to 4 before the editor is attached",
           "CLAP: gui.h, set_scale; VST3: IPlugViewContentScaleSupport", scale_before_attach),
    window("editor.scale-while-open", "the scale may change while the editor is open",
           "CLAP: gui.h, set_scale; VST3: IPlugViewContentScaleSupport; moving to another screen",
           scale_after_attach),
    window("editor.lies-in-window", "the editor lies in the window that the host gave it",
           "CLAP: gui.h, set_parent; VST3: attached", lies_in_window),
    window("editor.leaves-no-window", "no window stays behind when the editor is destroyed",
           "CLAP: gui.h, destroy; VST3: removed", leaves_no_window),
    window("editor.leaves-no-timer", "timers and descriptors do not pile up in the host's loop",
           "CLAP: timer-support, posix-fd-support; VST3: IRunLoop", leaves_no_timer),
    window("editor.leaves-no-descriptor", "editors leave no open descriptor and no thread behind",
           "a process has 1024 descriptors by default, each editor takes a connection",
           leaves_no_descriptor),
    window("editor.rests", "an open editor with nothing to show takes next to no processor time",
           "editors that redraw all the time take what audio needs", rests, Severity::warning),
};

}  // namespace

std::span<const Check> editor_window_checks() {
  return kChecks;
}

}  // namespace attacca::validate
