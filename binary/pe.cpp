// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The layout follows Microsoft's "PE Format" reference.

#include <bit>
#include <optional>

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
  std::uint64_t export_address = 0;
  std::vector<PeSection> sections;
};

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
    case 0xA641:
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
  if (optional_size >= directories + 8 && reader.u32(optional_header + directories - 4) >= 1) {
    headers.export_address = reader.u32(optional_header + directories);
  }
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

Result<void> read_exports(ByteReader& reader, const PeHeaders& headers, BinarySlice& slice) {
  if (headers.export_address == 0) return {};
  const auto directory = file_offset(headers, headers.export_address);
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

}  // namespace

Result<BinarySlice> read_pe(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::little);
  auto headers = read_headers(reader);
  if (!headers) return tl::unexpected(headers.error());
  BinarySlice slice;
  slice.architecture = architecture_of(headers->machine);
  slice.size = reader.size();
  slice.shared_library = (headers->characteristics & 0x2000U) != 0;
  if (auto done = read_exports(reader, *headers, slice); !done) {
    return tl::unexpected(done.error());
  }
  for (PeSection& section : headers->sections) {
    slice.sections.push_back(std::move(section.in_file));
  }
  return slice;
}

}  // namespace attacca::binary
