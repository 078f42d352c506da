// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "trial/run/run_plan.hpp"
#include "trial/run/run_report.hpp"

using namespace attacca::trial;
using attacca::CommandResult;
using attacca::ExitCode;

namespace {

RunResult good_run() {
  RunResult run;
  PluginResult plugin;
  plugin.path = "/p/x.clap";
  plugin.description.name = "X";
  plugin.track_info_by = "clap.track-info/1";
  plugin.changes_sent = 200;
  plugin.audio = {true, 200u, 180u, 3, 0};
  plugin.editor = {true, 200u, 90u, 3, 0};
  plugin.timing = {1000, 1200, 5600, 8000, 2};
  run.plugins.push_back(plugin);
  return run;
}

CommandResult reported(const RunResult& run, bool strict = false) {
  CommandResult result;
  report_run(run, strict, result);
  return result;
}

}  // namespace

TEST_CASE("the document has the keys that scripts rely on") {
  const auto document = reported(good_run()).document;
  const auto& plugin = document.at("plugins").at(0);
  CHECK(plugin.at("path") == "/p/x.clap");
  CHECK(plugin.at("format") == "clap");
  CHECK(plugin.at("name") == "X");
  CHECK(plugin.at("track_changes_sent") == 200);
  CHECK(plugin.at("audio_last_value_seen") == true);
  CHECK(plugin.at("editor_last_value_seen") == true);
  CHECK(plugin.at("lost_last_values") == 0);
  CHECK(plugin.at("late_callbacks") == 2);
  CHECK(plugin.at("audio_thread_offences") == 0);
  CHECK(plugin.at("callback_ns").at("median") == 1200);
  CHECK(plugin.at("callback_ns").at("p99_9") == 5600);
  CHECK(plugin.at("callback_ns").at("max") == 8000);
}

TEST_CASE("what a plugin does not report is null, and no failure") {
  RunResult run = good_run();
  run.plugins[0].audio = {};
  run.plugins[0].editor = {};
  const CommandResult result = reported(run);
  CHECK(result.document["plugins"][0]["audio_last_value_seen"].is_null());
  CHECK(result.document["plugins"][0]["editor_last_value_seen"].is_null());
  CHECK(result.exit_code == ExitCode::ok);
}

TEST_CASE("a lost value, an offence, a broken rule and a refusal are failures") {
  CHECK(reported(good_run()).exit_code == ExitCode::ok);
  RunResult lost = good_run();
  lost.plugins[0].audio.lost = 1;
  CHECK(reported(lost).exit_code == ExitCode::wrong);
  CHECK(reported(lost).document["plugins"][0]["lost_last_values"] == 1);
  CHECK(reported(lost).error.find("lost 1 last value") != std::string::npos);
  RunResult offence = good_run();
  offence.plugins[0].audio_thread.of(attacca::host::RealtimeOffenceKind::lock) = 4;
  CHECK(reported(offence).exit_code == ExitCode::wrong);
  CHECK(reported(offence).document["plugins"][0]["audio_thread_offences"] == 4);
  RunResult rule = good_run();
  rule.plugins[0].broken_rules.push_back({"wrote infinity or not-a-number", 3, true});
  CHECK(reported(rule).exit_code == ExitCode::wrong);
  RunResult refusal = good_run();
  refusal.plugins[0].processed = false;
  CHECK(reported(refusal).exit_code == ExitCode::wrong);
}

TEST_CASE(
    "a broken rule that harms no audio is reported, and a failure only when that was asked for") {
  RunResult run = good_run();
  run.plugins[0].broken_rules.push_back({"changed its latency outside activate", 1, false});
  CHECK(reported(run).exit_code == ExitCode::ok);
  CHECK(reported(run).text.find("changed its latency outside activate") != std::string::npos);
  CHECK(reported(run, true).exit_code == ExitCode::wrong);
}

TEST_CASE("late callbacks are a failure only when that was asked for") {
  RunResult run = good_run();
  run.engine.callback.late = 2;
  CHECK(reported(run).exit_code == ExitCode::ok);
  CHECK(reported(run, true).exit_code == ExitCode::wrong);
}

TEST_CASE("durations are printed in the unit that fits") {
  CHECK(text_of_duration(840) == "840 ns");
  CHECK(text_of_duration(1250) == "1.2 µs");
  CHECK(text_of_duration(3'400'000) == "3.4 ms");
}

TEST_CASE("audio is shorter than the run by the times the engine is stopped") {
  const auto script = parse_script("1 stop\n3 start\n5 stop", "s", 1);
  REQUIRE(script.has_value());
  CHECK(played_seconds(*script, 8.0) == doctest::Approx(3.0));
  const auto restarted = parse_script("1 stop\n3 start", "s", 1);
  REQUIRE(restarted.has_value());
  CHECK(played_seconds(*restarted, 8.0) == doctest::Approx(6.0));
  CHECK(played_seconds({}, 8.0) == doctest::Approx(8.0));
}
