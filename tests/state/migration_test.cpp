// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "tests/state/field_plugin.hpp"

namespace attacca::test {

namespace {

constexpr std::string_view kVersion1 =
    R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test.fields",)"
    R"("params":{"level":63.5},"fields":{"sequence":{"name":"Old","steps":[true,true,false,false]},)"
    R"("notes":"kept"},"extra":[1]})";

}  // namespace

TEST_CASE("a state of an older version is migrated, and nothing of it is lost") {
  Rig<FieldPlugin> rig;
  REQUIRE(rig.instance->load_state(kVersion1));
  CHECK(rig.plugin.gain.normalized() == 0.5);
  CHECK(rig.plugin.pattern.value() == Pattern{"Old", {true, true, false, false}});
  CHECK(rig.plugin.notes.value() == "kept");
  CHECK(rig.host.logged.empty());
  CHECK(rig.host.values_changes == 1);
  // What is saved is of today.
  const std::string saved = rig.instance->save_state();
  CHECK(saved.find("\"state_version\": 2") != std::string::npos);
  CHECK(saved.find("level") == std::string::npos);
}

TEST_CASE("what may stand around a state's text does not keep it from being migrated") {
  Rig<FieldPlugin> rig;
  std::string state = "\xEF\xBB\xBF";
  state += kVersion1;
  state += std::string(3, '\0');
  REQUIRE(rig.instance->load_state(state));
  CHECK(rig.plugin.gain.normalized() == 0.5);
}

TEST_CASE("a state of this version is not migrated") {
  Rig<FieldPlugin> rig;
  std::string state(kVersion1);
  state.replace(state.find("\"params\""), 8, "\"state_version\":2,\"params\"");
  REQUIRE(rig.instance->load_state(state));
  CHECK(rig.plugin.gain.normalized() == 0.0);
  REQUIRE(rig.host.logged.size() == 1);
  CHECK(rig.host.logged[0].second.find("the parameter level, the field sequence") !=
        std::string::npos);
}

TEST_CASE("a state of a later version is loaded as far as it is known, and the log says so") {
  Rig<FieldPlugin> rig;
  std::string state = rig.instance->save_state();
  state.replace(state.find("_version\": 2"), 12, "_version\": 3");
  REQUIRE(rig.instance->load_state(state));
  REQUIRE(rig.host.logged.size() == 1);
  CHECK(rig.host.logged[0].second.find("what a later version of the plugin adds") !=
        std::string::npos);
}

TEST_CASE("a migration that throws refuses the state, says why, and changes nothing") {
  Rig<FieldPlugin> rig;
  rig.plugin.notes.set("mine");
  const std::string before = rig.instance->save_state();
  std::string state(kVersion1);
  state.replace(state.find("63.5"), 4, "\"x\"");
  const Result<void> loaded = rig.instance->load_state(state);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().message ==
        "cannot load the saved state: its migration from version 1 says \"the level is no "
        "number\"; keep the file and report this to the plugin's author");
  CHECK(rig.instance->save_state() == before);
  CHECK(rig.host.values_changes == 0);
}

TEST_CASE("an old state that is cut anywhere is refused before it is migrated") {
  Rig<FieldPlugin> rig;
  const std::string before = rig.instance->save_state();
  for (std::size_t length = 0; length < kVersion1.size(); ++length) {
    CHECK_FALSE(rig.instance->load_state(kVersion1.substr(0, length)));
  }
  CHECK(rig.instance->save_state() == before);
}

TEST_CASE("an old state with too many values, or nested too deeply, is refused") {
  Rig<FieldPlugin> rig;
  std::string many(kVersion1);
  many.pop_back();
  std::string deep = many;
  many += ",\"x\":[0";
  for (int i = 0; i < 1 << 20; ++i) many += ",0";
  many += "]}";
  const Result<void> loaded = rig.instance->load_state(many);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().message.find("too many values") != std::string::npos);
  deep += ",\"x\":" + std::string(10'000, '[');
  CHECK_FALSE(rig.instance->load_state(deep));
}

}  // namespace attacca::test
