// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The 34 plugins of Debian's zam-plugins: nobody here wrote them, so that a mistake in our own
// declarations of the binary interfaces cannot cancel out.

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "block_runner.hpp"
#include "host/engine/engine.hpp"
#include "host/load/scan.hpp"
#include "host_test_support.hpp"
#include "tests/support/zam_plugins.hpp"

namespace attacca::host::test {

namespace {

namespace fs = std::filesystem;
using attacca::test::zam_plugins;

AudioClip tone() {
  AudioClip clip;
  clip.channels.assign(2, std::vector<float>(4800));
  for (std::size_t i = 0; i < 4800; ++i) {
    clip.channels[0][i] = 0.3f * std::sin(0.05f * static_cast<float>(i));
    clip.channels[1][i] = 0.3f * std::sin(0.07f * static_cast<float>(i));
  }
  return clip;
}

void check_clean(PluginInstance& plugin) {
  for (const Offence& offence : plugin.offences().list()) {
    WARN_MESSAGE(false, plugin.description().name, " ", describe(offence.kind), " (",
                 offence.detail, ")");
  }
  CHECK(plugin.offences().count(OffenceKind::not_a_number_in_output) == 0);
  CHECK(plugin.offences().count(OffenceKind::process_failed) == 0);
}

}  // namespace

TEST_CASE("all are found") {
  CHECK(zam_plugins().size() == 34);
}

TEST_CASE("each loads, plays through an engine without a bad sample, and unloads") {
  for (const fs::path& path : zam_plugins()) {
    CAPTURE(path.string());
    MainLoop loop;
    EngineOptions options;
    options.free_wheel = true;
    options.seconds = 0.2;
    options.block_frames = 64;
    Engine engine(loop, options);
    Track& track = engine.add_track({});
    track.set_clip(tone(), true);
    PluginInstance& plugin = track.add(must(must(Module::open(path))->create({}, loop)));
    CHECK_FALSE(plugin.ports().outputs.empty());
    must(engine.start());
    turn_until(loop, [&] { return engine.is_finished(); });
    must(engine.stop());
    CHECK(plugin.timing().summary().count == 150);
    CHECK(engine.report().own_offences == 0);
    check_clean(plugin);
  }
}

TEST_CASE("each one's parameters can be set, read back, saved and restored") {
  for (const fs::path& path : zam_plugins()) {
    CAPTURE(path.string());
    MainLoop loop;
    const auto module = must(Module::open(path));
    const auto first = must(module->create({}, loop));
    const auto settable = std::find_if(
        first->parameters().begin(), first->parameters().end(), [](const ParameterInfo& info) {
          return info.maximum > info.minimum && !info.is_read_only && info.is_automatable &&
                 !info.is_stepped && !info.is_bypass;
        });
    if (settable == first->parameters().end()) continue;  // ZamAutoSat has none
    const double value = settable->minimum + 0.75 * (settable->maximum - settable->minimum);
    const double room = (settable->maximum - settable->minimum) * 1e-3;
    must(first->set_parameter(settable->id, value));
    must(first->activate(48000.0, 64));
    REQUIRE(first->start_processing());
    BlockRunner blocks(*first);
    blocks.run();
    CHECK(std::abs(must(first->parameter_value(settable->id)) - value) < room);
    if (!first->has_state()) continue;  // as in all of the CLAP ones
    const auto state = must(first->save_state());
    CHECK_FALSE(state.empty());
    // Whole reads: these plugins do not cope with streams that return less than was asked for.
    const auto second = must(module->create({}, loop));
    must(second->load_state(state));
    CHECK(std::abs(must(second->parameter_value(settable->id)) - value) < room);
  }
}

TEST_CASE("each can be scanned in a child") {
  ScanOptions options;
  options.program = TEST_SCAN_CHILD;
  options.timeout = std::chrono::seconds(60);
  for (const fs::path& path : zam_plugins()) {
    CAPTURE(path.string());
    const auto result = must(scan_in_child(path, options));
    CHECK(result.plugins.size() == 1);
  }
}

}  // namespace attacca::host::test
