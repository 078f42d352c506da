// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/macho_signature.hpp"

#include <algorithm>
#include <bit>
#include <string_view>

#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

constexpr std::uint64_t kHeader = 32;
constexpr std::uint32_t kCommandSegment64 = 0x19;
constexpr std::uint32_t kCommandSignature = 0x1D;
constexpr std::uint32_t kMostBlobs = 64;
constexpr std::uint32_t kMostSpecial = 32;

void read_segment(ByteReader& reader, std::uint64_t at, std::uint64_t size, SignaturePlace& place,
                  std::uint64_t& first_section) {
  const std::string_view name = reader.text(at + 8, 16);
  if (name == "__LINKEDIT") place.link_edit = at;
  if (name == "__TEXT") {
    place.text_offset = reader.u64(at + 40);
    place.text_size = reader.u64(at + 48);
  }
  const std::uint64_t sections = std::min<std::uint64_t>(reader.u32(at + 64), (size - 72) / 80);
  for (std::uint64_t i = 0; i < sections; ++i) {
    const std::uint64_t offset = reader.u32(at + 72 + i * 80 + 48);
    if (offset != 0) first_section = std::min(first_section, offset);
  }
}

std::string bytes_at(ByteReader& reader, std::uint64_t offset, std::uint64_t size) {
  const auto part =
      reader.bytes().subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
  return {reinterpret_cast<const char*>(part.data()), part.size()};
}

Result<CodeDirectory> read_directory(std::span<const std::byte> blob) {
  ByteReader reader(blob, std::endian::big);
  CodeDirectory directory;
  const std::uint64_t hashes = reader.u32(16);
  const std::uint64_t identifier = reader.u32(20);
  const std::uint64_t specials = reader.u32(24);
  const std::uint64_t pages = reader.u32(28);
  directory.flags = reader.u32(12);
  directory.code_limit = reader.u32(32);
  const std::uint64_t hash_size = reader.u8(36);
  directory.hash_type = reader.u8(37);
  const unsigned page_bits = reader.u8(39);
  if (!reader.ok()) return fail("truncated code signature: the code directory is cut");
  const bool known = (directory.hash_type == code_signature::kSha256 && hash_size == 32) ||
                     (directory.hash_type == code_signature::kSha1 && hash_size == 20);
  if (!known) {
    return fail("unknown kind of digests in the code signature: " +
                std::to_string(directory.hash_type));
  }
  if (page_bits < 9 || page_bits > 24) return fail("damaged code signature: impossible page size");
  directory.page_size = std::uint64_t{1} << page_bits;
  const std::uint64_t expected =
      (directory.code_limit + directory.page_size - 1) / directory.page_size;
  if (specials > kMostSpecial || hashes < specials * hash_size || pages != expected ||
      !reader.contains_records(hashes, pages, hash_size) || identifier >= reader.size()) {
    return fail("damaged code signature: the code directory's numbers do not fit together");
  }
  directory.identifier = reader.text(identifier);
  for (std::uint64_t i = 0; i < pages; ++i) {
    directory.pages.push_back(bytes_at(reader, hashes + i * hash_size, hash_size));
  }
  const std::string none(static_cast<std::size_t>(hash_size), '\0');
  for (std::uint64_t slot = 1; slot <= specials; ++slot) {
    std::string digest = bytes_at(reader, hashes - slot * hash_size, hash_size);
    if (digest != none) {
      directory.special.emplace(static_cast<std::uint32_t>(slot), std::move(digest));
    }
  }
  return directory;
}

}  // namespace

bool can_have_signature_place(std::span<const std::byte> file) noexcept {
  return ByteReader(file, std::endian::little).u32(0) == 0xFEEDFACFU;
}

Result<SignaturePlace> find_signature_place(std::span<const std::byte> file) {
  if (!can_have_signature_place(file)) return fail("no 64-bit Mach-O file");
  ByteReader reader(file, std::endian::little);
  const std::uint64_t count = reader.u32(16);
  SignaturePlace place;
  place.commands_end = kHeader + reader.u32(20);
  if (!reader.contains(0, place.commands_end)) {
    return fail("truncated Mach-O file: the load commands are cut");
  }
  std::uint64_t first_section = reader.size();
  std::uint64_t at = kHeader;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t size = at + 8 <= place.commands_end ? reader.u32(at + 4) : 0;
    if (size < 8 || size > place.commands_end - at) {
      return fail("damaged Mach-O file: impossible load command");
    }
    const std::uint32_t command = reader.u32(at);
    if (command == kCommandSegment64 && size >= 72) {
      read_segment(reader, at, size, place, first_section);
    } else if (command == kCommandSignature && size >= 16) {
      place.command = at;
      place.offset = reader.u32(at + 8);
      place.size = reader.u32(at + 12);
    }
    at += size;
  }
  if (place.command && !reader.contains(place.offset, place.size)) {
    return fail("truncated Mach-O file: the code signature reaches past the end");
  }
  if (first_section > place.commands_end) place.commands_room = first_section - place.commands_end;
  return place;
}

Result<std::optional<CodeSignature>> read_code_signature(std::span<const std::byte> file) {
  const auto place = find_signature_place(file);
  if (!place) return tl::unexpected(place.error());
  if (!place->command) return std::nullopt;
  const auto bytes =
      file.subspan(static_cast<std::size_t>(place->offset), static_cast<std::size_t>(place->size));
  ByteReader reader(bytes, std::endian::big);
  const std::uint64_t count = reader.u32(8);
  if (reader.u32(0) != code_signature::kSuperBlob || count > kMostBlobs ||
      !reader.contains_records(12, count, 8)) {
    return fail("damaged code signature: it does not begin as one");
  }
  CodeSignature signature;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint32_t slot = reader.u32(12 + i * 8);
    const std::uint64_t offset = reader.u32(16 + i * 8);
    const std::uint64_t size = reader.contains(offset, 8) ? reader.u32(offset + 4) : 0;
    if (size < 8 || !reader.contains(offset, size)) {
      return fail("truncated code signature: a part reaches past the end");
    }
    signature.blobs.emplace(
        slot, bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size)));
  }
  const auto found = signature.blobs.find(code_signature::kSlotCodeDirectory);
  if (found == signature.blobs.end()) {
    return fail("damaged code signature: it has no code directory");
  }
  auto directory = read_directory(found->second);
  if (!directory) return tl::unexpected(directory.error());
  if (directory->code_limit > place->offset) {
    return fail("damaged code signature: it claims to sign itself");
  }
  signature.directory = std::move(*directory);
  return signature;
}

}  // namespace attacca::binary
