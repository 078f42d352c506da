// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/binary_image.hpp"

#include <algorithm>
#include <bit>

#include "binary/byte_reader.hpp"

namespace attacca::binary {
namespace {

enum class Magic { none, elf, pe, macho };

Magic magic_of(std::span<const std::byte> file) {
  ByteReader reader(file, std::endian::big);
  const std::uint32_t magic = reader.u32(0);
  if (!reader.ok()) return Magic::none;
  switch (magic) {
    case 0x7F454C46U:
      return Magic::elf;
    case 0xFEEDFACEU:
    case 0xFEEDFACFU:
    case 0xCEFAEDFEU:
    case 0xCFFAEDFEU:
    case 0xCAFEBABEU:
    case 0xCAFEBABFU:
      return Magic::macho;
    default:
      return magic >> 16U == 0x4D5AU ? Magic::pe : Magic::none;
  }
}

Result<BinaryImage> with_one_slice(ObjectFormat format, Result<BinarySlice> slice) {
  if (!slice) return tl::unexpected(slice.error());
  BinaryImage image{format, {}};
  image.slices.push_back(std::move(*slice));
  return image;
}

}  // namespace

std::string_view name_of(ObjectFormat format) noexcept {
  switch (format) {
    case ObjectFormat::elf:
      return "ELF";
    case ObjectFormat::pe:
      return "PE";
    case ObjectFormat::macho:
      return "Mach-O";
  }
  return "?";
}

bool BinarySlice::exports_symbol(std::string_view symbol) const {
  return std::find(exports.begin(), exports.end(), symbol) != exports.end();
}

bool BinarySlice::add_export(std::string_view name) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
  export_bytes_ += name.size() + sizeof(std::string);
  if (export_bytes_ > kMostBytes) return false;
  exports.emplace_back(name);
  return true;
}

bool BinaryImage::exports_symbol(std::string_view symbol) const {
  return !slices.empty() &&
         std::all_of(slices.begin(), slices.end(),
                     [&](const BinarySlice& slice) { return slice.exports_symbol(symbol); });
}

bool is_program_file(std::span<const std::byte> beginning) {
  return magic_of(beginning) != Magic::none;
}

Result<BinaryImage> read_binary_image(std::span<const std::byte> file) {
  if (file.empty()) return fail("the file is empty");
  switch (magic_of(file)) {
    case Magic::elf:
      return with_one_slice(ObjectFormat::elf, read_elf(file));
    case Magic::pe:
      return with_one_slice(ObjectFormat::pe, read_pe(file));
    case Magic::macho:
      break;
    case Magic::none:
      return fail("not a program file (neither ELF nor PE nor Mach-O)");
  }
  auto slices = read_macho(file);
  if (!slices) return tl::unexpected(slices.error());
  return BinaryImage{ObjectFormat::macho, std::move(*slices)};
}

}  // namespace attacca::binary
