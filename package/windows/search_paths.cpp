// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "package/search_paths.hpp"

#include <algorithm>
#include <array>
#include <cwchar>
#include <string>
#include <string_view>
#include <system_error>

#include <shlobj.h>
#include <windows.h>

namespace attacca::package {
namespace {

namespace fs = std::filesystem;

std::wstring variable(const wchar_t* name) {
  const wchar_t* value = ::_wgetenv(name);
  return value == nullptr ? std::wstring() : std::wstring(value);
}

void add_from_variable(std::vector<fs::path>& paths, const wchar_t* name) {
  const std::wstring value = variable(name);
  std::wstring_view rest = value;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(L';'), rest.size());
    if (end > 0) paths.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

/// A folder that a variable of every session names, or else the system itself.
fs::path named_folder(const wchar_t* name, int id) {
  if (const std::wstring value = variable(name); !value.empty()) return value;
  std::array<wchar_t, MAX_PATH> path{};
  if (FAILED(::SHGetFolderPathW(nullptr, id, nullptr, SHGFP_TYPE_CURRENT, path.data()))) return {};
  return path.data();
}

fs::path users_plugins() {
  const fs::path local = named_folder(L"LOCALAPPDATA", CSIDL_LOCAL_APPDATA);
  return local.empty() ? fs::path() : local / "Programs" / "Common";
}

fs::path everybodys_plugins() {
  return named_folder(L"CommonProgramFiles", CSIDL_PROGRAM_FILES_COMMON);
}

}  // namespace

fs::path home_folder() {
  return named_folder(L"USERPROFILE", CSIDL_PROFILE);
}

SearchPaths SearchPaths::of_environment(const std::vector<fs::path>& hosts) {
  SearchPaths paths;
  for (const fs::path& folder : {users_plugins(), everybodys_plugins()}) {
    if (folder.empty()) continue;
    paths.vst3.push_back(folder / "VST3");
    paths.clap.push_back(folder / "CLAP");
  }
  // The last of the VST3 standard's: beside the host's program.
  for (const fs::path& host : hosts) {
    std::error_code error;
    paths.vst3.push_back(fs::absolute(host, error).parent_path() / "VST3");
  }
  add_from_variable(paths.vst3, L"VST3_PATH");
  add_from_variable(paths.clap, L"CLAP_PATH");
  return paths;
}

Result<fs::path> install_folder(PluginFormat format, InstallScope scope) {
  const char* const last = format == PluginFormat::vst3 ? "VST3" : "CLAP";
  if (scope == InstallScope::system) {
    const fs::path folder = everybodys_plugins();
    if (folder.empty()) return fail("%CommonProgramFiles% is not set: name a folder with --to");
    return folder / last;
  }
  const fs::path folder = users_plugins();
  if (folder.empty()) return fail("%LOCALAPPDATA% is not set: set it, or name a folder with --to");
  return folder / last;
}

std::string shown(const fs::path& path) {
  const std::string text = path.string();
  // The form that has no limit of 260 characters is for the system, not for people.
  if (text.starts_with("\\\\?\\UNC\\")) return "\\" + text.substr(7);
  return text.starts_with("\\\\?\\") ? text.substr(4) : text;
}

std::string typed(const fs::path& path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./\\:+";
  const std::string text = shown(path);
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  return '"' + text + '"';  // no file has quotes in its name
}

}  // namespace attacca::package
