// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/implements.hpp"

namespace attacca::host {

/// The host's attribute list, for messages and track info. Not to be used by two threads at once.
class AttributeList final : public vst3::Implements<vst3::IAttributeList> {
 public:
  /// With `answers_absent`, getString succeeds for keys that are not there and leaves the buffer as
  /// it was, as one well-known host does. With `counts_characters` it takes the size for a number
  /// of characters, as several do, and so writes up to twice as much, when the text is that long.
  explicit AttributeList(bool answers_absent = false, bool counts_characters = false)
      : answers_absent_(answers_absent), counts_characters_(counts_characters) {}

  vst3::TResult setInt(AttrID id, std::int64_t value) override;
  vst3::TResult getInt(AttrID id, std::int64_t& value) override;
  vst3::TResult setFloat(AttrID id, double value) override;
  vst3::TResult getFloat(AttrID id, double& value) override;
  vst3::TResult setString(AttrID id, const char16_t* string) override;
  /// The size is in bytes; text that does not fit is cut and has no terminator then.
  vst3::TResult getString(AttrID id, char16_t* string, std::uint32_t sizeInBytes) override;
  vst3::TResult setBinary(AttrID id, const void* data, std::uint32_t sizeInBytes) override;
  vst3::TResult getBinary(AttrID id, const void*& data, std::uint32_t& sizeInBytes) override;

 private:
  using Value = std::variant<std::int64_t, double, std::u16string, std::vector<std::byte>>;

  template <typename T>
  const T* find(AttrID id) const;
  vst3::TResult store(AttrID id, Value value);

  const bool answers_absent_;
  const bool counts_characters_;
  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace attacca::host
