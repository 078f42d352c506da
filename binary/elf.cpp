// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is exported follows the System V ABI, chapter "Program Loading", and the GNU hash section as
// glibc's loader reads it.

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include "binary/binary_image.hpp"
#include "binary/byte_reader.hpp"
#include "binary/elf_layout.hpp"

namespace attacca::binary {
namespace {

constexpr std::uint64_t kTagNeeded = 1;
constexpr std::uint64_t kTagHash = 4;
constexpr std::uint64_t kTagStringTable = 5;
constexpr std::uint64_t kTagSymbolTable = 6;
constexpr std::uint64_t kTagStringTableSize = 10;
constexpr std::uint64_t kTagGnuHash = 0x6FFFFEF5;

class ElfFile {
 public:
  ElfFile(std::span<const std::byte> file, ElfLayout layout)
      : reader_(file, layout.order), wide_(layout.is_wide), layout_(std::move(layout)) {}

  Result<BinarySlice> read();

 private:
  Result<void> check_inside();
  Result<void> collect_sections(BinarySlice& slice);
  Result<void> collect_exports(BinarySlice& slice);
  Result<void> collect_symbols(BinarySlice& slice, FileRange symbols, FileRange strings);
  Result<void> collect_exports_as_loader(BinarySlice& slice);
  Result<void> collect_needed(BinarySlice& slice);
  template <typename Call>
  Result<void> for_each_dynamic(const Call& call);
  std::optional<std::uint64_t> symbol_count(std::optional<std::uint64_t> hash,
                                            std::optional<std::uint64_t> gnu_hash);
  std::optional<std::uint64_t> gnu_hash_symbol_count(std::uint64_t table);
  [[nodiscard]] std::optional<std::uint64_t> file_offset(std::uint64_t address) const;
  std::uint64_t word(std::uint64_t offset) { return reader_.word(offset, wide_); }

  ByteReader reader_;
  bool wide_;
  ElfLayout layout_;
};

Result<BinarySlice> ElfFile::read() {
  BinarySlice slice;
  slice.architecture = layout_.architecture;
  slice.size = reader_.size();
  slice.shared_library = layout_.is_shared_library;
  if (auto inside = check_inside(); !inside) return tl::unexpected(inside.error());
  for (const auto step :
       {&ElfFile::collect_sections, &ElfFile::collect_exports, &ElfFile::collect_needed}) {
    if (auto done = (this->*step)(slice); !done) return tl::unexpected(done.error());
  }
  return slice;
}

Result<void> ElfFile::check_inside() {
  for (const ElfSegment& segment : layout_.segments) {
    if (segment.type == kElfSegmentLoad &&
        !reader_.contains(segment.file.offset, segment.file.size)) {
      return fail("truncated ELF file: a segment reaches past the end");
    }
  }
  for (const ElfSection& section : layout_.sections) {
    if (section.type != kElfSectionNoBits && section.type != 0 &&
        !reader_.contains(section.file.offset, section.file.size)) {
      return fail("truncated ELF file: a section reaches past the end");
    }
  }
  return {};
}

Result<void> ElfFile::collect_sections(BinarySlice& slice) {
  for (const ElfSection& section : layout_.sections) {
    if (section.type == 0 || section.type == kElfSectionNoBits || layout_.section_names == 0)
      continue;
    ByteReader names = reader_;
    std::string name(names.text(layout_.section_names + section.name, 256));
    if (!names.ok()) return fail("damaged ELF file: a section's name lies outside the file");
    slice.sections.push_back({std::move(name), section.file.offset, section.file.size});
  }
  return {};
}

Result<void> ElfFile::collect_exports(BinarySlice& slice) {
  for (const ElfSection& section : layout_.sections) {
    if (section.type != kElfSectionDynamicSymbols) continue;
    if (section.link >= layout_.sections.size()) {
      return fail("damaged ELF file: the dynamic symbols name no string table");
    }
    return collect_symbols(slice, section.file, layout_.sections[section.link].file);
  }
  return collect_exports_as_loader(slice);
}

Result<void> ElfFile::collect_symbols(BinarySlice& slice, FileRange symbols, FileRange strings) {
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
  for (const ElfSegment& segment : layout_.segments) {
    if (segment.type == kElfSegmentLoad && address >= segment.address &&
        address - segment.address < segment.file.size) {
      return segment.file.offset + (address - segment.address);
    }
  }
  return std::nullopt;
}

/// Calls with tag and value of each entry for the loader.
template <typename Call>
Result<void> ElfFile::for_each_dynamic(const Call& call) {
  for (const ElfSegment& segment : layout_.segments) {
    if (segment.type != kElfSegmentDynamic) continue;
    if (!reader_.contains(segment.file.offset, segment.file.size)) {
      return fail("truncated ELF file: the dynamic segment reaches past the end");
    }
    const std::uint64_t width = wide_ ? 8 : 4;
    for (std::uint64_t at = 0; at + 2 * width <= segment.file.size; at += 2 * width) {
      const std::uint64_t tag = word(segment.file.offset + at);
      if (tag == 0) break;
      call(tag, word(segment.file.offset + at + width));
    }
  }
  return {};
}

// What is no name is left out: the loader says more about it than we could.
Result<void> ElfFile::collect_needed(BinarySlice& slice) {
  constexpr std::size_t kMostNames = 256;
  constexpr std::uint64_t kLongestName = 255;
  std::optional<std::uint64_t> strings;
  std::uint64_t size = 0;
  std::vector<std::uint64_t> names;
  const auto read = for_each_dynamic([&](std::uint64_t tag, std::uint64_t value) {
    if (tag == kTagStringTable) strings = file_offset(value);
    if (tag == kTagStringTableSize) size = value;
    if (tag == kTagNeeded && names.size() < kMostNames) names.push_back(value);
  });
  if (!read || !strings || !reader_.contains(*strings, size)) return {};
  for (const std::uint64_t name : names) {
    if (name >= size) continue;
    ByteReader reader = reader_;
    std::string text(reader.text(*strings + name, std::min(size - name, kLongestName + 1)));
    if (reader.ok() && !text.empty()) slice.needed.push_back(std::move(text));
  }
  return {};
}

// Without a section table: what the dynamic loader does.
Result<void> ElfFile::collect_exports_as_loader(BinarySlice& slice) {
  std::optional<std::uint64_t> symbols, strings, hash, gnu_hash;
  std::uint64_t strings_size = 0;
  auto read = for_each_dynamic([&](std::uint64_t tag, std::uint64_t value) {
    if (tag == kTagSymbolTable) symbols = file_offset(value);
    if (tag == kTagStringTable) strings = file_offset(value);
    if (tag == kTagStringTableSize) strings_size = value;
    if (tag == kTagHash) hash = file_offset(value);
    if (tag == kTagGnuHash) gnu_hash = file_offset(value);
  });
  if (!read) return read;
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
  const auto fetch = [file](std::uint64_t offset, std::uint64_t size) {
    if (offset > file.size() || size > file.size() - offset) return std::span<const std::byte>();
    return file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
  };
  auto layout = read_elf_layout(fetch, file.size());
  if (!layout) return tl::unexpected(layout.error());
  return ElfFile(file, std::move(*layout)).read();
}

}  // namespace attacca::binary
