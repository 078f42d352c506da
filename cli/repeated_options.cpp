// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/repeated_options.hpp"

#include <algorithm>

#include "files/file.hpp"

namespace attacca::cli {
namespace {

/// In which help lists these options, and by which they are known again.
constexpr const char* kGroup = "Options that take one value or several";

bool is_repeated(const CLI::App& command, const std::string& word) {
  const auto options =
      command.get_options([](const CLI::Option* option) { return option->get_group() == kGroup; });
  return std::any_of(options.begin(), options.end(),
                     [&word](const CLI::Option* option) { return option->check_name(word); });
}

bool ends_like_plugin(std::string_view path) noexcept {
  path = files::without_last_separators(path);
  return path.ends_with(".clap") || path.ends_with(".vst3");
}

}  // namespace

bool names_plugin(std::string_view word) noexcept {
  if (ends_like_plugin(word)) return true;
  for (std::size_t at = word.find('#'); at != std::string_view::npos; at = word.find('#', at + 1)) {
    if (ends_like_plugin(word.substr(0, at))) return true;
  }
  return false;
}

CLI::Option* add_repeated_option(CLI::App& command, const std::string& name,
                                 std::vector<std::string>& values, const std::string& description) {
  return command.add_option(name, values, description)
      ->allow_extra_args(false)
      ->type_size(1)
      ->group(kGroup);
}

std::vector<std::string> with_repeated_options(const CLI::App& app,
                                               std::vector<std::string> arguments) {
  if (arguments.empty()) return arguments;
  const auto commands = app.get_subcommands(
      [&arguments](const CLI::App* each) { return each->check_name(arguments.front()); });
  if (commands.empty()) return arguments;
  const CLI::App* const command = commands.front();
  std::vector<std::string> result;
  std::string open;       // the repeated option whose values may go on
  bool is_first = false;  // its first value is next
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--") {
      result.insert(result.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i),
                    arguments.end());
      break;
    }
    if (is_first) {
      is_first = false;
    } else if (word.starts_with('-') && word.size() > 1) {
      const std::size_t equals = word.find('=');  // --track=A has its first value with it
      const std::string name = word.substr(0, equals);
      open = is_repeated(*command, name) ? name : "";
      is_first = !open.empty() && equals == std::string::npos;
    } else if (!open.empty()) {
      if (names_plugin(word)) {
        open.clear();
      } else {
        result.push_back(open);
      }
    }
    result.push_back(word);
  }
  return result;
}

}  // namespace attacca::cli
