// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/macos/macho_symbols.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include <mach-o/fat.h>
#include <mach-o/loader.h>
#include <mach-o/nlist.h>

namespace attacca::host {
namespace {

#if defined(__aarch64__)
constexpr cpu_type_t kOwn = CPU_TYPE_ARM64;
#else
constexpr cpu_type_t kOwn = CPU_TYPE_X86_64;
#endif
constexpr std::uint32_t kMostCommands = 4096;
constexpr std::uint32_t kMostSymbols = 1'000'000;

/// Nothing where it does not lie within the bytes.
template <typename T>
std::optional<T> at(std::string_view bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

/// Of numbers that universal files have: the higher byte first.
template <typename Number>
std::uint32_t swapped(Number number) {
  return __builtin_bswap32(static_cast<std::uint32_t>(number));
}

/// This processor's part of a file.
std::string_view own_part(std::string_view file) {
  const auto header = at<fat_header>(file, 0);
  if (!header || swapped(header->magic) != FAT_MAGIC) return file;
  const std::uint32_t count = std::min<std::uint32_t>(swapped(header->nfat_arch), 64);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto part = at<fat_arch>(file, sizeof(fat_header) + i * sizeof(fat_arch));
    if (!part || swapped(part->cputype) != static_cast<std::uint32_t>(kOwn)) continue;
    const std::uint64_t offset = swapped(part->offset);
    if (offset >= file.size()) return {};
    return file.substr(offset, swapped(part->size));
  }
  return {};
}

std::string text_at(std::string_view bytes, std::uint64_t offset) {
  if (offset >= bytes.size()) return {};
  const std::string_view rest = bytes.substr(offset, 4096);
  return std::string(rest.substr(0, rest.find('\0')));
}

}  // namespace

MachoSymbols MachoSymbols::of_file(const std::filesystem::path& path) {
  MachoSymbols symbols;
  std::ifstream stream(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(stream), {}};
  const std::string_view part = own_part(file);
  const auto header = at<mach_header_64>(part, 0);
  if (!header || header->magic != MH_MAGIC_64) return symbols;
  std::uint64_t base = 0;
  symtab_command table{};
  std::uint64_t place = sizeof(mach_header_64);
  for (std::uint32_t i = 0; i < std::min(header->ncmds, kMostCommands); ++i) {
    const auto command = at<load_command>(part, place);
    if (!command || command->cmdsize == 0) break;
    if (command->cmd == LC_SYMTAB) table = at<symtab_command>(part, place).value_or(table);
    if (command->cmd == LC_SEGMENT_64) {
      const auto segment = at<segment_command_64>(part, place);
      if (segment && std::strncmp(segment->segname, SEG_TEXT, sizeof segment->segname) == 0) {
        base = segment->vmaddr;
      }
    }
    place += command->cmdsize;
  }
  for (std::uint32_t i = 0; i < std::min(table.nsyms, kMostSymbols); ++i) {
    const auto entry = at<nlist_64>(part, table.symoff + std::uint64_t{i} * sizeof(nlist_64));
    if (!entry) break;
    const bool is_function = (entry->n_type & N_STAB) == 0 && (entry->n_type & N_TYPE) == N_SECT;
    if (!is_function || entry->n_value < base || entry->n_un.n_strx >= table.strsize) continue;
    std::string name = text_at(part, std::uint64_t{table.stroff} + entry->n_un.n_strx);
    // Files have an underscore before all names, which dladdr() takes away likewise.
    if (name.starts_with('_')) name.erase(0, 1);
    if (!name.empty()) symbols.symbols_.push_back({entry->n_value - base, std::move(name)});
  }
  std::sort(symbols.symbols_.begin(), symbols.symbols_.end(),
            [](const Symbol& a, const Symbol& b) { return a.offset < b.offset; });
  return symbols;
}

const std::string* MachoSymbols::find(std::uint64_t offset) const noexcept {
  const auto after = std::upper_bound(
      symbols_.begin(), symbols_.end(), offset,
      [](std::uint64_t wanted, const Symbol& each) { return wanted < each.offset; });
  return after == symbols_.begin() ? nullptr : &std::prev(after)->name;
}

}  // namespace attacca::host
