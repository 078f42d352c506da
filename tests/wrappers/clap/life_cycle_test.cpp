// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/latency.hpp"
#include "abi/clap/ext/render.hpp"
#include "abi/clap/ext/tail.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

TEST_CASE("a thread of the plugin's own asks the host to go on processing") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  PluginHost& asked = FullPlugin::latest->host();
  bool can_ask = false;
  std::thread([&] { can_ask = asked.request_process(); }).join();
  CHECK(can_ask);
  CHECK(host.process_requests == 1);
}

TEST_CASE("CLAP: the plugin knows who its host is") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  CHECK(FullPlugin::latest->host().name() == host.table()->name);
  CHECK(FullPlugin::latest->host().format_name() == "CLAP");
}

TEST_CASE("a host that has no way to ask for processing is not asked") {
  FakeHost host(Offer::not_even_a_query);
  LoadedPlugin plugin(host, Start::initialized);
  CHECK_FALSE(FullPlugin::latest->host().request_process());
}

TEST_CASE("before init every call is harmless and says that there is nothing") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::created);
  const clap::Plugin* table = plugin.table();

  CHECK_FALSE(plugin.activate());
  CHECK_FALSE(table->start_processing(table));
  StereoBlock block(16);
  CHECK(plugin.process(block) == clap::ProcessStatus::error);
  CHECK(table->process(table, nullptr) == clap::ProcessStatus::error);
  table->reset(table);
  table->stop_processing(table);
  table->deactivate(table);
  table->on_main_thread(table);

  const auto& params = plugin.extension<clap::PluginParams>();
  clap::ParamInfo info = {};
  double value = 0.0;
  CHECK(params.count(table) == 0);
  CHECK_FALSE(params.get_info(table, 0, &info));
  CHECK_FALSE(params.get_value(table, 1, &value));
  plugin.flush(&block.in, &block.out);
  CHECK(plugin.extension<clap::PluginLatency>().get(table) == 0);
  CHECK(plugin.extension<clap::PluginTail>().get(table) == 0);
  CHECK_FALSE(
      plugin.extension<clap::PluginGui>().is_api_supported(table, clap::kWindowApiNative, false));
  CHECK_FALSE(plugin.extension<clap::PluginGui>().create(table, clap::kWindowApiNative, false));
  plugin.extension<clap::PluginGui>().destroy(table);
  plugin.extension<clap::PluginTrackInfo>().changed(table);

  CHECK(host.track_gets == 0);  // the host may not be called before init
  CHECK(host.callbacks == 0);
}

TEST_CASE("a second init keeps the plugin as it is") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin* before = FullPlugin::latest;
  CHECK(plugin->init(plugin.table()));
  CHECK(FullPlugin::latest == before);
  StereoBlock block(16);
  CHECK(plugin.process(block) != clap::ProcessStatus::error);
}

TEST_CASE("an exception out of a plugin's constructor fails init with a message") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::created, "org.attacca.test.throwing");
  CHECK_FALSE(plugin->init(plugin.table()));
  REQUIRE(host.logged().size() == 1);
  CHECK(host.logged()[0].severity == clap::LogSeverity::error);
  CHECK(host.logged()[0].text.find("no licence for this test") != std::string::npos);
  CHECK_FALSE(plugin.activate());
}

TEST_CASE("a plugin that refuses or throws on activation stays inactive with a message") {
  const Knobs knobs;
  for (const auto trouble : {FullPlugin::Trouble::refuse, FullPlugin::Trouble::raise}) {
    FakeHost host;
    LoadedPlugin plugin(host, Start::initialized);
    FullPlugin::initialize_trouble = trouble;
    CHECK_FALSE(plugin.activate());
    CHECK(host.logged().size() == 1);
    CHECK_FALSE(plugin->start_processing(plugin.table()));
    FullPlugin::initialize_trouble = FullPlugin::Trouble::none;
    CHECK(plugin.activate());
    CHECK(plugin->start_processing(plugin.table()));
  }
}

TEST_CASE("activation refuses numbers that make no sense") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const auto activate = [&plugin](double rate, std::uint32_t min, std::uint32_t max) {
    return plugin->activate(plugin.table(), rate, min, max);
  };
  CHECK_FALSE(activate(0.0, 1, 64));
  CHECK_FALSE(activate(-48000.0, 1, 64));
  CHECK_FALSE(activate(std::numeric_limits<double>::quiet_NaN(), 1, 64));
  CHECK_FALSE(activate(std::numeric_limits<double>::infinity(), 1, 64));
  CHECK_FALSE(activate(48000.0, 1, 0));
  CHECK_FALSE(activate(48000.0, 1, UINT32_MAX));
  CHECK(host.logged().size() == 6);
  CHECK(FullPlugin::latest->initializations == 0);
}

TEST_CASE("odd rates and a minimum above the maximum still activate") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  CHECK(plugin->activate(plugin.table(), 22255.8, 128, 64));
  CHECK(FullPlugin::latest->config.sample_rate == 22255.8);
  CHECK(FullPlugin::latest->config.max_block_frames == 64);
  CHECK(FullPlugin::latest->config.min_block_frames <= 64);
}

TEST_CASE("activating twice deactivates in between") {
  FakeHost host;
  LoadedPlugin plugin(host);
  CHECK(plugin.activate(96000.0, 64));
  CHECK(FullPlugin::latest->initializations == 2);
  CHECK(FullPlugin::latest->deactivations == 1);
  CHECK(FullPlugin::latest->config.sample_rate == 96000.0);
}

TEST_CASE("deactivation without stop_processing, and twice, is survived") {
  FakeHost host;
  LoadedPlugin plugin(host);
  CHECK(plugin->start_processing(plugin.table()));
  plugin->deactivate(plugin.table());
  plugin->deactivate(plugin.table());
  CHECK(FullPlugin::latest->deactivations == 1);
  CHECK_FALSE(plugin->start_processing(plugin.table()));
}

TEST_CASE("process while inactive writes silence and never runs the plugin") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  StereoBlock block(16);
  plugin.process(block);
  CHECK(FullPlugin::latest->blocks == 0);
  CHECK(block.output(0, 0) == 0.0f);
  CHECK(block.output(1, 15) == 0.0f);
  CHECK(block.output(1, 16) == StereoBlock::kUntouched);
}

TEST_CASE("process without start_processing still processes") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  CHECK(plugin.process(block) == clap::ProcessStatus::continue_if_not_quiet);
  CHECK(block.output(0, 0) == 1.0f);
}

TEST_CASE("reset reaches the plugin") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const int before = FullPlugin::latest->resets;
  {
    const AudioRole audio;
    plugin->reset(plugin.table());
  }
  CHECK(FullPlugin::latest->resets == before + 1);
}

TEST_CASE("destroying an active plugin deactivates it first") {
  FakeHost host;
  LoadedPlugin plugin(host);
  StereoBlock block(16);
  plugin.process(block);
  const int before = FullPlugin::deactivations_of_all;
  plugin.destroy();
  CHECK(FullPlugin::deactivations_of_all == before + 1);
  CHECK(FullPlugin::latest == nullptr);
}

TEST_CASE("the latency is reported inside activate, and only if it is new") {
  const Knobs knobs;
  FakeHost host;
  FullPlugin::latency_at_activation = 64;
  LoadedPlugin plugin(host);
  CHECK(host.latency_changes == 1);
  CHECK(plugin.extension<clap::PluginLatency>().get(plugin.table()) == 64);
  plugin->deactivate(plugin.table());
  CHECK(plugin.activate());
  CHECK(host.latency_changes == 1);
  plugin->on_main_thread(plugin.table());
  CHECK(host.restarts == 0);  // a restart on each activation would never end
  CHECK(host.offences().empty());
}

TEST_CASE("a latency that process finds out about asks for one restart, from the main thread") {
  const Knobs knobs;
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin::latest->report_latency = 32;
  StereoBlock block(16);
  plugin.process(block);
  plugin.process(block);
  CHECK(host.callbacks >= 1);
  plugin->on_main_thread(plugin.table());
  CHECK(host.restarts == 1);
  CHECK(host.latency_changes == 0);

  plugin->deactivate(plugin.table());
  FullPlugin::latency_at_activation = 32;
  CHECK(plugin.activate());
  CHECK(host.latency_changes == 1);
  CHECK(plugin.extension<clap::PluginLatency>().get(plugin.table()) == 32);
  plugin->on_main_thread(plugin.table());
  CHECK(host.restarts == 1);
  CHECK(host.offences().empty());
}

TEST_CASE("a latency that is found out just before deactivation asks for no restart") {
  const Knobs knobs;
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin::latest->report_latency = 32;
  StereoBlock block(16);
  plugin.process(block);
  plugin->deactivate(plugin.table());
  plugin->on_main_thread(plugin.table());
  CHECK(host.restarts == 0);
  CHECK(plugin.extension<clap::PluginLatency>().get(plugin.table()) == 0);
  FullPlugin::latency_at_activation = 32;
  CHECK(plugin.activate());
  CHECK(host.latency_changes == 1);
  CHECK(plugin.extension<clap::PluginLatency>().get(plugin.table()) == 32);
}

TEST_CASE("a plugin that is tied to time says so, and is not rendered offline") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized, "org.attacca.test.doubles");
  const auto& render = plugin.extension<clap::PluginRender>();
  CHECK(render.has_hard_realtime_requirement(plugin.table()));
  CHECK_FALSE(render.set(plugin.table(), clap::PluginRenderMode::offline));
  CHECK(render.set(plugin.table(), clap::PluginRenderMode::realtime));
}

TEST_CASE("the render mode reaches the plugin, unknown modes do not") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& render = plugin.extension<clap::PluginRender>();
  CHECK_FALSE(render.has_hard_realtime_requirement(plugin.table()));
  StereoBlock block(16);
  CHECK(render.set(plugin.table(), clap::PluginRenderMode::offline));
  plugin.process(block);
  CHECK(FullPlugin::latest->mode == ProcessMode::offline);
  CHECK_FALSE(render.set(plugin.table(), static_cast<clap::PluginRenderMode>(17)));
  plugin.process(block);
  CHECK(FullPlugin::latest->mode == ProcessMode::offline);
  CHECK(render.set(plugin.table(), clap::PluginRenderMode::realtime));
  plugin.process(block);
  CHECK(FullPlugin::latest->mode == ProcessMode::realtime);
}

TEST_CASE("a new tail is announced once, on the audio thread") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const auto& tail = plugin.extension<clap::PluginTail>();
  StereoBlock block(16);
  plugin.process(block);
  CHECK(host.tail_changes == 0);
  FullPlugin::latest->answer = ProcessStatus::tail(4800);
  CHECK(plugin.process(block) == clap::ProcessStatus::tail);
  CHECK(tail.get(plugin.table()) == 4800);
  plugin.process(block);
  CHECK(host.tail_changes == 1);
  FullPlugin::latest->answer = ProcessStatus::keep_alive();
  CHECK(plugin.process(block) == clap::ProcessStatus::continue_);
  CHECK(tail.get(plugin.table()) >= static_cast<std::uint32_t>(INT32_MAX));
  CHECK(host.tail_changes == 2);
  CHECK(host.offences().empty());
}

}  // namespace
}  // namespace attacca::clap_test
