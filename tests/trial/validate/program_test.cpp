// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// `attacca validate` from outside.

#include "tests/trial/program.hpp"

#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "tests/support/temporary_folder.hpp"

namespace attacca::trial::test {

namespace {

const std::vector<std::string> kOurs = {TEST_GAIN_VST3, TEST_GAIN_CLAP, TEST_TRACK_INFO_VST3,
                                        TEST_TRACK_INFO_CLAP};

Outcome validate(std::vector<std::string> arguments,
                 const std::function<void(pid_t)>& meanwhile = {}) {
  arguments.insert(arguments.begin(), "validate");
  return run_program(std::move(arguments), {}, meanwhile);
}

/// Name, profile and verdict of every check.
std::set<std::string> verdicts_of(const Outcome& outcome) {
  std::set<std::string> verdicts;
  const auto plugin = outcome.plugin();
  for (const auto& check : plugin["checks"]) {
    verdicts.insert(check["name"].get<std::string>() + " " + check["profile"].get<std::string>() +
                    " " + check["verdict"].get<std::string>());
  }
  return verdicts;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("our plugins pass every check, in every profile, without a warning") {
  for (const std::string& path : kOurs) {
    CAPTURE(path);
    const Outcome outcome = validate({path, "--strict", "--json"});
    CAPTURE(outcome.err);
    const auto plugin = outcome.plugin();
    for (const auto& check : plugin["checks"]) {
      CAPTURE(check.dump());
      const std::string verdict = check["verdict"];
      CHECK((verdict == "passed" || verdict == "skipped"));
    }
    CAPTURE(plugin["broken_watches"].dump());
    CHECK(plugin["broken_watches"].empty());
    CHECK(plugin["counts"]["passed"] > 150);
    CHECK(outcome.exit_code == 0);
  }
}

TEST_CASE("the same seed gives the same verdicts") {
  const std::vector<std::string> arguments = {TEST_GAIN_CLAP, "--seed", "7", "--json"};
  CHECK(verdicts_of(validate(arguments)) == verdicts_of(validate(arguments)));
}

TEST_CASE("the list has at least a hundred checks, each with a rule and a source") {
  const auto document = validate({"--list", "--json"}).document();
  CHECK(document["checks"].size() >= 100);
  for (const auto& check : document["checks"]) {
    CHECK_FALSE(check["rule"].get<std::string>().empty());
    CHECK_FALSE(check["source"].get<std::string>().empty());
  }
  CHECK(has(validate({"--list"}).out, "rules watched during all of them"));
}

TEST_CASE("only what is asked for is run") {
  const Outcome outcome = validate({TEST_GAIN_CLAP, "--only", "scan.*", "--json"});
  CHECK(outcome.exit_code == 0);
  const auto plugin = outcome.plugin();
  for (const auto& check : plugin["checks"]) CHECK(check["area"] == "scan");
}

TEST_CASE("wrong calls are one line and exit code 2") {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {},
           {TEST_GAIN_CLAP, "--only", "no.such-check"},
           {TEST_GAIN_CLAP, "--profile", "no-such-daw"},
           {TEST_GAIN_CLAP, "--junit", "/no/such/folder/report.xml"},
           {TEST_GAIN_CLAP, "--seed", "seven"},
           {TEST_GAIN_CLAP, "--jobs", "0"},
           {"/no/such/plugin.clap"},
           {"/bin/ls"},
           {"--twins", TEST_GAIN_CLAP},
           {"--twins", TEST_GAIN_CLAP, "/no/such/plugin.clap"}}) {
    std::string call;
    for (const std::string& argument : arguments) call += argument + " ";
    CAPTURE(call);
    const Outcome outcome = validate(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.messages() == 1);
  }
}

TEST_CASE("a file that is not there does not keep the others from being tried") {
  const Outcome outcome =
      validate({"/no/such/plugin.clap", TEST_GAIN_CLAP, "--only", "scan.loads", "--json"});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.plugin()["name"] == "Attacca Gain");
}

TEST_CASE("a crash is a finding with a backtrace, and the next plugin has its turn") {
  const Outcome outcome = validate({TEST_CRASHING_PLUGIN, TEST_GAIN_CLAP, "--only", "scan.*"});
  CHECK(outcome.exit_code == 1);
  CHECK(has(outcome.out, "crashed"));
  CHECK(has(outcome.out, "#0 "));
  CHECK(has(outcome.out, "Attacca Gain"));
}

TEST_CASE("the command that a finding prints repeats it") {
  const auto failing = validate({TEST_CRASHING_PLUGIN, "--json"}).document();
  const std::string repeat = failing["not_loaded"].empty()
                                 ? failing["plugins"][0]["checks"][0]["repeat"]
                                 : failing["not_loaded"][0]["repeat"];
  const std::string start = "attacca ";
  REQUIRE(repeat.starts_with(start));
  const std::string command =
      "'" ATTACCA_PROGRAM "' " + repeat.substr(start.size()) + " >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 1);
}

TEST_CASE("JUnit XML is written, and says the same") {
  const Folder folder;
  const std::string file = folder / "report.xml";
  CHECK(validate({TEST_GAIN_CLAP, "--only", "scan.*", "--junit", file}).exit_code == 0);
  const std::string xml = text_of(file);
  CHECK(has(xml, "<testsuite name=\"Attacca Gain (clap)\""));
  CHECK(has(xml, "failures=\"0\""));
  CHECK(has(xml, "name=\"scan.loads\""));
}

TEST_CASE("a bare file name in the working folder is a plugin as well") {
  const Folder folder;
  fs::copy_file(TEST_GAIN_CLAP, folder.path() / "gain.clap");
  const std::string command = "cd '" + folder.path().string() +
                              "' && '" ATTACCA_PROGRAM
                              "' validate gain.clap --only scan.loads >/dev/null 2>&1";
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("in this process, for debuggers, the verdicts are the same") {
  const std::vector<std::string> arguments = {TEST_GAIN_CLAP, "--only", "parameters.*", "--json"};
  std::vector<std::string> in_process = arguments;
  in_process.emplace_back("--in-process");
  CHECK(verdicts_of(validate(arguments)) == verdicts_of(validate(in_process)));
}

TEST_CASE("the formats of our plugins are twins") {
  for (std::size_t i = 0; i < kOurs.size(); i += 2) {
    const Outcome outcome = validate({"--twins", kOurs[i], kOurs[i + 1], "--json"});
    CHECK(outcome.exit_code == 0);
    const auto document = outcome.document();
    CAPTURE(document.dump());
    CHECK(document["same"] == true);
    CHECK(document["lines"] > 100);
    for (const auto& difference : document["differences"]) CHECK(difference["forced"].is_string());
  }
}

TEST_CASE("two different plugins are no twins") {
  const Outcome outcome = validate({"--twins", TEST_GAIN_VST3, TEST_TRACK_INFO_CLAP});
  CHECK(outcome.exit_code == 1);
  CHECK(has(outcome.out, "DIFFERENT  twins.identity: identity.name"));
}

TEST_CASE("a moduleinfo.json too large to be one is named, and not read") {
  const attacca::test::TemporaryFolder folder;
  const auto bundle = folder / std::filesystem::path(TEST_GAIN_VST3).filename().string();
  std::filesystem::copy(TEST_GAIN_VST3, bundle, std::filesystem::copy_options::recursive);
  const auto info = bundle / "Contents/Resources/moduleinfo.json";
  REQUIRE(std::filesystem::exists(info));
  std::filesystem::resize_file(info, std::uintmax_t{5} << 20U);
  const Outcome outcome = validate({bundle, "--only", "vst3.module-info"});
  CHECK(outcome.exit_code == 1);
  CHECK(has(outcome.out, "moduleinfo.json"));
  CHECK(has(outcome.out, "too large (more than 4194304 bytes)"));
}

TEST_CASE("ctrl-C ends it with what is known so far") {
  const Outcome outcome = validate({TEST_TRACK_INFO_VST3, "--json"}, [](pid_t process) {
    std::this_thread::sleep_for(std::chrono::seconds(1));  // whenever: any moment will do
    kill(process, SIGINT);
  });
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.document()["interrupted"] == true);
}

}  // namespace attacca::trial::test
