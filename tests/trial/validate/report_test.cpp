// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include <doctest/doctest.h>

#include "trial/validate/report/json_report.hpp"
#include "trial/validate/report/junit_report.hpp"
#include "trial/validate/report/text_report.hpp"

namespace attacca::validate {
namespace {

constexpr Check kCrash{.name = "test.crash", .rule = "it lives", .source = "the test <&>"};
constexpr Check kWarn{.name = "test.warn",
                      .rule = "it is nice",
                      .source = "the test",
                      .severity = Severity::warning,
                      .per_profile = true};
constexpr Check kPass{.name = "test.pass", .rule = "it is", .source = "the test"};
constexpr Check kSkip{.name = "test.skip", .rule = "it has", .source = "the test"};

ValidationReport sample() {
  PluginReport plugin;
  plugin.subject.path = "my plugins/It's \"odd\".clap";
  plugin.subject.plugin.name = "Odd & Co";
  CheckResult crash;
  crash.check = &kCrash;
  crash.profile = "attacca";
  crash.verdict = Verdict::crashed;
  crash.messages = {"crashed with SIGSEGV while \x01 <here>"};
  crash.backtrace = {"#0 f() in odd.clap"};
  CheckResult warned;
  warned.check = &kWarn;
  warned.profile = "hostile";
  warned.verdict = Verdict::warned;
  warned.messages = {"not nice"};
  CheckResult passed;
  passed.check = &kPass;
  CheckResult skipped;
  skipped.check = &kSkip;
  skipped.verdict = Verdict::skipped;
  skipped.messages = {"it has none"};
  plugin.results = {crash, warned, passed, skipped};
  plugin.watches = {
      {find_watch("realtime.no-lock"), 7, {"7 x lock: f()"}, {"test.pass"}, "attacca"}};
  plugin.watches_kept = 30;
  ValidationReport report;
  report.seed = 42;
  report.files.push_back({plugin.subject.path, passed, {plugin}});
  return report;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("checks and watches are counted once each") {
  const Counts counts = sample().counts();
  CHECK(counts.failed == 2);
  CHECK(counts.warned == 1);
  CHECK(counts.passed == 31);
  CHECK(counts.skipped == 1);
}

TEST_CASE("the text names rule, source, what was seen, and the command that repeats it") {
  const ValidationReport report = sample();
  const std::string text = text_of(report.files[0], report);
  CHECK(has(text, "2 FAILED"));
  CHECK(has(text, "it lives [the test <&>]"));
  CHECK(has(text, "#0 f() in odd.clap"));
  CHECK(
      has(text, "attacca validate 'my plugins/It'\\''s \"odd\".clap' --only test.crash --seed 42"));
  CHECK(has(text, "--only test.warn --seed 42 --profile hostile"));
  CHECK(has(text, "realtime.no-lock: 7 times in 1 checks"));
  // A watch counts where --only names it, and needs a check to happen in.
  CHECK(has(text, "--only test.pass --only realtime.no-lock --seed 42 --profile attacca"));
  CHECK(has(text, "it has none: test.skip"));
  CHECK(has(text, "31 passed, 2 failed, 1 warnings, 1 skipped"));
}

TEST_CASE("the command that repeats a finding has the patience that it was found with") {
  ValidationReport report = sample();
  report.patience = 0.5;
  const auto& plugin = report.files[0].plugins[0];
  CHECK(has(command_to_repeat("a.clap", plugin.results[0], report), "--patience 0.5"));
  CHECK(has(command_to_repeat("a.clap", plugin.watches[0], report), "--patience 0.5"));
  report.patience = 1.0;
  CHECK_FALSE(has(command_to_repeat("a.clap", plugin.results[0], report), "--patience"));
}

TEST_CASE("a finding of one plugin among several is repeated with that plugin alone") {
  ValidationReport report = sample();
  Subject& subject = report.files[0].plugins[0].subject;
  subject.plugin.id = "org.test.two";
  CHECK_FALSE(has(text_of(report.files[0], report), "#org.test.two"));
  subject.shares_file = true;
  const std::string again = ".clap#org.test.two' --only test.crash";
  CHECK(has(text_of(report.files[0], report), again));
  CHECK(has(json_of(report)["plugins"][0]["checks"][0]["repeat"].get<std::string>(), again));
}

TEST_CASE("JSON has the verdicts, and the command for each check") {
  const auto json = json_of(sample());
  const auto& plugin = json["plugins"][0];
  CHECK(plugin["checks"][0]["verdict"] == "crashed");
  CHECK(plugin["checks"][1]["profile"] == "hostile");
  CHECK(plugin["counts"]["failed"] == 2);
  CHECK(plugin["broken_watches"][0]["name"] == "realtime.no-lock");
  CHECK(plugin["checks"][0]["repeat"].get<std::string>().starts_with("attacca validate "));
  CHECK(has(plugin["broken_watches"][0]["repeat"], "--only realtime.no-lock"));
}

TEST_CASE("JUnit XML escapes what XML forbids") {
  const std::string xml = junit_of(sample());
  CHECK(has(xml, "Odd &amp; Co"));
  CHECK(has(xml, "&lt;here&gt;"));
  CHECK_FALSE(has(xml, "\x01"));
  CHECK(has(xml, "failures=\"2\""));
  CHECK(has(xml, "<skipped message="));
  CHECK(has(xml, "repeat: attacca validate"));
  CHECK(has(xml, "--only realtime.no-lock"));
}

}  // namespace attacca::validate
