// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <atomic>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "abi/clap/ext/state.hpp"
#include "audio_thread.hpp"
#include "loaded_plugin.hpp"
#include "streams.hpp"

namespace attacca::clap_test {
namespace {

std::string saved(const LoadedPlugin& plugin) {
  Sink sink(64);
  REQUIRE(plugin.extension<clap::PluginState>().save(plugin.table(), sink.table()));
  return sink.bytes;
}

bool load(const LoadedPlugin& plugin, const std::string& bytes) {
  Source source(bytes, 64);
  return plugin.extension<clap::PluginState>().load(plugin.table(), source.table());
}

/// A state with this gain and this step.
std::string state_with(LoadedPlugin& plugin, double gain, double steps) {
  InList in;
  in.value(0, FullPlugin::latest->gain.stable_id(), gain);
  in.value(0, FullPlugin::latest->steps.stable_id(), steps);
  plugin.flush(&in, nullptr);
  return saved(plugin);
}

TEST_CASE(
    "a state loaded while a callback is held open is known at once and in the next callback") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const std::string quiet = state_with(plugin, 0.25, 0.0);
  state_with(plugin, 1.0, 3.0);
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.output(0, 15) == 2.0f);

  HeldCallback held(plugin);
  CHECK(load(plugin, quiet));  // returns while the callback stands
  CHECK(plugin.value(FullPlugin::latest->gain) == 0.25);
  CHECK(plugin.value(FullPlugin::latest->steps) == 0.0);
  CHECK(saved(plugin) == quiet);
  held.let_go();
  plugin.process(block);
  CHECK(block.output(0, 15) == 0.5f);
  CHECK(plugin.value(FullPlugin::latest->gain) == 0.25);
  CHECK(host.offences().empty());
}

TEST_CASE("a callback keeps the fields that it began with, and the next has all of the new state") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin::latest->label.set("new");
  const std::string fresh = state_with(plugin, 0.25, 0.0);
  FullPlugin::latest->label.set("old");
  state_with(plugin, 1.0, 3.0);
  StereoBlock block(16);
  plugin.process(block);

  std::string seen;
  const auto look = [&](ProcessContext&) {
    seen += FullPlugin::latest->label.in_process();
    seen += FullPlugin::latest->gain.value() == 2.0f ? "+old " : "+new ";
  };
  HeldCallback held(plugin, look);
  CHECK(load(plugin, fresh));
  CHECK(FullPlugin::latest->label.value() == "new");
  CHECK(saved(plugin) == fresh);
  held.let_go();
  CHECK(seen == "old+old old+old ");
  seen.clear();
  FullPlugin::latest->during_process = [&](ProcessContext&) {
    seen += FullPlugin::latest->label.in_process();
    seen += FullPlugin::latest->gain.value() == 0.5f ? "+new" : "+old";
  };
  plugin.process(block);
  CHECK(seen == "new+new");
  CHECK(host.offences().empty());
}

TEST_CASE("of two states loaded while a callback is held open the last stays") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const std::string one = state_with(plugin, 0.25, 1.0);
  const std::string two = state_with(plugin, 0.75, 2.0);
  HeldCallback held(plugin);
  CHECK(load(plugin, two));
  CHECK(load(plugin, one));
  held.let_go();
  StereoBlock block(16);
  plugin.process(block);
  CHECK(block.output(0, 15) == 0.5f);
  CHECK(saved(plugin) == one);
}

TEST_CASE("states come and go while audio runs, and what is saved is never a mix") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const std::string one = state_with(plugin, 0.25, 1.0);
  const std::string two = state_with(plugin, 0.75, 2.0);
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    StereoBlock block(16);
    while (!stop) plugin.process(block);
  });
  for (int i = 0; i < 200; ++i) {
    const std::string& wanted = i % 2 == 0 ? one : two;
    REQUIRE(load(plugin, wanted));
    CHECK(saved(plugin) == wanted);
  }
  stop = true;
  audio.join();
  CHECK(saved(plugin) == two);
}

TEST_CASE("deactivation and destruction wait for a callback that is still running") {
  FakeHost host;
  LoadedPlugin plugin(host);
  std::atomic<bool> inside{false};
  std::atomic<bool> overlap{false};
  FullPlugin::latest->during_process = [&](ProcessContext&) {
    inside = true;
    if (FullPlugin::latest->deactivations != 0) overlap = true;
    inside = false;
  };
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    StereoBlock block(16);
    while (!stop) plugin.process(block);
  });
  while (!inside) std::this_thread::yield();
  plugin->deactivate(plugin.table());
  stop = true;
  audio.join();
  CHECK_FALSE(overlap);
  CHECK(FullPlugin::latest->deactivations == 1);
}

}  // namespace
}  // namespace attacca::clap_test
