// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/elf_layout.hpp"

#include <algorithm>

#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

constexpr std::uint16_t kFileTypeShared = 3;
constexpr std::uint64_t kLargestHeader = 64;

std::string architecture_of(std::uint16_t machine, bool wide, bool little) {
  switch (machine) {
    case 3:
      return "i686";
    case 8:
      return std::string(wide ? "mips64" : "mips") + (little ? "el" : "");
    case 20:
      return "ppc";
    case 21:
      return little ? "ppc64le" : "ppc64";
    case 22:
      return wide ? "s390x" : "s390";
    case 40:
      return little ? "armv7l" : "armv7b";
    case 62:
      return wide ? "x86_64" : "x32";
    case 183:
      return little ? "aarch64" : "aarch64_be";
    case 243:
      return wide ? "riscv64" : "riscv32";
    case 258:
      return wide ? "loongarch64" : "loongarch32";
    default:
      return "machine" + std::to_string(machine);
  }
}

/// Where a piece ends; a sum too large for the type is larger than every file.
std::uint64_t end_of(FileRange range) {
  return range.size > UINT64_MAX - range.offset ? UINT64_MAX : range.offset + range.size;
}

class LayoutReader {
 public:
  LayoutReader(const FetchBytes& fetch, std::uint64_t size) : fetch_(fetch), size_(size) {}

  Result<ElfLayout> read();

 private:
  Result<void> read_identity();
  Result<void> read_segments(ByteReader header);
  Result<void> read_sections(ByteReader header);
  Result<ByteReader> table(std::uint64_t offset, std::uint64_t count, std::uint64_t entry,
                           const char* what);
  void promise(FileRange range) {
    layout_.promised_size = std::max(layout_.promised_size, end_of(range));
  }

  const FetchBytes& fetch_;
  std::uint64_t size_;
  ElfLayout layout_;
};

Result<void> LayoutReader::read_identity() {
  ByteReader start(fetch_(0, std::min(size_, std::uint64_t{16})), std::endian::little);
  const std::uint8_t width = start.u8(4);
  const std::uint8_t order = start.u8(5);
  if (!start.ok()) return fail("truncated ELF file: the header is cut");
  if (width < 1 || width > 2 || order < 1 || order > 2) {
    return fail("damaged ELF file: impossible word size or byte order");
  }
  layout_.is_wide = width == 2;
  layout_.order = order == 1 ? std::endian::little : std::endian::big;
  return {};
}

Result<ByteReader> LayoutReader::table(std::uint64_t offset, std::uint64_t count,
                                       std::uint64_t entry, const char* what) {
  promise({offset, count * entry});  // both below 2^32 and 2^16, but for what is checked next
  if (offset > size_ || count > (size_ - offset) / entry) {
    return fail("truncated ELF file: the " + std::string(what) + " table reaches past the end");
  }
  return ByteReader(fetch_(offset, count * entry), layout_.order);
}

Result<void> LayoutReader::read_segments(ByteReader header) {
  const bool wide = layout_.is_wide;
  const std::uint64_t offset = header.word(wide ? 32 : 28, wide);
  const std::uint64_t entry = header.u16(wide ? 54 : 42);
  const std::uint64_t count = header.u16(wide ? 56 : 44);
  if (count == 0) return {};
  if (entry != (wide ? 56U : 32U)) return fail("damaged ELF file: impossible segment entry size");
  auto reader = table(offset, count, entry, "segment");
  if (!reader) return tl::unexpected(reader.error());
  for (std::uint64_t at = 0; at < count * entry; at += entry) {
    ElfSegment segment;
    segment.type = reader->u32(at);
    segment.file = {reader->word(at + (wide ? 8 : 4), wide),
                    reader->word(at + (wide ? 32 : 16), wide)};
    segment.address = reader->word(at + (wide ? 16 : 8), wide);
    if (segment.type == kElfSegmentLoad) promise(segment.file);
    layout_.segments.push_back(segment);
  }
  if (!reader->ok()) return fail("truncated ELF file: the segment table cannot be read");
  return {};
}

Result<void> LayoutReader::read_sections(ByteReader header) {
  const bool wide = layout_.is_wide;
  const std::uint64_t offset = header.word(wide ? 40 : 32, wide);
  if (offset == 0) return {};  // stripped of its section table: loaders do not need one
  const std::uint64_t entry = header.u16(wide ? 58 : 46);
  std::uint64_t count = header.u16(wide ? 60 : 48);
  std::uint64_t names = header.u16(wide ? 62 : 50);
  const std::uint64_t size_at = wide ? 32 : 20;
  if (entry < (wide ? 64U : 40U)) return fail("damaged ELF file: impossible section entry size");
  auto first = table(offset, 1, entry, "section");
  if (!first) return tl::unexpected(first.error());
  // More than 65279 sections: the true numbers stand in the first, otherwise unused, entry.
  if (count == 0) count = first->word(size_at, wide);
  if (names == 0xFFFF) names = first->u32(wide ? 40 : 24);
  if (count > size_ / entry) {
    promise({offset, UINT64_MAX});
    return fail("truncated ELF file: the section table reaches past the end");
  }
  auto reader = table(offset, count, entry, "section");
  if (!reader) return tl::unexpected(reader.error());
  for (std::uint64_t at = 0; at < count * entry; at += entry) {
    ElfSection section;
    section.name = reader->u32(at);
    section.type = reader->u32(at + 4);
    section.file = {reader->word(at + (wide ? 24 : 16), wide), reader->word(at + size_at, wide)};
    section.link = reader->u32(at + (wide ? 40 : 24));
    if (section.type != kElfSectionNoBits && section.type != 0) promise(section.file);
    layout_.sections.push_back(section);
  }
  if (!reader->ok()) return fail("truncated ELF file: the section table cannot be read");
  if (names < layout_.sections.size()) {
    layout_.section_names = layout_.sections[static_cast<std::size_t>(names)].file.offset;
  }
  return {};
}

Result<ElfLayout> LayoutReader::read() {
  if (auto known = read_identity(); !known) return tl::unexpected(known.error());
  const std::uint64_t header_size = layout_.is_wide ? kLargestHeader : 52;
  if (size_ < header_size) return fail("truncated ELF file: the header is cut");
  ByteReader header(fetch_(0, header_size), layout_.order);
  layout_.architecture =
      architecture_of(header.u16(18), layout_.is_wide, layout_.order == std::endian::little);
  layout_.is_shared_library = header.u16(16) == kFileTypeShared;
  if (!header.ok()) return fail("truncated ELF file: the header is cut");
  if (auto done = read_segments(header); !done) return tl::unexpected(done.error());
  if (auto done = read_sections(header); !done) return tl::unexpected(done.error());
  return std::move(layout_);
}

}  // namespace

Result<ElfLayout> read_elf_layout(const FetchBytes& fetch, std::uint64_t file_size) {
  return LayoutReader(fetch, file_size).read();
}

}  // namespace attacca::binary
