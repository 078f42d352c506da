// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/state.hpp"

#include <random>
#include <string>

#include <doctest/doctest.h>

#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

std::string state_with(std::string_view params) {
  std::string text =
      R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test","params":{)";
  text += params;
  return text + "}}";
}

/// Loads `state` and expects a refusal that mentions `reason` and changes nothing.
void expect_refusal(Rig<>& rig, std::string_view state, std::string_view reason) {
  const std::string before = rig.instance->save_state();
  const int changes = rig.host.values_changes;
  const Result<void> loaded = rig.instance->load_state(state);
  REQUIRE_FALSE(loaded);
  CHECK_MESSAGE(loaded.error().message.find(reason) != std::string::npos, loaded.error().message);
  CHECK(rig.instance->save_state() == before);
  CHECK(rig.host.values_changes == changes);
}

}  // namespace

TEST_CASE("a compressed state is named by a plugin that does without") {
  Rig<> rig;
  expect_refusal(rig, std::string("\x28\xB5\x2F\xFD\x24\0{}", 8), "it is compressed");
}

TEST_CASE("a saved state is JSON that people can read") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, rig.plugin.gain.to_normalized(-6.3));
  CHECK(rig.instance->save_state() ==
        "{\n"
        "  \"format\": \"attacca-state\",\n"
        "  \"version\": 1,\n"
        "  \"plugin\": \"org.attacca.test\",\n"
        "  \"params\": {\n"
        "    \"gain\": -6.3,\n"
        "    \"mix\": 0.25,\n"
        "    \"bypass\": false\n"
        "  }\n"
        "}");
}

TEST_CASE("saving, loading and saving gives the same bytes for any values") {
  Rig<> rig;
  Rig<> other;
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> any(0.0, 1.0);
  for (int i = 0; i < 3000; ++i) {
    const double value = i % 3 == 0 ? any(random) * 1e-9 : any(random);
    rig.instance->set_param(rig.plugin.gain, value);
    rig.instance->set_param(rig.plugin.mix, any(random));
    rig.instance->set_param(rig.plugin.bypass, any(random));
    const std::string first = rig.instance->save_state();
    REQUIRE(other.instance->load_state(first));
    CHECK(other.instance->save_state() == first);
    // A range of 0..1 can say every value exactly; one of 72 dB all but exactly.
    CHECK(other.plugin.mix.normalized() == rig.plugin.mix.normalized());
    CHECK(std::abs(other.plugin.gain.normalized() - value) < 1e-15);
  }
}

TEST_CASE("every processor saves the same bytes, also one that multiplies and adds in one step") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, 0.3);
  // Rounded twice. In one step it would be -38.4.
  CHECK(rig.instance->save_state().find("\"gain\": -38.400000000000009,") != std::string::npos);
}

TEST_CASE("a value that a plain number can say exactly comes back exactly") {
  Rig<> rig;
  for (const double plain : {-60.0, -6.3, -0.1, 0.0, 1e-3, 11.99, 12.0}) {
    const double normalized = rig.plugin.gain.to_normalized(plain);
    rig.instance->set_param(rig.plugin.gain, normalized);
    const std::string state = rig.instance->save_state();
    rig.instance->set_param(rig.plugin.gain, 0.9);
    REQUIRE(rig.instance->load_state(state));
    CHECK(rig.plugin.gain.normalized() == normalized);
  }
}

TEST_CASE("missing values get their default, unknown ones are ignored, others are clamped") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.mix, 0.9);
  REQUIRE(rig.instance->load_state(
      state_with(R"("gain":1000,"future":{"deep":[1,{"x":null}]},"meter":1,"bypass":1)")));
  CHECK(rig.plugin.gain.normalized() == 1.0);
  CHECK(rig.plugin.mix.normalized() == 0.25);
  CHECK(rig.plugin.bypass.plain());
  CHECK(rig.plugin.meter.normalized() == 0.0);  // reports are not part of a state
  CHECK(rig.host.values_changes == 1);
}

TEST_CASE("a value of an unknown kind is left like an unknown id, and the rest is loaded") {
  for (const char* value : {R"("warm")", "null", "[0.5,[1]]", R"({"x":{"y":2}})", R"("")"}) {
    Rig<> rig;
    rig.instance->set_param(rig.plugin.mix, 0.9);
    REQUIRE(rig.instance->load_state(
        state_with(R"("mix":)" + std::string(value) + R"(,"gain":12,"bypass":true)")));
    CHECK(rig.plugin.mix.normalized() == 0.25);
    CHECK(rig.plugin.gain.normalized() == 1.0);
    CHECK(rig.plugin.bypass.plain());
  }
}

TEST_CASE("a later version's state is loaded as far as it is known, and what is left is named") {
  const std::string later =
      R"({"format":"attacca-state","version":2,"plugin":"org.attacca.test","added":{"x":1},)"
      R"("params":{"mix":0.5,"gain":"warm","future":3}})";
  Rig<> rig;
  const Result<core::ReadState> read =
      core::read_state(later, TestPlugin::info, rig.plugin.params(), nullptr);
  REQUIRE(read);
  CHECK(read->values[rig.plugin.mix.index()] == 0.5);
  CHECK(read->values[rig.plugin.gain.index()] == rig.plugin.gain.default_normalized());
  CHECK(read->left_count == 3);
  CHECK(read->left == std::vector<std::string>{"the value of gain", "the parameter future",
                                               "what version 2 of the format adds"});
  REQUIRE(rig.instance->load_state(later));
  CHECK(rig.plugin.mix.normalized() == 0.5);
}

TEST_CASE("of very many unknown values the first are named and all are counted") {
  std::string params;
  for (int i = 0; i < 1000; ++i) {
    params += (i > 0 ? "," : "") + ("\"" + std::string(200, 'x') + std::to_string(i) + "\":1");
  }
  Rig<> rig;
  const Result<core::ReadState> read =
      core::read_state(state_with(params), TestPlugin::info, rig.plugin.params(), nullptr);
  REQUIRE(read);
  CHECK(read->left_count == 1000);
  CHECK(read->left.size() == core::kMaxLeftNamed);
  for (const std::string& what : read->left) CHECK(what.size() < 100);
}

TEST_CASE("zero is zero however it is written, and so is every other number") {
  Rig<> rig;
  for (const char* zero :
       {"0", "-0", "0.0", "0e300", "-0E-300", "0.00000000000000000000000000000"}) {
    rig.instance->set_param(rig.plugin.mix, 0.9);
    REQUIRE(rig.instance->load_state(state_with("\"mix\":" + std::string(zero))));
    CHECK(rig.plugin.mix.normalized() == 0.0);
  }
  REQUIRE(rig.instance->load_state(state_with(R"("mix":0.1000000000000000055511151231257827)")));
  CHECK(rig.plugin.mix.normalized() == 0.1);
  REQUIRE(rig.instance->load_state(state_with(R"("mix":5E-1)")));
  CHECK(rig.plugin.mix.normalized() == 0.5);
  expect_refusal(rig, state_with("\"mix\":1" + std::string(400, '0')), "byte ");
  expect_refusal(rig, state_with(R"("mix":9e308)"), "the number \"9e308\" is too large");
}

TEST_CASE("unknown keys beside the known ones are ignored, in any order") {
  Rig<> rig;
  REQUIRE(rig.instance->load_state(
      R"({"params":{"mix":0.5},"later":[{"params":{"mix":1}}],"plugin":"org.attacca.test",)"
      R"("version":1,"format":"attacca-state","x":"y"})"));
  CHECK(rig.plugin.mix.normalized() == 0.5);
}

TEST_CASE("white space and zero bytes at the end are nothing") {
  Rig<> rig;
  std::string state = rig.instance->save_state();
  state += " \n";
  state += std::string(3, '\0');
  CHECK(rig.instance->load_state(state));
}

TEST_CASE("a state cut anywhere is refused and changes nothing") {
  Rig<> rig;
  rig.instance->set_param(rig.plugin.mix, 0.75);
  const std::string state = rig.instance->save_state();
  for (std::size_t length = 0; length < state.size(); ++length) {
    expect_refusal(rig, std::string_view(state).substr(0, length), "cannot load");
  }
}

TEST_CASE("flipped bits load wholly or not at all") {
  Rig<> rig;
  const std::string state = rig.instance->save_state();
  for (std::size_t bit = 0; bit < state.size() * 8; ++bit) {
    std::string damaged = state;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const std::string before = rig.instance->save_state();
    const int changes = rig.host.values_changes;
    const bool loaded = rig.instance->load_state(damaged).has_value();
    CHECK(rig.host.values_changes == changes + (loaded ? 1 : 0));
    if (!loaded) CHECK(rig.instance->save_state() == before);
    for (Param* param : rig.instance->params().all()) {
      CHECK(param->normalized() >= 0.0);
      CHECK(param->normalized() <= 1.0);
    }
  }
}

TEST_CASE("random bytes are refused") {
  Rig<> rig;
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    expect_refusal(rig, bytes, "cannot load");
  }
}

TEST_CASE("each refusal names its reason") {
  Rig<> rig;
  expect_refusal(rig, "", "empty");
  expect_refusal(rig, std::string(10, '\0'), "empty");
  expect_refusal(rig, "[1]", "not the state of an Attacca plugin");
  expect_refusal(rig, "3", "not the state of an Attacca plugin");
  expect_refusal(rig, "{}", "not the state of an Attacca plugin");
  expect_refusal(rig, R"({"format":"attacca-state","version":0,"params":{}})", "no version");
  expect_refusal(rig, R"({"format":"attacca-state","plugin":"org.attacca.test"})", "no version");
  expect_refusal(rig, R"({"format":"attacca-state","version":1,"plugin":"other","params":{}})",
                 "\"other\"");
  expect_refusal(rig, R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test"})",
                 "no parameters");
  expect_refusal(rig, state_with(R"("mix":NaN)"), "byte ");
  expect_refusal(rig, state_with(R"("mix":1e999)"), "byte ");
  expect_refusal(rig, state_with(R"("mix":0.5,"mix":0.6)"), "twice");
  expect_refusal(rig, state_with(R"("mix":0.5)") + "x", "byte ");
  expect_refusal(rig, state_with("\"mi\xFFx\":0.5"), "byte ");
}

TEST_CASE("deep nesting and sheer size are refused before they hurt") {
  Rig<> rig;
  expect_refusal(rig, std::string(1'000'000, '['), "nested too deeply");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  expect_refusal(rig, objects, "nested too deeply");
  expect_refusal(rig, std::string((16u << 20) + 1, ' '), "16 MiB");
}

}  // namespace attacca::test
