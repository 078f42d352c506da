// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/host_profile_file.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <variant>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "host/utf8.hpp"

namespace attacca::host {

namespace {

using std::string_literals::operator""s;

/// One file being read; every error names its place.
class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  Result<HostProfileFile> read(const toml::table& root) {
    if (auto known = check_keys(root, kTopKeys, "the profile"); !known) return rejected(known);
    HostProfileFile result;
    HostProfile& profile = result.profile;
    for (const auto& [key, target] : {std::pair{"name", &profile.name},
                                      {"vendor", &profile.vendor},
                                      {"version", &profile.version},
                                      {"summary", &result.summary}}) {
      auto text = text_of(root, key);
      if (!text) return rejected(text);
      *target = std::move(*text);
    }
    const toml::node* const habits = root.get("habits");
    if (habits == nullptr) return result;
    if (!habits->is_table()) return wrong(habits->source(), "\"habits\" must be a table");
    for (const auto& [key, node] : *habits->as_table()) {
      if (auto taken = take_habit(key, node, result); !taken) return rejected(taken);
    }
    std::sort(result.settings.begin(), result.settings.end(),
              [](const HabitSetting& a, const HabitSetting& b) { return a.habit < b.habit; });
    return result;
  }

  tl::unexpected<Error> wrong(const toml::source_region& where, const std::string& what) const {
    return fail(file_ + ":" + std::to_string(where.begin.line) + ":" +
                std::to_string(where.begin.column) + ": " + without_controls(what));
  }

 private:
  static constexpr std::array<std::string_view, 5> kTopKeys = {"name", "vendor", "version",
                                                               "summary", "habits"};
  static constexpr std::array<std::string_view, 2> kHabitKeys = {"value", "source"};

  template <typename T>
  static tl::unexpected<Error> rejected(const Result<T>& result) {
    return tl::unexpected(result.error());
  }

  template <std::size_t Count>
  Result<void> check_keys(const toml::table& table,
                          const std::array<std::string_view, Count>& known,
                          const std::string& what) const {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      std::string message = "unknown key \"" + std::string(key.str()) + "\"; " + what + " has";
      for (const std::string_view name : known) message += " " + std::string(name);
      return wrong(key.source(), message);
    }
    return {};
  }

  Result<std::string> text_of(const toml::table& table, std::string_view key) const {
    const toml::node* const node = table.get(key);
    if (node == nullptr) return wrong(table.source(), "\"" + std::string(key) + "\" is missing");
    const auto text = node->value<std::string>();
    if (!node->is_string() || !text || text->empty()) {
      return wrong(node->source(), "\"" + std::string(key) + "\" must be a text");
    }
    return *text;
  }

  Result<void> take_habit(const toml::key& key, const toml::node& node, HostProfileFile& result) {
    const std::string name(key.str());
    const HostHabit* const habit = find_habit(name);
    if (habit == nullptr) {
      std::string message = "unknown habit \"" + name + "\"; known are";
      for (const HostHabit& known : host_habits()) message += " " + std::string(known.key);
      return wrong(key.source(), message);
    }
    if (!node.is_table()) {
      return wrong(node.source(), "\"" + name + "\" must be a table with value and source");
    }
    const toml::table& table = *node.as_table();
    if (auto known = check_keys(table, kHabitKeys, "a habit"); !known) return known;
    const toml::node* const value = table.get("value");
    if (value == nullptr) return wrong(key.source(), "\"" + name + "\" has no value");
    if (auto set = set_value(*habit, *value, result.profile); !set) {
      return wrong(value->source(), "\"" + name + "\" " + set.error().message);
    }
    if (table.get("source") == nullptr) {
      return wrong(key.source(), "\"" + name + "\" has no source: where is the habit known from?");
    }
    auto source = text_of(table, "source");
    if (!source) return rejected(source);
    result.settings.push_back({habit, value_text(*habit, result.profile), std::move(*source)});
    return {};
  }

  static Result<void> set_value(const HostHabit& habit, const toml::node& node,
                                HostProfile& profile) {
    if (const auto* const flag = node.as_boolean()) return set_habit(habit, profile, flag->get());
    if (const auto* const number = node.as_integer()) {
      return set_habit(habit, profile, number->get());
    }
    const auto* const text = node.as_string();
    return set_habit(habit, profile, text != nullptr ? text->get() : ""s);
  }

  std::string file_;
};

}  // namespace

Result<HostProfileFile> parse_host_profile(std::string_view text, std::string_view file) {
  Reader reader(file);
  if (text.size() > kMaxProfileBytes) {
    return fail(std::string(file) + ": too large for a profile: " + std::to_string(text.size()) +
                " bytes, at most " + std::to_string(kMaxProfileBytes));
  }
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return reader.wrong(parsed.error().source(), std::string(parsed.error().description()));
  }
  return reader.read(parsed.table());
}

Result<HostProfileFile> read_host_profile(const std::filesystem::path& path) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(path, error);
  std::ifstream stream(path, std::ios::binary);
  if (!is_file || !stream) return fail("cannot read the host profile " + path.string());
  std::string text(kMaxProfileBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse_host_profile(text, path.string());
}

}  // namespace attacca::host
