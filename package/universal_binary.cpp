// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The layout follows Apple's <mach-o/fat.h>: a big-endian table, then the parts, aligned.

#include "package/universal_binary.hpp"

#include <algorithm>
#include <bit>
#include <set>

#include "binary/byte_reader.hpp"

namespace attacca::package {
namespace {

constexpr std::uint32_t kAlignmentBits = 14;  // 16 KiB, the page size of arm64

struct Part {
  std::span<const std::byte> bytes;
  std::uint32_t cpu = 0;
  std::uint32_t cpu_subtype = 0;
  std::uint64_t offset = 0;
};

Part part_of(std::span<const std::byte> bytes) {
  Part part{bytes};
  binary::ByteReader probe(bytes, std::endian::big);
  const bool big = probe.u32(0) >> 16U == 0xFEEDU;
  binary::ByteReader reader(bytes, big ? std::endian::big : std::endian::little);
  part.cpu = reader.u32(4);
  part.cpu_subtype = reader.u32(8);
  return part;
}

void append_big_endian(std::vector<std::byte>& bytes, std::uint64_t value) {
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    bytes.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
  }
}

}  // namespace

Result<std::vector<std::byte>> join_universal(const std::vector<const PluginBinary*>& binaries) {
  std::vector<std::span<const std::byte>> files;
  std::set<std::string> seen;
  for (const PluginBinary* binary : binaries) {
    for (const binary::BinarySlice& slice : binary->image.slices) {
      files.push_back(std::span(binary->bytes)
                          .subspan(static_cast<std::size_t>(slice.offset),
                                   static_cast<std::size_t>(slice.size)));
      if (!seen.insert(slice.architecture).second) {
        return fail("two binaries for " + slice.architecture + ": " + binary->path.string());
      }
    }
  }
  return join_thin(files);
}

Result<std::vector<std::byte>> join_thin(const std::vector<std::span<const std::byte>>& files) {
  std::vector<Part> parts;
  for (const auto& file : files) parts.push_back(part_of(file));
  std::uint64_t end = 8 + 20 * parts.size();
  for (Part& part : parts) {
    part.offset = (end + (1U << kAlignmentBits) - 1) >> kAlignmentBits << kAlignmentBits;
    end = part.offset + part.bytes.size();
  }
  if (end > 0xFFFFFFFFU) return fail("too large for a universal binary");
  std::vector<std::byte> file;
  append_big_endian(file, 0xCAFEBABEU);
  append_big_endian(file, parts.size());
  for (const Part& part : parts) {
    for (const std::uint64_t value :
         {std::uint64_t{part.cpu}, std::uint64_t{part.cpu_subtype}, part.offset,
          std::uint64_t{part.bytes.size()}, std::uint64_t{kAlignmentBits}}) {
      append_big_endian(file, value);
    }
  }
  for (const Part& part : parts) {
    file.resize(static_cast<std::size_t>(part.offset));
    file.insert(file.end(), part.bytes.begin(), part.bytes.end());
  }
  return file;
}

}  // namespace attacca::package
