// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace attacca {
class StateValue;
}

namespace attacca::core {

/// Writes states: objects on lines of their own, lists on one.
using JsonWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

/// A key or a text. UTF-8. [not audio]
inline void put_text(JsonWriter& json, std::string_view text) {
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

/// Any value, `depth` levels below the top; bytes that are not UTF-8 become U+FFFD. Throws if it is
/// nested more deeply than a state may be. [not audio]
void put_value(JsonWriter& json, const StateValue& value, unsigned depth);

}  // namespace attacca::core
