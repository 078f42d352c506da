// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "scaffold/project.hpp"

#include <map>
#include <sstream>
#include <system_error>
#include <utility>

#include "files/atomic_file.hpp"
#include "files/folder_entries.hpp"
#include "files/own_program.hpp"
#include "scaffold/templates.hpp"
#include "text/markup.hpp"
#include "text/shell_word.hpp"

namespace attacca::scaffold {

namespace fs = std::filesystem;

namespace {

/// Below the prefix of an installation: cmake/install.cmake.
constexpr const char* kInstalled = "share/attacca/framework";

const char* source_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::effect:
      return "effect.cpp";
    case Kind::instrument:
      return "instrument.cpp";
    case Kind::note_effect:
      return "note-effect.cpp";
    case Kind::analyzer:
      return "analyzer.cpp";
  }
  return "";
}

const char* description_of(Kind kind) noexcept {
  switch (kind) {
    case Kind::effect:
      return "A gain";
    case Kind::instrument:
      return "A synthesizer of sixteen sines";
    case Kind::note_effect:
      return "Transposes notes";
    case Kind::analyzer:
      return "Says how loud its track gets";
  }
  return "";
}

/// A path as a part of a string of CMakePresets.json, where ${…} has a meaning.
std::string in_json(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '"' || c == '\\') text += '\\';
    if (c == '$') {
      text += "${dollar}";
    } else {
      text += c;
    }
  }
  return text;
}

/// What makes bundles for another system: the program that was built, or is installed, for this
/// one.
std::string cross_build_in_json(const Project& project) {
  if (project.framework != Framework::package) {
    return R"("ATTACCA_PACKER": "${sourceDir}/build/bin/attacca_packer")";
  }
  const fs::path package = (project.framework_folder / "../../cmake/attacca").lexically_normal();
  return "\"attacca_DIR\": \"" + in_json(package.generic_string()) + '"';
}

using Values = std::map<std::string, std::string>;

Values values_of(const Project& project) {
  const ProjectNames& names = project.names;
  std::string sources = "src/" + names.target + ".cpp";
  if (project.has_editor) sources += " src/" + names.target + "_editor.cpp EDITOR";
  if (project.is_standalone) sources += " STANDALONE ICON icon.svg";
  const bool is_copy = project.framework == Framework::copy;
  const std::string folder = project.framework_folder.generic_string();
  const std::map<Framework, std::string> joins = {
      {Framework::copy, "add_subdirectory(attacca)"},
      {Framework::link, "set(ATTACCA_FOLDER [==[" + folder +
                            "]==] CACHE PATH \"Attacca's sources\")\n"
                            "add_subdirectory(\"${ATTACCA_FOLDER}\" attacca)"},
      {Framework::package, "find_package(attacca REQUIRED)"}};
  return {
      {"CLASS", names.class_name},
      {"DESCRIPTION", description_of(project.kind)},
      {"FRAMEWORK", joins.at(project.framework)},
      {"FRAMEWORK_IN_JSON", is_copy ? "${sourceDir}/attacca" : in_json(folder)},
      {"CROSS_BUILD_IN_JSON", cross_build_in_json(project)},
      {"FRAMEWORK_FOLDER", is_copy ? "attacca" : text::shell_word(folder)},
      {"ID", project.id},
      {"LICENSE_LINE", project.is_mit ? "SPDX-License-Identifier: MIT"
                                      : "Copyright " + project.vendor + ". All rights reserved."},
      {"NAME", names.display},
      {"SOURCES", sources},
      // A program of its own holds the host.
      {"TOOLS",
       project.is_standalone
           ? "set(ATTACCA_TOOLS ON CACHE BOOL \"Build the host, which the program of its own "
             "holds\")"
           : "if(NOT ATTACCA_PROGRAM)\n  set(ATTACCA_TOOLS ON CACHE BOOL \"Build the program "
             "attacca\")\nendif()"},
      {"PROGRAM",
       project.is_standalone
           ? "\nIt is a program of its own as well, `build/programs/" + names.target +
                 "`, with the icon `icon.svg`; `attacca ship` packs it with an entry for "
                 "desktops' menus.\n"
           : ""},
      {"TARGET", names.target},
      {"TITLE", text::escaped_for_markup(names.display)},
      {"VENDOR", project.vendor},
  };
}

Error system_says(const std::string& what, const fs::path& where, const std::error_code& error) {
  return {"cannot " + what + " " + where.string() + ": " + error.message()};
}

/// A folder beside the wanted one that goes again unless it is kept.
class Staging {
 public:
  static Result<Staging> beside(const fs::path& folder) {
    const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    const auto opened = files::open_folder_at_end(parent);
    if (!opened) return tl::unexpected(opened.error());
    const auto name = files::create_private_folder_below(*opened, ".attacca-new-", parent);
    if (!name) return tl::unexpected(name.error());
    std::error_code ignored;
    fs::permissions(parent / *name, fs::perms(0755), ignored);
    return Staging(parent / *name);
  }
  Staging(Staging&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Staging& operator=(Staging&&) = delete;
  ~Staging() {
    std::error_code error;
    if (!path_.empty()) fs::remove_all(path_, error);
  }

  [[nodiscard]] const fs::path& path() const noexcept { return path_; }
  Result<void> become(const fs::path& folder) {
    std::error_code error;
    fs::rename(path_, folder, error);
    std::error_code ignored;
    if (error && fs::is_directory(fs::symlink_status(folder, ignored)) &&
        fs::is_empty(folder, ignored)) {
      // Not every system puts a folder in the place of an empty one.
      fs::remove(folder, ignored);
      fs::rename(path_, folder, error);
    }
    if (error) return tl::unexpected(system_says("put the project at", folder, error));
    path_.clear();
    return {};
  }

 private:
  explicit Staging(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

Result<void> write_file(const fs::path& path, const std::string& text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  auto file = files::AtomicFile::create(path);
  if (!file) return tl::unexpected(file.error());
  if (auto done = file->write(text); !done) return done;
  return file->commit();
}

Result<void> copy_framework(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  // What a project needs to build plugins and the program.
  std::istringstream parts{std::string(template_called("framework_parts"))};
  for (std::string part; std::getline(parts, part);) {
    if (!fs::exists(from / part)) continue;
    fs::create_directories((to / part).parent_path(), error);
    fs::copy(from / part, to / part, fs::copy_options::recursive, error);
    if (error) return tl::unexpected(system_says("copy the framework's", from / part, error));
  }
  return {};
}

}  // namespace

bool is_framework(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "cmake/plugin.cmake", error) &&
         fs::exists(folder / "include/attacca/plugin.hpp", error);
}

std::optional<fs::path> framework_beside_program() {
  fs::path folder = files::own_program();
  constexpr int kMostLevels = 5;
  for (int level = 0; level < kMostLevels && folder.has_relative_path(); ++level) {
    folder = folder.parent_path();
    if (is_framework(folder)) return folder;
    if (is_framework(folder / "attacca")) return folder / "attacca";
    if (const fs::path installed = folder / kInstalled; is_framework(installed)) return installed;
  }
  return std::nullopt;
}

bool is_installed(const fs::path& framework) {
  const fs::path folder = framework.lexically_normal();
  const auto package = folder.parent_path().parent_path() / "cmake/attacca/attacca-config.cmake";
  std::error_code error;
  return folder.filename() == "framework" && fs::exists(package, error);
}

Result<std::vector<std::string>> write_project(const Project& project, const fs::path& wanted) {
  std::error_code error;
  // "there/" is "there".
  const fs::path folder = wanted.has_filename() ? wanted : wanted.parent_path();
  const auto status = fs::symlink_status(folder, error);
  if (fs::exists(status)) {
    const bool is_free = fs::is_directory(status) && fs::is_empty(folder, error) && !error;
    if (!is_free) return fail(folder.string() + " is there already: choose another name or folder");
  }
  auto staging = Staging::beside(folder);
  if (!staging) return tl::unexpected(staging.error());
  const std::string source = "src/" + project.names.target;
  std::vector<std::pair<std::string, std::string>> list = {
      {"CMakeLists.txt", "CMakeLists.txt"},
      {"CMakePresets.json", "CMakePresets.json"},
      {source + ".cpp", source_of(project.kind)},
      {"README.md", "README.md"},
      {".gitignore", "gitignore"}};
  if (project.framework == Framework::copy) {
    list.emplace_back(".github/workflows/build.yml", "ci.yml");  // it has no other to build with
  }
  if (project.has_editor) {
    list.emplace_back(source + "_editor.hpp", "editor.hpp");
    list.emplace_back(source + "_editor.cpp", "editor.cpp");
  }
  if (project.is_standalone) list.emplace_back("icon.svg", "icon.svg");
  if (project.is_mit) list.emplace_back("LICENSE", "mit.txt");
  const Values values = values_of(project);
  std::vector<std::string> written;
  for (const auto& [path, name] : list) {
    const std::string text = filled(template_called(name), values, project.has_editor);
    if (auto done = write_file(staging->path() / path, text); !done) {
      return tl::unexpected(done.error());
    }
    written.push_back(path);
  }
  if (project.framework == Framework::copy) {
    auto copied = copy_framework(project.framework_folder, staging->path() / "attacca");
    if (!copied) return tl::unexpected(copied.error());
  }
  if (auto done = staging->become(folder); !done) return tl::unexpected(done.error());
  return written;
}

}  // namespace attacca::scaffold
