// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

clap::Window x11_window(unsigned long id) {
  clap::Window window = {};
  window.api = clap::kWindowApiNative;
  window.x11 = id;
  return window;
}

TEST_CASE("embedding in the system's windows is what the editor offers, and nothing else") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  CHECK(gui.is_api_supported(plugin.table(), clap::kWindowApiNative, false));
  CHECK_FALSE(gui.is_api_supported(plugin.table(), clap::kWindowApiNative, true));
  CHECK_FALSE(gui.is_api_supported(plugin.table(), clap::kWindowApiWayland, false));
  CHECK_FALSE(gui.is_api_supported(plugin.table(), "x11 ", false));
  CHECK_FALSE(gui.is_api_supported(plugin.table(), nullptr, false));
  const char* api = nullptr;
  bool floating = true;
  CHECK(gui.get_preferred_api(plugin.table(), &api, &floating));
  CHECK(std::string(api) == clap::kWindowApiNative);
  CHECK_FALSE(floating);
  CHECK_FALSE(gui.get_preferred_api(plugin.table(), nullptr, &floating));
  CHECK_FALSE(gui.get_preferred_api(plugin.table(), &api, nullptr));
  CHECK_FALSE(gui.create(plugin.table(), clap::kWindowApiNative, true));
  CHECK_FALSE(gui.create(plugin.table(), clap::kWindowApiCocoa, false));
}

TEST_CASE("a plugin without an editor, or one that throws, offers none") {
  const Knobs knobs;
  FakeHost host;
  SUBCASE("none") {
    const LoadedPlugin plugin(host, Start::initialized, "org.attacca.test.bare");
    CHECK(plugin->get_extension(plugin.table(), clap::kExtGui) == nullptr);
  }
  SUBCASE("throws") {
    FullPlugin::editor_trouble = FullPlugin::Trouble::raise;
    const LoadedPlugin plugin(host, Start::initialized);
    const auto& gui = plugin.extension<clap::PluginGui>();
    CHECK_FALSE(gui.is_api_supported(plugin.table(), clap::kWindowApiNative, false));
    CHECK_FALSE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  }
}

TEST_CASE("calls without an editor are refused") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  const clap::Window window = x11_window(1);
  std::uint32_t width = 5;
  std::uint32_t height = 5;
  clap::GuiResizeHints hints = {};
  CHECK_FALSE(gui.set_scale(plugin.table(), 2.0));
  CHECK_FALSE(gui.get_size(plugin.table(), &width, &height));
  CHECK_FALSE(gui.can_resize(plugin.table()));
  CHECK_FALSE(gui.get_resize_hints(plugin.table(), &hints));
  CHECK_FALSE(gui.adjust_size(plugin.table(), &width, &height));
  CHECK_FALSE(gui.set_size(plugin.table(), 200, 200));
  CHECK_FALSE(gui.set_parent(plugin.table(), &window));
  CHECK_FALSE(gui.set_transient(plugin.table(), &window));
  CHECK_FALSE(gui.show(plugin.table()));
  CHECK_FALSE(gui.hide(plugin.table()));
  gui.suggest_title(plugin.table(), nullptr);
  gui.destroy(plugin.table());
  CHECK(width == 5);
}

TEST_CASE("an editor goes through the whole of its life") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  for (int round = 0; round < 2; ++round) {
    REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
    REQUIRE(TestEditor::latest != nullptr);
    CHECK(TestEditor::latest->context == nullptr);
    CHECK(gui.set_scale(plugin.table(), 2.0));
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    CHECK(gui.get_size(plugin.table(), &width, &height));
    CHECK(width == 800);
    CHECK(height == 600);
    CHECK(gui.can_resize(plugin.table()));
    clap::GuiResizeHints hints = {};
    CHECK(gui.get_resize_hints(plugin.table(), &hints));
    CHECK(hints.can_resize_horizontally);
    CHECK(hints.can_resize_vertically);
    width = 5000;
    height = 5;
    CHECK(gui.adjust_size(plugin.table(), &width, &height));
    CHECK(width == 1000);
    CHECK(height == 100);
    CHECK(TestEditor::latest->size() == PhysicalSize{800, 600});  // adjusting only computes
    CHECK_FALSE(gui.set_size(plugin.table(), 5000, 5));           // not that size, but the nearest
    CHECK(TestEditor::latest->size() == PhysicalSize{1000, 100});
    CHECK(gui.set_size(plugin.table(), width, height));
    const clap::Window window = x11_window(77);
    CHECK(gui.set_parent(plugin.table(), &window));
    CHECK(TestEditor::latest->parent_handle == 77);
    CHECK(gui.show(plugin.table()));
    CHECK(TestEditor::latest->visible_);
    CHECK(gui.hide(plugin.table()));
    CHECK_FALSE(TestEditor::latest->visible_);
    gui.destroy(plugin.table());
    CHECK(TestEditor::latest == nullptr);
    gui.destroy(plugin.table());
  }
  CHECK(host.offences().empty());
}

TEST_CASE("null pointers and other window systems are refused") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  std::uint32_t number = 0;
  CHECK_FALSE(gui.get_size(plugin.table(), nullptr, &number));
  CHECK_FALSE(gui.get_size(plugin.table(), &number, nullptr));
  CHECK_FALSE(gui.adjust_size(plugin.table(), nullptr, nullptr));
  CHECK_FALSE(gui.get_resize_hints(plugin.table(), nullptr));
  CHECK_FALSE(gui.set_parent(plugin.table(), nullptr));
  clap::Window window = x11_window(1);
  window.api = nullptr;
  CHECK_FALSE(gui.set_parent(plugin.table(), &window));
  window.api = clap::kWindowApiCocoa;
  CHECK_FALSE(gui.set_parent(plugin.table(), &window));
}

TEST_CASE("an editor that cannot open says why, and may try again") {
  const Knobs knobs;
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  TestEditor::refuse_to_open = true;
  CHECK_FALSE(gui.set_parent(plugin.table(), &window));
  REQUIRE(host.logged().size() == 1);
  CHECK(host.logged()[0].text == "cannot open the test editor: it was asked to refuse");
  TestEditor::refuse_to_open = false;
  CHECK(gui.set_parent(plugin.table(), &window));
}

TEST_CASE("an editor's request for another size reaches the host") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  REQUIRE(gui.set_parent(plugin.table(), &window));
  CHECK(TestEditor::latest->context->request_resize({500, 500}));
  CHECK(host.resizes == 1);
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  CHECK(gui.get_size(plugin.table(), &width, &height));  // the host agreed and calls no set_size
  CHECK(width == 500);
  CHECK(height == 500);
  CHECK(gui.set_size(plugin.table(), 500, 500));
  CHECK(gui.set_size(plugin.table(), 450, 400));
  CHECK(TestEditor::latest->size() == PhysicalSize{450, 400});
  CHECK(TestEditor::latest->context->format_name() == "CLAP");
  CHECK(TestEditor::latest->context->host_name() == "Fake Host");
}

TEST_CASE("the editor's timers and descriptors are the host's, and end with it") {
  const Knobs knobs;
  TestEditor::use_loop = true;
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  const auto& timers = plugin.extension<clap::PluginTimerSupport>();
  const auto& fds = plugin.extension<clap::PluginPosixFdSupport>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  REQUIRE(gui.set_parent(plugin.table(), &window));
  TestEditor& editor = *TestEditor::latest;
  CHECK(host.fds == std::set<int>{0});
  REQUIRE_FALSE(host.timers.empty());
  CHECK(host.timers.begin()->second == 20);

  timers.on_timer(plugin.table(), host.timers.begin()->first);
  CHECK(editor.ticks == 1);
  fds.on_fd(plugin.table(), 0, clap::PosixFdFlags::read);
  CHECK(editor.readable == 1);
  timers.on_timer(plugin.table(), 123456);
  timers.on_timer(plugin.table(), clap::kInvalidId);
  fds.on_fd(plugin.table(), 99, clap::PosixFdFlags::read);
  fds.on_fd(plugin.table(), -1, clap::PosixFdFlags::error);
  CHECK(editor.ticks == 1);
  CHECK(editor.readable == 1);

  const clap::Id timer = host.timers.begin()->first;
  SUBCASE("closed by the host") {
    gui.destroy(plugin.table());
  }
  SUBCASE("the plugin destroyed under it") {
    plugin.destroy();
    CHECK(host.timers.empty());
    CHECK(host.fds.empty());
    return;
  }
  CHECK(host.timers.empty());
  CHECK(host.fds.empty());
  timers.on_timer(plugin.table(), timer);  // one that was already under way
  fds.on_fd(plugin.table(), 0, clap::PosixFdFlags::read);
}

TEST_CASE("a timer that ends itself is ended") {
  const Knobs knobs;
  TestEditor::use_loop = true;
  TestEditor::stop_timer_in_tick = true;
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  REQUIRE(gui.set_parent(plugin.table(), &window));
  const clap::Id timer = host.timers.begin()->first;
  const auto& timers = plugin.extension<clap::PluginTimerSupport>();
  timers.on_timer(plugin.table(), timer);
  timers.on_timer(plugin.table(), timer);
  CHECK(TestEditor::latest->ticks == 1);
  CHECK(host.timers.count(timer) == 0);
}

TEST_CASE("a host that refuses timers and descriptors leaves nothing behind") {
  const Knobs knobs;
  TestEditor::use_loop = true;
  FakeHost host;
  host.refuse_registrations = true;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  CHECK(gui.set_parent(plugin.table(), &window));
  plugin.extension<clap::PluginTimerSupport>().on_timer(plugin.table(), clap::kInvalidId);
  CHECK(TestEditor::latest->ticks == 0);
  plugin.destroy();
  CHECK(TestEditor::latest == nullptr);
}

TEST_CASE("a parameter that the host moves is shown") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  REQUIRE(gui.set_parent(plugin.table(), &window));
  const int before = TestEditor::latest->param_changes;
  StereoBlock block(16);
  block.in.value(0, FullPlugin::latest->gain.stable_id(), 0.125);
  plugin.process(block);
  plugin->on_main_thread(plugin.table());
  CHECK(TestEditor::latest->param_changes == before + 1);
}

TEST_CASE("an output that the editor reports while the engine is stopped reaches the host") {
  const Knobs knobs;
  TestEditor::use_loop = true;
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  const clap::Window window = x11_window(1);
  REQUIRE(gui.set_parent(plugin.table(), &window));
  const auto& timers = plugin.extension<clap::PluginTimerSupport>();
  FullPlugin::latest->seen.report(500.0);
  CHECK(host.flush_requests == 0);
  timers.on_timer(plugin.table(), host.timers.begin()->first);
  CHECK(host.flush_requests == 1);
  OutList out;
  plugin.flush(nullptr, &out);
  const auto sent = out.of_param(FullPlugin::latest->seen.stable_id());
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].value == doctest::Approx(0.0005));
}

}  // namespace
}  // namespace attacca::clap_test
