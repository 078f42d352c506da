// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

TEST_CASE("what process() logs is in the host's log when the host has called back") {
  FakeHost host;
  LoadedPlugin plugin(host);
  FullPlugin::latest->during_process = [](ProcessContext&) {
    FullPlugin::latest->log.debug("block {}", FullPlugin::latest->blocks);
    FullPlugin::latest->log.info("one of {}", 4);
    FullPlugin::latest->log.warning("{} voices", 16);
    FullPlugin::latest->log.error("no {}", "room");
  };
  StereoBlock block(16);
  plugin.process(block);
  CHECK(host.logged().empty());
  plugin->on_main_thread(plugin.operator->());
  const auto logged = host.logged();
  REQUIRE(logged.size() == 4);
  CHECK(logged[0].severity == clap::LogSeverity::debug);
  CHECK(logged[1].severity == clap::LogSeverity::info);
  CHECK(logged[1].text == "one of 4");
  CHECK(logged[2].severity == clap::LogSeverity::warning);
  CHECK(logged[3].severity == clap::LogSeverity::error);
  CHECK(logged[3].text == "no room");
}

}  // namespace
}  // namespace attacca::clap_test
