// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>

#include "command_line/command_words.hpp"
#include "command_line/manual.hpp"
#include "files/atomic_file.hpp"

namespace attacca::command_line {
namespace {

/// Text as groff prints it: a backslash is one, a hyphen can be copied into a shell, and no line
/// begins with a request. Source: groff(7), man-pages(7).
std::string escaped(const std::string& text) {
  std::string result;
  bool begins = true;
  for (const char letter : text) {
    if (begins && (letter == '.' || letter == '\'')) result += "\\&";
    if (letter == '\\') {
      result += "\\e";
    } else if (letter == '~') {
      result += "\\(ti";
    } else if (letter == '^') {
      result += "\\(ha";
    } else if (letter == '-') {
      result += "\\-";
    } else {
      result += letter;
    }
    begins = letter == '\n';
  }
  return result;
}

/// What CLI11 checks, in a word: the choices, NUMBER or VALUE.
std::string value_of(const CLI::Option& option) {
  const auto choices = choices_of(option);
  if (!choices.empty()) {
    std::string all;
    for (const std::string& each : choices) all += (all.empty() ? "" : "|") + each;
    return all;
  }
  const std::string type = option.get_type_name();
  if (type.starts_with("TEXT") || type.empty()) return "VALUE";
  return "NUMBER";
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return text;
}

std::string full_name(const CLI::App& command, const char* between) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command.get_name()
                           : full_name(*parent, between) + between + command.get_name();
}

const CLI::App& program_of(const CLI::App& command) {
  const CLI::App* parent = command.get_parent();
  return parent == nullptr ? command : program_of(*parent);
}

void add_synopsis(const CLI::App& command, std::string& page) {
  page += ".B " + escaped(full_name(command, " ")) + "\n";
  if (!commands_of(command).empty()) page += ".I COMMAND\n";
  page += "[\\fIOPTION\\fR]...";
  for (const CLI::Option* argument : arguments_of(command)) {
    const bool is_list = argument->get_expected_max() > 1;
    const std::string name = "\\fI" + escaped(argument->get_name(true)) + "\\fR";
    page += argument->get_required() ? " " + name : " [" + name + "]";
    if (is_list) page += "...";
  }
  page += "\n";
}

void add_options(const CLI::App& command, std::string& page) {
  for (const CLI::Option* argument : arguments_of(command)) {
    if (argument->get_description().empty()) continue;
    page += ".TP\n.I " + escaped(argument->get_name(true)) + "\n" +
            escaped(argument->get_description()) + ".\n";
  }
  for (const CLI::Option* option : options_of(command)) {
    std::string words;
    for (const std::string& word : spellings_of(*option)) {
      words += (words.empty() ? "\\fB" : "\\fR, \\fB") + escaped(word);
    }
    words += "\\fR";
    if (takes_value(*option)) words += " \\fI" + escaped(value_of(*option)) + "\\fR";
    page += ".TP\n" + words + "\n" + escaped(option->get_description());
    const std::string standard = option->get_default_str();
    if (!standard.empty()) page += " (default: " + escaped(standard) + ")";
    page += ".\n";
  }
}

}  // namespace

std::string man_page(const CLI::App& command, const std::string& version) {
  const std::string name = full_name(command, "-");
  // No date: two builds of the same sources write the same page.
  std::string page = ".TH " + upper(name) + " 1 \"\" \"" +
                     escaped(program_of(command).get_name() + " " + version) +
                     "\" \"Attacca\"\n.SH NAME\n" + escaped(name) + " \\- " +
                     escaped(command.get_description()) + "\n.SH SYNOPSIS\n";
  add_synopsis(command, page);
  const auto commands = commands_of(command);
  if (!commands.empty()) {
    page += ".SH COMMANDS\n";
    for (const CLI::App* each : commands) {
      page +=
          ".TP\n.B " + escaped(each->get_name()) + "\n" + escaped(each->get_description()) + ".\n";
      std::string synopsis;
      if (command.get_parent() == nullptr) continue;
      add_synopsis(*each, synopsis);
      page += ".br\n" + synopsis;
    }
  }
  page += ".SH OPTIONS\n";
  add_options(command, page);
  // The commands of a command have no page of their own.
  if (command.get_parent() != nullptr) {
    for (const CLI::App* each : commands) {
      page += ".SS " + escaped(full_name(*each, " ")) + "\n";
      add_options(*each, page);
    }
  }
  if (const std::string footer = command.get_footer(); !footer.empty()) {
    page += ".SH NOTES\n.nf\n" + escaped(footer) + "\n.fi\n";
  }
  page += ".SH SEE ALSO\n";
  std::string others;
  if (command.get_parent() == nullptr) {
    for (const CLI::App* each : commands) {
      others +=
          (others.empty() ? ".BR " : " ,\n.BR ") + escaped(name + "-" + each->get_name()) + " (1)";
    }
  } else {
    others = ".BR " + escaped(program_of(command).get_name()) + " (1)";
  }
  return page + others + "\n";
}

Result<void> write_manual(const CLI::App& app, const std::string& version,
                          const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder / "man1", error);
  if (error) return fail("cannot make the folder " + folder.string() + ": " + error.message());
  const std::string& name = app.get_name();
  std::vector<std::pair<std::filesystem::path, std::string>> files = {
      {"man1/" + name + ".1", man_page(app, version)},
      {name + ".bash", bash_completion(app)},
      {"_" + name, zsh_completion(app)},
      {name + ".fish", fish_completion(app)}};
  for (const CLI::App* command : commands_of(app)) {
    files.emplace_back("man1/" + name + "-" + command->get_name() + ".1",
                       man_page(*command, version));
  }
  for (const auto& [path, text] : files) {
    auto file = files::AtomicFile::create(folder / path);
    if (!file) return tl::unexpected(file.error());
    if (auto done = file->write(text); !done) return done;
    if (auto done = file->commit(); !done) return done;
  }
  return {};
}

}  // namespace attacca::command_line
