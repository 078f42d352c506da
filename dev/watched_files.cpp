// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "dev/watched_files.hpp"

#include <array>
#include <cstdio>
#include <string>
#include <system_error>
#include <vector>

#include "text/shell_word.hpp"

namespace attacca::dev {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::string text;
  FILE* const pipe = popen(command.c_str(), "re");
  if (pipe == nullptr) return text;
  std::array<char, 65536> piece{};
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) {
    text.append(piece.data(), count);
  }
  pclose(pipe);
  return text;
}

template <typename Use>
void for_each_line(std::string_view text, Use&& use) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const std::string& name = path.native();
  const std::string& above = folder.native();
  return name.size() > above.size() && name.starts_with(above) && name[above.size()] == '/';
}

bool is_header(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".h" || extension == ".hpp" || extension == ".hh" || extension == ".hxx" ||
         extension == ".inl" || extension == ".ipp";
}

/// Without Ninja nobody knows the headers: those beside the sources, and below, are taken.
FileSet recorded_files(const DevProject& project) {
  FileSet files;
  FileSet folders;
  for (const fs::path& source : project.sources) {
    if (is_below(source, project.build)) continue;
    files.insert(source);
    if (is_below(source, project.home)) folders.insert(source.parent_path());
  }
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
      if (it->is_directory(error) && it->path() == project.build) it.disable_recursion_pending();
      if (is_header(it->path())) files.insert(it->path());
    }
  }
  return files;
}

/// Ninja writes names as a shell's words: plain, or in single quotes that end for a quote within.
std::string unquoted(std::string_view word) {
  std::string plain;
  bool is_quoted = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '\'') {
      is_quoted = !is_quoted;
    } else if (word[i] == '\\' && !is_quoted && i + 1 < word.size()) {
      plain += word[++i];
    } else {
      plain += word[i];
    }
  }
  return plain;
}

}  // namespace

FileSet files_of_ninja(std::string_view inputs, std::string_view deps, const fs::path& build) {
  const auto whole = [&build](std::string_view path) {
    return (build / fs::path(path)).lexically_normal();
  };
  FileSet sources;
  for_each_line(inputs, [&](std::string_view line) {
    if (!line.empty()) sources.insert(whole(unquoted(line)));
  });
  FileSet files;
  const auto take = [&](const fs::path& file) {
    if (!is_below(file, build) && !is_below(file, "/usr")) files.insert(file);
  };
  for (const fs::path& source : sources) take(source);
  // A record is a line that begins at its first column, then one for each file, indented; the first
  // of them is what was compiled.
  bool is_first = false;
  bool is_ours = false;
  for_each_line(deps, [&](std::string_view line) {
    if (!line.starts_with("    ")) {
      is_first = true;
      is_ours = false;
      return;
    }
    const fs::path file = whole(line.substr(4));
    if (is_first) is_ours = sources.contains(file);
    is_first = false;
    if (is_ours) take(file);
  });
  return files;
}

FileSet files_to_watch(const DevProject& project) {
  FileSet files;
  if (!project.ninja.empty()) {
    const std::string ninja = text::shell_word(project.ninja.string()) + " -C " +
                              text::shell_word(project.build.string()) + " -t ";
    files = files_of_ninja(
        output_of(ninja + "inputs " + text::shell_word(project.target) + " 2>/dev/null"),
        output_of(ninja + "deps 2>/dev/null"), project.build);
  }
  // Before the first build Ninja knows no headers.
  files.merge(recorded_files(project));
  FileSet targets;
  for (const fs::path& file : files) {
    std::error_code error;
    fs::path target = fs::canonical(file, error);
    if (!error && target != file) targets.insert(std::move(target));
  }
  files.merge(targets);
  return files;
}

}  // namespace attacca::dev
