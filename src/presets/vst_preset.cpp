// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "presets/vst_preset.hpp"

#include <algorithm>
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

auto refused(const char* why) {
  return fail(std::string("cannot load the preset: ") + why + "; try an older copy of the file");
}

}  // namespace

bool is_vst_preset(std::string_view bytes) noexcept {
  return bytes.starts_with(layout::kHeader);
}

std::string_view class_of(std::string_view bytes) noexcept {
  if (!is_vst_preset(bytes) || bytes.size() < layout::kHeaderSize) return {};
  return bytes.substr(layout::kClassIdOffset, layout::kClassIdSize);
}

std::optional<std::uint64_t> list_offset_of(std::string_view bytes) noexcept {
  if (!is_vst_preset(bytes) || bytes.size() < layout::kHeaderSize) return std::nullopt;
  return integer_at<std::uint64_t>(bytes, layout::kListOffsetOffset);
}

Result<PresetPart> component_part(std::string_view list, std::uint64_t list_offset,
                                  std::uint64_t file_size) {
  static_assert(layout::kListEntriesOffset + layout::kMaxEntries * layout::kEntrySize <=
                kMostListBytes);
  if (list_offset > file_size || list.size() < layout::kListEntriesOffset ||
      !list.starts_with(layout::kChunkList)) {
    return refused("the list of its parts is beyond its end");
  }
  const auto count = integer_at<std::int32_t>(list, layout::kListCountOffset);
  const std::size_t room = (list.size() - layout::kListEntriesOffset) / layout::kEntrySize;
  if (count < 0 || count > layout::kMaxEntries || static_cast<std::size_t>(count) > room) {
    return refused("the list of its parts is cut off");
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    const std::size_t entry = layout::kListEntriesOffset + i * layout::kEntrySize;
    if (!list.substr(entry).starts_with(layout::kComponentState)) continue;
    const PresetPart part = {integer_at<std::uint64_t>(list, entry + layout::kEntryOffsetOffset),
                             integer_at<std::uint64_t>(list, entry + layout::kEntrySizeOffset)};
    if (part.from > file_size || part.size > file_size - part.from) {
      return refused("a part of it is beyond its end");
    }
    return part;
  }
  return refused("it holds no state");
}

Result<std::string_view> component_in(std::string_view bytes) {
  const auto list = list_offset_of(bytes);
  if (!list) return refused("it is no .vstpreset file, or cut off");
  const std::size_t begin = static_cast<std::size_t>(std::min<std::uint64_t>(*list, bytes.size()));
  const auto part = component_part(bytes.substr(begin), *list, bytes.size());
  if (!part) return tl::unexpected(part.error());
  return bytes.substr(static_cast<std::size_t>(part->from), static_cast<std::size_t>(part->size));
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
