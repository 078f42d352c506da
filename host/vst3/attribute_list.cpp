// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/attribute_list.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace attacca::host {

using namespace vst3;  // the results, which every line names

template <typename T>
const T* AttributeList::find(AttrID id) const {
  if (id == nullptr) return nullptr;
  const auto entry = values_.find(std::string_view(id));
  return entry != values_.end() ? std::get_if<T>(&entry->second) : nullptr;
}

TResult AttributeList::store(AttrID id, Value value) {
  if (id == nullptr) return kInvalidArgument;
  values_.insert_or_assign(id, std::move(value));
  return kResultTrue;
}

TResult AttributeList::setInt(AttrID id, std::int64_t value) {
  return store(id, value);
}

TResult AttributeList::getInt(AttrID id, std::int64_t& value) {
  const auto* const found = find<std::int64_t>(id);
  if (found == nullptr) return kResultFalse;
  value = *found;
  return kResultTrue;
}

TResult AttributeList::setFloat(AttrID id, double value) {
  return store(id, value);
}

TResult AttributeList::getFloat(AttrID id, double& value) {
  const auto* const found = find<double>(id);
  if (found == nullptr) return kResultFalse;
  value = *found;
  return kResultTrue;
}

TResult AttributeList::setString(AttrID id, const char16_t* string) {
  if (string == nullptr) return kInvalidArgument;
  return store(id, std::u16string(string));
}

TResult AttributeList::getString(AttrID id, char16_t* string, std::uint32_t sizeInBytes) {
  if (string == nullptr) return kInvalidArgument;
  const auto* const found = find<std::u16string>(id);
  if (found == nullptr) return answers_absent_ ? kResultTrue : kResultFalse;
  const std::size_t with_zero = (found->size() + 1) * sizeof(char16_t);
  const std::size_t room =
      counts_characters_ ? std::size_t{sizeInBytes} * sizeof(char16_t) : sizeInBytes;
  std::memcpy(string, found->c_str(), std::min(with_zero, room));
  return kResultTrue;
}

TResult AttributeList::setBinary(AttrID id, const void* data, std::uint32_t sizeInBytes) {
  if (data == nullptr && sizeInBytes > 0) return kInvalidArgument;
  const auto* const begin = static_cast<const std::byte*>(data);
  return store(id, std::vector<std::byte>(begin, begin + sizeInBytes));
}

TResult AttributeList::getBinary(AttrID id, const void*& data, std::uint32_t& sizeInBytes) {
  const auto* const found = find<std::vector<std::byte>>(id);
  if (found == nullptr) {
    sizeInBytes = 0;
    return kResultFalse;
  }
  data = found->data();
  sizeInBytes = static_cast<std::uint32_t>(found->size());
  return kResultTrue;
}

}  // namespace attacca::host
