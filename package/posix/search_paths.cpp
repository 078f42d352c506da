// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/search_paths.hpp"

#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include <pwd.h>
#include <unistd.h>

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

void add_from_variable(std::vector<fs::path>& paths, const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr) return;
  std::string_view rest = value;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    if (end > 0) paths.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

// A host is often started by a link in /usr/bin.
fs::path folder_of_program(const fs::path& host) {
  std::error_code error;
  const fs::path program = fs::canonical(host, error);
  return (error ? fs::absolute(host, error) : program).parent_path();
}

}  // namespace

fs::path home_folder() {
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') return home;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr && user->pw_dir != nullptr ? fs::path(user->pw_dir) : fs::path();
}

SearchPaths SearchPaths::of_environment(const std::vector<fs::path>& hosts) {
  SearchPaths paths;
  if (const fs::path home = home_folder(); !home.empty()) {
    paths.vst3.push_back(home / ".vst3");
    paths.clap.push_back(home / ".clap");
  }
  // The standards' own; then where distributions with lib64 install (Fedora, openSUSE), which
  // Zrythm and the clap-host of nice-plug look into; then the extensions of a Flatpak host.
  constexpr const char* kLibraries[] = {"/usr/lib", "/usr/local/lib", "/usr/lib64",
                                        "/usr/local/lib64", "/app/extensions/Plugins"};
  for (const fs::path library : kLibraries) {
    paths.vst3.push_back(library / "vst3");
    paths.clap.push_back(library / "clap");
  }
  // The last of the VST3 standard's: beside the host's program.
  for (const fs::path& host : hosts) paths.vst3.push_back(folder_of_program(host) / "vst3");
  add_from_variable(paths.vst3, "VST3_PATH");
  add_from_variable(paths.clap, "CLAP_PATH");
  return paths;
}

Result<fs::path> install_folder(PluginFormat format, InstallScope scope) {
  const bool vst3 = format == PluginFormat::vst3;
  if (scope == InstallScope::system) return fs::path(vst3 ? "/usr/lib/vst3" : "/usr/lib/clap");
  const fs::path home = home_folder();
  if (home.empty()) {
    return fail("the user has no home folder: set HOME, or name a folder with --to");
  }
  return home / (vst3 ? ".vst3" : ".clap");
}

std::string shown(const fs::path& path) {
  std::string text = path.string();
  const std::string home = home_folder().string();
  if (home.size() > 1 && text.starts_with(home) &&
      (text.size() == home.size() || text[home.size()] == '/')) {
    return "~" + text.substr(home.size());
  }
  return text;
}

std::string typed(const fs::path& path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,+";
  const std::string text = shown(path);
  // The shell takes ~ for the home folder only outside of quotes.
  const std::size_t begin = text.starts_with("~/") && shown(path) != path.string() ? 2 : 0;
  const std::string_view rest = std::string_view(text).substr(begin);
  if ((!rest.empty() || begin != 0) && rest.find_first_not_of(kPlain) == std::string_view::npos) {
    return text;
  }
  if (begin == 0 && text == "~" && text != path.string()) return text;
  std::string word = text.substr(0, begin) + "'";
  for (const char letter : rest) {
    if (letter == '\'') {
      word += "'\\''";  // nothing is special inside, so the quotes end and begin again
    } else {
      word += letter;
    }
  }
  return word + "'";
}

}  // namespace attacca::package
