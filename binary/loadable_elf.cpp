// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/loadable_elf.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <utility>

#include <elf.h>
#include <sys/utsname.h>

namespace attacca::binary {

namespace {

constexpr std::array<std::pair<std::uint16_t, const char*>, 7> kMachines = {{
    {EM_X86_64, "x86_64"},
    {EM_AARCH64, "aarch64"},
    {EM_386, "i386"},
    {EM_ARM, "armv7l"},
    {EM_RISCV, "riscv64"},
    {EM_PPC64, "ppc64le"},
    {EM_S390, "s390x"},
}};

std::string machine_name(std::uint16_t machine) {
  for (const auto& [number, name] : kMachines) {
    if (number == machine) return name;
  }
  return "machine number " + std::to_string(machine);
}

std::string other_kind(const std::array<unsigned char, 8>& magic) {
  if (magic[0] == 'M' && magic[1] == 'Z') return "a Windows binary";
  static constexpr std::array<std::array<unsigned char, 4>, 3> kMachO = {
      {{0xcf, 0xfa, 0xed, 0xfe}, {0xce, 0xfa, 0xed, 0xfe}, {0xca, 0xfe, 0xba, 0xbe}}};
  for (const auto& known : kMachO) {
    if (std::equal(known.begin(), known.end(), magic.begin())) return "a macOS binary";
  }
  return "not a program library";
}

std::uint16_t sixteen_bits(const std::array<unsigned char, 64>& bytes, std::size_t at,
                           bool big_endian) {
  const unsigned low = bytes[at + (big_endian ? 1 : 0)];
  const unsigned high = bytes[at + (big_endian ? 0 : 1)];
  return static_cast<std::uint16_t>(high << 8 | low);
}

/// Where a piece ends; a sum too large for the type is larger than every file.
std::uint64_t end_of(std::uint64_t offset, std::uint64_t size) {
  return size > UINT64_MAX - offset ? UINT64_MAX : offset + size;
}

/// Bytes that the headers say the file must have.
Result<std::uint64_t> promised_size(std::ifstream& file, const Elf64_Ehdr& header,
                                    std::uint64_t size) {
  if (header.e_phnum != 0 && header.e_phentsize != sizeof(Elf64_Phdr)) {
    return fail("its program headers have an impossible size");
  }
  std::uint64_t promised =
      end_of(header.e_phoff, std::uint64_t{header.e_phnum} * header.e_phentsize);
  // The loader needs no sections, but a file that has them ends with their table.
  promised = std::max(promised,
                      end_of(header.e_shoff, std::uint64_t{header.e_shnum} * header.e_shentsize));
  if (promised > size) return promised;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    Elf64_Phdr segment{};
    file.seekg(static_cast<std::streamoff>(header.e_phoff + i * sizeof segment));
    file.read(reinterpret_cast<char*>(&segment), sizeof segment);
    if (!file) return fail("its program headers cannot be read");
    if (segment.p_type == PT_LOAD) {
      promised = std::max(promised, end_of(segment.p_offset, segment.p_filesz));
    }
  }
  return promised;
}

}  // namespace

std::string this_machine() {
  utsname name{};
  return uname(&name) == 0 ? name.machine : "unknown";
}

Result<void> check_loadable_elf(const std::filesystem::path& path) {
  const std::string where = path.string();
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(path, error);
  if (error) return fail("cannot read " + where + ": " + error.message());
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 64> bytes{};
  file.read(reinterpret_cast<char*>(bytes.data()), bytes.size());
  const auto got = file.gcount();
  if (!file && got == 0 && size != 0) return fail("cannot read " + where);
  if (size == 0) return fail(where + " is empty, not a plugin");
  if (std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0) {
    std::array<unsigned char, 8> magic{};
    std::copy_n(bytes.begin(), magic.size(), magic.begin());
    return fail(where + " is " + other_kind(magic) + ", not a plugin for Linux");
  }
  if (got < static_cast<std::streamsize>(sizeof(Elf64_Ehdr))) {
    return fail(where + " is truncated: it ends within its header");
  }
  const bool big_endian = bytes[EI_DATA] == ELFDATA2MSB;
  const std::string machine = machine_name(sixteen_bits(bytes, 18, big_endian));
  if (machine != this_machine() || bytes[EI_CLASS] != ELFCLASS64) {
    return fail(where + " is for " + machine + ", this machine is " + this_machine());
  }
  if (sixteen_bits(bytes, 16, big_endian) != ET_DYN) {
    return fail(where + " is no shared library, so it cannot be a plugin");
  }
  Elf64_Ehdr header{};
  std::memcpy(&header, bytes.data(), sizeof header);
  const auto promised = promised_size(file, header, size);
  if (!promised) return fail(where + ": " + promised.error().message);
  if (*promised > size) {
    return fail(where + " is truncated: it has " + std::to_string(size) + " of " +
                std::to_string(*promised) + " bytes; copy it again");
  }
  return {};
}

}  // namespace attacca::binary
