// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/params/param_array.hpp"
#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

struct Envelope {
  ParamScope scope;
  FloatParam attack{scope, {.id = "attack", .name = "Attack"}};
};

struct Operator {
  explicit Operator(ParamScope where) : scope(where) {}
  ParamScope scope;
  FloatParam level{scope, {.id = "level", .name = "Level"}};
  Envelope envelope{scope.group({.id = "env", .name = "Envelope"})};
};

struct Grouped final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.grouped", .name = "G", .vendor = "A"};
  ParamArray<Operator, 3> operators{params(), {.id = "op", .name = "Operator"}};
  Envelope filter{params().group({.id = "filter", .name = "Filter"})};
};

std::string fault_of(void (*declare)(ParamSet& set)) {
  ParamSet set;
  declare(set);
  return set.fault();
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("ids get the prefixes of their groups, and groups know where they are") {
  Rig<Grouped> rig;
  const ParamSet& set = rig.plugin.params();
  std::vector<std::string> ids;
  for (const Param* param : set.all().subspan(4)) ids.emplace_back(param->id());
  CHECK(ids == std::vector<std::string>{"op1_level", "op1_env_attack", "op2_level",
                                        "op2_env_attack", "op3_level", "op3_env_attack",
                                        "filter_attack"});
  CHECK(set.find("op2_level") == &rig.plugin.operators[1].level);
  CHECK(rig.plugin.gain.group() == nullptr);

  std::vector<std::string> paths;
  for (const ParamGroup* group : set.groups()) paths.emplace_back(group->path);
  CHECK(paths == std::vector<std::string>{"Operator 1", "Operator 1/Envelope", "Operator 2",
                                          "Operator 2/Envelope", "Operator 3",
                                          "Operator 3/Envelope", "Filter"});
  const ParamGroup* inner = rig.plugin.operators[2].envelope.attack.group();
  REQUIRE(inner != nullptr);
  CHECK(inner->name == "Envelope");
  CHECK(inner->key == "op3/env");
  CHECK(inner->parent == rig.plugin.operators[2].level.group());
  CHECK(inner->stable_id <= 0x7FFFFFFFu);
  CHECK(set.find_group(inner->stable_id) == inner);
  CHECK(set.find_group(0) == nullptr);
}

TEST_CASE("a state of grouped parameters comes back") {
  Rig<Grouped> rig;
  rig.instance->set_param(rig.plugin.operators[1].level, 0.75);
  const std::string state = rig.instance->save_state();
  CHECK(contains(state, "\"op2_level\": 0.75"));
  Rig<Grouped> other;
  REQUIRE(other.instance->load_state(state));
  CHECK(other.plugin.operators[1].level.value() == 0.75f);
  CHECK(other.plugin.operators[0].level.value() == 0.0f);
}

TEST_CASE("a group that is asked for twice is one group") {
  ParamSet set;
  const FloatParam a{set.group({.id = "g", .name = "G"}), {.id = "a", .name = "A"}};
  const FloatParam b{set.group({.id = "g", .name = "G"}), {.id = "b", .name = "B"}};
  CHECK(set.groups().size() == 1);
  CHECK(a.group() == b.group());
  CHECK(set.fault().empty());
}

TEST_CASE("ids that meet anywhere in the tree are refused") {
  CHECK(contains(fault_of([](ParamSet& set) {
                   const FloatParam a{set, {.id = "op1_level", .name = "A"}};
                   const ParamArray<Operator, 2> b{set, {.id = "op", .name = "Operator"}};
                 }),
                 "two parameters have the id \"op1_level\""));
  CHECK(contains(fault_of([](ParamSet& set) {
                   const Envelope a{set.group({.id = "env", .name = "A"})};
                   const Envelope b{set.group({.id = "env", .name = "B"})};
                 }),
                 "the group \"env\" has two names"));
  CHECK(contains(fault_of([](ParamSet& set) {
                   const Envelope a{set.group({.id = "env", .name = "A"})};
                   const Envelope b{set.group({.id = "env", .name = "A"})};
                 }),
                 "two parameters have the id \"env_attack\""));
  CHECK(contains(
      fault_of([](ParamSet& set) { const Envelope a{set.group({.id = "env", .name = "In/Out"})}; }),
      "'/'"));
}

}  // namespace attacca::test
