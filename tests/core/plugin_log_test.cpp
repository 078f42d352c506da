// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "attacca/log.hpp"
#include "test_plugin.hpp"

namespace attacca::test {

namespace {

struct Talkative final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.talk", .name = "T", .vendor = "Attacca"};
  Log log{tasks(), 8};
};

}  // namespace

TEST_CASE("what process() says is put together on the main thread, in order") {
  Rig<Talkative> rig;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    rig.plugin.log.info("{} frames", buffer.frames());
    rig.plugin.log.warning("no room for key {}: {} voices", -3, std::uint8_t{16});
    return ProcessStatus::normal();
  };
  rig.activate();
  rig.run(16);
  CHECK(rig.host.logged.empty());
  CHECK(rig.host.main_calls_from_audio > 0);
  rig.instance->on_main();
  REQUIRE(rig.host.logged.size() == 2);
  CHECK(rig.host.logged[0] == std::pair(LogLevel::info, std::string("16 frames")));
  CHECK(rig.host.logged[1] ==
        std::pair(LogLevel::warning, std::string("no room for key -3: 16 voices")));
}

TEST_CASE("every kind of value has a text") {
  Rig<Talkative> rig;
  enum class Mode : std::uint8_t { slow = 2 };
  rig.plugin.log.debug("{} {} {} {} {}", 0.25f, 1e30, std::numeric_limits<double>::quiet_NaN(),
                       true, Mode::slow);
  rig.plugin.log.error("{}|{}|{}", "literal", FixedText<8>("fixed"), std::string("text"));
  rig.plugin.log.error("{} and {", std::uint64_t(-1));
  rig.instance->on_main();
  REQUIRE(rig.host.logged.size() == 3);
  CHECK(rig.host.logged[0].second == "0.25 1e+30 nan true 2");
  CHECK(rig.host.logged[1].second == "literal|fixed|text");
  CHECK(rig.host.logged[2].second == "18446744073709551615 and {");
}

TEST_CASE("texts that are too long are cut between characters") {
  Rig<Talkative> rig;
  const std::string umlauts = [] {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "\u00e4";
    return text;
  }();
  rig.plugin.log.info("{}{}{}", "x", umlauts, "\u00f6");
  rig.instance->on_main();
  REQUIRE(rig.host.logged.size() == 1);
  CHECK(rig.host.logged[0].second == "x" + umlauts.substr(0, 118));
}

TEST_CASE("lines that found no room are counted, and the log says so where they are missing") {
  Rig<Talkative> rig;
  for (int i = 0; i < 10; ++i) rig.plugin.log.info("line {}", i);
  CHECK(rig.plugin.log.overflows() == 2);
  rig.instance->on_main();
  REQUIRE(rig.host.logged.size() == 9);
  CHECK(rig.host.logged[0].second == "line 0");
  CHECK(rig.host.logged[7].second == "line 7");
  CHECK(rig.host.logged[8].second == "2 lines are missing here: more came than there was room for");
}

}  // namespace attacca::test
