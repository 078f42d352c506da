// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/protocol/codec.hpp"

#include <string_view>

#include "parlando/protocol/fields.hpp"

namespace parlando {
namespace {

template <typename M>
Decoding decode_as(const attacca::osc::Message& message, M& out) noexcept {
  const char* wrong = detail::take_fields(message.arguments(), out);
  if (wrong != nullptr) return {Decoding::State::wrong, wrong};
  return {Decoding::State::decoded, ""};
}

template <typename... M>
Decoding decode_any(const attacca::osc::Message& message, std::variant<M...>& out) noexcept {
  Decoding result;
  const auto is = [&]<typename One>(One*) noexcept {
    if (message.address != One::address) return false;
    result = decode_as(message, out.template emplace<One>());
    return true;
  };
  (void)(is(static_cast<M*>(nullptr)) || ...);
  return result;
}

template <typename V>
void encode_any(attacca::osc::PacketWriter& writer, const V& message) noexcept {
  std::visit([&](const auto& one) noexcept { detail::put_fields(writer, one); }, message);
}

}  // namespace

Decoding decode(const attacca::osc::Message& message, FromMusician& out) noexcept {
  return decode_any(message, out);
}

Decoding decode(const attacca::osc::Message& message, FromConductor& out) noexcept {
  return decode_any(message, out);
}

Decoding decode(const attacca::osc::Message& message, Key& out) noexcept {
  if (message.address != Key::address) return {};
  return decode_as(message, out);
}

void encode(attacca::osc::PacketWriter& writer, const FromMusician& message) noexcept {
  encode_any(writer, message);
}

void encode(attacca::osc::PacketWriter& writer, const FromConductor& message) noexcept {
  encode_any(writer, message);
}

void encode(attacca::osc::PacketWriter& writer, const Key& key) noexcept {
  detail::put_fields(writer, key);
}

}  // namespace parlando
