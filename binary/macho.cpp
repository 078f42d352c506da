// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The layout follows Apple's "OS X ABI Mach-O File Format Reference"; the export trie is the one
// that dyld walks.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "binary/binary_image.hpp"
#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

constexpr std::uint32_t kCommandSegment = 0x1;
constexpr std::uint32_t kCommandSymbols = 0x2;
constexpr std::uint32_t kCommandLibrary = 0xC;
constexpr std::uint32_t kCommandSegment64 = 0x19;
constexpr std::uint32_t kCommandLazyLibrary = 0x20;
constexpr std::uint32_t kCommandDyldInfo = 0x22;
constexpr std::uint32_t kCommandDyldInfoOnly = 0x80000022;
constexpr std::uint32_t kCommandMinimumMacos = 0x24;
constexpr std::uint32_t kCommandBuildVersion = 0x32;
constexpr std::uint32_t kCommandWeakLibrary = 0x80000018;
constexpr std::uint32_t kCommandReexportedLibrary = 0x8000001F;
constexpr std::uint32_t kCommandUpwardLibrary = 0x80000023;
constexpr std::uint32_t kCommandExportTrie = 0x80000033;
constexpr std::uint64_t kMostUniversalParts = 32;
constexpr std::size_t kMostLibraries = 256;
constexpr std::uint64_t kLongestLibrary = 255;

struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

std::string architecture_of(std::uint32_t cpu) {
  switch (cpu) {
    case 0x00000007:
      return "i386";
    case 0x01000007:
      return "x86_64";
    case 0x0000000C:
      return "arm";
    case 0x0100000C:
      return "arm64";
    case 0x00000012:
      return "ppc";
    case 0x01000012:
      return "ppc64";
    default:
      return "cpu" + std::to_string(cpu);
  }
}

bool names_library(std::uint32_t command) {
  switch (command) {
    case kCommandLibrary:
    case kCommandLazyLibrary:
    case kCommandWeakLibrary:
    case kCommandReexportedLibrary:
    case kCommandUpwardLibrary:
      return true;
    default:
      return false;
  }
}

/// A system and a version as load commands pack it: 16 bits, 8 and 8.
std::string system_text(std::string_view system, std::uint32_t version) {
  std::string text = std::string(system) + " " + std::to_string(version >> 16U) + "." +
                     std::to_string(version >> 8U & 0xFFU);
  if ((version & 0xFFU) != 0) text += "." + std::to_string(version & 0xFFU);
  return text;
}

std::string platform_name(std::uint32_t platform) {
  switch (platform) {
    case 1:
      return "macOS";
    case 2:
      return "iOS";
    case 6:
      return "Mac Catalyst";
    default:
      return "platform " + std::to_string(platform);
  }
}

Result<void> add_export(BinarySlice& slice, std::string_view name) {
  if (slice.add_export(name.starts_with('_') ? name.substr(1) : name)) return {};
  return fail("damaged Mach-O file: more exported names than it can hold");
}

class MachOFile {
 public:
  MachOFile(std::span<const std::byte> file, bool wide, std::endian order)
      : reader_(file, order), wide_(wide) {}

  Result<BinarySlice> read();

 private:
  Result<void> read_command(std::uint64_t at, std::uint64_t size, BinarySlice& slice);
  Result<void> read_segment(std::uint64_t at, std::uint64_t size, bool wide, BinarySlice& slice);
  Result<void> read_library(std::uint64_t at, std::uint64_t size, BinarySlice& slice);
  Result<void> read_symbols(Range symbols, Range strings, BinarySlice& slice);
  Result<void> read_trie(BinarySlice& slice);
  Result<void> read_trie_node(std::uint64_t node, const std::string& prefix, BinarySlice& slice);
  std::uint64_t variable_number(std::uint64_t& at);

  ByteReader reader_;
  bool wide_;
  std::optional<Range> trie_;
  std::optional<std::pair<Range, Range>> symbols_;
  std::set<std::uint64_t> visited_;
};

Result<BinarySlice> MachOFile::read() {
  const std::uint64_t header = wide_ ? 32 : 28;
  if (!reader_.contains(0, header)) return fail("truncated Mach-O file: the header is cut");
  BinarySlice slice;
  slice.architecture = architecture_of(reader_.u32(4));
  slice.size = reader_.size();
  const std::uint32_t type = reader_.u32(12);
  slice.shared_library = type == 6 || type == 8;  // dylib or bundle
  const std::uint64_t count = reader_.u32(16);
  const std::uint64_t end = header + reader_.u32(20);
  if (!reader_.contains(0, end)) return fail("truncated Mach-O file: the load commands are cut");
  std::uint64_t at = header;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t size = at + 8 <= end ? reader_.u32(at + 4) : 0;
    if (size < 8 || size > end - at) return fail("damaged Mach-O file: impossible load command");
    if (auto done = read_command(at, size, slice); !done) return tl::unexpected(done.error());
    at += size;
  }
  auto exports = trie_      ? read_trie(slice)
                 : symbols_ ? read_symbols(symbols_->first, symbols_->second, slice)
                            : Result<void>{};
  if (!exports) return tl::unexpected(exports.error());
  return slice;
}

Result<void> MachOFile::read_command(std::uint64_t at, std::uint64_t size, BinarySlice& slice) {
  const std::uint32_t command = reader_.u32(at);
  const auto range_at = [&](std::uint64_t offset) {
    return Range{reader_.u32(at + offset), reader_.u32(at + offset + 4)};
  };
  if (command == kCommandSegment || command == kCommandSegment64) {
    return read_segment(at, size, command == kCommandSegment64, slice);
  }
  if (command == kCommandSymbols && size >= 24) {
    symbols_ = std::pair(range_at(8), range_at(16));
  } else if ((command == kCommandDyldInfo || command == kCommandDyldInfoOnly) && size >= 48) {
    if (const Range trie = range_at(40); trie.size != 0) trie_ = trie;
  } else if (command == kCommandExportTrie && size >= 16) {
    if (const Range trie = range_at(8); trie.size != 0) trie_ = trie;
  } else if (command == kCommandMinimumMacos && size >= 16) {
    slice.minimum_system = system_text("macOS", reader_.u32(at + 8));
  } else if (command == kCommandBuildVersion && size >= 24) {
    slice.minimum_system = system_text(platform_name(reader_.u32(at + 8)), reader_.u32(at + 12));
  } else if (names_library(command) && size >= 24) {
    return read_library(at, size, slice);
  }
  return {};
}

Result<void> MachOFile::read_segment(std::uint64_t at, std::uint64_t size, bool wide,
                                     BinarySlice& slice) {
  const std::uint64_t header = wide ? 72 : 56;
  const std::uint64_t entry = wide ? 80 : 68;
  if (size < header) return fail("damaged Mach-O file: a segment command is cut");
  const std::uint64_t offset = reader_.word(at + (wide ? 40 : 32), wide);
  const std::uint64_t length = reader_.word(at + (wide ? 48 : 36), wide);
  if (!reader_.contains(offset, length)) {
    return fail("truncated Mach-O file: a segment reaches past the end");
  }
  const std::uint64_t count = reader_.u32(at + (wide ? 64 : 48));
  if (count > (size - header) / entry) {
    return fail("damaged Mach-O file: a segment counts more sections than it has");
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t section = at + header + i * entry;
    BinarySection found;
    found.name =
        std::string(reader_.text(section + 16, 16)) + "," + std::string(reader_.text(section, 16));
    found.size = reader_.word(section + (wide ? 40 : 36), wide);
    found.offset = reader_.u32(section + (wide ? 48 : 40));
    const bool in_file = found.offset != 0 && reader_.contains(found.offset, found.size);
    if (in_file) slice.sections.push_back(std::move(found));
  }
  return {};
}

Result<void> MachOFile::read_library(std::uint64_t at, std::uint64_t size, BinarySlice& slice) {
  const std::uint64_t name = reader_.u32(at + 8);
  if (name >= size) return fail("damaged Mach-O file: a library's name lies outside its command");
  if (slice.needed.size() < kMostLibraries) {
    slice.needed.emplace_back(reader_.text(at + name, std::min(size - name, kLongestLibrary)));
  }
  return {};
}

Result<void> MachOFile::read_symbols(Range symbols, Range strings, BinarySlice& slice) {
  const std::uint64_t entry = wide_ ? 16 : 12;
  if (!reader_.contains_records(symbols.offset, symbols.size, entry) ||
      !reader_.contains(strings.offset, strings.size)) {
    return fail("truncated Mach-O file: the symbol table reaches past the end");
  }
  for (std::uint64_t i = 0; i < symbols.size; ++i) {
    const std::uint64_t at = symbols.offset + i * entry;
    const std::uint32_t name = reader_.u32(at);
    const unsigned type = reader_.u8(at + 4);
    const bool debugging = (type & 0xE0U) != 0;
    const bool is_private = (type & 0x10U) != 0;
    const bool external = (type & 0x01U) != 0;
    const bool defined = (type & 0x0EU) != 0;
    if (debugging || is_private || !external || !defined) continue;
    if (name >= strings.size) {
      return fail("damaged Mach-O file: a symbol's name lies outside its table");
    }
    const auto text = reader_.text(strings.offset + name, strings.size - name);
    if (auto done = add_export(slice, text); !done) return done;
  }
  return {};
}

Result<void> MachOFile::read_trie(BinarySlice& slice) {
  if (!reader_.contains(trie_->offset, trie_->size)) {
    return fail("truncated Mach-O file: the export table reaches past the end");
  }
  return read_trie_node(0, "", slice);
}

// Unsigned LEB128.
std::uint64_t MachOFile::variable_number(std::uint64_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 63; shift += 7) {
    const std::uint8_t octet = reader_.u8(at++);
    value |= std::uint64_t{octet & 0x7FU} << shift;
    if ((octet & 0x80U) == 0) break;
  }
  return value;
}

Result<void> MachOFile::read_trie_node(std::uint64_t node, const std::string& prefix,
                                       BinarySlice& slice) {
  // A true trie meets each node once, and its names have an end.
  if (node >= trie_->size || prefix.size() > 4096 || !visited_.insert(node).second) {
    return fail("damaged Mach-O file: the export table leads nowhere");
  }
  std::uint64_t at = trie_->offset + node;
  const std::uint64_t terminal = variable_number(at);
  if (terminal > trie_->size) return fail("damaged Mach-O file: the export table leads nowhere");
  if (terminal != 0) {
    if (auto done = add_export(slice, prefix); !done) return done;
  }
  at += terminal;
  const unsigned children = reader_.u8(at++);
  for (unsigned i = 0; i < children; ++i) {
    const std::string_view edge = reader_.text(at);
    at += edge.size() + 1;
    const std::uint64_t child = variable_number(at);
    if (!reader_.ok()) return fail("truncated Mach-O file: the export table is cut");
    if (edge.empty()) return fail("damaged Mach-O file: the export table leads nowhere");
    auto done = read_trie_node(child, prefix + std::string(edge), slice);
    if (!done) return done;
  }
  return {};
}

Result<BinarySlice> read_thin(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::little);
  const std::uint32_t magic = reader.u32(0);
  if (!reader.ok()) return fail("truncated Mach-O file: the header is cut");
  switch (magic) {
    case 0xFEEDFACEU:
      return MachOFile(file, false, std::endian::little).read();
    case 0xFEEDFACFU:
      return MachOFile(file, true, std::endian::little).read();
    case 0xCEFAEDFEU:
      return MachOFile(file, false, std::endian::big).read();
    case 0xCFFAEDFEU:
      return MachOFile(file, true, std::endian::big).read();
    default:
      return fail("damaged universal Mach-O file: a part is no Mach-O file");
  }
}

Result<std::vector<BinarySlice>> read_universal(std::span<const std::byte> file, bool wide) {
  ByteReader reader(file, std::endian::big);
  const std::uint64_t count = reader.u32(4);
  const std::uint64_t entry = wide ? 32 : 20;
  // Java class files begin with the same four bytes; their next number is at least 45.
  if (count == 0 || count > kMostUniversalParts) return fail("not a program file");
  if (!reader.contains_records(8, count, entry)) {
    return fail("truncated universal Mach-O file: the header is cut");
  }
  std::vector<BinarySlice> slices;
  std::set<std::pair<std::uint32_t, std::uint32_t>> kinds;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = 8 + i * entry;
    const std::uint64_t offset = reader.word(at + 8, wide);
    const std::uint64_t size = reader.word(at + (wide ? 16 : 12), wide);
    if (!reader.contains(offset, size)) {
      return fail("truncated universal Mach-O file: a part reaches past the end");
    }
    auto slice =
        read_thin(file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size)));
    if (!slice) return tl::unexpected(slice.error());
    const std::string announced = architecture_of(reader.u32(at));
    if (slice->architecture != announced) {
      return fail("damaged universal Mach-O file: a part for " + announced + " is for " +
                  slice->architecture);
    }
    // One processor may come in several kinds: arm64 and arm64e.
    if (!kinds.insert({reader.u32(at), reader.u32(at + 4)}).second) {
      return fail("damaged universal Mach-O file: two parts for " + announced);
    }
    slice->offset = offset;
    for (BinarySection& section : slice->sections) section.offset += offset;
    slices.push_back(std::move(*slice));
  }
  return slices;
}

}  // namespace

Result<std::vector<BinarySlice>> read_macho(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::big);
  const std::uint32_t magic = reader.u32(0);
  if (magic == 0xCAFEBABEU || magic == 0xCAFEBABFU) {
    return read_universal(file, magic == 0xCAFEBABFU);
  }
  auto slice = read_thin(file);
  if (!slice) return tl::unexpected(slice.error());
  return std::vector<BinarySlice>{std::move(*slice)};
}

}  // namespace attacca::binary
