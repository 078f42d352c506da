// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/json_writer.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>

#include "attacca/state/state_value.hpp"
#include "base/limits.hpp"
#include "base/unicode.hpp"

namespace attacca::core {

void put_value(JsonWriter& json, const StateValue& value, unsigned depth) {
  if (depth > kMostStateDepth) throw std::length_error("a field is nested too deeply");
  if (const auto truth = value.truth()) {
    json.Bool(*truth);
  } else if (const auto number = value.number()) {
    constexpr double kLargestExact = 9007199254740992.0;  // 2^53
    if (*number == std::floor(*number) && std::fabs(*number) <= kLargestExact) {
      json.Int64(static_cast<std::int64_t>(*number));
    } else {
      json.Double(*number);
    }
  } else if (value.text() != nullptr) {
    put_text(json, valid_utf8(*value.text()));
  } else if (value.is_list()) {
    json.StartArray();
    for (const StateValue& held : value.values()) put_value(json, held, depth + 1);
    json.EndArray();
  } else if (value.is_object()) {
    json.StartObject();
    for (const StateValue::Member& member : value.members()) {
      put_text(json, valid_utf8(member.key));
      put_value(json, member.value, depth + 1);
    }
    json.EndObject();
  } else {
    json.Null();
  }
}

}  // namespace attacca::core
