// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What a soak reports: verdict, text, plots, page, and the view while it goes on.

#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tests/trial/program.hpp"
#include "text/utf8.hpp"
#include "trial/soak/html_report.hpp"
#include "trial/soak/live_view.hpp"
#include "trial/soak/report_file.hpp"
#include "trial/soak/soak_json.hpp"
#include "trial/soak/soak_plots.hpp"
#include "trial/soak/soak_summary.hpp"
#include "trial/soak/svg_plot.hpp"
#include "trial/soak/wording.hpp"
#include "well_formed.hpp"

namespace attacca::trial {
namespace {

using test::is_well_formed;

Distribution some_durations() {
  Histogram histogram;
  for (std::uint64_t i = 1; i < 500; ++i) histogram.add(i * i * 7);
  return histogram.distribution();
}

SoakReport clean_report() {
  SoakReport report;
  report.plan.files.push_back({"/x/A & B <1>.clap", {}});
  report.plan.files.back().description.name = "A & B <1>";
  report.plan.instances = 1;
  report.command_line = "attacca soak 'A & B <1>.clap'";
  PluginFigures plugin;
  plugin.name = "A & B <1>";
  plugin.format = "clap";
  plugin.track_info_by = "clap.track-info/1";
  plugin.editor = "open";
  plugin.changes = 1'234;
  plugin.processed = true;
  plugin.audio.reports = plugin.shown.reports = true;
  plugin.audio.checks = plugin.shown.checks = 40;
  plugin.audio.next_callback = 40;
  plugin.audio.most_callbacks = 1;
  plugin.audio.latency = plugin.shown.latency = plugin.callback = some_durations();
  report.figures.plugins.push_back(plugin);
  report.figures.seconds = 30.0;
  report.figures.callback = some_durations();
  report.figures.callbacks = report.figures.callback.count;
  for (int i = 1; i <= 30; ++i) {
    SoakSecond second;
    second.time = i;
    second.callbacks = 750;
    second.median = 5'000;
    second.p99_9 = 20'000;
    second.max = 30'000;
    second.changes = 1'000;
    second.checks = 4;
    second.resident_kb = 60'000;
    report.timeline.add(second);
  }
  report.printed = {"a plugin that prints </pre><script>"};
  return report;
}

bool has(const std::vector<std::string>& lines, std::string_view words) {
  return std::any_of(lines.begin(), lines.end(), [words](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a clean soak has no findings") {
  SoakReport report = clean_report();
  judge(report);
  CHECK(report.faults.empty());
  CHECK(soak_summary(report).find("Nothing was lost, torn or broken: 80 checks.") !=
        std::string::npos);
  CHECK(soak_document(report)["clean"] == true);
}

TEST_CASE("each thing that can go wrong is a finding that says what") {
  const auto faults_with = [](const auto& spoil) {
    SoakReport report = clean_report();
    spoil(report);
    judge(report);
    CHECK(report.faults.size() == 1);
    return report.faults;
  };
  const auto plugin = [](SoakReport& report) -> PluginFigures& {
    return report.figures.plugins.front();
  };
  CHECK(has(faults_with([&](SoakReport& report) { plugin(report).audio.lost = 3; }),
            "lost 3 of 40 last values on their way to audio"));
  CHECK(has(faults_with([&](SoakReport& report) { plugin(report).shown.lost = 1; }),
            "on their way to the editor"));
  CHECK(has(faults_with([&](SoakReport& report) { plugin(report).audio.torn = 2; }), "2 torn"));
  CHECK(has(faults_with([&](SoakReport& report) { plugin(report).audio.later = 1; }),
            "later than in the next callback"));
  CHECK(has(faults_with([&](SoakReport& report) {
              plugin(report).audio_thread.of(host::RealtimeOffenceKind::lock) = 9;
            }),
            "made 9 call(s) on the audio thread"));
  CHECK(has(faults_with([&](SoakReport& report) {
              plugin(report).broken_rules.push_back({"wrote infinity", 2, true});
            }),
            "wrote infinity (2 times)"));
  CHECK(has(faults_with([&](SoakReport& report) { plugin(report).processed = false; }),
            "refused to process"));
  CHECK(has(faults_with([&](SoakReport& report) { report.figures.host_offences = 1; }),
            "the host itself"));
}

TEST_CASE("late callbacks and growing memory are notes, and findings only when strict") {
  for (const bool is_strict : {false, true}) {
    SoakReport report = clean_report();
    report.is_strict = is_strict;
    report.figures.late = 4;
    for (int i = 31; i <= 300; ++i) {
      SoakSecond second;
      second.time = i;
      second.resident_kb = 60'000 + static_cast<std::uint64_t>(i) * 20;
      second.allocated_kb = 10'000;
      report.timeline.add(second);
    }
    judge(report);
    CHECK(report.faults.empty() == !is_strict);
    const auto& where = is_strict ? report.faults : report.notes;
    CHECK(has(where, "4 of 499 callbacks were late"));
    CHECK(has(where, "memory grew by 1.2 MB a minute"));
    CHECK(has(where, "(of it allocated: 0 kB a minute, from 10.0 MB)"));
  }
}

TEST_CASE("a plugin that says nothing of its track is noted, not passed as checked") {
  SoakReport report = clean_report();
  report.figures.plugins.front().audio = {};
  report.figures.plugins.front().shown = {};
  judge(report);
  CHECK(has(report.notes, "nothing could be checked"));
  CHECK(soak_summary(report).find("no plugin reports") != std::string::npos);
}

TEST_CASE("the page is well-formed, with every name escaped and nothing from elsewhere") {
  SoakReport report = clean_report();
  report.figures.plugins.front().audio.torn = 1;
  judge(report);
  const std::string page = html_report(report);
  const std::string doctype = "<!DOCTYPE html>\n";
  REQUIRE(page.starts_with(doctype));
  CHECK(is_well_formed(std::string_view(page).substr(doctype.size())));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("src=") == std::string::npos);
  CHECK(page.find("url(") == std::string::npos);
  CHECK(page.find("A &amp; B &lt;1&gt;") != std::string::npos);
  CHECK(page.find("prefers-color-scheme: dark") != std::string::npos);
}

TEST_CASE("a page can be made of a soak that ended before it began") {
  SoakReport report;
  report.faults.push_back("it crashed with SIGSEGV while it was loaded");
  judge(report);
  const std::string page = html_report(report);
  CHECK(is_well_formed(std::string_view(page).substr(page.find("<html"))));
  CHECK(page.find("1 finding.") != std::string::npos);
}

TEST_CASE("every plot is well-formed by itself and has a title and a description") {
  SoakReport report = clean_report();
  judge(report);
  for (const std::string& plot : {plot_callbacks_over_time(report), plot_callback_histogram(report),
                                  plot_latency(report, true), plot_latency(report, false),
                                  plot_memory(report), plot_changes(report), plot_checks(report)}) {
    CHECK(is_well_formed(plot));
    CHECK(plot.find("<title>") != std::string::npos);
    CHECK(plot.find("<desc>") != std::string::npos);
    CHECK(plot.find("nan") == std::string::npos);
    CHECK(plot.find("inf") == std::string::npos);
  }
}

TEST_CASE("our check of XML bites") {
  CHECK(is_well_formed("<a b=\"c\"><d/>text &amp; more</a>"));
  for (const char* const wrong : {"<a>", "<a></b>", "<a b=c/>", "<a>&nbsp;</a>", "<a/><b/>", "a",
                                  "<a b=\"<\"/>", "<a>\x01</a>", "<a>></a>"}) {
    CHECK_FALSE_MESSAGE(is_well_formed(wrong), wrong);
  }
}

TEST_CASE("ticks are round numbers within the axis") {
  const auto text = [](double value) { return std::to_string(value); };
  CHECK(plot_ticks({0.0, 100.0, false, "", text}, 5) ==
        std::vector<double>{0.0, 20.0, 40.0, 60.0, 80.0, 100.0});
  const auto decades = plot_ticks({1.0, 1e6, true, "", text}, 7);
  CHECK(decades.size() == 7);
  CHECK(decades.front() == doctest::Approx(1.0));
  CHECK(decades.back() == doctest::Approx(1e6));
}

TEST_CASE("the view fits the terminal, however narrow") {
  LiveState state;
  state.seconds = 61.0;
  state.total_seconds = 600.0;
  state.changes = 123'456'789;
  state.plugins = "A plugin with a very long name (vst3), another one (clap), 2 of each";
  state.activity = "changing tracks";
  const std::size_t lines = live_lines(state, 80).size();
  for (const std::size_t columns : {0u, 1u, 10u, 40u, 80u, 200u}) {
    const auto drawn = live_lines(state, columns);
    CHECK(drawn.size() == lines);  // or the redraw would climb to the wrong line
    for (const std::string& line : drawn) CHECK(text::count_code_points(line) <= columns);
  }
  CHECK(progress_line(state).find("123,456,789 changes") != std::string::npos);
}

TEST_CASE("callbacks that could not be met are owned up to") {
  SoakReport report = clean_report();
  report.figures.plugins[0].aimed = 12;
  judge(report);
  CHECK(report.faults.empty());
  CHECK(has(report.notes, "never notified during a callback, in 12 tries"));
  report = clean_report();
  report.figures.plugins[0].aimed = 12;
  report.figures.plugins[0].met = 1;
  judge(report);
  CHECK_FALSE(has(report.notes, "never notified during a callback"));
}

TEST_CASE("words: numbers in groups, times and sizes") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(text_of_seconds(59.94) == "59.9 s");
  CHECK(text_of_seconds(3'725) == "1:02:05");
  CHECK(text_of_kilobytes(-1'500) == "-1.5 MB");
  CHECK(text_of_share(-1) == "not measured");
  CHECK(fitted("äöüß", 3) == "äö…");
}

TEST_CASE("figures survive the way from the loaded process") {
  const SoakFigures figures = clean_report().figures;
  const nlohmann::json sent = figures;
  const auto received = nlohmann::json::parse(sent.dump()).get<SoakFigures>();
  CHECK(nlohmann::json(received) == sent);
}

TEST_CASE("a report's file is refused before the work, and takes its place only when whole") {
  const test::Folder folder;
  const auto nowhere = ReportFile::open(folder / "missing/report.html");
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().message.find("missing/report.html") != std::string::npos);
  CHECK_FALSE(ReportFile::open(folder.path()).has_value());
  const std::string path = folder.write("report.html", "older");
  {
    auto file = ReportFile::open(path);
    REQUIRE(file.has_value());
    CHECK(test::text_of(path) == "older");
  }
  CHECK(test::text_of(path) == "older");
  auto file = ReportFile::open(path);
  REQUIRE(file.has_value());
  REQUIRE((*file)->write("newer").has_value());
  CHECK(test::text_of(path) == "newer");
  file->reset();
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a full device is an error when the report is written") {
  auto file = ReportFile::open("/dev/full");
  REQUIRE(file.has_value());
  const auto written = (*file)->write("report");
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().message.find("/dev/full") != std::string::npos);
}

}  // namespace attacca::trial
