// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

#include "doctor/examination.hpp"
#include "package/installed_plugins.hpp"
#include "package/plugin_bundle.hpp"
#include "package/staging.hpp"

namespace attacca::doctor {
namespace {

namespace fs = std::filesystem;
using package::PluginFormat;
using package::shown;
using package::typed;

class Look {
 public:
  Look(const Machine& machine, Findings& findings) : machine_(machine), findings_(findings) {}

  void at_plugin(const package::InstalledPlugin& plugin) {
    std::error_code error;
    if (fs::is_symlink(plugin.path, error) && !fs::exists(plugin.path, error)) {
      return problem("a link leads nowhere: " + shown(plugin.path), "rm -- " + typed(plugin.path));
    }
    const auto bundle = package::read_plugin_bundle(plugin.path);
    if (!bundle) {
      return problem("no host can load it: " + bundle.error().message,
                     is_readable(plugin.path)
                         ? "install it again, or: rm -r -- " + typed(plugin.path)
                         : "sudo chmod -R a+rX -- " + typed(plugin.path));
    }
    for (const std::string& why : bundle->problems_here()) {
      problem("hosts refuse " + shown(plugin.path) + ": " + why,
              "install it again, or: rm -r -- " + typed(plugin.path));
    }
    if (!bundle->runs_here()) {
      problem(shown(plugin.path) + " is for another machine: " + bundle->architectures(),
              "rm -r -- " + typed(plugin.path) + ", and install the one for this machine");
    } else {
      for (const package::PluginBinary& binary : bundle->binaries) at_libraries(binary);
    }
    at_writers(plugin.path);
  }

  void at_folder(const fs::path& folder) {
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0) return;
    const bool is_ours = status.st_uid == machine_.user || (status.st_mode & S_IWOTH) != 0;
    const bool is_at_home =
        !machine_.home.empty() && folder.string().starts_with(machine_.home.string() + "/");
    if (is_at_home && !is_ours && machine_.user != 0) {
      problem("nothing can be installed into " + shown(folder) + ": it belongs to another user",
              "sudo chown -R \"$USER\" -- " + typed(folder));
    }
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
      if (!package::is_staging_name(it->path().filename().string())) continue;
      findings_.push_back({Subject::plugins, Weight::advice,
                           "an installation was interrupted and left " + shown(it->path()),
                           "rm -r -- " + typed(it->path())});
    }
  }

 private:
  void problem(std::string what, std::string remedy) {
    findings_.push_back({Subject::plugins, Weight::problem, std::move(what), std::move(remedy)});
  }

  /// Whether this user can read all that a host would.
  static bool is_readable(const fs::path& path) {
    std::error_code error;
    const auto is_open = [&error](const fs::path& file) {
      const fs::perms all = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
      const fs::perms found = fs::status(file, error).permissions();
      return !error && (found & all) != fs::perms::none;
    };
    if (!is_open(path)) return false;
    if (!fs::is_directory(path, error)) return true;
    for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
         it.increment(error)) {
      if (!is_open(it->path())) return false;
    }
    return !error;
  }

  /// The loader lists what a library needs without running any of it.
  void at_libraries(const package::PluginBinary& binary) {
    const Answer answer = machine_.run({"ldd", binary.path.string()});
    if (!answer.is_good()) return;
    std::string missing;
    for (std::string_view rest = answer.text; !rest.empty();) {
      std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (line.find("=> not found") == std::string_view::npos) continue;
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
      missing += (missing.empty() ? "" : ", ") + std::string(line.substr(0, line.find(' ')));
    }
    if (missing.empty()) return;
    problem(shown(binary.path) + " needs what is not installed: " + missing,
            "apt-file search " + missing.substr(0, missing.find(',')) +
                " names the package to install");
  }

  void at_writers(const fs::path& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0 || (status.st_mode & S_IWOTH) == 0) return;
    findings_.push_back({Subject::plugins, Weight::advice,
                         "every user of this machine can change " + shown(path) +
                             ", which runs in the hosts of others",
                         "chmod -R o-w -- " + typed(path)});
  }

  const Machine& machine_;
  Findings& findings_;
};

}  // namespace

void look_at_plugin_files(const Machine& machine, Findings& findings) {
  Look look(machine, findings);
  for (const package::InstalledPlugin& plugin : package::find_installed_plugins(machine.plugins)) {
    look.at_plugin(plugin);
  }
  for (const PluginFormat format : {PluginFormat::vst3, PluginFormat::clap}) {
    for (const fs::path& folder : machine.plugins.of(format)) look.at_folder(folder);
  }
}

}  // namespace attacca::doctor
