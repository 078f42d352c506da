// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/state/field.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include <doctest/doctest.h>

#include "state/json_writer.hpp"
#include "tests/state/field_plugin.hpp"
#include "tests/support/latch.hpp"

namespace attacca::test {

namespace {

using FieldRig = Rig<FieldPlugin>;

std::string state_with(std::string_view fields, std::string_view params = "") {
  std::string text = R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test.fields",)";
  text += R"("state_version":2,"params":{)";
  text += params;
  text += R"(},"fields":{)";
  text += fields;
  return text + "}}";
}

/// The state of a plugin with this gain, and this name of its pattern.
std::string state_of(double gain, const std::string& name) {
  FieldRig rig;
  rig.instance->set_param(rig.plugin.gain, gain);
  rig.plugin.pattern.set({name, {true, false, true, true}});
  return rig.instance->save_state();
}

void expect_refusal(FieldRig& rig, std::string_view state, std::string_view reason) {
  const std::string before = rig.instance->save_state();
  const int changes = rig.host.values_changes;
  const Result<void> loaded = rig.instance->load_state(state);
  REQUIRE_FALSE(loaded);
  CHECK_MESSAGE(loaded.error().message.find(reason) != std::string::npos, loaded.error().message);
  CHECK(rig.instance->save_state() == before);
  CHECK(rig.host.values_changes == changes);
}

}  // namespace

TEST_CASE("fields are saved behind the parameters, for people to read") {
  FieldRig rig;
  rig.plugin.pattern.set({"Intro", {true, false, false, true}});
  rig.plugin.curve.set({0.5, 1, -2.25});
  CHECK(rig.instance->save_state() ==
        "{\n"
        "  \"format\": \"attacca-state\",\n"
        "  \"version\": 1,\n"
        "  \"plugin\": \"org.attacca.test.fields\",\n"
        "  \"state_version\": 2,\n"
        "  \"params\": {\n"
        "    \"gain\": 0.0\n"
        "  },\n"
        "  \"fields\": {\n"
        "    \"pattern\": {\n"
        "      \"name\": \"Intro\",\n"
        "      \"steps\": [true, false, false, true]\n"
        "    },\n"
        "    \"notes\": \"nothing yet\",\n"
        "    \"curve\": [0.5, 1, -2.25]\n"
        "  }\n"
        "}");
}

TEST_CASE("fields come back with the state, and saving again gives the same bytes") {
  const std::string state = state_of(0.5, "Verse \"2\" \xE2\x99\xAB");
  FieldRig rig;
  REQUIRE(rig.instance->load_state(state));
  CHECK(rig.plugin.pattern.value().name == "Verse \"2\" \xE2\x99\xAB");
  CHECK(rig.plugin.pattern.value().steps == std::array{true, false, true, true});
  CHECK(rig.instance->save_state() == state);
  CHECK(rig.host.state_changes == 0);  // the host knows: it has loaded it
}

TEST_CASE("a field that a state lacks has its default") {
  FieldRig rig;
  rig.plugin.pattern.set({"Intro", {}});
  rig.plugin.notes.set("mine");
  REQUIRE(rig.instance->load_state(state_with(R"("curve":[1])")));
  CHECK(rig.plugin.pattern.value() == Pattern());
  CHECK(rig.plugin.notes.value() == "nothing yet");
  CHECK(rig.plugin.curve.value() == std::vector{1.0});
  CHECK(rig.host.logged.empty());
}

TEST_CASE("what a load leaves out is said in the host's log, and the rest is loaded") {
  FieldRig rig;
  REQUIRE(rig.instance->load_state(
      state_with(R"("pattern":["of","another","kind"],"future":{"x":[1]},"notes":"new")",
                 R"("gain":0.25,"later":1)")));
  CHECK(rig.plugin.pattern.value() == Pattern());
  CHECK(rig.plugin.notes.value() == "new");
  CHECK(rig.plugin.gain.normalized() == 0.25);
  REQUIRE(rig.host.logged.size() == 1);
  CHECK(rig.host.logged[0].first == LogLevel::warning);
  CHECK(rig.host.logged[0].second ==
        "a state was loaded without the parameter later, the value of the field pattern, the field "
        "future, which this version of the plugin does not know");
}

TEST_CASE("a state with fields that is cut anywhere is refused and changes nothing") {
  FieldRig rig;
  rig.plugin.notes.set("mine");
  const std::string state = state_of(0.5, "Intro");
  for (std::size_t length = 0; length < state.size(); ++length) {
    expect_refusal(rig, std::string_view(state).substr(0, length), "cannot load");
  }
}

TEST_CASE("fields that are too deep, too many, twice, or that their reader throws at are refused") {
  FieldRig rig;
  rig.plugin.pattern.set({"Intro", {}});
  expect_refusal(rig, state_with(R"("pattern":)" + std::string(10'000, '[')), "nested too deeply");
  std::string many = "\"curve\":[0";
  for (int i = 0; i < 1 << 20; ++i) many += ",0";
  expect_refusal(rig, state_with(many + "]"), "too many values");
  expect_refusal(rig, state_with(R"("notes":"a","notes":"b")"), "\"notes\" appears twice");
  expect_refusal(rig, state_with(R"("notes":"a","pattern":{"name":"throw","steps":[]})"),
                 "its field \"pattern\" cannot be read: \"cannot find the file\"");
}

TEST_CASE("a field that is nested too deeply to be loaded is not saved, and its author hears why") {
  StateValue value;
  for (int i = 0; i < 40; ++i) {
    StateValue around = StateValue::list();
    around.append(std::move(value));
    value = std::move(around);
  }
  rapidjson::StringBuffer text;
  core::JsonWriter json(text);
  CHECK_THROWS_AS(core::put_value(json, value, 2), std::length_error);
}

TEST_CASE("an edit of a field marks the project as changed, once for each real change") {
  FieldRig rig;
  rig.plugin.notes.set("mine");
  CHECK(rig.host.state_changes == 1);
  rig.plugin.notes.set("mine");
  CHECK(rig.host.state_changes == 1);
  rig.plugin.pattern.set({"Intro", {}});
  CHECK(rig.host.state_changes == 2);
  CHECK(rig.host.values_changes == 0);
}

TEST_CASE("a field's on_change comes on the main thread, for edits and for states") {
  struct Watching {
    FieldRig rig;
    int calls = 0;
  } watching;
  watching.rig.plugin.notes.on_change([&] { ++watching.calls; });
  watching.rig.plugin.notes.set("mine");
  watching.rig.instance->on_main();
  CHECK(watching.calls == 1);
  watching.rig.plugin.curve.set({1});  // another field
  watching.rig.instance->on_main();
  CHECK(watching.calls == 1);
  REQUIRE(watching.rig.instance->load_state(state_with(R"("notes":"theirs")")));
  watching.rig.instance->on_main();
  CHECK(watching.calls == 2);
  REQUIRE(watching.rig.instance->load_state(state_with(R"("notes":"theirs")")));  // nothing new
  watching.rig.instance->on_main();
  CHECK(watching.calls == 2);
}

TEST_CASE("a preset has no fields of the project's, and leaves them alone when it is loaded") {
  FieldRig rig;
  rig.plugin.notes.set("about this song");
  rig.plugin.pattern.set({"Intro", {}});
  const std::string preset = rig.instance->save_state(StateContext::preset);
  CHECK(preset.find("about this song") == std::string::npos);
  CHECK(preset.find("Intro") != std::string::npos);
  const std::string project = rig.instance->save_state(StateContext::project);

  FieldRig other;
  other.plugin.notes.set("about that song");
  REQUIRE(other.instance->load_state(preset, StateContext::preset));
  CHECK(other.plugin.notes.value() == "about that song");
  CHECK(other.plugin.pattern.value().name == "Intro");
  REQUIRE(other.instance->load_state(project, StateContext::preset));
  CHECK(other.plugin.notes.value() == "about that song");
  REQUIRE(other.instance->load_state(project, StateContext::project));
  CHECK(other.plugin.notes.value() == "about this song");
  CHECK(other.host.logged.empty());
}

TEST_CASE("a field is found by a former id, unless the state has it by its own") {
  FieldRig rig;
  REQUIRE(rig.instance->load_state(state_with(R"("remarks":"old")", R"("volume":0.25)")));
  CHECK(rig.plugin.notes.value() == "old");
  CHECK(rig.plugin.gain.normalized() == 0.25);
  CHECK(rig.host.logged.empty());
  for (const char* both :
       {R"("remarks":"old","notes":"new")", R"("notes":"new","remarks":"old")"}) {
    REQUIRE(rig.instance->load_state(state_with(both, R"("volume":0.25,"gain":0.5)")));
    CHECK(rig.plugin.notes.value() == "new");
    CHECK(rig.plugin.gain.normalized() == 0.5);
  }
}

TEST_CASE("of a plugin without fields, those in a state are left and said") {
  Rig<> rig;
  REQUIRE(rig.instance->load_state(
      R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test","params":{},)"
      R"("fields":{"a":{"gain":1,"deep":[{}]},"b":2},"more":3})"));
  REQUIRE(rig.host.logged.size() == 1);
  CHECK(rig.host.logged[0].second.find("without the field a, the field b, which") !=
        std::string::npos);
}

TEST_CASE("a callback that is open keeps its fields and parameters; the next has both, new") {
  FieldRig rig;
  REQUIRE(rig.instance->load_state(state_of(0.25, "old")));
  rig.activate();
  struct Seen {
    float gain = 0;
    std::string name;
    const Pattern* at = nullptr;
  };
  Latch inside;
  Latch released;
  Seen before;
  Seen after;
  const auto look = [&] {
    const Pattern& pattern = rig.plugin.pattern.in_process();
    return Seen{rig.plugin.gain.value(), pattern.name, &pattern};
  };
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    before = look();
    inside.open();
    released.wait();
    after = look();
    return ProcessStatus::normal();
  };
  std::thread audio([&] { rig.run(); });
  inside.wait();
  // As many states as there are slots, so that each of them has been written anew.
  for (const char* name : {"one", "two", "three", "four", "new"}) {
    REQUIRE(rig.instance->load_state(state_of(0.75, name)));
    CHECK(rig.plugin.pattern.value().name == name);
  }
  released.open();
  audio.join();
  CHECK(before.gain == 0.25f);
  CHECK(before.name == "old");
  CHECK(after.gain == 0.25f);
  CHECK(after.name == "old");
  CHECK(after.at == before.at);

  Seen next;
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    next = look();
    return ProcessStatus::normal();
  };
  rig.run();
  CHECK(next.gain == 0.75f);
  CHECK(next.name == "new");
}

TEST_CASE("no callback sees a parameter of one state beside a field of another") {
  FieldRig rig;
  const std::string states[] = {state_of(0.25, "0.25"), state_of(0.75, "0.75")};
  REQUIRE(rig.instance->load_state(states[0]));
  rig.activate();
  std::atomic<int> mixed{0};
  std::atomic<bool> stop{false};
  rig.plugin.on_process = [&](AudioBuffer&, AuxBuffers&, ProcessContext&) {
    const bool low = rig.plugin.gain.value() == 0.25f;
    if (rig.plugin.pattern.in_process().name != (low ? "0.25" : "0.75")) ++mixed;
    return ProcessStatus::normal();
  };
  std::thread audio([&] {
    while (!stop) rig.run();
  });
  for (int i = 1; i < 2000; ++i) {
    REQUIRE(rig.instance->load_state(states[i % 2]));
    if (i % 7 == 0) rig.plugin.notes.set(std::to_string(i));  // a field alone
  }
  stop = true;
  audio.join();
  CHECK(mixed == 0);
}

TEST_CASE("an inactive plugin has a new field at once, and initialize() finds it") {
  FieldRig rig;
  rig.plugin.notes.set("mine");
  CHECK(rig.plugin.notes.in_process() == "mine");
  rig.activate();
  CHECK(rig.plugin.notes.in_process() == "mine");
}

namespace {

class TwiceNamed final : public Plugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test.twice", .name = "T", .vendor = "A"};
  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::normal();
  }
  Field<int> one{fields(), {.id = "one"}};
  Field<int> other{fields(), {.id = "one"}};
};

class TakenId final : public Plugin {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test.taken", .name = "T", .vendor = "A"};
  ProcessStatus process(AudioBuffer&, AuxBuffers&, ProcessContext&) noexcept override {
    return ProcessStatus::normal();
  }
  FloatParam one{params(), {.id = "one", .name = "One"}};
  FloatParam other{params(), {.id = "other", .name = "Other"}};
  FormerId was{other, "one"};
};

template <typename P>
std::string fault_of() {
  FakeHost host;
  const auto made = core::Instance::create(entry_of<P>(), host);
  REQUIRE_FALSE(made);
  return made.error().message;
}

}  // namespace

TEST_CASE("ids that are not unique are an error when the plugin is made") {
  CHECK(fault_of<TwiceNamed>().find("two fields have the id \"one\"; rename one") !=
        std::string::npos);
  CHECK(fault_of<TakenId>().find("the former id \"one\" of \"other\" is taken") !=
        std::string::npos);
}

}  // namespace attacca::test
