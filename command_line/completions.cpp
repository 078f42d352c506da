// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>

#include "command_line/command_words.hpp"
#include "command_line/manual.hpp"

namespace attacca::command_line {
namespace {

/// In single quotes, for any of the three shells.
std::string in_quotes(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      result += "'\\''";
    } else {
      result += letter;
    }
  }
  return result + "'";
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : between) + word;
  return result;
}

std::vector<std::string> names_of(const std::vector<const CLI::App*>& commands) {
  std::vector<std::string> names;
  for (const CLI::App* each : commands) names.push_back(each->get_name());
  return names;
}

/// The words that may follow a command, those of its own commands included.
std::vector<std::string> words_after(const CLI::App& command) {
  std::vector<std::string> words = names_of(commands_of(command));
  for (const CLI::Option* option : options_of(command)) {
    for (const std::string& word : spellings_of(*option)) words.push_back(word);
  }
  return words;
}

/// Calls for each option of a command and of the commands below it.
template <typename Call>
void for_each_option(const CLI::App& command, const Call& call) {
  for (const CLI::Option* option : options_of(command)) call(*option);
  for (const CLI::App* each : commands_of(command)) for_each_option(*each, call);
}

/// What zsh would read for itself in a description.
std::string for_zsh(const std::string& text) {
  std::string result;
  for (const char letter : text) {
    if (letter == '[' || letter == ']' || letter == ':' || letter == '\\') result += '\\';
    result += letter;
  }
  return result;
}

void add_zsh_option(const CLI::Option& option, std::string& text) {
  for (const std::string& word : spellings_of(option)) {
    std::string line = "*" + word + "[" + for_zsh(option.get_description()) + "]";
    if (takes_value(option)) {
      const auto choices = choices_of(option);
      line += choices.empty() ? ":value:_files" : ":value:(" + joined(choices, " ") + ")";
    }
    text += " \\\n        " + in_quotes(line);
  }
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  const std::string& name = app.get_name();
  std::string text =
      "# Command lines of " + name + " in bash; written by the program itself.\n_" + name +
      "() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    words=" +
      in_quotes(joined(words_after(app), " ")) + "\n  else\n    case ${COMP_WORDS[1]}/$before in\n";
  for (const CLI::App* command : commands_of(app)) {
    for_each_option(*command, [&](const CLI::Option& option) {
      if (!takes_value(option)) return;
      for (const std::string& word : spellings_of(option)) {
        // Without words of its own it is most often a file, which bash completes by itself.
        const std::string choices = joined(choices_of(option), " ");
        text += "      " + command->get_name() + "/" + word + ") " +
                (choices.empty() ? "return" : "words=" + in_quotes(choices)) + " ;;\n";
      }
    });
    std::vector<std::string> words = words_after(*command);
    for (const CLI::App* each : commands_of(*command)) {
      for (const std::string& word : words_after(*each)) words.push_back(word);
    }
    text += "      " + command->get_name() + "/*) words=" + in_quotes(joined(words, " ")) + " ;;\n";
  }
  text +=
      "      *) return ;;\n    esac\n  fi\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n}\n"
      "complete -o default -o bashdefault -F _" +
      name + " " + name + "\n";
  return text;
}

std::string zsh_completion(const CLI::App& app) {
  const std::string& name = app.get_name();
  std::string text = "#compdef " + name + "\n# Command lines of " + name +
                     " in zsh; written by the program itself.\n_" + name +
                     "() {\n  local -a commands\n  commands=(\n";
  for (const CLI::App* command : commands_of(app)) {
    text += "    " + in_quotes(command->get_name() + ":" + command->get_description()) + "\n";
  }
  text +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  case $words[2] in\n";
  for (const CLI::App* command : commands_of(app)) {
    text += "    " + command->get_name() + ")\n      shift words; (( CURRENT-- ))\n" +
            "      _arguments";
    for_each_option(*command, [&](const CLI::Option& option) { add_zsh_option(option, text); });
    const auto below = names_of(commands_of(*command));
    if (!below.empty())
      text += " \\\n        " + in_quotes("1:command:(" + joined(below, " ") + ")");
    text += " \\\n        '*:file:_files' ;;\n";
  }
  return text + "  esac\n}\n_" + name + " \"$@\"\n";
}

std::string fish_completion(const CLI::App& app) {
  const std::string& name = app.get_name();
  std::string text = "# Command lines of " + name + " in fish; written by the program itself.\n";
  for (const CLI::App* command : commands_of(app)) {
    text += "complete -c " + name + " -f -n __fish_use_subcommand -a " + command->get_name() +
            " -d " + in_quotes(command->get_description()) + "\n";
  }
  for (const CLI::App* command : commands_of(app)) {
    const std::string begin =
        "complete -c " + name + " -n '__fish_seen_subcommand_from " + command->get_name() + "'";
    for (const CLI::App* each : commands_of(*command)) {
      text +=
          begin + " -a " + each->get_name() + " -d " + in_quotes(each->get_description()) + "\n";
    }
    for_each_option(*command, [&](const CLI::Option& option) {
      std::string line = begin;
      for (const std::string& one : option.get_snames()) line += " -s " + one;
      for (const std::string& one : option.get_lnames()) line += " -l " + one;
      const auto choices = choices_of(option);
      if (!choices.empty()) {
        line += " -x -a " + in_quotes(joined(choices, " "));
      } else if (takes_value(option)) {
        line += " -r";
      }
      text += line + " -d " + in_quotes(option.get_description()) + "\n";
    });
  }
  return text;
}

}  // namespace attacca::command_line
