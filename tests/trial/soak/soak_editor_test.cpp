// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca soak` with editors, on a virtual display of the test's own.

#include <doctest/doctest.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {
namespace {

const VirtualDisplay& display() {
  static const VirtualDisplay server;
  return server;
}

[[maybe_unused]] const bool g_skip = [] {
  if (display().name().empty()) _exit(77);
  return true;
}();

Outcome soak(std::vector<std::string> arguments, std::map<std::string, std::string> variables) {
  arguments.insert(arguments.begin(), {"soak", "--json", "--quiet", "--seed", "3"});
  return run_program(std::move(arguments), variables);
}

}  // namespace

TEST_CASE("editors follow while they are opened and closed, and the idle process is measured") {
  const auto outcome = soak({TEST_TRACK_INFO_VST3, TEST_TRACK_INFO_CLAP, "--seconds", "3",
                             "--instances", "1", "--threads", "both"},
                            {{"DISPLAY", display().name()}});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  const auto document = outcome.document();
  for (const auto& plugin : document["plugins"]) {
    CHECK(plugin["editor"] == "open");
    CHECK(plugin["shown"]["checks"].get<int>() >= 3);
    CHECK(plugin["shown"]["lost"] == 0);
    CHECK(plugin["shown"]["torn"] == 0);
    CHECK(plugin["shown"]["seen"].get<int>() > 10);
  }
  CHECK(document["plugins"][0]["editor_openings"].get<int>() >= 2);
  CHECK(document["idle"]["editors"] == 2);
  CHECK(document["idle"]["with_editors"].get<double>() >= 0.0);
}

TEST_CASE("an editor that hears only by way of audio loses what comes while the engine stands") {
  const auto outcome =
      soak({TEST_WITNESS, "--seconds", "2.5", "--instances", "1"},
           {{"DISPLAY", display().name()}, {"WITNESS_FAULT", "editor_by_way_of_audio"}});
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.find("on their way to the editor") != std::string::npos);
}

TEST_CASE("an editor that refuses is a finding, one that crashes too") {
  const auto refused = soak({TEST_WITNESS, "--seconds", "1"},
                            {{"DISPLAY", display().name()}, {"WITNESS_FAULT", "refuse_editor"}});
  CHECK(refused.exit_code == 1);
  CHECK(refused.err.find("open editor") != std::string::npos);
  const auto crashed = soak({TEST_WITNESS, "--seconds", "1"},
                            {{"DISPLAY", display().name()}, {"WITNESS_FAULT", "crash_in_editor"}});
  CHECK(crashed.exit_code == 1);
  CHECK(crashed.err.find("crashed with SIGSEGV while its editor was opened") != std::string::npos);
}

TEST_CASE("without a display editors are left out, and the report says so") {
  const auto outcome = soak({TEST_WITNESS, "--seconds", "1"}, {{"DISPLAY", ""}});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.plugin()["editor"] == "no display");
  CHECK(outcome.document()["notes"].dump().find("no X11 display") != std::string::npos);
}

}  // namespace attacca::trial::test
