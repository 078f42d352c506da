// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/vst3/preset_file.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "abi/vst3/preset_file.hpp"

namespace attacca::host {
namespace {

namespace layout = vst3::preset_file;

constexpr std::size_t kIdSize = 4;

auto refuse(const std::string& why) {
  return fail("cannot read the .vstpreset: " + why);
}

/// A little-endian number of `size` bytes; `at` lies within.
std::int64_t number_at(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;)
    value = value << 8 | std::to_integer<unsigned>(bytes[at + i]);
  if (size == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
  return static_cast<std::int64_t>(value);
}

std::string_view text_at(std::span<const std::byte> bytes, std::size_t at, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes.data()) + at, size};
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  });
}

/// The data of one entry of the list.
Result<std::span<const std::byte>> chunk_of(std::span<const std::byte> bytes, std::size_t entry) {
  const std::int64_t offset = number_at(bytes, entry + layout::kEntryOffsetOffset, 8);
  const std::int64_t size = number_at(bytes, entry + layout::kEntrySizeOffset, 8);
  const auto whole = static_cast<std::int64_t>(bytes.size());
  if (offset < 0 || size < 0 || offset > whole || size > whole - offset) {
    return refuse("the chunk that byte " + std::to_string(entry) + " tells of lies beyond its end");
  }
  return bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
}

void put(std::vector<std::byte>& out, std::string_view text) {
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  out.insert(out.end(), begin, begin + text.size());
}

void put(std::vector<std::byte>& out, std::int64_t number, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFF));
  }
}

}  // namespace

Result<PresetFile> read_preset_file(std::span<const std::byte> bytes) {
  if (bytes.size() < layout::kHeaderSize) return refuse("it ends within its header");
  if (text_at(bytes, 0, kIdSize) != layout::kHeader) {
    return refuse("it does not begin with \"VST3\", so it is none");
  }
  if (const std::int64_t version = number_at(bytes, layout::kVersionOffset, 4);
      version != layout::kVersion) {
    return refuse("it is of version " + std::to_string(version) + ", and only 1 is known");
  }
  PresetFile preset;
  preset.class_id = text_at(bytes, layout::kClassIdOffset, layout::kClassIdSize);
  if (!is_hex(preset.class_id)) return refuse("byte 8: its class id is not 32 hex digits");
  for (char& digit : preset.class_id) {
    if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
  }

  const std::int64_t list = number_at(bytes, layout::kListOffsetOffset, 8);
  const auto whole = static_cast<std::int64_t>(bytes.size());
  constexpr auto kListHead = static_cast<std::int64_t>(layout::kListEntriesOffset);
  if (list < static_cast<std::int64_t>(layout::kHeaderSize) || list > whole - kListHead) {
    return refuse("its list of chunks lies beyond its end: it is cut off");
  }
  const auto at = static_cast<std::size_t>(list);
  if (text_at(bytes, at, kIdSize) != layout::kChunkList) {
    return refuse("byte " + std::to_string(at) + ": here its list of chunks should begin");
  }
  const std::int64_t count = number_at(bytes, at + layout::kListCountOffset, 4);
  if (count < 0 || count > layout::kMaxEntries ||
      count * static_cast<std::int64_t>(layout::kEntrySize) > whole - list - kListHead) {
    return refuse("its list of chunks has " + std::to_string(count) +
                  " entries and no room for them");
  }

  bool has_component = false;
  std::vector<std::string_view> seen;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::size_t entry =
        at + layout::kListEntriesOffset + static_cast<std::size_t>(i) * layout::kEntrySize;
    const std::string_view id = text_at(bytes, entry, kIdSize);
    if (std::find(seen.begin(), seen.end(), id) != seen.end()) {
      return refuse("byte " + std::to_string(entry) + ": it has two chunks of one kind");
    }
    seen.push_back(id);
    const auto chunk = chunk_of(bytes, entry);
    if (!chunk) return tl::unexpected(chunk.error());
    if (id == layout::kComponentState) {
      preset.component.assign(chunk->begin(), chunk->end());
      has_component = true;
    } else if (id == layout::kControllerState) {
      preset.controller.assign(chunk->begin(), chunk->end());
    } else if (id == layout::kMetaInfo) {
      preset.meta_info = text_at(*chunk, 0, chunk->size());
    }
  }
  if (!has_component) return refuse("it holds no state of the component");
  return preset;
}

std::vector<std::byte> write_preset_file(const PresetFile& preset) {
  assert(preset.class_id.size() == layout::kClassIdSize);
  std::vector<std::byte> out;
  put(out, layout::kHeader);
  put(out, layout::kVersion, 4);
  put(out, preset.class_id);
  put(out, 0, 8);  // filled in below

  struct Entry {
    std::string_view id;
    std::size_t offset;
    std::size_t size;
  };
  std::vector<Entry> entries;
  const auto put_chunk = [&](std::string_view id, std::span<const std::byte> data) {
    entries.push_back({id, out.size(), data.size()});
    out.insert(out.end(), data.begin(), data.end());
  };
  put_chunk(layout::kComponentState, preset.component);
  if (!preset.controller.empty()) put_chunk(layout::kControllerState, preset.controller);
  if (!preset.meta_info.empty()) {
    put_chunk(layout::kMetaInfo, std::as_bytes(std::span(preset.meta_info)));
  }

  std::vector<std::byte> offset;
  put(offset, static_cast<std::int64_t>(out.size()), 8);
  std::copy(offset.begin(), offset.end(),
            out.begin() + static_cast<std::ptrdiff_t>(layout::kListOffsetOffset));
  put(out, layout::kChunkList);
  put(out, static_cast<std::int64_t>(entries.size()), 4);
  for (const Entry& entry : entries) {
    put(out, entry.id);
    put(out, static_cast<std::int64_t>(entry.offset), 8);
    put(out, static_cast<std::int64_t>(entry.size), 8);
  }
  return out;
}

}  // namespace attacca::host
