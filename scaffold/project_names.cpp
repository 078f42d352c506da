// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "scaffold/project_names.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace attacca::scaffold {
namespace {

constexpr std::size_t kLongest = 64;

bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_utf8(std::string_view text) noexcept {
  return text::find_malformed_utf8(text) == std::string_view::npos;
}
char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Names of targets that CMake, its generators and the framework keep for themselves. Classes begin
/// with a capital, so that no word of C++ is in their way.
bool is_kept(std::string_view target) noexcept {
  static constexpr std::array<std::string_view, 13> kWords = {"all",
                                                              "clean",
                                                              "depend",
                                                              "edit_cache",
                                                              "help",
                                                              "install",
                                                              "package",
                                                              "test",
                                                              "preinstall",
                                                              "rebuild_cache",
                                                              "list_install_components",
                                                              "package_source",
                                                              "project"};
  return std::find(kWords.begin(), kWords.end(), target) != kWords.end() ||
         target.starts_with("attacca");
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string display_fault(std::string_view name) {
  if (name.empty()) return "it is empty";
  if (name.size() > kLongest) return "it is longer than 64 bytes";
  if (!is_utf8(name)) return "it is not UTF-8";
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return "it has control characters";
    if (std::string_view("/\\;:|?*<>$\"").find(c) != std::string_view::npos) {
      return std::string("it has a ") + c + ", which file systems or CMake do not take";
    }
  }
  const auto is_end = [](char c) { return c == '.' || c == ' '; };
  if (is_end(name.front()) || is_end(name.back())) return "it begins or ends with a dot or a blank";
  return {};
}

}  // namespace

Result<ProjectNames> project_names(std::string_view display) {
  if (const std::string fault = display_fault(display); !fault.empty()) {
    return fail(quoted(display) + " is no name for a plugin: " + fault);
  }
  ProjectNames names;
  names.display = display;
  bool begins_word = true;
  for (const char c : display) {
    if (!is_letter(c) && !is_digit(c)) {
      begins_word = true;
      continue;
    }
    if (begins_word && !names.target.empty()) {
      names.target += '_';
      names.folder += '-';
    }
    names.target += lower(c);
    names.folder += lower(c);
    names.class_name += begins_word ? upper(c) : c;
    begins_word = false;
  }
  if (std::none_of(names.target.begin(), names.target.end(), is_letter)) {
    return fail(quoted(display) +
                " has no letter from A to Z to name files and classes by: give such a name, and "
                "change what hosts show in the source");
  }
  if (is_digit(names.target.front())) {
    names.target = "plugin_" + names.target;
    names.class_name = "Plugin" + names.class_name;
  }
  if (is_kept(names.target)) {
    names.target += "_plugin";
    names.class_name += "Plugin";
  }
  return names;
}

std::string id_fault(std::string_view id) {
  const auto is_part = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
      return is_letter(c) || is_digit(c) || c == '-' || c == '_';
    });
  };
  std::size_t parts = 0;
  bool all_good = id.size() <= 128;
  for (std::size_t begin = 0; begin <= id.size(); ++parts) {
    const std::size_t end = std::min(id.find('.', begin), id.size());
    all_good = all_good && is_part(id.substr(begin, end - begin));
    begin = end + 1;
  }
  if (all_good && parts >= 2) return {};
  return quoted(id) +
         " is no id: a reverse domain name such as org.example.my-gain, of letters, digits, - and "
         "_";
}

std::string vendor_fault(std::string_view vendor) {
  const bool is_good =
      !vendor.empty() && vendor.size() <= kLongest && is_utf8(vendor) &&
      std::none_of(vendor.begin(), vendor.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '"' || c == '\\';
      });
  return is_good
             ? ""
             : quoted(vendor) + " is no vendor's name: up to 64 bytes of UTF-8 without \" and \\";
}

}  // namespace attacca::scaffold
