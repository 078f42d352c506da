// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/number_range.hpp"
#include "cli/replay_run.hpp"
#include "text/shell_word.hpp"
#include "trial/soak/html_report.hpp"
#include "trial/soak/report_file.hpp"
#include "trial/soak/soak_plan.hpp"
#include "trial/soak/soak_session.hpp"
#include "trial/soak/soak_summary.hpp"
#include "trial/soak/wording.hpp"

namespace attacca::cli {

using namespace trial;  // this file is its command line
namespace {

/// The files that the report goes to, besides the standard output.
struct ReportFiles {
  std::unique_ptr<ReportFile> html;
  std::unique_ptr<ReportFile> json;
};

Result<void> open_file(const std::string& path, const char* option,
                       std::unique_ptr<ReportFile>& file) {
  if (path.empty()) return {};
  auto opened = ReportFile::open(path);
  if (!opened) return fail(std::string(option) + ": " + opened.error().message);
  file = std::move(*opened);
  return {};
}

std::string json_text(const nlohmann::ordered_json& document) {
  using Json = nlohmann::ordered_json;
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The call that repeats this soak.
std::string command_line(const SoakOptions& options, const SoakPlan& plan) {
  std::string text = "attacca soak";
  for (const std::string& plugin : options.plugins) text += " " + text::shell_path(plugin);
  text += " --instances " + std::to_string(plan.instances) + " --rate " +
          text_of_number(plan.rate) + " --block " + std::to_string(plan.block) + " --seconds " +
          text_of_number(plan.seconds) + " --changes-per-second " +
          text_of_number(plan.changes_per_second) + " --threads " +
          std::string(name_of(plan.threads)) + " --profile " + text::shell_word(plan.profile_name) +
          " --seed " + std::to_string(plan.seed);
  if (options.patience != 1.0) text += " --patience " + text_of_number(options.patience);
  if (options.no_editor) text += " --no-editor";
  if (options.strict) text += " --strict";
  return text;
}

Result<void> write_reports(const SoakReport& report, const nlohmann::ordered_json& document,
                           ReportFiles& files) {
  if (files.html) {
    if (auto written = files.html->write(html_report(report)); !written) return written;
  }
  return files.json ? files.json->write(json_text(document)) : Result<void>();
}

void soak(const SoakOptions& options, CommandResult& result) {
  ReportFiles files;
  if (auto opened = open_file(options.html, "--html", files.html); !opened) {
    return result.fail(ExitCode::bad_input, opened.error());
  }
  if (auto opened = open_file(options.json_file, "--json-file", files.json); !opened) {
    return result.fail(ExitCode::bad_input, opened.error());
  }
  const auto plan = plan_soak(options);
  if (!plan) return result.fail(plan.error().code, plan.error().error);
  auto report = run_soak(*plan, options.quiet ? LiveView::Kind::none : LiveView::usual_kind());
  if (!report) return result.fail(ExitCode::wrong, report.error());
  report->is_strict = options.strict;
  report->command_line = command_line(options, *plan);
  judge(*report);
  result.document = soak_document(*report);
  result.text = soak_summary(*report);
  if (auto written = write_reports(*report, result.document, files); !written) {
    return result.fail(ExitCode::wrong, written.error());
  }
  if (!options.html.empty()) result.text += "report: " + options.html + "\n";
  if (report->faults.empty()) return;
  std::string faults;
  for (const std::string& fault : report->faults) faults += (faults.empty() ? "" : "; ") + fault;
  result.fail(ExitCode::wrong, {faults});
}

void add_load_options(CLI::App& command, SoakOptions& options) {
  command.add_option("--instances", options.instances, "Instances of each plugin, 1 to 64")
      ->check(within(1, 64))
      ->capture_default_str();
  command.add_option("--rate", options.rate, "Sample rate in Hz")
      ->check(within(1000.0, 1'000'000.0))
      ->capture_default_str();
  command.add_option("--block", options.block, "Frames for each callback, 1 to 8192")
      ->check(within(1, 8192))
      ->capture_default_str();
  command
      .add_option("--changes-per-second", options.changes_per_second,
                  "New names and colours a second on each track, on average, 1 to 10000")
      ->check(within(1.0, 10'000.0))
      ->capture_default_str();
  command
      .add_option(
          "--threads", options.threads,
          "On which threads plugins are notified: main, worker (a second thread) or both in "
          "turn")
      ->check(CLI::IsMember({"main", "worker", "both"}))
      ->capture_default_str();
  command.add_option("--profile", options.profile, "The DAW whose habits to imitate")
      ->capture_default_str();
  command
      .add_option("--patience", options.patience,
                  "Factor on the time that a plugin may take to load and to come back, for slow "
                  "machines and plugins")
      ->check(within(0.1, 1000.0))
      ->capture_default_str();
  command.add_flag("--no-editor", options.no_editor,
                   "Leave the editors closed; without a display they are in any case");
}

void add_report_options(CLI::App& command, SoakOptions& options) {
  auto* minutes = command.add_option("--minutes", options.minutes, "Length; else one minute")
                      ->check(within(0.01, 10'000.0));
  command.add_option("--seconds", options.seconds, "Length in seconds instead")
      ->check(within(1.0, 600'000.0))
      ->excludes(minutes);
  command.add_option("--seed", options.seed,
                     "Seed of the random choices; else a new one, which the report names");
  command.add_option("--html", options.html, "Write the report as one self-contained HTML file");
  command.add_option("--json-file", options.json_file, "Write what --json prints into a file");
  command.add_flag(
      "--strict", options.strict,
      "Late callbacks, growing memory, and broken rules without consequence for audio, "
      "are findings");
  command.add_flag("--quiet", options.quiet, "Show nothing while it goes on");
}

}  // namespace

void add_soak_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<SoakOptions>();
  const auto replay = std::make_shared<std::string>();
  CLI::App* command = add_command(
      app, result, "soak",
      "Keep plugins under load in real time, for minutes or hours, and measure what breaks",
      kSoakJsonKeys, [options, replay, &result] {
        if (replay->empty()) return soak(*options, result);
        const double seconds = options->seconds > 0.0   ? options->seconds
                               : options->minutes > 0.0 ? options->minutes * 60.0
                                                        : 60.0;
        run_replay({*replay, options->plugins, {}, options->patience, seconds}, result);
      });
  command->add_option("--replay", *replay,
                      "Act out the calls that attacca profile has made of a DAW's recording, again "
                      "and again, instead of this load; of the other options only --seconds, "
                      "--minutes and --patience count");
  command
      ->add_option(
          "PLUGIN", options->plugins,
          "VST3 and CLAP plugins, all at once; FILE#ID for one plugin of a file with several")
      ->required();
  add_load_options(*command, *options);
  add_report_options(*command, *options);
  command->footer(command->get_footer() +
                  "\n\nThe load: bursts of new track names and colours, quiet, one single change, "
                  "quiet; meanwhile parameters\nare automated, states saved and loaded back, "
                  "editors opened and closed, all plugins deactivated and\nactivated. After every "
                  "burst and every single change the newest value must be in the next callback,\n"
                  "and in the editor within 2 s. docs/soak.md says how each figure is measured. "
                  "Ctrl-C ends with\nthe report so far.");
}

}  // namespace attacca::cli
