// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca soak` from outside, on plugins that are right and on plugins that are not.

#include <algorithm>

#include <doctest/doctest.h>
#include <sched.h>

#include "tests/trial/program.hpp"
#include "well_formed.hpp"

namespace attacca::trial::test {
namespace {

constexpr const char* kWitness = TEST_WITNESS;

Outcome soak(std::vector<std::string> arguments, std::map<std::string, std::string> variables = {},
             const std::function<void(pid_t)>& meanwhile = {}) {
  arguments.insert(arguments.begin(), {"soak", "--json", "--no-editor", "--seed", "7"});
  return run_program(std::move(arguments), variables, meanwhile);
}

Outcome faulty(const std::string& fault, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {kWitness, "--seconds", "2.5"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return soak(std::move(arguments), {{"WITNESS_FAULT", fault}});
}

/// While it lives, this thread and the programs that it starts have one core.
class OneCore {
 public:
  OneCore() {
    REQUIRE(sched_getaffinity(0, sizeof before_, &before_) == 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    for (std::size_t core = 0; CPU_COUNT(&one) == 0; ++core) {
      if (CPU_ISSET(core, &before_)) CPU_SET(core, &one);
    }
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  }
  ~OneCore() { (void)sched_setaffinity(0, sizeof before_, &before_); }
  OneCore(const OneCore&) = delete;
  OneCore& operator=(const OneCore&) = delete;

 private:
  cpu_set_t before_{};
};

bool finds(const Outcome& outcome, const std::string& words) {
  return outcome.err.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a plugin that keeps up is clean, with everything counted") {
  for (const std::string threads : {"main", "worker", "both"}) {
    CAPTURE(threads);
    const auto outcome =
        soak({kWitness, "--seconds", "2.5", "--threads", threads}, {{"WITNESS_FAULT", ""}});
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
    const auto document = outcome.document();
    CHECK(document["clean"] == true);
    CHECK(document["plugins"].size() == 2);  // instances
    for (const auto& plugin : document["plugins"]) {
      CHECK(plugin["audio"]["checks"].get<int>() >= 4);
      CHECK(plugin["audio"]["lost"] == 0);
      CHECK(plugin["audio"]["torn"] == 0);
      CHECK(plugin["changes"].get<int>() >= 500);
    }
    CHECK(document["totals"]["callbacks"].get<int>() > 500);
    CHECK(document["totals"]["engine_cycles"].get<int>() >= 1);
    CHECK(document["timeline"].size() >= 2);
    CHECK(document["settings"]["seed"] == 7);
  }
}

TEST_CASE("our own plugin in both formats at once is clean, seen in the next callback") {
  const auto outcome = soak({TEST_TRACK_INFO_VST3, TEST_TRACK_INFO_CLAP, "--seconds", "3",
                             "--threads", "both", "--instances", "1"});
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  const auto document = outcome.document();
  for (const auto& plugin : document["plugins"]) {
    CHECK(plugin["audio"]["later"] == 0);
    CHECK(plugin["audio"]["next_callback"].get<int>() > 100);
    CHECK(plugin["audio"]["most_callbacks"] == 1);
    CHECK(plugin["state_saves"].get<int>() >= 1);
  }
}

TEST_CASE("an update that is skipped while audio is busy is a lost last value") {
  for (const std::string threads : {"main", "worker", "both"}) {
    CAPTURE(threads);
    const auto outcome = faulty("skip_when_busy", {"--threads", threads});
    CHECK(outcome.exit_code == 1);
    CHECK(finds(outcome, "last values on their way to audio"));
    const auto document = outcome.document();
    CHECK(document["plugins"].size() == 2);
    for (const auto& plugin : document["plugins"]) {
      CHECK(plugin["met"].get<int>() >= 1);
      CHECK(plugin["audio"]["lost"].get<int>() >= 1);
    }
  }
}

TEST_CASE("a skipped update is found on one core too, where no update meets a callback by chance") {
  const OneCore one_core;
  const auto outcome = faulty("skip_when_busy");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "last values on their way to audio"));
}

TEST_CASE("a plugin that never looks at its events is soaked all the same") {
  const auto outcome = faulty("ignore_events");
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
  const auto document = outcome.document();
  CHECK(document["plugins"].size() == 2);
  for (const auto& plugin : document["plugins"]) {
    CHECK(plugin["aimed"].get<int>() >= 1);
    CHECK(plugin["audio"]["checks"].get<int>() >= 4);
  }
}

TEST_CASE("a plugin that stops to follow is found") {
  const auto outcome = faulty("lose");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "on their way to audio"));
}

TEST_CASE("a record that is put together from two is torn") {
  const auto outcome = faulty("tear");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "torn record"));
  CHECK(outcome.document()["totals"]["torn_records"].get<int>() >= 1);
}

TEST_CASE("allocations in the callback are counted") {
  const auto outcome = faulty("allocate");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "on the audio thread"));
  CHECK(outcome.plugin()["audio_thread"]["allocations"].get<int>() > 100);
#ifndef ATTACCA_SANITIZED  // their allocators stand between the call and the real-time guard
  const nlohmann::json sites = outcome.plugin()["offence_sites"];
  CHECK(std::any_of(sites.begin(), sites.end(), [](const nlohmann::json& site) {
    const std::string text = site;
    return text.find("× allocation in ") != std::string::npos &&
           text.find("witness_clap.cpp:") != std::string::npos;
  }));
  CHECK(finds(outcome, "witness_clap.cpp:"));
#endif
}

TEST_CASE("a crash is a finding beside what was known until then, in every report") {
  const Folder folder;
  const auto outcome = soak(
      {kWitness, "--seconds", "20", "--html", folder / "r.html", "--json-file", folder / "r.json"},
      {{"WITNESS_FAULT", "crash_later"}});
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "Witness (clap) crashed with SIGSEGV in an audio callback"));
  CHECK(outcome.document()["totals"]["callbacks"].get<int>() > 100);
  CHECK(outcome.document()["timeline"].size() >= 1);
  CHECK(nlohmann::json::parse(text_of(folder / "r.json"))["clean"] == false);
  const std::string page = text_of(folder / "r.html");
  CHECK(page.find("crashed with SIGSEGV") != std::string::npos);
  CHECK(is_well_formed(std::string_view(page).substr(page.find("<html"))));
}

TEST_CASE("a callback that does not come back is a finding, after ten seconds") {
  const auto outcome = faulty("hang");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "did not come back in its audio callback"));
}

TEST_CASE("a plugin that ends the process is named") {
  const auto outcome = faulty("leave");
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "ended the process while it received track info"));
}

TEST_CASE("what plugins print does not end up in the report's stream, but in the report") {
  const auto outcome = soak({kWitness, "--seconds", "1"}, {{"WITNESS_FAULT", ""}});
  CHECK(outcome.document()["printed"].front() == "a plugin that talks");
}

TEST_CASE("SIGINT and SIGTERM end it with the report so far") {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Folder folder;
    const Sign sign(200);
    const auto outcome = soak({kWitness, "--seconds", "600", "--html", folder / "r.html"},
                              sign.variables(), [&](pid_t process) {
                                CHECK(sign.wait());
                                kill(process, signal);
                              });
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.document()["totals"]["was_interrupted"] == true);
    CHECK(outcome.document()["totals"]["callbacks"].get<int>() > 100);
    CHECK(text_of(folder / "r.html").find("interrupted after") != std::string::npos);
  }
}

TEST_CASE("wrong calls are one line and exit code 2, before anything is loaded") {
  const Folder folder;
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {kWitness, "--changes-per-second", "0"},
      {kWitness, "--changes-per-second", "10001"},
      {kWitness, "--instances", "0"},
      {kWitness, "--threads", "many"},
      {kWitness, "--profile", "nobody"},
      {kWitness, "--minutes", "1", "--seconds", "1"},
      {kWitness, "--html", folder / "missing/r.html"},
      {kWitness, "--json-file", folder.path()},
      {folder / "missing.clap"},
  };
  for (const auto& arguments : wrong) {
    const auto outcome = soak(arguments);
    CHECK_MESSAGE(outcome.exit_code == 2, outcome.err);
    CHECK_MESSAGE(outcome.messages() == 1, outcome.err);
  }
}

TEST_CASE("a plugin that does not survive being looked at is a failure, not the end of the tool") {
  const auto outcome = soak({TEST_CRASHING_PLUGIN});
  CHECK(outcome.exit_code == 1);
  CHECK(finds(outcome, "crashed with SIGSEGV"));
}

}  // namespace attacca::trial::test
