// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/state.hpp"
#include "loaded_plugin.hpp"
#include "streams.hpp"

namespace attacca::clap_test {
namespace {

/// A life with everything in it that would like to speak to the host.
void live(Offer offer) {
  const Knobs knobs;
  FakeHost host(offer);
  LoadedPlugin plugin(host, Start::initialized);
  FullPlugin::latency_at_activation = 64;
  REQUIRE(plugin.activate());
  CHECK(plugin.extension<clap::PluginLatency>().get(plugin.table()) == 64);

  const auto& gui = plugin.extension<clap::PluginGui>();
  REQUIRE(gui.create(plugin.table(), clap::kWindowApiNative, false));
  clap::Window window = {};
  window.api = clap::kWindowApiNative;
  window.x11 = 1;
  REQUIRE(gui.set_parent(plugin.table(), &window));
  EditorContext& context = *TestEditor::latest->context;
  context.begin_edit(FullPlugin::latest->gain);
  context.set_normalized(FullPlugin::latest->gain, 0.25);
  context.end_edit(FullPlugin::latest->gain);
  CHECK_FALSE(context.request_resize({500, 500}));

  plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
  plugin.extension<clap::PluginProjectLocation>().set(plugin.table(), nullptr, 0);

  StereoBlock block(64);
  FullPlugin::latest->report_latency = 128;
  FullPlugin::latest->answer = ProcessStatus::tail(100);
  CHECK(plugin.process(block) == clap::ProcessStatus::tail);
  CHECK(block.out.of_param(FullPlugin::latest->gain.stable_id()).size() == 3);
  CHECK(block.output(0, 63) == doctest::Approx(0.5));

  Sink sink(4096);
  const auto& state = plugin.extension<clap::PluginState>();
  REQUIRE(state.save(plugin.table(), sink.table()));
  Source source(sink.bytes, 4096);
  CHECK(state.load(plugin.table(), source.table()));
  Source garbage("garbage", 4096);
  CHECK_FALSE(state.load(plugin.table(), garbage.table()));
  plugin->on_main_thread(plugin.table());
  gui.destroy(plugin.table());
}

TEST_CASE("a host without one extension gets a plugin that works") {
  live(Offer::nothing);
}

TEST_CASE("a host whose tables have no callbacks gets a plugin that works") {
  live(Offer::tables_of_nulls);
}

TEST_CASE("a host that fills nothing but the version gets a plugin that works") {
  live(Offer::not_even_a_query);
}

TEST_CASE("a plugin without parameters and editor lives and processes") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::active, "org.attacca.test.bare");
  StereoBlock block(16);
  block.in.value(0, 1, 0.5);
  CHECK(plugin.process(block) == clap::ProcessStatus::continue_);
  CHECK(plugin.extension<clap::PluginParams>().count(plugin.table()) == 0);
  CHECK(block.out.sent().empty());
  Sink sink(17);
  CHECK(plugin.extension<clap::PluginState>().save(plugin.table(), sink.table()));
  CHECK(host.offences().empty());
}

TEST_CASE("many plugins of one binary live side by side") {
  FakeHost host;
  LoadedPlugin first(host);
  FullPlugin& first_plugin = *FullPlugin::latest;
  LoadedPlugin second(host);
  InList in;
  in.value(0, first_plugin.gain.stable_id(), 0.125);
  first.flush(&in, nullptr);
  CHECK(first.value(first_plugin.gain) == 0.125);
  CHECK(second.value(FullPlugin::latest->gain) == 0.5);
}

}  // namespace
}  // namespace attacca::clap_test
