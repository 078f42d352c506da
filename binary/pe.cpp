// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The layout follows Microsoft's "PE Format" reference. What makes an image a hybrid one stands in
// its load configuration (IMAGE_LOAD_CONFIG_DIRECTORY64, CHPEMetadataPointer) and in its dynamic
// value relocations (IMAGE_DYNAMIC_RELOCATION_ARM64X), both in the Windows SDK's winnt.h; the words
// are those of Microsoft's "Arm64EC" and "Arm64X PE files".

#include <bit>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "binary/binary_image.hpp"
#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

struct PeSection {
  BinarySection in_file;
  std::uint64_t address = 0;
};

struct PeHeaders {
  std::uint16_t machine = 0;
  std::uint16_t characteristics = 0;
  std::uint64_t export_entry = 0;  // where the header says where exports are; 0: nowhere
  std::uint64_t export_address = 0;
  std::uint64_t config_address = 0;  // of the load configuration; 0: there is none
  std::uint64_t image_base = 0;
  bool is_wide = false;
  std::vector<PeSection> sections;
};

constexpr std::uint16_t kX64 = 0x8664;
constexpr std::uint16_t kArm64 = 0xAA64;

std::string architecture_of(std::uint16_t machine) {
  switch (machine) {
    case 0x014C:
      return "x86";
    case 0x01C4:
      return "arm";
    case 0x8664:
      return "x86_64";
    case 0xAA64:
      return "arm64";
    case 0xA641:  // object files; images say x64 or ARM64, see is_hybrid()
      return "arm64ec";
    case 0xA64E:
      return "arm64x";
    default:
      return "machine" + std::to_string(machine);
  }
}

Result<void> read_sections(ByteReader& reader, std::uint64_t table, std::uint64_t count,
                           PeHeaders& headers) {
  if (!reader.contains_records(table, count, 40)) {
    return fail("truncated PE file: the section table reaches past the end");
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t at = table + 40 * i;
    PeSection section;
    section.in_file.name = std::string(reader.text(at, 8));
    section.address = reader.u32(at + 12);
    section.in_file.size = reader.u32(at + 16);
    section.in_file.offset = reader.u32(at + 20);
    const bool empty = section.in_file.offset == 0;  // zero-filled data is not in the file
    if (empty) section.in_file.size = 0;
    if (!reader.contains(section.in_file.offset, section.in_file.size)) {
      return fail("truncated PE file: a section reaches past the end");
    }
    headers.sections.push_back(std::move(section));
  }
  return {};
}

Result<PeHeaders> read_headers(ByteReader& reader) {
  const std::uint64_t signature = reader.u32(0x3C);
  if (!reader.ok() || !reader.contains(signature, 24)) {
    return fail("truncated PE file: the header is cut");
  }
  if (reader.u32(signature) != 0x00004550U) {
    return fail("not a program file for Windows (an MZ file without a PE header)");
  }
  PeHeaders headers;
  headers.machine = reader.u16(signature + 4);
  headers.characteristics = reader.u16(signature + 22);
  const std::uint64_t optional_header = signature + 24;
  const std::uint64_t optional_size = reader.u16(signature + 20);
  if (!reader.contains(optional_header, optional_size)) {
    return fail("truncated PE file: the optional header is cut");
  }
  const std::uint16_t magic = optional_size >= 2 ? reader.u16(optional_header) : std::uint16_t{0};
  if (magic != 0x10B && magic != 0x20B) return fail("damaged PE file: unknown optional header");
  const std::uint64_t directories = magic == 0x20B ? 112 : 96;
  const std::uint64_t listed = reader.u32(optional_header + directories - 4);
  const auto directory = [&](std::uint64_t index) -> std::uint64_t {
    const bool is_there = index < listed && optional_size >= directories + 8 * (index + 1);
    return is_there ? optional_header + directories + 8 * index : 0;
  };
  headers.is_wide = magic == 0x20B;
  headers.image_base =
      headers.is_wide ? reader.u64(optional_header + 24) : reader.u32(optional_header + 28);
  headers.export_entry = directory(0);
  if (headers.export_entry != 0) headers.export_address = reader.u32(headers.export_entry);
  if (const std::uint64_t entry = directory(10)) headers.config_address = reader.u32(entry);
  const std::uint64_t count = reader.u16(signature + 6);
  if (auto done = read_sections(reader, optional_header + optional_size, count, headers); !done) {
    return tl::unexpected(done.error());
  }
  return headers;
}

std::optional<std::uint64_t> file_offset(const PeHeaders& headers, std::uint64_t address) {
  for (const PeSection& section : headers.sections) {
    if (address >= section.address && address - section.address < section.in_file.size) {
      return section.in_file.offset + (address - section.address);
    }
  }
  return std::nullopt;
}

/// A number of the load configuration, when the configuration is long enough to have it.
std::optional<std::uint64_t> config_number(ByteReader& reader, const PeHeaders& headers,
                                           std::uint64_t at, unsigned width) {
  if (!headers.is_wide || headers.config_address == 0) return std::nullopt;
  const auto config = file_offset(headers, headers.config_address);
  if (!config || !reader.contains(*config, 4)) return std::nullopt;
  if (reader.u32(*config) < at + width || !reader.contains(*config + at, width)) {
    return std::nullopt;
  }
  if (width == 8) return reader.u64(*config + at);
  return width == 4 ? reader.u32(*config + at) : reader.u16(*config + at);
}

/// Whether the image holds code of two machines in one: ARM64EC when its header says x64, ARM64X
/// when it says ARM64.
bool is_hybrid(ByteReader& reader, const PeHeaders& headers) {
  if (headers.machine != kX64 && headers.machine != kArm64) return false;
  constexpr std::uint64_t kMetadataPointer = 200;
  const auto metadata = config_number(reader, headers, kMetadataPointer, 8);
  if (!metadata || *metadata <= headers.image_base) return false;
  return file_offset(headers, *metadata - headers.image_base).has_value();
}

/// What the loader makes of a number of the header when an x64 process loads an ARM64X image.
struct HeaderFixups {
  ByteReader& reader;
  std::uint64_t place;  // of the number, in the file; the header is mapped as it is
  std::uint64_t value;

  /// One block: for a page of 4096 bytes, records of 2 bytes with what each needs behind it.
  void apply_block(std::uint64_t at, std::uint64_t end, std::uint64_t page) {
    while (at + 2 <= end && reader.contains(at, 2)) {
      const unsigned record = reader.u16(at);
      at += 2;
      if (record == 0) return;  // fills up the block
      const std::uint64_t target = page + (record & 0xFFFU);
      const unsigned kind = record >> 12U & 3U;
      const unsigned detail = record >> 14U;
      const unsigned width = 1U << detail;
      if (kind == 0) {
        if (target == place) value = 0;
      } else if (kind == 1) {
        if (target == place && width >= 4) value = reader.u32(at);
        at += width;
      } else {
        const std::uint64_t step = (detail & 2U) != 0 ? 8 : 4;
        const std::uint64_t delta = reader.u16(at) * step;
        if (target == place) value += (detail & 1U) != 0 ? 0 - delta : delta;
        at += 2;
      }
    }
  }
};

/// Where the other machine's exports of an ARM64X image are; nothing when they are the same ones.
std::optional<std::uint64_t> other_export_address(ByteReader& reader, const PeHeaders& headers) {
  constexpr std::uint64_t kTableOffset = 224;
  constexpr std::uint64_t kTableSection = 228;
  constexpr std::uint64_t kArm64x = 6;
  const auto offset = config_number(reader, headers, kTableOffset, 4);
  const auto section = config_number(reader, headers, kTableSection, 2);
  if (!offset || !section || *section == 0 || *section > headers.sections.size()) {
    return std::nullopt;
  }
  const std::uint64_t table =
      headers.sections[static_cast<std::size_t>(*section) - 1].in_file.offset + *offset;
  if (!reader.contains(table, 8) || reader.u32(table) != 1) return std::nullopt;
  const std::uint64_t size = reader.u32(table + 4);
  if (!reader.contains(table + 8, size)) return std::nullopt;
  HeaderFixups fixups{reader, headers.export_entry, headers.export_address};
  std::uint64_t at = table + 8;
  for (const std::uint64_t end = at + size; at + 12 <= end;) {
    const std::uint64_t symbol = reader.u64(at);
    const std::uint64_t length = reader.u32(at + 8);
    at += 12;
    if (length > end - at) return std::nullopt;
    for (std::uint64_t block = at; symbol == kArm64x && block + 8 <= at + length;) {
      const std::uint64_t block_size = reader.u32(block + 4);
      if (block_size < 8 || block_size > at + length - block) return std::nullopt;
      fixups.apply_block(block + 8, block + block_size, reader.u32(block));
      block += block_size;
    }
    at += length;
  }
  if (fixups.value == headers.export_address) return std::nullopt;
  return fixups.value & 0xFFFFFFFFU;
}

Result<void> read_exports(ByteReader& reader, const PeHeaders& headers, std::uint64_t address,
                          BinarySlice& slice) {
  if (address == 0) return {};
  const auto directory = file_offset(headers, address);
  if (!directory || !reader.contains(*directory, 40)) {
    return fail("damaged PE file: the export directory lies outside the file");
  }
  const std::uint64_t count = reader.u32(*directory + 24);
  if (count == 0) return {};
  const auto table = file_offset(headers, reader.u32(*directory + 32));
  if (!table || !reader.contains_records(*table, count, 4)) {
    return fail("damaged PE file: the export names lie outside the file");
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto name = file_offset(headers, reader.u32(*table + 4 * i));
    if (!name) return fail("damaged PE file: an export's name lies outside the file");
    if (!slice.add_export(reader.text(*name))) {
      return fail("damaged PE file: more exported names than it can hold");
    }
  }
  return {};
}

/// An ARM64X image is a plugin for both kinds of process where both find the entry.
Result<void> keep_common_exports(ByteReader& reader, const PeHeaders& headers,
                                 std::uint64_t address, BinarySlice& slice) {
  BinarySlice other;
  if (auto done = read_exports(reader, headers, address, other); !done) return done;
  const std::set<std::string_view> names(other.exports.begin(), other.exports.end());
  std::erase_if(slice.exports, [&](const std::string& name) { return !names.contains(name); });
  return {};
}

}  // namespace

Result<BinarySlice> read_pe(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::little);
  auto headers = read_headers(reader);
  if (!headers) return tl::unexpected(headers.error());
  BinarySlice slice;
  slice.architecture = architecture_of(headers->machine);
  slice.size = reader.size();
  slice.shared_library = (headers->characteristics & 0x2000U) != 0;
  const bool hybrid = is_hybrid(reader, *headers);
  if (hybrid) slice.architecture = headers->machine == kX64 ? "arm64ec" : "arm64x";
  if (auto done = read_exports(reader, *headers, headers->export_address, slice); !done) {
    return tl::unexpected(done.error());
  }
  if (hybrid && headers->machine == kArm64) {
    if (const auto other = other_export_address(reader, *headers)) {
      if (auto done = keep_common_exports(reader, *headers, *other, slice); !done) {
        return tl::unexpected(done.error());
      }
    }
  }
  for (PeSection& section : headers->sections) {
    slice.sections.push_back(std::move(section.in_file));
  }
  return slice;
}

}  // namespace attacca::binary
