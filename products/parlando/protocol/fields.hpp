// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>

#include "attacca/base/fixed_text.hpp"
#include "osc/arguments.hpp"
#include "osc/packet_writer.hpp"
#include "parlando/protocol/id.hpp"

namespace parlando::detail {

// How each kind of field is read from and written to a packet. take() gives null, or what is wrong.
// All [any]; no allocation.

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

inline const char* take(attacca::osc::Arguments& from, std::int32_t& out) noexcept {
  const auto value = from.integer();
  if (!value || *value < INT32_MIN || *value > INT32_MAX)
    return "a whole number of 32 bits is missing";
  out = static_cast<std::int32_t>(*value);
  return nullptr;
}
inline const char* take(attacca::osc::Arguments& from, std::int64_t& out) noexcept {
  const auto value = from.integer();
  if (!value) return "a whole number is missing";
  out = *value;
  return nullptr;
}
inline const char* take(attacca::osc::Arguments& from, double& out) noexcept {
  const auto value = from.number();
  if (!value || !(*value - *value == 0.0)) return "a finite number is missing";
  out = *value;
  return nullptr;
}
inline const char* take(attacca::osc::Arguments& from, float& out) noexcept {
  double value = 0;
  if (const char* wrong = take(from, value)) return wrong;
  out = static_cast<float>(value);
  return out - out == 0.0f ? nullptr : "a finite number is missing";
}
inline const char* take(attacca::osc::Arguments& from, bool& out) noexcept {
  const auto value = from.truth();
  if (!value) return "true or false is missing";
  out = *value;
  return nullptr;
}
inline const char* take(attacca::osc::Arguments& from, attacca::osc::TimeTag& out) noexcept {
  const auto value = from.time_tag();
  if (!value) return "a time tag is missing";
  out = *value;
  return nullptr;
}
inline const char* take(attacca::osc::Arguments& from, Id& out) noexcept {
  if (const auto text = from.text()) {
    const auto id = id_of(*text);
    if (!id) return "an id is no 16 hexadecimal digits";
    out = *id;
    return nullptr;
  }
  const auto value = from.integer();
  if (!value) return "an id is missing";
  out = Id{static_cast<std::uint64_t>(*value)};
  return nullptr;
}
template <std::size_t Capacity>
const char* take(attacca::osc::Arguments& from, attacca::FixedText<Capacity>& out) noexcept {
  const auto value = from.text();
  if (!value) return "a text is missing";
  if (!is_utf8(*value)) return "a text is no UTF-8";
  // Names are cut; a word or a shape that is cut would be another one.
  if (Capacity < 512 && value->size() > Capacity) return "a word or an expression is too long";
  out.assign(*value);
  return nullptr;
}

constexpr char type_of(const std::int32_t&) noexcept {
  return 'i';
}
constexpr char type_of(const std::int64_t&) noexcept {
  return 'h';
}
constexpr char type_of(const Id&) noexcept {
  return 'h';
}
constexpr char type_of(const float&) noexcept {
  return 'f';
}
constexpr char type_of(const double&) noexcept {
  return 'd';
}
constexpr char type_of(const bool& value) noexcept {
  return value ? 'T' : 'F';
}
constexpr char type_of(const attacca::osc::TimeTag&) noexcept {
  return 't';
}
template <std::size_t Capacity>
constexpr char type_of(const attacca::FixedText<Capacity>&) noexcept {
  return 's';
}

inline void put(attacca::osc::PacketWriter& to, std::int32_t value) noexcept {
  to.add_int32(value);
}
inline void put(attacca::osc::PacketWriter& to, std::int64_t value) noexcept {
  to.add_int64(value);
}
inline void put(attacca::osc::PacketWriter& to, Id value) noexcept {
  to.add_int64(static_cast<std::int64_t>(value.value));
}
inline void put(attacca::osc::PacketWriter& to, float value) noexcept {
  to.add_float(value);
}
inline void put(attacca::osc::PacketWriter& to, double value) noexcept {
  to.add_double(value);
}
inline void put(attacca::osc::PacketWriter&, bool) noexcept {}  // its type says it
inline void put(attacca::osc::PacketWriter& to, attacca::osc::TimeTag value) noexcept {
  to.add_time_tag(value);
}
template <std::size_t Capacity>
void put(attacca::osc::PacketWriter& to, const attacca::FixedText<Capacity>& value) noexcept {
  to.add_text(value.view());
}

/// Null, or what is wrong.
template <typename M>
const char* take_fields(attacca::osc::Arguments from, M& out) noexcept {
  const char* wrong = nullptr;
  std::apply(
      [&](auto... field) { (void)((wrong = take(from, out.*field), wrong == nullptr) && ...); },
      M::fields());
  return wrong != nullptr ? wrong : out.wrong();
}

template <typename M>
void put_fields(attacca::osc::PacketWriter& to, const M& message) noexcept {
  std::apply(
      [&](auto... field) {
        const std::array<char, sizeof...(field)> types = {type_of(message.*field)...};
        to.message(M::address, {types.data(), types.size()});
        (put(to, message.*field), ...);
      },
      M::fields());
}

}  // namespace parlando::detail
