// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace attacca::command_line {

/// The commands below one, in the order of --help.
inline std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
}

/// The options with dashes, in the order of --help; those that it hides are not among them.
inline std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  return app.get_options(
      [](const CLI::Option* each) { return !each->get_group().empty() && each->nonpositional(); });
}

inline std::vector<const CLI::Option*> arguments_of(const CLI::App& app) {
  return app.get_options(
      [](const CLI::Option* each) { return !each->get_group().empty() && each->get_positional(); });
}

/// Every spelling of an option: -h, --help.
inline std::vector<std::string> spellings_of(const CLI::Option& option) {
  std::vector<std::string> words;
  for (const std::string& name : option.get_snames()) words.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.push_back("--" + name);
  return words;
}

inline bool takes_value(const CLI::Option& option) {
  return option.get_expected_max() > 0;
}

/// The words that an option takes, where it takes no others; CLI11 lists them in its type: {a,b},
/// or {a->1,b->2} OR {1,2} where each stands for a value.
inline std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', begin == std::string::npos ? 0 : begin);
  std::vector<std::string> words;
  if (begin == std::string::npos || end == std::string::npos) return words;
  std::string word;
  for (const char letter : type.substr(begin + 1, end - begin - 1) + ",") {
    if (letter != ',') {
      word += letter;
    } else {
      words.push_back(word.substr(0, word.find("->")));
      word.clear();
    }
  }
  return words;
}

}  // namespace attacca::command_line
