// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace parlando {

using Json = nlohmann::ordered_json;

/// The members of a JSON object from somebody else, taken by name and type. What is missing has the
/// given value; the first that is wrong leaves a sentence in `error()`, and so does a member that
/// nobody has asked for, which is most likely mistyped:
///
///     Fields fields(object, "note");
///     const double velocity = fields.number("velocity", 0.8, 0, 1);
///     if (!fields.finish()) return fail(fields.error());
///
/// The object has to live as long. One thread.
class Fields {
 public:
  /// `where` begins the sentences. `object` may be anything.
  Fields(const Json& object, std::string where);

  [[nodiscard]] bool has(std::string_view name);
  [[nodiscard]] double number(std::string_view name, double otherwise, double low, double high);
  [[nodiscard]] std::int64_t whole(std::string_view name, std::int64_t otherwise, std::int64_t low,
                                   std::int64_t high);
  [[nodiscard]] std::string text(std::string_view name, std::string_view otherwise = {});
  [[nodiscard]] bool truth(std::string_view name, bool otherwise);
  /// A key as a number from 0 to 127 or as a name ("C4").
  [[nodiscard]] std::int32_t key(std::string_view name, std::int32_t otherwise);
  /// Anything; null if there is none.
  [[nodiscard]] const Json& any(std::string_view name);
  /// A list; an empty one if there is none.
  [[nodiscard]] const Json& list(std::string_view name);

  /// It is an error if there is no such member.
  Fields& require(std::string_view name);
  void complain(std::string what);
  /// True if all is well and nothing is left over. To be called last.
  [[nodiscard]] bool finish();
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  const Json* member(std::string_view name);

  const Json& object_;
  std::string where_;
  std::set<std::string, std::less<>> asked_;
  std::string error_;
};

}  // namespace parlando
