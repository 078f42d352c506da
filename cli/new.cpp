// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "cli/commands.hpp"
#include "files/own_program.hpp"
#include "scaffold/project.hpp"
#include "text/shell_word.hpp"

namespace attacca::cli {
namespace {

namespace fs = std::filesystem;

struct NewOptions {
  std::string name;
  std::string kind = "effect";
  bool editor = false;
  bool standalone = false;
  std::string id;
  std::string vendor = "Example";
  std::string license = "none";
  std::string folder;
  std::string framework;
  bool link = false;
  bool copy = false;
};

scaffold::Framework framework_kind(const NewOptions& options, const fs::path& folder) {
  if (options.link) return scaffold::Framework::link;
  const bool is_package = !options.copy && options.framework.empty();
  return is_package && scaffold::is_installed(folder) ? scaffold::Framework::package
                                                      : scaffold::Framework::copy;
}

scaffold::Kind kind_called(const std::string& name) {
  if (name == "instrument") return scaffold::Kind::instrument;
  if (name == "note-effect") return scaffold::Kind::note_effect;
  return name == "analyzer" ? scaffold::Kind::analyzer : scaffold::Kind::effect;
}

Result<fs::path> find_framework(const std::string& given) {
  if (!given.empty()) {
    std::error_code error;
    const fs::path folder = fs::absolute(given, error).lexically_normal();
    if (!error && scaffold::is_framework(folder)) return folder;
    return fail("--framework: " + given + " does not hold Attacca's sources");
  }
  if (auto folder = scaffold::framework_beside_program()) return *folder;
  return fail("this program does not lie beside Attacca's sources: name them with --framework");
}

Result<scaffold::Project> project_of(const NewOptions& options) {
  auto names = scaffold::project_names(options.name);
  if (!names) return tl::unexpected(names.error());
  scaffold::Project project;
  project.names = std::move(*names);
  project.kind = kind_called(options.kind);
  project.has_editor = options.editor;
  project.is_standalone = options.standalone;
  project.id = options.id.empty() ? "org.example." + project.names.folder : options.id;
  project.vendor = options.vendor;
  project.is_mit = options.license == "MIT";
  if (const std::string fault = scaffold::id_fault(project.id); !fault.empty()) {
    return fail("--id: " + fault);
  }
  if (const std::string fault = scaffold::vendor_fault(project.vendor); !fault.empty()) {
    return fail("--vendor: " + fault);
  }
  auto framework = find_framework(options.framework);
  if (!framework) return tl::unexpected(framework.error());
  project.framework_folder = std::move(*framework);
  project.framework = framework_kind(options, project.framework_folder);
  return project;
}

/// How the first cmake finds what the program that runs now belongs to.
std::string configure_options(const scaffold::Project& project) {
  if (project.framework == scaffold::Framework::package) {
    // The framework lies in <prefix>/share/attacca/framework; CMake looks in these by itself.
    const fs::path prefix = project.framework_folder.parent_path().parent_path().parent_path();
    const bool is_usual = prefix == "/usr" || prefix == "/usr/local";
    return is_usual ? "" : " -DCMAKE_PREFIX_PATH=" + text::shell_word(prefix.string());
  }
  const fs::path program = files::own_program();
  return " -DATTACCA_PROGRAM=" + text::shell_word(program.string());
}

/// The commands that make and check it, with the program that runs now.
std::string next_steps(const scaffold::Project& project, const fs::path& folder) {
  const std::string framework = project.framework == scaffold::Framework::copy
                                    ? "attacca"
                                    : project.framework_folder.string();
  return "  cd " + text::shell_word(folder.string()) + "\n  " +
         text::shell_word(framework + "/scripts/install-deps.sh") +
         " --for plugin   # Debian: once, as root or with sudo\n"
         "  cmake -S . -B build -G Ninja" +
         configure_options(project) +
         "\n  cmake --build build\n  ctest --test-dir build --output-on-failure\n\n"
         "From then on, to hear each change when it is saved:\n  attacca dev " +
         project.names.target + "\n";
}

void make(const NewOptions& options, CommandResult& result) {
  const auto project = project_of(options);
  if (!project) return result.fail(ExitCode::bad_input, project.error());
  const fs::path folder = options.folder.empty() ? project->names.folder : options.folder;
  const auto written = scaffold::write_project(*project, folder);
  if (!written) return result.fail(ExitCode::wrong, written.error());
  result.document["folder"] = folder.string();
  result.document["target"] = project->names.target;
  result.document["id"] = project->id;
  result.document["files"] = *written;
  result.text = folder.string() + " is there:\n";
  for (const std::string& file : *written) result.text += "  " + file + "\n";
  if (project->framework == scaffold::Framework::copy) {
    result.text +=
        "  attacca/   the framework, a copy of " + project->framework_folder.string() + "\n";
  }
  if (options.id.empty()) {
    result.text += "\nIts id is " + project->id +
                   ": before others have it, take one of your own domain in " + written->at(1) +
                   ".\n";
  }
  result.text += "\nNext:\n" + next_steps(*project, folder);
}

}  // namespace

void add_new_command(CLI::App& app, CommandResult& result) {
  const auto options = std::make_shared<NewOptions>();
  CLI::App* command = add_command(
      app, result, "new", "Begin a plugin: a project that builds, is tested and runs everywhere",
      "  folder, target, id, files: [..]", [options, &result] { make(*options, result); });
  command->add_option("NAME", options->name, "What hosts call it: \"My Gain\"")->required();
  command->add_option("--kind", options->kind, "What it begins as")
      ->check(CLI::IsMember({"effect", "instrument", "note-effect", "analyzer"}))
      ->capture_default_str();
  command->add_flag("--editor", options->editor, "With a window of its own");
  command->add_flag("--standalone", options->standalone,
                    "A program of its own as well, with an icon for desktops");
  command->add_option("--id", options->id,
                      "A reverse domain name that is kept for ever; else org.example.NAME");
  command->add_option("--vendor", options->vendor, "Who makes it")->capture_default_str();
  command->add_option("--license", options->license, "MIT, or none: all rights are yours")
      ->check(CLI::IsMember({"MIT", "none"}))
      ->capture_default_str();
  command->add_option("--folder", options->folder,
                      "Where; else a folder of the plugin's name here");
  command->add_option("--framework", options->framework,
                      "Attacca's sources; else those that this program was built in");
  CLI::Option* link = command->add_flag(
      "--link", options->link, "Name the framework's folder in the project instead of copying it");
  command
      ->add_flag("--copy", options->copy,
                 "Copy the framework into the project even if find_package(attacca) finds it")
      ->excludes(link);
}

}  // namespace attacca::cli
