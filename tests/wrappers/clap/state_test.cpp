// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/ext/state.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/state_context.hpp"
#include "editing.hpp"
#include "loaded_plugin.hpp"
#include "streams.hpp"

namespace attacca::clap_test {
namespace {

std::string saved(const LoadedPlugin& plugin, std::size_t chunk = 1u << 20) {
  Sink sink(chunk);
  REQUIRE(plugin.extension<clap::PluginState>().save(plugin.table(), sink.table()));
  return sink.bytes;
}

bool load(const LoadedPlugin& plugin, const std::string& bytes, std::size_t chunk = 1u << 20) {
  Source source(bytes, chunk);
  return plugin.extension<clap::PluginState>().load(plugin.table(), source.table());
}

void set_gain(LoadedPlugin& plugin, double value) {
  InList in;
  in.value(0, FullPlugin::latest->gain.stable_id(), value);
  plugin.flush(&in, nullptr);
}

TEST_CASE("state travels whole through streams that take it in bits") {
  for (std::size_t chunk : {std::size_t{1}, std::size_t{17}, std::size_t{23}, std::size_t{4096}}) {
    FakeHost host;
    std::string bytes;
    {
      LoadedPlugin plugin(host);
      set_gain(plugin, 0.3);
      bytes = saved(plugin, chunk);
      CHECK(bytes == saved(plugin));
    }
    LoadedPlugin plugin(host);
    CHECK(plugin.value(FullPlugin::latest->gain) == 0.5);
    CHECK(load(plugin, bytes, chunk));
    CHECK(plugin.value(FullPlugin::latest->gain) == doctest::Approx(0.3));
    CHECK(saved(plugin) == bytes);
  }
}

TEST_CASE("after a load the host is asked to read the values again") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const std::string bytes = saved(plugin);
  set_gain(plugin, 0.9);
  CHECK(host.value_rescans == 0);
  REQUIRE(load(plugin, bytes));
  CHECK(host.value_rescans == 1);
  CHECK(host.other_rescans == 0);
  CHECK(host.dirty_marks == 0);
  CHECK(host.offences().empty());
}

TEST_CASE("a load reaches process with its next callback") {
  FakeHost host;
  LoadedPlugin plugin(host);
  set_gain(plugin, 0.25);
  const std::string bytes = saved(plugin);
  set_gain(plugin, 1.0);
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.output(0, 15) == 2.0f);
  REQUIRE(load(plugin, bytes));
  plugin.process(block);
  CHECK(block.output(0, 15) == 0.5f);
}

TEST_CASE("each context saves what any other loads") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& contexts = plugin.extension<clap::PluginStateContext>();
  using Context = clap::StateContextType;
  for (Context context : {Context::for_preset, Context::for_duplicate, Context::for_project,
                          static_cast<Context>(99)}) {
    set_gain(plugin, 0.125);
    Sink sink(23);
    REQUIRE(contexts.save(plugin.table(), sink.table(), context));
    CHECK((sink.bytes == saved(plugin)) == (context != Context::for_preset));
    set_gain(plugin, 0.75);
    Source source(sink.bytes, 17);
    REQUIRE(contexts.load(plugin.table(), source.table(), Context::for_project));
    CHECK(plugin.value(FullPlugin::latest->gain) == doctest::Approx(0.125));
  }
}

TEST_CASE("a preset has no fields of the project's, and leaves them as they are") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& contexts = plugin.extension<clap::PluginStateContext>();
  using Context = clap::StateContextType;
  FullPlugin::latest->label.set("of this song");
  CHECK(host.dirty_marks == 1);
  Sink preset(23);
  REQUIRE(contexts.save(plugin.table(), preset.table(), Context::for_preset));
  CHECK(preset.bytes.find("of this song") == std::string::npos);
  const std::string project = saved(plugin);
  CHECK(project.find("of this song") != std::string::npos);

  FullPlugin::latest->label.set("of that song");
  for (const std::string& bytes : {preset.bytes, project}) {
    Source source(bytes, 17);
    REQUIRE(contexts.load(plugin.table(), source.table(), Context::for_preset));
    CHECK(FullPlugin::latest->label.value() == "of that song");
  }
  Source source(project, 17);
  REQUIRE(contexts.load(plugin.table(), source.table(), Context::for_project));
  CHECK(FullPlugin::latest->label.value() == "of this song");
}

TEST_CASE("what a load leaves out is said in the host's log") {
  FakeHost host;
  LoadedPlugin plugin(host);
  std::string state = saved(plugin);
  state.replace(state.find("\"steps\""), 7, "\"stops\"");
  const std::size_t logged = host.logged().size();
  CHECK(load(plugin, state));
  REQUIRE(host.logged().size() == logged + 1);
  CHECK(host.logged().back().severity == clap::LogSeverity::warning);
  CHECK(host.logged().back().text.find("without the parameter stops") != std::string::npos);
}

TEST_CASE("the editor saves and loads the state: the project has changed, the values are new") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const OpenEditor open(plugin);
  EditorContext& editor = open.context();
  set_gain(plugin, 0.25);
  const Result<std::string> state = editor.save_state(StateContext::project);
  REQUIRE(state);
  CHECK(*state == saved(plugin));
  set_gain(plugin, 1.5);
  CHECK(host.dirty_marks == 0);
  REQUIRE(editor.load_state(*state, StateContext::project));
  CHECK(plugin.value(FullPlugin::latest->gain) == 0.25);
  CHECK(host.dirty_marks == 1);
  CHECK(host.value_rescans == 1);
  const Result<void> refused = editor.load_state("{", StateContext::project);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("cannot load the saved state") != std::string::npos);
  CHECK(host.dirty_marks == 1);
}

TEST_CASE("what is not a state is refused with a message and changes nothing") {
  FakeHost host;
  LoadedPlugin plugin(host);
  set_gain(plugin, 0.3);
  const std::string good = saved(plugin);
  const auto refused = [&](const std::string& bytes) {
    const std::size_t logged = host.logged().size();
    CHECK_FALSE(load(plugin, bytes));
    CHECK(host.logged().size() == logged + 1);
    CHECK(saved(plugin) == good);
  };
  refused("");
  refused("banana");
  refused(std::string(100000, '['));
  refused(std::string(1000, '\0'));
  std::string noise(5000, '\0');
  std::uint32_t seed = 1;
  for (char& byte : noise) byte = static_cast<char>((seed = seed * 1664525u + 1013904223u) >> 24);
  refused(noise);
  // Cut anywhere; the last byte may be a line end that nobody misses.
  for (std::size_t length = 1; length + 1 < good.size(); ++length) refused(good.substr(0, length));
  CHECK(host.value_rescans == 0);
}

TEST_CASE("a stream that fails, lies or never ends fails the load") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& state = plugin.extension<clap::PluginState>();
  const auto loads = [&](std::int64_t (*read)(const clap::IStream*, void*, std::uint64_t)) {
    const clap::IStream stream = {nullptr, read};
    return state.load(plugin.table(), &stream);
  };
  CHECK_FALSE(loads([](const clap::IStream*, void*, std::uint64_t) -> std::int64_t { return -1; }));
  CHECK_FALSE(loads([](const clap::IStream*, void*, std::uint64_t size) {
    return static_cast<std::int64_t>(size) + 1;
  }));
  CHECK_FALSE(loads([](const clap::IStream*, void* out, std::uint64_t size) {
    std::memset(out, ' ', size);
    return static_cast<std::int64_t>(size);
  }));
  CHECK(host.logged().back().text.find("longer than 16 MiB") != std::string::npos);
  CHECK_FALSE(loads(nullptr));
  CHECK_FALSE(state.load(plugin.table(), nullptr));
}

TEST_CASE("a stream that takes nothing, or claims to take too much, fails the save") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& state = plugin.extension<clap::PluginState>();
  const auto saves = [&](std::int64_t (*write)(const clap::OStream*, const void*, std::uint64_t)) {
    const clap::OStream stream = {nullptr, write};
    return state.save(plugin.table(), &stream);
  };
  CHECK_FALSE(
      saves([](const clap::OStream*, const void*, std::uint64_t) -> std::int64_t { return 0; }));
  CHECK_FALSE(
      saves([](const clap::OStream*, const void*, std::uint64_t) -> std::int64_t { return -1; }));
  CHECK_FALSE(saves([](const clap::OStream*, const void*, std::uint64_t size) {
    return static_cast<std::int64_t>(size) + 1;
  }));
  CHECK_FALSE(saves(nullptr));
  CHECK_FALSE(state.save(plugin.table(), nullptr));
}

TEST_CASE("a load off the main thread has the host read the values on its main thread") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const std::string bytes = saved(plugin);
  std::thread worker([&] { CHECK(load(plugin, bytes)); });
  worker.join();
  CHECK(host.value_rescans == 0);
  CHECK(host.callbacks >= 1);
  plugin->on_main_thread(plugin.table());
  CHECK(host.value_rescans == 1);
  CHECK(host.offences().empty());
}

}  // namespace
}  // namespace attacca::clap_test
