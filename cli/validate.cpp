// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include "cli/commands.hpp"
#include "cli/number_range.hpp"
#include "cli/pin_comparison.hpp"
#include "cli/repeated_options.hpp"
#include "files/atomic_file.hpp"
#include "files/standard_streams.hpp"
#include "host/load/plugin_choice.hpp"
#include "host/window/held_display.hpp"
#include "host/window/virtual_display.hpp"
#include "package/plugin_bundle.hpp"
#include "text/printable.hpp"
#include "trial/replay/replay.hpp"
#include "trial/validate/check_list.hpp"
#include "trial/validate/report/json_report.hpp"
#include "trial/validate/report/junit_report.hpp"
#include "trial/validate/report/text_report.hpp"
#include "trial/validate/report/twins_report.hpp"
#include "trial/validate/twins/twins.hpp"
#include "trial/validate/validation.hpp"

namespace attacca::cli {
namespace {

constexpr const char* kJsonKeys =
    "  \"seed\", \"seconds\", \"interrupted\", \"counts\" {passed, failed, warned, skipped},\n"
    "  \"plugins\" [{path, format, id, name, vendor, version, counts, seconds, \"checks\" [{name,\n"
    "  area, profile, verdict, severity, rule, source, messages, notes, backtrace, printed,\n"
    "  seconds, repeat}], \"broken_watches\" [{name, severity, rule, source, count, where,\n"
    "  in_checks, profile, repeat}]}], \"not_loaded\" [the check scan.loads, with path].\n"
    "  verdict: passed, skipped, warned, failed, crashed, hung, exited.\n"
    "  With --twins: \"seed\", \"same\", \"first\", \"second\", \"scenarios\", \"lines\", "
    "\"broken\",\n"
    "  \"differences\" [{scenario, key, first, second, forced}].\n"
    "  With --list: \"checks\" and \"watches\".";

constexpr const char* kFooter =
    "\n\nEach check runs in a process of its own: a crash or a hang is a finding with a "
    "backtrace.\nThe same seed gives the same verdict, and every finding prints the command that "
    "repeats it.\nChecks that depend on the host's habits run once for every --profile; plugins "
    "that were built\nwith Attacca are tried under all of them. Without a display, editors are "
    "tried on Xvfb where it\nis installed.\nExit status 1: something failed, or with --strict was "
    "warned about.";

struct ValidateOptions {
  std::vector<std::string> plugins;
  std::vector<std::string> only;
  std::vector<std::string> profiles;
  std::string junit;
  std::string pins;
  std::string golden;
  std::string replay;
  std::uint64_t seed = 1;
  unsigned jobs = 0;
  double patience = 1.0;
  bool lists = false;
  bool are_twins = false;
  bool all_profiles = false;
  bool in_process = false;
  bool is_strict = false;
  bool is_verbose = false;
};

/// One line on the standard error that is written over, where that is a terminal.
class Progress {
 public:
  void begin(const validate::Subject& subject, std::size_t checks) {
    name_ = subject.plugin.name + " (" + std::string(host::name_of(subject.plugin.format)) + ")";
    checks_ = checks;
  }
  void show(const validate::CheckResult& result, std::size_t done) {
    if (!is_terminal_) return;
    std::fprintf(stderr, "\r\x1b[K%s: %zu of %zu, %.*s", text::printable(name_).c_str(), done,
                 checks_, static_cast<int>(result.check->name.size()), result.check->name.data());
  }
  void clear() {
    if (is_terminal_) std::fprintf(stderr, "\r\x1b[K");
  }

 private:
  const bool is_terminal_ = files::is_terminal(2);
  std::string name_;
  std::size_t checks_ = 0;
};

bool is_ours(const std::string& path) {
  const auto bundle = package::read_plugin_bundle(host::parse_plugin_choice(path).path);
  return bundle && bundle->identity() != nullptr;
}

Result<std::vector<validate::NamedProfile>> profiles_for(const ValidateOptions& options,
                                                         const std::string& path) {
  std::vector<std::string> names = options.profiles;
  if (names.empty() && (options.all_profiles || is_ours(path))) {
    const auto known = host::host_profile_names();
    names.assign(known.begin(), known.end());
  }
  if (names.empty()) names.emplace_back("attacca");
  std::vector<validate::NamedProfile> profiles;
  for (const std::string& name : names) {
    auto profile = host::host_profile(name);
    if (!profile) return tl::unexpected(profile.error());
    profiles.push_back({name, std::move(*profile)});
  }
  return profiles;
}

void list(CommandResult& result) {
  result.document = validate::json_list_of_checks();
  result.text = validate::list_of_checks();
}

validate::RunnerOptions runner_options(const ValidateOptions& options) {
  validate::RunnerOptions runner;
  runner.seed = options.seed;
  runner.patience = options.patience;
  runner.in_process = options.in_process;
  runner.jobs = options.jobs > 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  return runner;
}

/// What the patterns of --only ask for.
Result<validate::ValidationOptions> plan(const ValidateOptions& options) {
  validate::ValidationOptions plan;
  const std::vector<std::string_view> patterns(options.only.begin(), options.only.end());
  auto checks = validate::select_checks(patterns);
  if (!checks) return tl::unexpected(Error{"--only: " + checks.error().message});
  plan.checks = std::move(*checks);
  plan.watches = options.only;
  plan.runner = runner_options(options);
  std::error_code error;
  if (!options.golden.empty() && !std::filesystem::is_directory(options.golden, error)) {
    return fail("--golden: there is no folder " + options.golden);
  }
  if (!options.golden.empty() && options.plugins.size() > 1) {
    return fail("--golden: the states in a folder are of one plugin, and " +
                std::to_string(options.plugins.size()) + " are given: validate each for itself");
  }
  plan.golden = options.golden;
  if (!options.replay.empty()) {
    if (const auto calls = trial::read_replay(options.replay); !calls) {
      return fail("--replay: " + calls.error().message);
    }
  }
  plan.replay = options.replay;
  return plan;
}

void run_twins(const ValidateOptions& options, CommandResult& result) {
  if (options.plugins.size() != 2) {
    return result.fail(ExitCode::bad_input,
                       {"--twins compares two plugins, and " +
                        std::to_string(options.plugins.size()) + " are given"});
  }
  const auto report =
      validate::compare_twins(options.plugins[0], options.plugins[1], runner_options(options));
  if (!report) return result.fail(ExitCode::bad_input, report.error());
  result.document = validate::json_of(*report);
  result.text = validate::text_of(*report);
  if (!report->is_same()) result.exit_code = ExitCode::wrong;
}

void run(const ValidateOptions& options, CommandResult& result) {
  if (options.lists) return list(result);
  if (options.are_twins) return run_twins(options, result);
  if (options.plugins.empty()) {
    return result.fail(ExitCode::bad_input, {"PLUGIN is required: see attacca validate --help"});
  }
  auto planned = plan(options);
  if (!planned) return result.fail(ExitCode::bad_input, planned.error());
  std::optional<files::AtomicFile> junit;
  if (!options.junit.empty()) {
    // Known before the work: an unwritable file.
    auto opened = files::AtomicFile::create(options.junit);
    if (!opened) return result.fail(ExitCode::bad_input, {"--junit: " + opened.error().message});
    junit.emplace(std::move(*opened));
  }
  const auto display = host::VirtualDisplay::start_if_needed();
  const host::HeldDisplay held;
  const auto began = std::chrono::steady_clock::now();
  validate::ValidationReport report;
  report.seed = options.seed;
  report.patience = options.patience;
  report.golden = options.golden;
  report.replay = options.replay;
  const validate::TextOptions text{options.is_verbose, files::is_terminal(1)};
  for (const std::string& path : options.plugins) {
    auto profiles = profiles_for(options, path);
    if (!profiles)
      return result.fail(ExitCode::bad_input, {"--profile: " + profiles.error().message});
    planned->profiles = std::move(*profiles);
    Progress progress;
    auto file = validate::validate_file(
        path, *planned,
        {[&](const validate::Subject& subject, std::size_t checks) {
           progress.begin(subject, checks);
         },
         [&](const validate::CheckResult& each, std::size_t done) { progress.show(each, done); }});
    progress.clear();
    if (!file) {
      // The others are still tried; the call was wrong all the same.
      result.fail(ExitCode::bad_input, file.error());
      continue;
    }
    report.files.push_back(std::move(*file));
    if (!result.json) {
      // Flushed one by one, so that what is known can be read meanwhile.
      const std::string found = validate::text_of(report.files.back(), report, text);
      if (auto written = files::write_standard_output(found); !written) {
        return result.fail(ExitCode::wrong, written.error());
      }
    }
    if (validate::was_interrupted()) break;
  }
  report.was_interrupted = validate::was_interrupted();
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  const validate::Counts counts = report.counts();
  if (report.files.size() > 1) {
    result.text =
        "\n" + std::to_string(report.files.size()) + " files: " + validate::text_of(counts) + "\n";
  }
  if (report.was_interrupted) result.text += "interrupted: not everything was tried\n";
  result.document = validate::json_of(report);
  if (junit) {
    auto written = junit->write(validate::junit_of(report));
    if (written) written = junit->commit();
    if (!written) return result.fail(ExitCode::wrong, written.error());
  }
  const bool is_wrong =
      counts.failed > 0 || (options.is_strict && counts.warned > 0) || report.was_interrupted;
  if (is_wrong && result.exit_code == ExitCode::ok) result.exit_code = ExitCode::wrong;
  const bool has_ended_well = result.exit_code == ExitCode::ok && !report.was_interrupted;
  if (!options.pins.empty() && has_ended_well) {
    compare_with_pins(options.plugins, options.pins, result);
  }
}

}  // namespace

void add_validate_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<ValidateOptions>();
  CLI::App* command =
      add_command(app, result, "validate",
                  "Check plugins against the rules of their formats and the habits of hosts",
                  kJsonKeys, [options, &result] { run(*options, result); });
  command->add_option("PLUGIN", options->plugins,
                      "VST3 and CLAP plugins, one after the other; FILE#ID for "
                      "one plugin of a file with several");
  command->add_flag("--list", options->lists, "List all checks with their rules, and end");
  command->add_flag("--twins", options->are_twins,
                    "Drive two formats of one plugin through the same scenarios, and compare "
                    "what they do");
  add_repeated_option(*command, "--only", options->only,
                      "Only these checks; * stands for any characters: --only 'state.*'");
  command->add_option("--seed", options->seed, "Seed of the random choices")->capture_default_str();
  add_repeated_option(*command, "--profile", options->profiles,
                      "The DAW whose habits to imitate; may be given several times");
  command->add_flag("--all-profiles", options->all_profiles, "All the DAWs that are known");
  command->add_option("--jobs", options->jobs, "Checks at the same time; else one a processor")
      ->check(within(1, 64));
  command
      ->add_option("--patience", options->patience,
                   "Factor on the time that each check may take, for slow machines")
      ->check(within(0.1, 1000.0))
      ->capture_default_str();
  command->add_flag("--in-process", options->in_process,
                    "For debuggers: no child processes, no timeouts");
  command->add_flag("--strict", options->is_strict, "Warnings are failures");
  command->add_flag("--verbose", options->is_verbose, "Also show what passed");
  command->add_option("--pins", options->pins,
                      "Compare with this lock file of attacca pin, once all else is well");
  command->add_option("--replay", options->replay,
                      "The calls of a DAW, as attacca profile writes them: acted out by the check "
                      "habits.replay");
  command->add_option("--golden", options->golden,
                      "A folder with states of the plugin's past versions, which must load");
  command->add_option("--junit", options->junit, "Write the results as JUnit XML");
  command->footer(command->get_footer() + kFooter);
}

}  // namespace attacca::cli
