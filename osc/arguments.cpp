// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/arguments.hpp"

#include <bit>
#include <cmath>

#include "osc/big_endian.hpp"

namespace attacca::osc {
namespace {

std::optional<std::int64_t> whole(double value) noexcept {
  // 2^63 is the first that does not fit; what is not a number compares false.
  constexpr double kEnd = 9223372036854775808.0;
  if (!(value >= -kEnd && value < kEnd) || std::trunc(value) != value) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::string_view text_at(std::span<const std::byte> data) noexcept {
  const char* begin = reinterpret_cast<const char*>(data.data());
  return std::string_view(begin, data.size())
      .substr(0, std::string_view(begin, data.size()).find('\0'));
}

}  // namespace

std::uint64_t Arguments::take(std::size_t bytes) noexcept {
  const std::uint64_t value = read_big_endian(data_.data(), bytes);
  data_ = data_.subspan(bytes);
  next_type();
  return value;
}

std::optional<std::int64_t> Arguments::integer() noexcept {
  switch (type()) {
    case 'i':
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(take(4)));
    case 'h':
      return static_cast<std::int64_t>(take(8));
    case 'f':
    case 'd': {
      const Arguments before = *this;
      const std::optional<double> value = number();
      const std::optional<std::int64_t> result = whole(*value);
      if (!result) *this = before;
      return result;
    }
    default:
      return std::nullopt;
  }
}

std::optional<double> Arguments::number() noexcept {
  switch (type()) {
    case 'i':
      return static_cast<std::int32_t>(static_cast<std::uint32_t>(take(4)));
    case 'h':
      return static_cast<double>(static_cast<std::int64_t>(take(8)));
    case 'f':
      return std::bit_cast<float>(static_cast<std::uint32_t>(take(4)));
    case 'd':
      return std::bit_cast<double>(take(8));
    default:
      return std::nullopt;
  }
}

std::optional<bool> Arguments::truth() noexcept {
  if (type() == 'T' || type() == 'F') {
    const bool value = type() == 'T';
    next_type();
    return value;
  }
  const std::optional<double> value = number();
  if (!value) return std::nullopt;
  return *value != 0.0;
}

std::optional<std::string_view> Arguments::text() noexcept {
  if (type() != 's' && type() != 'S') return std::nullopt;
  const std::string_view value = text_at(data_);
  data_ = data_.subspan(padded(value.size() + 1));
  next_type();
  return value;
}

std::optional<std::span<const std::byte>> Arguments::blob() noexcept {
  if (type() != 'b') return std::nullopt;
  const auto size = static_cast<std::size_t>(take(4));
  const std::span<const std::byte> value = data_.first(size);
  data_ = data_.subspan(padded(size));
  return value;
}

std::optional<TimeTag> Arguments::time_tag() noexcept {
  if (type() != 't') return std::nullopt;
  return TimeTag{take(8)};
}

std::optional<std::uint32_t> Arguments::four_bytes() noexcept {
  if (type() != 'c' && type() != 'r' && type() != 'm') return std::nullopt;
  return static_cast<std::uint32_t>(take(4));
}

bool Arguments::skip() noexcept {
  switch (type()) {
    case '\0':
      return false;
    case 's':
    case 'S':
      (void)text();
      return true;
    case 'b':
      (void)blob();
      return true;
    case 'h':
    case 't':
    case 'd':
      (void)take(8);
      return true;
    case 'i':
    case 'f':
    case 'c':
    case 'r':
    case 'm':
      (void)take(4);
      return true;
    default:
      next_type();
      return true;
  }
}

}  // namespace attacca::osc
