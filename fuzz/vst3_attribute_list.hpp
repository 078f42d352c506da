// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/implements.hpp"

namespace attacca::fuzz {

/// A text as a host would hand it over.
struct HostText {
  enum class Habit : std::uint8_t {
    fair,             ///< cut to the size in bytes, with a terminator
    no_terminator,    ///< cut to the size in bytes, without one
    bytes_are_units,  ///< takes the size in bytes for a number of units, one too many at worst
    untouched,        ///< answers success and writes nothing
    refused,          ///< writes, and answers failure
    count,
  };
  Habit habit = Habit::fair;
  std::u16string units;

  /// Answers a question for a text of which `room` units are said to fit.
  vst3::TResult write(char16_t* out, std::size_t room) const {
    if (habit == Habit::untouched) return vst3::kResultOk;
    if (habit == Habit::bytes_are_units) room *= 2;
    const bool terminates = habit != Habit::no_terminator;
    const std::size_t most = habit == Habit::fair && room > 0 ? room - 1 : room;
    const std::size_t written = std::min(units.size(), most);
    std::copy_n(units.begin(), written, out);
    if (terminates) out[written] = 0;
    return habit == Habit::refused ? vst3::kResultFalse : vst3::kResultOk;
  }

  /// What a reader that trusts nothing has to make of it, of which `room` units are said to fit:
  /// no text where nothing was sent.
  [[nodiscard]] const std::u16string* sent() const noexcept {
    const bool sent_something = habit != Habit::untouched && habit != Habit::refused;
    // A unit that is in no text is how the reader knows that nothing was written, and so is a text
    // of no units without its terminator.
    const bool nothing = units.empty() && habit == Habit::no_terminator;
    const bool marked = !units.empty() && units[0] == 0xFFFF;
    return sent_something && !nothing && !marked ? &units : nullptr;
  }
};

/// IAttributeList with the values and lies that an input asks for. Lives on the stack.
class AttributeList final : public vst3::Implements<vst3::IAttributeList> {
 public:
  struct Binary {
    std::vector<std::uint8_t> bytes;
    std::uint32_t claimed_size = 0;
    bool null = false;
  };
  std::map<std::string, HostText> texts;
  std::map<std::string, std::int64_t> numbers;
  std::map<std::string, Binary> binaries;

  vst3::TResult setInt(AttrID, std::int64_t) override { return vst3::kNotImplemented; }
  vst3::TResult getInt(AttrID id, std::int64_t& value) override {
    const auto found = numbers.find(id);
    if (found == numbers.end()) return vst3::kResultFalse;
    value = found->second;
    return vst3::kResultOk;
  }
  vst3::TResult setFloat(AttrID, double) override { return vst3::kNotImplemented; }
  vst3::TResult getFloat(AttrID, double&) override { return vst3::kResultFalse; }
  vst3::TResult setString(AttrID, const char16_t*) override { return vst3::kNotImplemented; }
  vst3::TResult getString(AttrID id, char16_t* string, std::uint32_t size_in_bytes) override {
    const auto found = texts.find(id);
    return found == texts.end() ? vst3::kResultFalse
                                : found->second.write(string, size_in_bytes / 2);
  }
  vst3::TResult setBinary(AttrID, const void*, std::uint32_t) override {
    return vst3::kNotImplemented;
  }
  vst3::TResult getBinary(AttrID id, const void*& data, std::uint32_t& size) override {
    const auto found = binaries.find(id);
    if (found == binaries.end()) return vst3::kResultFalse;
    data = found->second.null ? nullptr : found->second.bytes.data();
    size = found->second.claimed_size;
    return vst3::kResultOk;
  }

 private:
  void on_last_release() noexcept override {}
};

}  // namespace attacca::fuzz
