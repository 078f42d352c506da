// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::package {

/// A value of a property list of Apple's.
struct PropertyListValue {
  enum class Kind : std::uint8_t { dictionary, array, string, data, boolean, other };

  Kind kind = Kind::other;
  std::string text;  ///< of a string; of data in Base64, without blanks
  bool truth = false;
  std::map<std::string, PropertyListValue, std::less<>> entries;  ///< of a dictionary

  /// What a dictionary has behind a key; null if it has none, or this is none. [any]
  [[nodiscard]] const PropertyListValue* find(std::string_view key) const;

  /// The same, if it is of that kind. [any]
  [[nodiscard]] const PropertyListValue* find(std::string_view key, Kind of_kind) const;
};

/// Whether it is in the binary form, which is not read. [any]
bool is_binary_property_list(std::string_view text) noexcept;

/// A property list in XML, of those elements that Apple's document type has and without entities of
/// its own. What stands in arrays is looked at and left out, as no file that is read here has
/// anything there. Errors: it is none, or nested deeper than any true one. [any]
/// Source: the document type at http://www.apple.com/DTDs/PropertyList-1.0.dtd.
Result<PropertyListValue> read_property_list(std::string_view text);

}  // namespace attacca::package
