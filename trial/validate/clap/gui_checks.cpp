// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "host/base/loop_sleep.hpp"
#include "host/window/native_window.hpp"
#include "trial/validate/clap/clap_block.hpp"
#include "trial/validate/clap/clap_checks.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

namespace {

/// The plugin's editor on X11, over the raw interface; the check is skipped without one.
struct Editor {
  explicit Editor(CheckContext& check, const ClapHostScript& script = {})
      : context(check), session(check, script) {
    session.open();
    gui = &session.need<clap::PluginGui>("editor");
    if (!gui->is_api_supported(session.plugin(), clap::kWindowApiNative, false)) {
      context.skip("the plugin has no editor for X11");
    }
  }
  ~Editor() {
    if (is_open) close();
  }
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  void open() {
    context.step("creating the editor");
    context.require(gui->create(session.plugin(), clap::kWindowApiNative, false),
                    "gui.create returned false for " + std::string(clap::kWindowApiNative) +
                        ", which is_api_supported says is supported");
    is_open = true;
    context.step("using the editor");
  }
  void close() {
    context.step("destroying the editor");
    gui->destroy(session.plugin());
    is_open = false;
  }
  void embed() {
    if (window == nullptr) {
      window = context.require(host::NativeWindow::create(context.loop(), {640, 480}, "Attacca"),
                               "no window for the editor");
      window->show();
    }
    clap::Window parent{};
    parent.api = clap::kWindowApiNative;
    parent.ptr = reinterpret_cast<void*>(window->id());
    context.require(gui->set_parent(session.plugin(), &parent),
                    "set_parent refused the host's window");
  }
  /// What a host's event loop does in a while: timers, descriptors, requests.
  void turn_loop() {
    const auto* const plugin = session.plugin();
    const auto* const descriptors = session.find<clap::PluginPosixFdSupport>();
    for (int i = 0; i < 3; ++i) {
      session.turn_loop();
      for (const auto& [fd, flags] : session.host().descriptors()) {
        host::LoopSleep::Watched entry{fd, host::LoopSleep::kReadable, 0};
        if (descriptors == nullptr || descriptors->on_fd == nullptr) continue;
        host::LoopSleep().sleep({&entry, 1}, std::chrono::milliseconds(0));
        if ((entry.happened & host::LoopSleep::kReadable) != 0) {
          descriptors->on_fd(plugin, fd, clap::PosixFdFlags::read);
        }
      }
      context.loop().run_once(std::chrono::milliseconds(0));
    }
  }

  CheckContext& context;
  // The window outlives the editor in it, and with it the instance.
  std::unique_ptr<host::NativeWindow> window;
  ClapSession session;
  const clap::PluginGui* gui = nullptr;
  bool is_open = false;
};

void unknown_apis_are_refused(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& gui = session.need<clap::PluginGui>("editor");
  for (const char* const api : {"", "x", "x1", "x11 ", "org.attacca.no-such-api"}) {
    for (const bool is_floating : {false, true}) {
      context.expect(!gui.is_api_supported(session.plugin(), api, is_floating),
                     std::string("is_api_supported says yes to \"") + api + "\"");
    }
    const bool is_created = gui.create(session.plugin(), api, false);
    context.expect(!is_created,
                   std::string("gui.create returned true for the api \"") + api + "\"");
    if (is_created) gui.destroy(session.plugin());
  }
  for (const char* const api :
       {clap::kWindowApiWin32, clap::kWindowApiCocoa, clap::kWindowApiX11}) {
    if (std::string_view(api) == clap::kWindowApiNative) continue;
    context.expect(!gui.is_api_supported(session.plugin(), api, false),
                   std::string("is_api_supported says yes to \"") + api +
                       "\", a window system of another platform");
  }
}

void preference_is_supported(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto& gui = session.need<clap::PluginGui>("editor");
  const char* api = nullptr;
  bool is_floating = false;
  if (!gui.get_preferred_api(session.plugin(), &api, &is_floating)) {
    context.skip("the plugin prefers no window system");
  }
  context.require(api != nullptr, "get_preferred_api returned true and no api");
  context.expect(gui.is_api_supported(session.plugin(), api, is_floating),
                 std::string("it prefers ") + api + (is_floating ? ", floating" : ", embedded") +
                     ", and is_api_supported says no to that");
}

void comes_and_goes(CheckContext& context) {
  Editor editor(context);
  for (int i = 0; i < 5; ++i) {
    editor.open();
    editor.close();
  }
  for (int i = 0; i < 3; ++i) {
    editor.open();
    editor.embed();
    (void)editor.gui->show(editor.session.plugin());
    editor.turn_loop();
    editor.close();
  }
}

void shows_and_hides(CheckContext& context) {
  Editor editor(context);
  editor.open();
  editor.embed();
  for (int i = 0; i < 6; ++i) {
    (void)editor.gui->show(editor.session.plugin());
    editor.turn_loop();
    (void)editor.gui->hide(editor.session.plugin());
    if (i % 2 == 0) (void)editor.gui->hide(editor.session.plugin());
    editor.turn_loop();
  }
}

void sizes_are_sane(CheckContext& context) {
  Editor editor(context);
  const auto* const plugin = editor.session.plugin();
  const auto& gui = *editor.gui;
  editor.open();
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  context.require(gui.get_size(plugin, &width, &height), "get_size returned false after create");
  context.expect(width > 0 && height > 0 && width < 32768 && height < 32768,
                 "get_size says " + std::to_string(width) + " x " + std::to_string(height));
  editor.embed();
  const auto text = [](std::uint32_t w, std::uint32_t h) {
    return std::to_string(w) + " x " + std::to_string(h);
  };
  if (!gui.can_resize(plugin)) return;
  for (const auto& [w, h] : {std::pair{width + 37, height + 11}, std::pair{1u, 1u},
                             std::pair{5000u, 3000u}, std::pair{width, height}}) {
    std::uint32_t once_w = w;
    std::uint32_t once_h = h;
    if (!gui.adjust_size(plugin, &once_w, &once_h)) continue;
    std::uint32_t twice_w = once_w;
    std::uint32_t twice_h = once_h;
    context.expect(
        gui.adjust_size(plugin, &twice_w, &twice_h) && twice_w == once_w && twice_h == once_h,
        "adjust_size makes " + text(once_w, once_h) + " of " + text(w, h) + ", and " +
            text(twice_w, twice_h) + " of that: hosts that ask in a loop never settle");
    if (!context.expect(
            gui.set_size(plugin, once_w, once_h),
            "set_size refused " + text(once_w, once_h) + ", which adjust_size proposed")) {
      continue;
    }
    editor.turn_loop();
    std::uint32_t now_w = 0;
    std::uint32_t now_h = 0;
    context.expect(
        gui.get_size(plugin, &now_w, &now_h) && now_w == once_w && now_h == once_h,
        "after set_size(" + text(once_w, once_h) + "), get_size says " + text(now_w, now_h));
  }
}

std::string size_text(std::uint32_t width, std::uint32_t height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

void impossible_size_gives_the_nearest(CheckContext& context) {
  Editor editor(context);
  const auto* const plugin = editor.session.plugin();
  const auto& gui = *editor.gui;
  editor.open();
  editor.embed();
  if (!gui.can_resize(plugin)) context.skip("the editor cannot be resized");
  for (const std::uint32_t length : {1u, 30'000u}) {
    std::uint32_t nearest_w = length;
    std::uint32_t nearest_h = length;
    if (!gui.adjust_size(plugin, &nearest_w, &nearest_h)) continue;
    if (nearest_w == length && nearest_h == length) continue;
    (void)gui.set_size(plugin, length, length);
    editor.turn_loop();
    std::uint32_t now_w = 0;
    std::uint32_t now_h = 0;
    (void)gui.get_size(plugin, &now_w, &now_h);
    context.expect(now_w == nearest_w && now_h == nearest_h,
                   "after set_size(" + size_text(length, length) + ") get_size says " +
                       size_text(now_w, now_h) + "; the nearest that it can have is " +
                       size_text(nearest_w, nearest_h) + ", by adjust_size");
  }
}

void agreed_size_is_taken(CheckContext& context) {
  std::optional<std::pair<std::uint32_t, std::uint32_t>> agreed;
  ClapHostScript script;
  script.resize = [&agreed](std::uint32_t width, std::uint32_t height) {
    agreed = {width, height};
    return true;  // and nothing else
  };
  Editor editor(context, script);
  const auto* const plugin = editor.session.plugin();
  editor.open();
  editor.embed();
  editor.turn_loop();
  for (const double scale : {2.0, 1.0, 1.5}) {
    agreed.reset();
    (void)editor.gui->set_scale(plugin, scale);
    editor.turn_loop();
    if (!agreed) continue;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    (void)editor.gui->get_size(plugin, &width, &height);
    context.expect(width == agreed->first && height == agreed->second,
                   "the host agreed to " + size_text(agreed->first, agreed->second) +
                       " and called no set_size, as it may; get_size says " +
                       size_text(width, height));
    return;
  }
  context.skip("the editor asks for no size when its scale changes");
}

void hints_are_sane(CheckContext& context) {
  Editor editor(context);
  editor.open();
  clap::GuiResizeHints hints{};
  const bool can_resize = editor.gui->can_resize(editor.session.plugin());
  if (!editor.gui->get_resize_hints(editor.session.plugin(), &hints)) {
    context.skip("the plugin has no resize hints");
  }
  context.expect(!can_resize || hints.can_resize_horizontally || hints.can_resize_vertically,
                 "can_resize says yes, and the hints neither horizontally nor vertically");
  const bool has_ratio =
      hints.preserve_aspect_ratio && hints.can_resize_horizontally && hints.can_resize_vertically;
  context.expect(!has_ratio || (hints.aspect_ratio_width > 0 && hints.aspect_ratio_height > 0),
                 "the hints ask for an aspect ratio of " +
                     std::to_string(hints.aspect_ratio_width) + " : " +
                     std::to_string(hints.aspect_ratio_height));
}

void scale_comes_first(CheckContext& context) {
  Editor editor(context);
  for (const double scale : {1.0, 1.5, 2.0, 0.75}) {
    editor.open();
    (void)editor.gui->set_scale(editor.session.plugin(), scale);
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    context.expect(
        editor.gui->get_size(editor.session.plugin(), &width, &height) && width > 0 && height > 0,
        "after set_scale(" + text_of(scale) + "), get_size says " + std::to_string(width) + " x " +
            std::to_string(height));
    editor.embed();
    editor.turn_loop();
    editor.close();
  }
}

void works_while_processing(CheckContext& context) {
  Editor editor(context);
  editor.session.open_processing();
  ClapBlock block(editor.session, 256);
  for (int i = 0; i < 3; ++i) {
    editor.open();
    editor.embed();
    (void)editor.gui->show(editor.session.plugin());
    for (int k = 0; k < 4; ++k) {
      context.expect(block.run(256) != clap::ProcessStatus::error, "process failed");
      editor.turn_loop();
    }
    if (i == 1) {
      editor.session.stop();
      editor.session.deactivate();
      editor.session.open_processing();
    }
    editor.close();
    context.expect(block.run(256) != clap::ProcessStatus::error,
                   "process failed after the editor was destroyed");
  }
}

void plugin_goes_with_its_editor_open(CheckContext& context) {
  context.ignore_watches();
  Editor editor(context);
  editor.open();
  editor.embed();
  (void)editor.gui->show(editor.session.plugin());
  editor.turn_loop();
  context.step("destroying an instance whose editor is open");
  editor.is_open = false;
  editor.session.destroy();
  context.loop().run_once(std::chrono::milliseconds(0));
}

std::string registered(const ClapScriptedHost& host) {
  std::string text;
  for (const clap::Id id : host.timers()) text += " timer " + std::to_string(id);
  for (const auto& [fd, flags] : host.descriptors()) text += " descriptor " + std::to_string(fd);
  return text;
}

void editor_takes_its_registrations_along(CheckContext& context) {
  Editor editor(context);
  const std::string before = registered(editor.session.host());
  for (int i = 0; i < 2; ++i) {
    editor.open();
    editor.embed();
    editor.turn_loop();
    editor.close();
  }
  // Timers may belong to the plugin; a descriptor that is closed behind the loop's back never does.
  for (const auto& [fd, flags] : editor.session.host().descriptors()) {
    context.expect(before.find(" descriptor " + std::to_string(fd)) != std::string::npos,
                   "descriptor " + std::to_string(fd) +
                       " is still registered after gui.destroy: the host polls what is closed");
  }
}

void plugin_takes_its_registrations_along(CheckContext& context) {
  Editor editor(context);
  editor.open();
  editor.embed();
  editor.turn_loop();
  editor.close();
  editor.session.destroy();
  context.expect(registered(editor.session.host()).empty(),
                 "still registered after destroy:" + registered(editor.session.host()) +
                     "; the host calls into what is gone");
}

void has_no_need_of_a_loop(CheckContext& context) {
  ClapHostScript script;
  script.lacks = {clap::kExtTimerSupport, clap::kExtPosixFdSupport};
  Editor editor(context, script);
  context.step("creating the editor in a host without timers and descriptors");
  if (!editor.gui->create(editor.session.plugin(), clap::kWindowApiNative, false)) {
    context.note("the plugin has no editor in a host without timers and descriptors");
    return;
  }
  editor.is_open = true;
  editor.embed();
  (void)editor.gui->show(editor.session.plugin());
  editor.turn_loop();
}

void stray_ticks_do_no_harm(CheckContext& context) {
  ClapSession session(context);
  session.open();
  const auto* const timers = session.find<clap::PluginTimerSupport>();
  const auto* const descriptors = session.find<clap::PluginPosixFdSupport>();
  if (timers == nullptr && descriptors == nullptr) {
    context.skip("the plugin has neither timers nor descriptors");
  }
  context.step("calling on_timer and on_fd with what was never registered");
  for (const std::uint32_t id : {0u, 1u, 0x5eedu, clap::kInvalidId}) {
    if (timers != nullptr && timers->on_timer != nullptr) timers->on_timer(session.plugin(), id);
  }
  if (descriptors != nullptr && descriptors->on_fd != nullptr) {
    descriptors->on_fd(session.plugin(), 1021, clap::PosixFdFlags::read);
  }
}

constexpr auto check_of(const char* name, const char* rule, const char* source,
                        void (*function)(CheckContext&), Severity severity = Severity::failure) {
  Check check{name, rule, source, function, severity};
  check.needs_display = true;
  return check;
}

constexpr std::array kChecks = {
    check_of("clap-gui.unknown-apis", "window systems that it does not know are refused",
             "CLAP: gui.h, is_api_supported", unknown_apis_are_refused),
    check_of("clap-gui.preferred-api", "the preferred window system is a supported one",
             "CLAP: gui.h, get_preferred_api", preference_is_supported),
    check_of("clap-gui.comes-and-goes", "editors are created and destroyed, shown or not",
             "CLAP: gui.h, destroy may follow create at once", comes_and_goes),
    check_of("clap-gui.shows-and-hides", "editors are shown and hidden as often as wanted",
             "CLAP: gui.h, hide keeps resources, show brings it back", shows_and_hides),
    check_of("clap-gui.sizes", "proposed sizes are settled, taken and kept",
             "CLAP: gui.h, adjust_size and set_size", sizes_are_sane),
    check_of("clap-gui.impossible-size", "a size that it cannot have gives the nearest it can",
             "CLAP: gui.h, set_size; window managers resize below the minimum",
             impossible_size_gives_the_nearest, Severity::warning),
    check_of("clap-gui.agreed-size", "the editor has the size that the host agreed to",
             "CLAP: gui.h, request_resize: \"the host doesn't have to call set_size()\"",
             agreed_size_is_taken),
    check_of("clap-gui.resize-hints", "resize hints agree with can_resize and have a real ratio",
             "CLAP: gui.h, clap_gui_resize_hints", hints_are_sane, Severity::warning),
    check_of("clap-gui.scale-first", "a scale set before the parent window leaves a real size",
             "CLAP: gui.h, set_scale comes after create and before get_size", scale_comes_first),
    check_of("clap-gui.while-processing", "editors come and go while audio is processed",
             "CLAP: gui.h is independent of being active", works_while_processing),
    check_of("clap-gui.destroyed-open", "destroy cleans up an open editor instead of crashing",
             "CLAP: plugin.h, destroy; hosts that quit forget gui.destroy",
             plugin_goes_with_its_editor_open),
    check_of("clap-loop.editor-descriptors", "the editor's descriptors are unregistered with it",
             "CLAP: posix-fd-support.h, unregister_fd", editor_takes_its_registrations_along),
    check_of("clap-loop.all-unregistered", "no timer and no descriptor outlives the plugin",
             "CLAP: timer-support.h and posix-fd-support.h", plugin_takes_its_registrations_along),
    check_of("clap-loop.none", "editors do no harm in hosts without timers and descriptors",
             "CLAP: host.h, get_extension may answer null", has_no_need_of_a_loop),
    Check{"clap-loop.stray-ticks", "ticks and events of what is not registered do no harm",
          "CLAP: timer-support.h, on_timer; queued ticks come after unregister_timer",
          stray_ticks_do_no_harm},
};

}  // namespace

std::span<const Check> clap_gui_checks() {
  return kChecks;
}

}  // namespace attacca::validate
