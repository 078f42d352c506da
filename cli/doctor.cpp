// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "doctor/examination.hpp"
#include "package/build_manifest.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;
using doctor::Finding;
using doctor::Weight;
using nlohmann::ordered_json;

struct DoctorOptions {
  std::string build;
  std::vector<std::string> paths;
};

/// The one that is named; else build/, if it is one of ours.
std::optional<fs::path> build_of(const DoctorOptions& options) {
  if (!options.build.empty()) return options.build;
  std::error_code error;
  if (fs::is_directory(fs::path("build") / package::kManifestFolder, error)) return "build";
  return std::nullopt;
}

ordered_json json_of_finding(const Finding& finding) {
  return {{"subject", doctor::name_of(finding.subject)},
          {"weight", finding.weight == Weight::problem ? "problem" : "advice"},
          {"what", finding.what},
          {"remedy", finding.remedy}};
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

void report_health(const DoctorOptions& options, CommandResult& result) {
  if (!options.build.empty()) {
    std::error_code error;
    if (!fs::is_directory(fs::path(options.build) / package::kManifestFolder, error)) {
      return result.fail(ExitCode::bad_input,
                         {"not a build folder with plugins: " + options.build});
    }
  }
  doctor::Machine machine = doctor::Machine::here();
  for (const std::string& path : options.paths) {
    machine.plugins.vst3.emplace_back(path);
    machine.plugins.clap.emplace_back(path);
  }
  std::size_t problems = 0;
  const doctor::Findings findings = doctor::examine(machine, build_of(options));
  result.document["findings"] = ordered_json::array();
  for (const Finding& finding : findings) {
    const bool is_problem = finding.weight == Weight::problem;
    problems += is_problem ? 1 : 0;
    result.document["findings"].push_back(json_of_finding(finding));
    result.text += std::string(is_problem ? "PROBLEM  " : "advice   ") +
                   std::string(doctor::name_of(finding.subject)) + ": " + finding.what +
                   "\n         -> " + finding.remedy + "\n";
  }
  result.document["problems"] = problems;
  result.text += counted(problems, "problem", "problems") + ", " +
                 counted(findings.size() - problems, "piece of advice", "pieces of advice") + "\n";
  if (problems > 0) result.exit_code = ExitCode::wrong;
}

}  // namespace

void add_doctor_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<DoctorOptions>();
  CLI::App* command =
      add_command(app, result, "doctor",
                  "Say what is wrong with this machine: build tools, installed plugins, what hosts "
                  "remember of them, realtime limits, fonts; each with what mends it",
                  "  findings: [{subject, weight: \"problem\" or \"advice\", what, remedy}],\n"
                  "  problems: how many of them are",
                  [options, &result] { report_health(*options, result); });
  command
      ->add_option("--build", options->build,
                   "A build folder whose plugins are compared with the installed ones; else build/")
      ->type_name("DIR");
  command->add_option("--path", options->paths, "More folders to search for installed plugins")
      ->type_name("DIR");
}

}  // namespace attacca::cli
