// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>

#include "abi/vst3/attribute_list.hpp"
#include "abi/vst3/base/implements.hpp"

namespace attacca::validate {

/// How the texts of an OddList are.
enum class OddText : std::uint8_t {
  cut,         ///< Fills the whole size that was asked for, without a terminator.
  surrogates,  ///< Halves of surrogate pairs up to the end.
  untouched,   ///< Success, and nothing written: for absent keys some hosts do so.
  refused,     ///< kResultFalse, as for a value of another type.
};

/// An attribute list that answers every key in the same odd way. It never writes past the size that
/// the plugin stated.
class OddList final : public vst3::Implements<vst3::IAttributeList> {
 public:
  OddList(OddText text, std::int64_t number) : text_(text), number_(number) {}

  vst3::TResult setInt(AttrID, std::int64_t) override { return vst3::kResultFalse; }
  vst3::TResult getInt(AttrID, std::int64_t& value) override {
    value = number_;
    return vst3::kResultTrue;
  }
  vst3::TResult setFloat(AttrID, double) override { return vst3::kResultFalse; }
  vst3::TResult getFloat(AttrID, double&) override { return vst3::kResultFalse; }
  vst3::TResult setString(AttrID, const char16_t*) override { return vst3::kResultFalse; }
  vst3::TResult getString(AttrID, char16_t* string, std::uint32_t sizeInBytes) override {
    if (string == nullptr) return vst3::kInvalidArgument;
    const auto units = static_cast<std::uint32_t>(sizeInBytes / sizeof(char16_t));
    if (text_ == OddText::refused) return vst3::kResultFalse;
    if (text_ == OddText::cut) std::fill_n(string, units, u'x');
    if (text_ == OddText::surrogates && units > 0) {
      std::fill_n(string, units - 1, u'\xd83d');
      string[units - 1] = u'\0';
    }
    return vst3::kResultTrue;
  }
  vst3::TResult setBinary(AttrID, const void*, std::uint32_t) override {
    return vst3::kResultFalse;
  }
  vst3::TResult getBinary(AttrID, const void*& data, std::uint32_t& sizeInBytes) override {
    data = nullptr;
    sizeInBytes = 0;
    return vst3::kResultTrue;
  }

 private:
  const OddText text_;
  const std::int64_t number_;
};

}  // namespace attacca::validate
