// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Hosts end a plugin from inside a call that the plugin makes: they make it anew when it asks for a
// restart, or run a modal loop. Each call that goes out to the host must come back into an object
// that is still there, and the host is not called any more afterwards.

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/state.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "loaded_plugin.hpp"
#include "streams.hpp"

namespace attacca::clap_test {
namespace {

/// A plugin whose host destroys it inside the call named `when`.
struct Ended {
  explicit Ended(Start start = Start::active) : plugin(host, start), table(plugin.table()) {}
  Ended(const Ended&) = delete;
  Ended& operator=(const Ended&) = delete;

  /// Inside the first such call, or after some more.
  void end_inside(std::string call, int after = 0) {
    calls_before = after;
    host.on_call = [this, when = std::move(call)](std::string_view name) {
      if (destroyed) calls_afterwards.emplace_back(name);
      if (name == when && !ended && calls_before-- == 0) end();
    };
  }
  void end() {
    ended = true;
    const bool made = FullPlugin::latest != nullptr;
    plugin.destroy();
    destroyed = true;
    kept = !made || FullPlugin::latest != nullptr;
  }
  void open_editor() {
    const auto& gui = plugin.extension<clap::PluginGui>();
    REQUIRE(gui.create(table, clap::kWindowApiNative, false));
    clap::Window window = {};
    window.api = clap::kWindowApiNative;
    window.x11 = 1;
    gui.set_parent(table, &window);
  }
  /// It was ended inside the call, was there until the call had returned, and is gone now.
  void check() {
    CHECK(ended);
    CHECK(kept);
    CHECK(FullPlugin::latest == nullptr);
    CHECK(TestEditor::latest == nullptr);
    CHECK(calls_afterwards.empty());
  }

  const Knobs knobs;
  FakeHost host;
  LoadedPlugin plugin;
  const clap::Plugin* table;
  int calls_before = 0;
  bool ended = false;
  bool destroyed = false;
  bool kept = false;
  std::vector<std::string> calls_afterwards;
};

TEST_CASE("a host may end the plugin inside whatever init looks up") {
  int lookups = 0;
  for (bool was_ended = true; was_ended; ++lookups) {
    CAPTURE(lookups);
    Ended plugin(Start::created);
    plugin.end_inside("get_extension", lookups);
    const bool is_ready = plugin.table->init(plugin.table);
    was_ended = plugin.ended;
    CHECK(is_ready == !was_ended);
    if (was_ended) CHECK(FullPlugin::latest == nullptr);
  }
  CHECK(lookups > 10);
}

TEST_CASE("a host may end the plugin inside what it is asked about the track") {
  Ended plugin(Start::initialized);
  plugin.end_inside("track_info.get");
  SUBCASE("when it has announced a change") {
    plugin.plugin.extension<clap::PluginTrackInfo>().changed(plugin.table);
  }
  SUBCASE("when it activates") {
    plugin.table->activate(plugin.table, 48000.0, 1, 64);
  }
  SUBCASE("when it opens the editor") {
    plugin.open_editor();
  }
  plugin.check();
}

TEST_CASE("a host may end the plugin inside latency.changed") {
  Ended plugin(Start::initialized);
  FullPlugin::latency_at_activation = 64;
  plugin.end_inside("latency.changed");
  plugin.table->activate(plugin.table, 48000.0, 1, 64);
  plugin.check();
}

TEST_CASE("a host may end the plugin inside request_restart") {
  Ended plugin;
  FullPlugin::latest->report_latency = 32;
  StereoBlock block(16);
  plugin.plugin.process(block);
  plugin.end_inside("request_restart");
  plugin.table->on_main_thread(plugin.table);
  plugin.check();
}

TEST_CASE("a host may end the plugin inside request_callback") {
  Ended plugin;
  plugin.end_inside("request_callback");
  std::thread([&] {
    plugin.plugin.extension<clap::PluginTrackInfo>().changed(plugin.table);
  }).join();
  plugin.check();
}

TEST_CASE("a host may end the plugin inside params.rescan") {
  Ended plugin;
  Sink saved(4096);
  const auto& state = plugin.plugin.extension<clap::PluginState>();
  REQUIRE(state.save(plugin.table, saved.table()));
  Source source(saved.bytes, 4096);
  plugin.end_inside("params.rescan");
  state.load(plugin.table, source.table());
  plugin.check();
}

TEST_CASE("a host may end the plugin inside its streams") {
  Ended plugin;
  const auto& state = plugin.plugin.extension<clap::PluginState>();
  Sink sink(4096);
  Source source("garbage", 3);
  SUBCASE("while a state is saved") {
    sink.on_write = [&] { plugin.end(); };
    state.save(plugin.table, sink.table());
  }
  SUBCASE("while a state is loaded") {
    source.on_read = [&] {
      if (!plugin.ended) plugin.end();
    };
    state.load(plugin.table, source.table());
  }
  plugin.check();
}

TEST_CASE("a host may end the plugin inside its log") {
  Ended plugin;
  Source source("garbage", 4096);
  plugin.end_inside("log");
  plugin.plugin.extension<clap::PluginState>().load(plugin.table, source.table());
  plugin.check();
}

TEST_CASE("a host may end the plugin inside its thread check") {
  Ended plugin;
  plugin.end_inside("thread_check.is_main_thread");
  plugin.table->deactivate(plugin.table);
  plugin.check();
}

TEST_CASE("a host may end the plugin inside the events of a flush") {
  Ended plugin;
  FullPlugin::latest->seen.report(7.0);
  OutList out;
  out.on_push = [&] {
    if (!plugin.ended) plugin.end();
  };
  plugin.plugin.extension<clap::PluginParams>().flush(plugin.table, nullptr, out.table());
  plugin.check();
}

TEST_CASE("a host may end plugin and editor inside request_flush and request_resize") {
  for (const char* const call : {"params.request_flush", "gui.request_resize"}) {
    CAPTURE(call);
    Ended plugin;
    TestEditor::use_loop = true;
    plugin.open_editor();
    EditorContext& context = *TestEditor::latest->context;
    Param& gain = FullPlugin::latest->gain;
    context.event_loop().start_timer(std::chrono::milliseconds(1), [&] {
      context.set_normalized(gain, 0.25);
      context.request_resize({500, 500});
    });
    const clap::Id timer = plugin.host.timers.rbegin()->first;
    plugin.end_inside(call);
    plugin.plugin.extension<clap::PluginTimerSupport>().on_timer(plugin.table, timer);
    plugin.check();
  }
}

TEST_CASE("a host may end plugin and editor inside the editor's registrations") {
  for (const char* const call : {"timer_support.register_timer", "posix_fd_support.register_fd"}) {
    CAPTURE(call);
    Ended plugin;
    TestEditor::use_loop = true;
    plugin.end_inside(call);
    plugin.open_editor();
    plugin.check();
  }
}

TEST_CASE("a host may end plugin and editor while the editor unregisters") {
  for (const char* const call :
       {"timer_support.unregister_timer", "posix_fd_support.unregister_fd"}) {
    CAPTURE(call);
    Ended plugin;
    TestEditor::use_loop = true;
    plugin.open_editor();
    const auto& gui = plugin.plugin.extension<clap::PluginGui>();
    plugin.end_inside(call);
    gui.destroy(plugin.table);
    CHECK(plugin.ended);
    CHECK(plugin.kept);
    CHECK(FullPlugin::latest == nullptr);
    CHECK(TestEditor::latest == nullptr);
  }
}

TEST_CASE("an editor that is closed by its track change is not called once more") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  clap::Window window = {};
  window.api = clap::kWindowApiNative;
  window.x11 = 1;
  REQUIRE(gui.set_parent(plugin.table(), &window));
  InList in;
  in.value(0, FullPlugin::latest->gain.stable_id(), 0.125);
  plugin.flush(&in, nullptr);
  TestEditor& editor = *TestEditor::latest;
  const int before = editor.param_changes;
  int after = -1;
  editor.on_track = [&] {
    gui.destroy(plugin.table());
    after = editor.param_changes;  // it is still there: this is its code
  };
  host.set_track_name("Closing");
  plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
  CHECK(after == before);
  CHECK(TestEditor::latest == nullptr);
}

TEST_CASE("a host that drops a callback is asked again, and any main-thread call does what waits") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  FullPlugin::latest->report_latency = 32;
  plugin.process(block);
  CHECK(host.callbacks == 1);  // which the host forgets
  FullPlugin::latest->report_latency = 64;
  plugin.process(block);
  CHECK(host.callbacks == 2);
  CHECK(host.restarts == 0);
  SUBCASE("a call about the editor") {
    const auto& gui = plugin.extension<clap::PluginGui>();
    CHECK(gui.is_api_supported(plugin.table(), clap::kWindowApiNative, false));
  }
  SUBCASE("the callback") {
    plugin->on_main_thread(plugin.table());
  }
  CHECK(host.restarts == 1);
}

TEST_CASE("each change of the track reaches plugin and editor once") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  clap::Window window = {};
  window.api = clap::kWindowApiNative;
  window.x11 = 1;
  REQUIRE(gui.set_parent(plugin.table(), &window));
  const std::size_t shown = TestEditor::latest->names.size();
  const int callbacks = host.callbacks;
  for (const char* name : {"One", "Two", "Three"}) {
    host.set_track_name(name);
    plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
    plugin->on_main_thread(plugin.table());
  }
  CHECK(FullPlugin::latest->main_names == std::vector<std::string>{"One", "Two", "Three"});
  CHECK(TestEditor::latest->names.size() == shown + 3);
  CHECK(host.callbacks == callbacks);  // nobody was woken for what was done at once
}

}  // namespace
}  // namespace attacca::clap_test
