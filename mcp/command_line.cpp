// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "mcp/command_line.hpp"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "text/near_names.hpp"

namespace attacca::mcp {
namespace {

const char* type_name(Kind kind) noexcept {
  switch (kind) {
    case Kind::text:
      return "a string";
    case Kind::texts:
      return "a list of strings";
    case Kind::number:
      return "a number";
    case Kind::integer:
      return "a whole number";
    case Kind::boolean:
      return "true or false";
  }
  return "";
}

/// A NUL ends a word of a command line before its end.
bool is_text(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().find('\0') == std::string::npos;
}

bool has_type(Kind kind, const Json& value) {
  switch (kind) {
    case Kind::text:
      return is_text(value);
    case Kind::texts:
      return value.is_array() && std::all_of(value.begin(), value.end(), is_text);
    case Kind::number:
      return value.is_number();
    case Kind::integer:
      return value.is_number_integer();
    case Kind::boolean:
      return value.is_boolean();
  }
  return false;
}

bool is_choice(std::string_view choices, const std::string& wanted) {
  std::istringstream words{std::string(choices)};
  for (std::string word; words >> word;) {
    if (word == wanted) return true;
  }
  return choices.empty();
}

Result<void> check(const Argument& argument, const Json& value) {
  const std::string name = argument.name;
  if (!has_type(argument.kind, value)) {
    return fail("argument " + name + ": takes " + type_name(argument.kind) + ": " +
                argument.description);
  }
  if (argument.kind == Kind::text && !is_choice(argument.choices, value.get<std::string>())) {
    return fail("argument " + name + ": takes one of " + std::string(argument.choices));
  }
  if (argument.is_required && value.empty()) return fail("argument " + name + " is empty");
  return {};
}

Result<void> check_names(const Tool& tool, const Json& arguments) {
  std::vector<std::string> names;
  for (const Argument& argument : tool.arguments) names.emplace_back(argument.name);
  for (const auto& [name, value] : arguments.items()) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string all;
    for (const std::string& each : names) all += (all.empty() ? "" : ", ") + each;
    const std::string near = text::nearest_name(name, names);
    return fail("no such argument of " + std::string(tool.name) + ": " + name +
                (near.empty() ? ": it takes " + all : " (did you mean " + near + "?)"));
  }
  return {};
}

}  // namespace

Result<Json> checked_arguments(const Tool& tool, const Json& arguments) {
  if (!arguments.is_object()) return fail("the arguments must be an object");
  if (auto known = check_names(tool, arguments); !known) return tl::unexpected(known.error());
  Json all = Json::object();
  for (const Argument& argument : tool.arguments) {
    if (!arguments.contains(argument.name)) {
      if (argument.is_required) {
        return fail("argument " + std::string(argument.name) +
                    " is missing: " + argument.description);
      }
      if (argument.standard.empty()) continue;
      const std::string standard(argument.standard);
      all[argument.name] = argument.kind == Kind::text ? Json(standard) : Json::parse(standard);
      continue;
    }
    const Json& value = arguments.at(argument.name);
    if (auto good = check(argument, value); !good) return tl::unexpected(good.error());
    all[argument.name] = value;
  }
  return all;
}

std::vector<std::string> command_line(const Tool& tool, const Json& arguments) {
  std::vector<std::string> words = {tool.name, "--json"};
  std::vector<std::string> behind;
  for (const Argument& argument : tool.arguments) {
    if (!arguments.contains(argument.name)) continue;
    const Json& value = arguments.at(argument.name);
    if (argument.kind == Kind::boolean) {
      if (value.get<bool>()) words.emplace_back(argument.option);
      continue;
    }
    std::vector<std::string> values;
    if (argument.kind == Kind::texts) {
      values = value.get<std::vector<std::string>>();
    } else {
      values.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    }
    const std::string option = argument.option;
    for (std::string& each : values) {
      if (option.empty()) {
        behind.push_back(std::move(each));
      } else {
        // In one word: a value that begins with a dash is none of the program's options.
        words.push_back(option + "=" + each);
      }
    }
  }
  if (!behind.empty()) words.emplace_back("--");
  words.insert(words.end(), behind.begin(), behind.end());
  return words;
}

}  // namespace attacca::mcp
