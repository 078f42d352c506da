// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "osc/packet_writer.hpp"

#include <bit>
#include <cassert>
#include <cstring>

#include "osc/big_endian.hpp"

namespace attacca::osc {

std::byte* PacketWriter::take(std::size_t bytes) noexcept {
  if (!fits_ || bytes > room_.size() - size_) {
    fits_ = false;
    return nullptr;
  }
  std::byte* place = room_.data() + size_;
  size_ += bytes;
  return place;
}

void PacketWriter::write_size(std::size_t at) noexcept {
  if (fits_ && at != kNone) write_big_endian(room_.data() + at, size_ - at - 4, 4);
}

// An element of a bundle has its size in front of it, which is known at its end.
void PacketWriter::begin_element() noexcept {
  end_element();
  element_ = kNone;
  if (depth_ == 0) return;
  const std::size_t at = size_;
  if (take(4) != nullptr) element_ = at;
}

void PacketWriter::end_element() noexcept {
  assert(types_.find_first_not_of("TFNI[]") == std::string_view::npos &&
         "a message lacks arguments that its types announce");
  types_ = {};
  write_size(element_);
  element_ = kNone;
}

void PacketWriter::begin_bundle(TimeTag time) noexcept {
  begin_element();
  assert(depth_ < kDepth && "bundles lie in bundles too deeply");
  bundles_[depth_++] = element_;
  element_ = kNone;
  if (std::byte* place = take(16)) {
    std::memcpy(place, "#bundle", 8);
    write_big_endian(place + 8, time.value, 8);
  }
}

void PacketWriter::end_bundle() noexcept {
  assert(depth_ > 0 && "no bundle has begun");
  end_element();
  write_size(bundles_[--depth_]);
}

PacketWriter& PacketWriter::message(std::string_view address, std::string_view types) noexcept {
  assert(address.starts_with('/') && "an address begins with /");
  begin_element();
  put_string(address);
  const std::size_t length = 1 + types.size();
  if (std::byte* place = take(padded(length + 1))) {
    std::memset(place, 0, padded(length + 1));
    place[0] = std::byte{','};
    if (!types.empty()) std::memcpy(place + 1, types.data(), types.size());
  }
  keep_types(types);
  return *this;
}

void PacketWriter::put_string(std::string_view value) noexcept {
  const std::size_t size = padded(value.size() + 1);
  if (std::byte* place = take(size)) {
    std::memset(place, 0, size);
    if (!value.empty()) std::memcpy(place, value.data(), value.size());
  }
}

void PacketWriter::expect([[maybe_unused]] char type) noexcept {
  const std::size_t next = types_.find_first_not_of("TFNI[]");
  assert(next != std::string_view::npos && types_[next] == type &&
         "an argument is not of the type that was announced");
  keep_types(types_.substr(next == std::string_view::npos ? types_.size() : next + 1));
}

/// Nothing is kept of types that have no more data: their text need not live any longer.
void PacketWriter::keep_types(std::string_view types) noexcept {
  const bool has_data = types.find_first_not_of("TFNI[]") != std::string_view::npos;
  types_ = has_data ? types : std::string_view();
}

void PacketWriter::put(char type, std::uint64_t value, std::size_t bytes) noexcept {
  expect(type);
  if (std::byte* place = take(bytes)) write_big_endian(place, value, bytes);
}

PacketWriter& PacketWriter::add_int32(std::int32_t value) noexcept {
  put('i', static_cast<std::uint32_t>(value), 4);
  return *this;
}

PacketWriter& PacketWriter::add_int64(std::int64_t value) noexcept {
  put('h', static_cast<std::uint64_t>(value), 8);
  return *this;
}

PacketWriter& PacketWriter::add_float(float value) noexcept {
  put('f', std::bit_cast<std::uint32_t>(value), 4);
  return *this;
}

PacketWriter& PacketWriter::add_double(double value) noexcept {
  put('d', std::bit_cast<std::uint64_t>(value), 8);
  return *this;
}

PacketWriter& PacketWriter::add_text(std::string_view value) noexcept {
  expect('s');
  put_string(value.substr(0, value.find('\0')));
  return *this;
}

PacketWriter& PacketWriter::add_blob(std::span<const std::byte> value) noexcept {
  expect('b');
  if (std::byte* place = take(4)) write_big_endian(place, value.size(), 4);
  if (std::byte* place = take(padded(value.size()))) {
    std::memset(place, 0, padded(value.size()));
    if (!value.empty()) std::memcpy(place, value.data(), value.size());
  }
  return *this;
}

PacketWriter& PacketWriter::add_time_tag(TimeTag value) noexcept {
  put('t', value.value, 8);
  return *this;
}

std::span<const std::byte> PacketWriter::bytes() const noexcept {
  assert(depth_ == 0 && "a bundle has not ended");
  return room_.first(size_);
}

PacketWriter::Mark PacketWriter::mark() noexcept {
  end_element();
  return {size_, depth_};
}

void PacketWriter::back_to(Mark mark) noexcept {
  assert(mark.depth == depth_ && mark.size <= size_ && "a mark of another bundle");
  size_ = mark.size;
  element_ = kNone;
  types_ = {};
  fits_ = true;
}

}  // namespace attacca::osc
