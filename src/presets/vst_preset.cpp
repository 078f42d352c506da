// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "presets/vst_preset.hpp"

#include <cstddef>
#include <cstdint>

#include "abi/vst3/preset_file.hpp"

namespace attacca::core {
namespace {

namespace layout = vst3::preset_file;

/// An integer in little endian.
template <typename Integer>
Integer integer_at(std::string_view bytes, std::size_t at) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(Integer); i > 0; --i) {
    value = value << 8u | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return static_cast<Integer>(value);
}

template <typename Integer>
void put(std::string& bytes, Integer value) {
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    bytes.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
  }
}

}  // namespace

bool is_vst_preset(std::string_view bytes) noexcept {
  return bytes.starts_with(layout::kHeader);
}

std::string_view class_of(std::string_view bytes) noexcept {
  if (!is_vst_preset(bytes) || bytes.size() < layout::kHeaderSize) return {};
  return bytes.substr(layout::kClassIdOffset, layout::kClassIdSize);
}

Result<std::string_view> component_in(std::string_view bytes) {
  const auto refused = [](const char* why) {
    return fail(std::string("cannot load the preset: ") + why + "; try an older copy of the file");
  };
  if (!is_vst_preset(bytes) || bytes.size() < layout::kHeaderSize) {
    return refused("it is no .vstpreset file, or cut off");
  }
  const std::uint64_t list = integer_at<std::uint64_t>(bytes, layout::kListOffsetOffset);
  if (list > bytes.size() || bytes.size() - list < layout::kListEntriesOffset ||
      !bytes.substr(static_cast<std::size_t>(list)).starts_with(layout::kChunkList)) {
    return refused("the list of its parts is beyond its end");
  }
  const auto begin = static_cast<std::size_t>(list);
  const auto count = integer_at<std::int32_t>(bytes, begin + layout::kListCountOffset);
  const std::size_t room = (bytes.size() - begin - layout::kListEntriesOffset) / layout::kEntrySize;
  if (count < 0 || count > layout::kMaxEntries || static_cast<std::size_t>(count) > room) {
    return refused("the list of its parts is cut off");
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const std::size_t entry = begin + layout::kListEntriesOffset + i * layout::kEntrySize;
    if (!bytes.substr(entry).starts_with(layout::kComponentState)) continue;
    const auto from = integer_at<std::uint64_t>(bytes, entry + layout::kEntryOffsetOffset);
    const auto size = integer_at<std::uint64_t>(bytes, entry + layout::kEntrySizeOffset);
    if (from > bytes.size() || size > bytes.size() - from) {
      return refused("a part of it is beyond its end");
    }
    return bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(size));
  }
  return refused("it holds no state");
}

std::string vst_preset_of(std::string_view class_id, std::string_view component) {
  std::string bytes = layout::kHeader;
  put(bytes, layout::kVersion);
  bytes += class_id;
  put(bytes, static_cast<std::int64_t>(layout::kHeaderSize + component.size()));
  bytes += component;
  bytes += layout::kChunkList;
  put(bytes, std::int32_t{1});
  bytes += layout::kComponentState;
  put(bytes, static_cast<std::int64_t>(layout::kHeaderSize));
  put(bytes, static_cast<std::int64_t>(component.size()));
  return bytes;
}

}  // namespace attacca::core
