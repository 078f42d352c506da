// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "abi/clap/ext/state.hpp"
#include "attacca/gui/param_gesture.hpp"
#include "editing.hpp"
#include "loaded_plugin.hpp"
#include "streams.hpp"
#include "tests/support/malloc_count.hpp"

namespace attacca::clap_test {
namespace {

using test::allocations_in;

TEST_CASE("the count counts") {
  const int seen = allocations_in([&] {
    std::string long_enough(100, 'x');
    delete new int(long_enough.size() > 5 ? 1 : 2);
  });
  CHECK(seen >= 2);
}

TEST_CASE("process allocates and frees nothing, whatever happens between the blocks") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  Sink sink(1u << 16);
  const auto& state = plugin.extension<clap::PluginState>();
  REQUIRE(state.save(plugin.table(), sink.table()));
  StereoBlock block(64);
  clap::EventTransport transport = {};
  transport.header.size = sizeof transport;
  for (int i = 0; i < 300; ++i) {
    block.in.clear();
    block.out.clear();
    block.out.room = i % 7 == 0 ? 1 : 1000;
    block.process.transport = i % 2 == 0 ? &transport : nullptr;
    block.process.frames_count = static_cast<std::uint32_t>(i % 65);
    for (std::uint32_t event = 0; event < 10; ++event) {
      block.in.value(event * 6, editor.gain().stable_id(), event / 10.0);
    }
    if (i % 3 == 0) {
      host.set_track_name("Take " + std::to_string(i));
      plugin.extension<clap::PluginTrackInfo>().changed(plugin.table());
    }
    if (i % 5 == 0) ParamGesture(editor.context(), editor.gain()).set_normalized(0.5);
    if (i % 11 == 0) {
      Source source(sink.bytes, 1u << 16);
      REQUIRE(state.load(plugin.table(), source.table()));
    }
    FullPlugin::latest->report_latency = static_cast<std::uint32_t>(i / 50);
    FullPlugin::latest->answer = ProcessStatus::tail(static_cast<std::uint32_t>(i / 40));
    const int seen = allocations_in([&] { plugin.process(block); });
    REQUIRE(seen == 0);
  }
}

TEST_CASE("flush and reset allocate and free nothing while active") {
  FakeHost host;
  LoadedPlugin plugin(host);
  OpenEditor editor(plugin);
  InList in;
  OutList out;
  const auto& params = plugin.extension<clap::PluginParams>();
  for (int i = 0; i < 50; ++i) {
    in.clear();
    in.value(0, editor.gain().stable_id(), i / 50.0);
    ParamGesture(editor.context(), editor.gain()).set_normalized(0.5);
    const int seen = allocations_in([&] {
      const AudioRole audio;
      params.flush(plugin.table(), in.table(), out.table());
      plugin->reset(plugin.table());
    });
    REQUIRE(seen == 0);
  }
}

}  // namespace
}  // namespace attacca::clap_test
