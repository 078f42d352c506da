// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca run` with editors, on a virtual display of the test's own.

#include <doctest/doctest.h>

#include "tests/trial/program.hpp"

namespace attacca::trial::test {

namespace {

constexpr const char* kWitness = TEST_WITNESS;

const VirtualDisplay& display() {
  static const VirtualDisplay server;
  return server;
}

[[maybe_unused]] const bool g_skip = [] {
  if (display().name().empty()) _exit(77);
  return true;
}();

std::map<std::string, std::string> with(const std::string& fault) {
  return {{"DISPLAY", display().name()}, {"WITNESS_FAULT", fault}};
}

constexpr const char* kStopped =
    "0.3 name \"running\"\n0.6 stop\n0.7 name \"stopped\" color #123456\n1.0 start\n";

}  // namespace

TEST_CASE("the editor follows, also while the engine is stopped") {
  const Folder folder;
  const auto outcome =
      run({kWitness, "--editor", "--script", folder.write("s", kStopped), "--json"}, with(""));
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  CHECK(outcome.plugin()["editor"] == "open");
  CHECK(outcome.plugin()["editor_last_value_seen"] == true);
  CHECK(outcome.plugin()["audio_last_value_seen"] == true);
  CHECK(outcome.plugin()["lost_last_values"] == 0);
}

TEST_CASE("an editor that hears only by way of audio is found out") {
  const Folder folder;
  const std::string script = folder.write("s", kStopped);
  const auto outcome = run({kWitness, "--editor", "--script", script, "--free-wheel", "--json"},
                           with("editor_by_way_of_audio"));
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.plugin()["lost_last_values"].get<int>() >= 1);
}

TEST_CASE("a screenshot is a PNG for each plugin") {
  const Folder folder;
  const auto outcome =
      run({kWitness, kWitness, "--screenshot", folder / "shot.png", "--seconds", "0.3", "--json"},
          with(""));
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.err);
  for (const std::size_t i : {0u, 1u}) {
    const std::string path = folder / ("shot-" + std::to_string(i + 1) + ".png");
    CHECK(outcome.plugin(i)["screenshot"] == path);
    CHECK(text_of(path).starts_with("\x89PNG"));
  }
  const auto named = run(
      {kWitness, "--screenshot", folder / "{format}-{number}.png", "--seconds", "0.2", "--json"},
      with(""));
  CHECK(named.plugin()["screenshot"] == (folder / "clap-1.png"));
  const auto nowhere =
      run({kWitness, "--screenshot", "/nonexistent/x.png", "--seconds", "0.1"}, with(""));
  CHECK(nowhere.exit_code == 2);
  CHECK(nowhere.err.find("cannot write /nonexistent/x.png") != std::string::npos);
}

TEST_CASE("a screenshot that looks like its reference is fine, another one fails and is drawn") {
  const Folder folder;
  const std::string reference = folder / "reference.png";
  const std::string shot = folder / "shot.png";
  const auto shoot = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments{kWitness, "--seconds", "0.2", "--json", "--screenshot"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments, with(""));
  };
  REQUIRE(shoot({reference}).exit_code == 0);
  const auto same = shoot({shot, "--compare", reference});
  CHECK_MESSAGE(same.exit_code == 0, same.err);
  CHECK(same.plugin()["compared"]["alike"] == true);
  CHECK(same.plugin()["compared"]["difference"].is_null());
  const auto other = shoot({shot, "--compare", TEST_OTHER_PICTURE});
  CHECK(other.exit_code == 1);
  CHECK(other.plugin()["compared"]["alike"] == false);
  CHECK(other.err.find("looks different") != std::string::npos);
  const auto nothing = shoot({shot, "--compare", folder / "none.png"});
  CHECK(nothing.exit_code == 2);
  CHECK(nothing.err.find("none.png") != std::string::npos);
  const auto alone = run({kWitness, "--compare", reference, "--seconds", "0.1"}, with(""));
  CHECK(alone.exit_code == 2);
}

TEST_CASE("an editor that refuses or crashes is one clear error") {
  const auto refused = run({kWitness, "--editor", "--seconds", "0.1"}, with("refuse_editor"));
  CHECK(refused.exit_code == 1);
  CHECK(refused.messages() == 1);
  const auto crashed = run({kWitness, "--editor", "--seconds", "0.1"}, with("crash_in_editor"));
  CHECK(crashed.exit_code == 1);
  CHECK(crashed.messages() == 1);
  CHECK(crashed.err.find("crashed with SIGSEGV while its editor was opened") != std::string::npos);
}

}  // namespace attacca::trial::test
