// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The layout follows the System V ABI, chapters "Object Files" and "Program Loading", and the GNU
// hash section as glibc's loader reads it.

#include <bit>
#include <optional>

#include "binary/binary_image.hpp"
#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

constexpr std::uint32_t kSectionTypeDynamicSymbols = 11;
constexpr std::uint32_t kSectionTypeNoBits = 8;
constexpr std::uint32_t kSegmentLoad = 1;
constexpr std::uint32_t kSegmentDynamic = 2;
constexpr std::uint16_t kFileTypeShared = 3;
constexpr std::uint64_t kTagHash = 4;
constexpr std::uint64_t kTagStringTable = 5;
constexpr std::uint64_t kTagSymbolTable = 6;
constexpr std::uint64_t kTagStringTableSize = 10;
constexpr std::uint64_t kTagGnuHash = 0x6FFFFEF5;

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

struct Segment {
  std::uint32_t type = 0;
  Range file;
  std::uint64_t address = 0;
};

struct Section {
  std::uint32_t name = 0;
  std::uint32_t type = 0;
  Range file;
  std::uint32_t link = 0;
};

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

class ElfFile {
 public:
  ElfFile(std::span<const std::byte> file, bool wide, std::endian order)
      : reader_(file, order), wide_(wide), order_(order) {}

  Result<BinarySlice> read();

 private:
  Result<void> read_segments();
  Result<void> read_sections();
  Result<void> collect_sections(BinarySlice& slice);
  Result<void> collect_exports(BinarySlice& slice);
  Result<void> collect_symbols(BinarySlice& slice, Range symbols, Range strings);
  Result<void> collect_exports_as_loader(BinarySlice& slice);
  std::optional<std::uint64_t> symbol_count(std::optional<std::uint64_t> hash,
                                            std::optional<std::uint64_t> gnu_hash);
  std::optional<std::uint64_t> gnu_hash_symbol_count(std::uint64_t table);
  [[nodiscard]] std::optional<std::uint64_t> file_offset(std::uint64_t address) const;
  std::uint64_t word(std::uint64_t offset) { return reader_.word(offset, wide_); }

  ByteReader reader_;
  bool wide_;
  std::endian order_;
  std::vector<Segment> segments_;
  std::vector<Section> sections_;
  std::uint64_t section_names_ = 0;
};

Result<BinarySlice> ElfFile::read() {
  if (!reader_.contains(0, wide_ ? 64 : 52)) return fail("truncated ELF file: the header is cut");
  BinarySlice slice;
  slice.architecture = architecture_of(reader_.u16(18), wide_, order_ == std::endian::little);
  slice.size = reader_.size();
  slice.shared_library = reader_.u16(16) == kFileTypeShared;
  for (const auto step : {&ElfFile::read_segments, &ElfFile::read_sections}) {
    if (auto done = (this->*step)(); !done) return tl::unexpected(done.error());
  }
  for (const auto step : {&ElfFile::collect_sections, &ElfFile::collect_exports}) {
    if (auto done = (this->*step)(slice); !done) return tl::unexpected(done.error());
  }
  return slice;
}

Result<void> ElfFile::read_segments() {
  const std::uint64_t table = word(wide_ ? 32 : 28);
  const std::uint64_t entry = reader_.u16(wide_ ? 54 : 42);
  const std::uint64_t count = reader_.u16(wide_ ? 56 : 44);
  if (count == 0) return {};
  if (entry < (wide_ ? 56U : 32U)) return fail("damaged ELF file: impossible segment entry size");
  if (!reader_.contains_records(table, count, entry)) {
    return fail("truncated ELF file: the segment table reaches past the end");
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = table + i * entry;
    Segment segment;
    segment.type = reader_.u32(at);
    segment.file = {word(at + (wide_ ? 8 : 4)), word(at + (wide_ ? 32 : 16))};
    segment.address = word(at + (wide_ ? 16 : 8));
    if (segment.type == kSegmentLoad && !reader_.contains(segment.file.offset, segment.file.size)) {
      return fail("truncated ELF file: a segment reaches past the end");
    }
    segments_.push_back(segment);
  }
  return {};
}

Result<void> ElfFile::read_sections() {
  const std::uint64_t table = word(wide_ ? 40 : 32);
  if (table == 0) return {};  // stripped of its section table: loaders do not need one
  const std::uint64_t entry = reader_.u16(wide_ ? 58 : 46);
  std::uint64_t count = reader_.u16(wide_ ? 60 : 48);
  std::uint64_t names = reader_.u16(wide_ ? 62 : 50);
  const std::uint64_t size_at = wide_ ? 32 : 20;
  if (entry < (wide_ ? 64U : 40U)) return fail("damaged ELF file: impossible section entry size");
  if (!reader_.contains(table, entry)) {
    return fail("truncated ELF file: the section table reaches past the end");
  }
  // More than 65279 sections: the true numbers stand in the first, otherwise unused, entry.
  if (count == 0) count = word(table + size_at);
  if (names == 0xFFFF) names = reader_.u32(table + (wide_ ? 40 : 24));
  if (!reader_.contains_records(table, count, entry)) {
    return fail("truncated ELF file: the section table reaches past the end");
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = table + i * entry;
    Section section;
    section.name = reader_.u32(at);
    section.type = reader_.u32(at + 4);
    section.file = {word(at + (wide_ ? 24 : 16)), word(at + size_at)};
    section.link = reader_.u32(at + (wide_ ? 40 : 24));
    if (section.type != kSectionTypeNoBits && section.type != 0 &&
        !reader_.contains(section.file.offset, section.file.size)) {
      return fail("truncated ELF file: a section reaches past the end");
    }
    sections_.push_back(section);
  }
  if (names < sections_.size())
    section_names_ = sections_[static_cast<std::size_t>(names)].file.offset;
  return {};
}

Result<void> ElfFile::collect_sections(BinarySlice& slice) {
  for (const Section& section : sections_) {
    if (section.type == 0 || section.type == kSectionTypeNoBits || section_names_ == 0) continue;
    ByteReader names = reader_;
    std::string name(names.text(section_names_ + section.name, 256));
    if (!names.ok()) return fail("damaged ELF file: a section's name lies outside the file");
    slice.sections.push_back({std::move(name), section.file.offset, section.file.size});
  }
  return {};
}

Result<void> ElfFile::collect_exports(BinarySlice& slice) {
  for (const Section& section : sections_) {
    if (section.type != kSectionTypeDynamicSymbols) continue;
    if (section.link >= sections_.size()) {
      return fail("damaged ELF file: the dynamic symbols name no string table");
    }
    return collect_symbols(slice, section.file, sections_[section.link].file);
  }
  return collect_exports_as_loader(slice);
}

Result<void> ElfFile::collect_symbols(BinarySlice& slice, Range symbols, Range strings) {
  constexpr unsigned kGlobal = 1;
  constexpr unsigned kWeak = 2;
  constexpr unsigned kGnuUnique = 10;
  const std::uint64_t entry = wide_ ? 24 : 16;
  if (!reader_.contains(symbols.offset, symbols.size) ||
      !reader_.contains(strings.offset, strings.size)) {
    return fail("truncated ELF file: the dynamic symbols reach past the end");
  }
  for (std::uint64_t at = symbols.offset; at + entry <= symbols.offset + symbols.size;
       at += entry) {
    const std::uint32_t name = reader_.u32(at);
    const unsigned binding = reader_.u8(at + (wide_ ? 4 : 12)) >> 4U;
    const unsigned visibility = reader_.u8(at + (wide_ ? 5 : 13)) & 3U;
    const bool defined = reader_.u16(at + (wide_ ? 6 : 14)) != 0;
    const bool reachable = binding == kGlobal || binding == kWeak || binding == kGnuUnique;
    const bool hidden = visibility == 1 || visibility == 2;
    if (!defined || !reachable || hidden) continue;
    if (name >= strings.size)
      return fail("damaged ELF file: a symbol's name lies outside its table");
    if (!slice.add_export(reader_.text(strings.offset + name, strings.size - name))) {
      return fail("damaged ELF file: more exported names than it can hold");
    }
  }
  return {};
}

std::optional<std::uint64_t> ElfFile::file_offset(std::uint64_t address) const {
  for (const Segment& segment : segments_) {
    if (segment.type == kSegmentLoad && address >= segment.address &&
        address - segment.address < segment.file.size) {
      return segment.file.offset + (address - segment.address);
    }
  }
  return std::nullopt;
}

// Without a section table: what the dynamic loader does.
Result<void> ElfFile::collect_exports_as_loader(BinarySlice& slice) {
  std::optional<std::uint64_t> symbols, strings, hash, gnu_hash;
  std::uint64_t strings_size = 0;
  for (const Segment& segment : segments_) {
    if (segment.type != kSegmentDynamic) continue;
    if (!reader_.contains(segment.file.offset, segment.file.size)) {
      return fail("truncated ELF file: the dynamic segment reaches past the end");
    }
    const std::uint64_t width = wide_ ? 8 : 4;
    for (std::uint64_t at = 0; at + 2 * width <= segment.file.size; at += 2 * width) {
      const std::uint64_t tag = word(segment.file.offset + at);
      const std::uint64_t value = word(segment.file.offset + at + width);
      if (tag == 0) break;
      if (tag == kTagSymbolTable) symbols = file_offset(value);
      if (tag == kTagStringTable) strings = file_offset(value);
      if (tag == kTagStringTableSize) strings_size = value;
      if (tag == kTagHash) hash = file_offset(value);
      if (tag == kTagGnuHash) gnu_hash = file_offset(value);
    }
  }
  if (!symbols || !strings) return {};
  const auto count = symbol_count(hash, gnu_hash);
  const std::uint64_t entry = wide_ ? 24 : 16;
  if (!count || !reader_.contains_records(*symbols, *count, entry)) {
    return fail("damaged ELF file: the number of dynamic symbols cannot be right");
  }
  return collect_symbols(slice, {*symbols, *count * entry}, {*strings, strings_size});
}

std::optional<std::uint64_t> ElfFile::symbol_count(std::optional<std::uint64_t> hash,
                                                   std::optional<std::uint64_t> gnu_hash) {
  if (hash) return reader_.u32(*hash + 4);
  return gnu_hash ? gnu_hash_symbol_count(*gnu_hash) : std::nullopt;
}

// The table holds no count: the highest chain start, followed to the chain's end, is the last one.
std::optional<std::uint64_t> ElfFile::gnu_hash_symbol_count(std::uint64_t table) {
  const std::uint64_t buckets = reader_.u32(table);
  const std::uint64_t first = reader_.u32(table + 4);
  const std::uint64_t filter = reader_.u32(table + 8) * (wide_ ? 8ULL : 4ULL);
  const std::uint64_t bucket_table = table + 16 + filter;
  if (!reader_.contains_records(bucket_table, buckets, 4)) return std::nullopt;
  std::uint64_t last = 0;
  for (std::uint64_t i = 0; i < buckets; ++i) {
    const std::uint64_t start = reader_.u32(bucket_table + 4 * i);
    if (start > last) last = start;
  }
  if (last < first) return first;
  const std::uint64_t chains = bucket_table + 4 * buckets;
  while (reader_.ok()) {
    if ((reader_.u32(chains + 4 * (last - first)) & 1U) != 0) return last + 1;
    ++last;
  }
  return std::nullopt;
}

}  // namespace

Result<BinarySlice> read_elf(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::little);
  const std::uint8_t width = reader.u8(4);
  const std::uint8_t order = reader.u8(5);
  if (!reader.ok()) return fail("truncated ELF file: the header is cut");
  if (width < 1 || width > 2 || order < 1 || order > 2) {
    return fail("damaged ELF file: impossible word size or byte order");
  }
  return ElfFile(file, width == 2, order == 1 ? std::endian::little : std::endian::big).read();
}

}  // namespace attacca::binary
