// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "attacca/base/result.hpp"

namespace parlando::score {

using Json = nlohmann::ordered_json;

/// The fields of a JSON object that somebody wrote, read one by one; what is wrong is kept with its
/// place, the first one:
///
///     JsonFields fields(json, "articulations[2]", {"name", "key_switch"});
///     const std::string name = fields.text("name");
///     if (auto error = fields.error()) return tl::unexpected(*error);
///
/// [any]
class JsonFields {
 public:
  /// `where` is empty at the top. An error: no object, and a field that is not among `known`.
  JsonFields(const Json& json, std::string where, std::initializer_list<std::string_view> known);

  [[nodiscard]] bool has(const char* name) const;
  /// What is there, or null. [any]
  [[nodiscard]] const Json* find(const char* name) const;

  /// Nothing where the field is missing or wrong. [any] Errors, kept: another type, out of range.
  std::optional<std::string> text(const char* name);
  std::optional<double> number(const char* name, double least, double most);
  std::optional<int> integer(const char* name, int least, int most);
  std::optional<bool> truth(const char* name);
  /// A key as a name ("C4") or a number 0..127.
  std::optional<int> key(const char* name);
  std::vector<std::string> texts(const char* name);

  /// The place of a field: "articulations[2].key_switch".
  [[nodiscard]] std::string place(const char* name) const;
  /// Keeps an error about a field, or about the object itself where `name` is empty.
  void wrong(const char* name, const std::string& what);
  /// Keeps an error that already has its place.
  void adopt(attacca::Error error) {
    if (!error_) error_ = std::move(error);
  }
  [[nodiscard]] const std::optional<attacca::Error>& error() const noexcept { return error_; }

 private:
  const Json& json_;
  std::string where_;
  std::optional<attacca::Error> error_;
};

/// JSON text of at most `most` bytes. [any] Errors: "line 3, column 7: …", nested too deeply.
[[nodiscard]] attacca::Result<Json> parse_json(std::string_view text, std::size_t most);

}  // namespace parlando::score
