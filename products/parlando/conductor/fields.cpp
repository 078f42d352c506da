// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/fields.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "parlando/score/key_name.hpp"
#include "text/near_names.hpp"

namespace parlando {
namespace {

/// Without zeros behind the point.
std::string shown(double number) {
  return Json(number == std::floor(number) && std::abs(number) < 1e15
                  ? Json(static_cast<std::int64_t>(number))
                  : Json(number))
      .dump();
}

const Json kNull;
const Json kEmptyList = Json::array();

}  // namespace

Fields::Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
  if (!object_.is_object()) complain("an object { } is needed");
}

const Json* Fields::member(std::string_view name) {
  asked_.emplace(name);
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(std::string(name));
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool Fields::has(std::string_view name) {
  return member(name) != nullptr;
}

double Fields::number(std::string_view name, double otherwise, double low, double high) {
  const Json* value = member(name);
  if (value == nullptr) return otherwise;
  if (value->is_number()) {
    const double number = value->get<double>();
    if (number >= low && number <= high) return number;
  }
  complain("\"" + std::string(name) + "\" has to be a number from " + shown(low) + " to " +
           shown(high));
  return otherwise;
}

std::int64_t Fields::whole(std::string_view name, std::int64_t otherwise, std::int64_t low,
                           std::int64_t high) {
  const Json* value = member(name);
  if (value == nullptr) return otherwise;
  if (value->is_number()) {
    const double number = value->get<double>();
    if (number == std::floor(number) && number >= static_cast<double>(low) &&
        number <= static_cast<double>(high)) {
      return static_cast<std::int64_t>(number);
    }
  }
  complain("\"" + std::string(name) + "\" has to be a whole number from " + std::to_string(low) +
           " to " + std::to_string(high));
  return otherwise;
}

std::string Fields::text(std::string_view name, std::string_view otherwise) {
  const Json* value = member(name);
  if (value == nullptr) return std::string(otherwise);
  if (value->is_string()) return value->get<std::string>();
  complain("\"" + std::string(name) + "\" has to be a text");
  return std::string(otherwise);
}

bool Fields::truth(std::string_view name, bool otherwise) {
  const Json* value = member(name);
  if (value == nullptr) return otherwise;
  if (value->is_boolean()) return value->get<bool>();
  complain("\"" + std::string(name) + "\" has to be true or false");
  return otherwise;
}

std::int32_t Fields::key(std::string_view name, std::int32_t otherwise) {
  const Json* value = member(name);
  if (value == nullptr) return otherwise;
  if (value->is_string()) {
    if (const auto key = score::key_called(value->get<std::string>())) return *key;
  } else if (value->is_number()) {
    const double key = value->get<double>();
    if (key == std::floor(key) && key >= 0 && key <= 127) return static_cast<std::int32_t>(key);
  }
  complain("\"" + std::string(name) +
           "\" has to be a key: 0 to 127, or a name from \"C-1\" to \"G9\" (middle C is \"C4\")");
  return otherwise;
}

const Json& Fields::any(std::string_view name) {
  const Json* value = member(name);
  return value == nullptr ? kNull : *value;
}

const Json& Fields::list(std::string_view name) {
  const Json* value = member(name);
  if (value == nullptr) return kEmptyList;
  if (value->is_array()) return *value;
  complain("\"" + std::string(name) + "\" has to be a list [ ]");
  return kEmptyList;
}

Fields& Fields::require(std::string_view name) {
  if (!has(name)) complain("\"" + std::string(name) + "\" is missing");
  return *this;
}

void Fields::complain(std::string what) {
  if (error_.empty()) error_ = where_ + ": " + std::move(what);
}

bool Fields::finish() {
  if (!error_.empty()) return false;
  for (const auto& [name, value] : object_.items()) {
    if (asked_.contains(name)) continue;
    const std::string near =
        attacca::text::nearest_name(name, std::vector<std::string>(asked_.begin(), asked_.end()));
    complain("there is no \"" + name + "\"" +
             (near.empty() ? "" : " (did you mean \"" + near + "\"?)"));
    return false;
  }
  return true;
}

}  // namespace parlando
