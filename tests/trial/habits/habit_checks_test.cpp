// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Each scenario of validate/habits must catch a plugin that trusts hosts in its point, and let the
// one pass that trusts no host.

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace {

/// What `attacca validate --json` says of one plugin; discarded where that is no JSON.
nlohmann::json validated(const std::string& plugin, const std::string& options,
                         const std::string& profile) {
  const std::string command = "'" ATTACCA_PROGRAM "' validate '" NAIVE_PLUGINS "/" + plugin +
                              ".vst3' --json " + options + " --profile " + profile + " 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> buffer;
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) {
    text.append(buffer.data(), count);
  }
  return nlohmann::json::parse(text, nullptr, false);
}

/// Verdict of one check on one plugin.
std::string verdict(const std::string& plugin, const std::string& check,
                    const std::string& profile = "attacca") {
  const auto document = validated(plugin, "--only " + check, profile);
  if (document.is_discarded()) return "no JSON";
  for (const auto& result : document["plugins"][0]["checks"]) {
    if (result["name"] == check) return result["verdict"].get<std::string>();
  }
  return "not run";
}

struct Scenario {
  const char* trust;
  const char* check;
  const char* verdict;
};

constexpr std::array<Scenario, 8> kScenarios = {{
    {"run_loop", "habits.no-run-loop-no-editor", "failed"},
    {"early_state", "habits.state-before-activation", "failed"},
    {"controller", "habits.controller-never-given-state", "failed"},
    {"race", "habits.state-load-races-activation", "warned"},
    {"worker", "habits.activation-on-worker-thread-with-main-callbacks", "warned"},
    {"bytes", "habits.getstring-in-characters", "warned"},
    {"length", "habits.uid-length-over-name-length", "failed"},
    {"words", "habits.translated-role-words", "failed"},
}};

}  // namespace

TEST_CASE("each scenario catches the plugin that trusts hosts in its point, and no other") {
  for (const Scenario& scenario : kScenarios) {
    CAPTURE(scenario.check);
    CHECK(verdict(scenario.trust, scenario.check) == std::string(scenario.verdict));
    CHECK(verdict("nothing", scenario.check) == "passed");
  }
}

TEST_CASE("a session finds what only one host does, and says nothing of other hosts") {
  CHECK(verdict("flush", "habits.session", "attacca") == "passed");
  CHECK(verdict("flush", "habits.session", "cubase") == "crashed");
  CHECK(verdict("controller", "habits.session", "ableton-live") == "failed");
  CHECK(verdict("worker", "habits.session", "reaper") == "passed");
}

TEST_CASE(
    "a call from a thread of the plugin's own is held against it where there is another way") {
  constexpr const char* kOptions =
      "--only vst3.state-while-processing --only conduct.main-calls-on-main";
  const auto broken = [&](const char* profile) {
    const auto document = validated("thread", kOptions, profile);
    REQUIRE(!document.is_discarded());
    return document["plugins"][0]["broken_watches"].size();
  };
  CHECK(broken("attacca") == 1);
  // These offer no run loop before the editor is there.
  CHECK(broken("reaper") == 0);
  CHECK(broken("hostile") == 0);
}

TEST_CASE("a plugin that trusts no host gets through every host's session") {
  for (const char* profile :
       {"ableton-live", "ardour", "attacca", "bitwig", "cubase", "fl-studio", "hostile", "juce",
        "logic", "qtractor", "reaper", "short-reads", "sleeps-when-silent", "studio-one"}) {
    CAPTURE(profile);
    CHECK(verdict("nothing", "habits.session", profile) == "passed");
  }
}
