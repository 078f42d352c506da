// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/windows/pe_symbols.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

namespace attacca::host {
namespace {

constexpr std::uint64_t kMostSymbols = std::uint64_t{1} << 22;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 28;
constexpr std::size_t kSymbolSize = 18;
constexpr std::size_t kSectionSize = 40;
constexpr std::uint16_t kFunctionType = 0x20;

struct Section {
  std::string name;
  std::uint32_t address = 0;
  std::uint32_t size = 0;
  std::uint32_t offset = 0;
};

using Names = std::map<std::uint32_t, std::string>;

/// A file of which pieces are read; what is not there reads as nothing.
class PeFile {
 public:
  explicit PeFile(const std::filesystem::path& path) : file_(path, std::ios::binary) {
    const auto header = number(0x3C, 4);
    if (text(header, 4) != std::string_view("PE\0\0", 4)) return;
    const std::uint64_t coff = header + 4;
    const auto sections = number(coff + 2, 2);
    symbols_at_ = number(coff + 8, 4);
    symbol_count_ = std::min(number(coff + 12, 4), kMostSymbols);
    const std::uint64_t optional = coff + 20;
    exports_at_ = static_cast<std::uint32_t>(number(optional + 112, 4));
    const std::uint64_t table = optional + number(coff + 16, 2);
    if (symbols_at_ != 0) {
      const std::uint64_t at = symbols_at_ + kSymbolSize * symbol_count_;
      strings_ = text(at, std::min(number(at, 4), kMostBytes));
    }
    for (std::uint64_t i = 0; i < sections; ++i) {
      const std::uint64_t at = table + kSectionSize * i;
      sections_.push_back({section_name(text(at, 8)),
                           static_cast<std::uint32_t>(number(at + 12, 4)),
                           static_cast<std::uint32_t>(number(at + 16, 4)),
                           static_cast<std::uint32_t>(number(at + 20, 4))});
    }
  }

  [[nodiscard]] Names symbols() {
    Names names;
    const std::string table = text(symbols_at_, symbol_count_ * kSymbolSize);
    for (std::size_t at = 0; symbols_at_ != 0 && at + kSymbolSize <= table.size();) {
      const std::string_view entry = std::string_view(table).substr(at, kSymbolSize);
      const auto section = little(entry.substr(12, 2));
      if (little(entry.substr(14, 2)) == kFunctionType && section >= 1 &&
          section <= sections_.size()) {
        const auto address = sections_[section - 1].address + little(entry.substr(8, 4));
        names.emplace(static_cast<std::uint32_t>(address), symbol_name(entry));
      }
      at += kSymbolSize * (1 + little(entry.substr(17, 1)));
    }
    return names;
  }

  [[nodiscard]] Names exports() {
    Names names;
    const auto at = offset_of(exports_at_);
    if (exports_at_ == 0 || at == 0) return names;
    const auto count = std::min(number(at + 24, 4), kMostSymbols);
    const auto functions = offset_of(static_cast<std::uint32_t>(number(at + 28, 4)));
    const auto texts = offset_of(static_cast<std::uint32_t>(number(at + 32, 4)));
    const auto ordinals = offset_of(static_cast<std::uint32_t>(number(at + 36, 4)));
    for (std::uint64_t i = 0; i < count && functions != 0 && texts != 0 && ordinals != 0; ++i) {
      const auto name = offset_of(static_cast<std::uint32_t>(number(texts + 4 * i, 4)));
      const auto address = number(functions + 4 * number(ordinals + 2 * i, 2), 4);
      if (name != 0)
        names.emplace(static_cast<std::uint32_t>(address), terminated(text(name, 256)));
    }
    return names;
  }

  /// The name and the checksum of the file with the symbols.
  [[nodiscard]] std::pair<std::string, std::uint32_t> debug_link() {
    for (const Section& section : sections_) {
      if (section.name != ".gnu_debuglink") continue;
      const std::string content = text(section.offset, std::min<std::uint32_t>(section.size, 4096));
      const std::string name = terminated(content);
      const std::size_t at = (name.size() + 4) / 4 * 4;
      if (at + 4 > content.size()) break;
      return {name, static_cast<std::uint32_t>(little(std::string_view(content).substr(at, 4)))};
    }
    return {};
  }

 private:
  static std::uint64_t little(std::string_view bytes) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) {
      value = (value << 8) | static_cast<unsigned char>(bytes[i - 1]);
    }
    return value;
  }
  static std::string terminated(std::string_view text) {
    return std::string(text.substr(0, text.find('\0')));
  }
  std::string text(std::uint64_t offset, std::uint64_t size) {
    std::string bytes(size, '\0');
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
    file_.read(bytes.data(), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file_.gcount(), 0)));
    return bytes;
  }
  std::uint64_t number(std::uint64_t offset, std::size_t size) {
    return little(text(offset, size));
  }
  [[nodiscard]] std::string string_at(std::uint64_t offset) const {
    return offset < strings_.size() ? terminated(std::string_view(strings_).substr(offset))
                                    : std::string();
  }
  [[nodiscard]] std::string section_name(const std::string& field) const {
    if (!field.starts_with('/')) return terminated(field);
    return string_at(std::strtoull(field.c_str() + 1, nullptr, 10));
  }
  [[nodiscard]] std::string symbol_name(std::string_view entry) const {
    if (little(entry.substr(0, 4)) != 0) return terminated(entry.substr(0, 8));
    return string_at(little(entry.substr(4, 4)));
  }
  [[nodiscard]] std::uint64_t offset_of(std::uint32_t address) const {
    for (const Section& section : sections_) {
      if (address >= section.address && address - section.address < section.size) {
        return std::uint64_t{address} - section.address + section.offset;
      }
    }
    return 0;
  }

  std::ifstream file_;
  std::uint64_t symbols_at_ = 0;
  std::uint64_t symbol_count_ = 0;
  std::uint32_t exports_at_ = 0;
  std::string strings_;
  std::vector<Section> sections_;
};

/// CRC-32 as debug links have it, which is that of zip files (ISO 3309).
std::uint32_t checksum_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  static const auto table = [] {
    std::array<std::uint32_t, 256> values{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit)
        value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320u : 0u);
      values[i] = value;
    }
    return values;
  }();
  std::uint32_t crc = ~0u;
  std::vector<char> chunk(65536);
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    for (std::streamsize i = 0; i < file.gcount(); ++i) {
      const auto byte = static_cast<unsigned char>(chunk[static_cast<std::size_t>(i)]);
      crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF];
    }
  }
  return ~crc;
}

/// Beside the file, in .debug there, or where attacca_add_plugin leaves the symbols of a bundle: in
/// lib/ beside the folder plugins/ that has the bundle.
std::filesystem::path find_linked(const std::filesystem::path& file, const std::string& name,
                                  std::uint32_t checksum) {
  std::vector<std::filesystem::path> places = {file.parent_path() / name,
                                               file.parent_path() / ".debug" / name};
  constexpr int kDepth = 5;  // plugins/Name.vst3/Contents/x86_64-win/Name.vst3
  std::filesystem::path folder = file;
  for (int i = 0; i < kDepth && folder.has_relative_path(); ++i) {
    folder = folder.parent_path();
    if (folder.filename() == "plugins") places.push_back(folder.parent_path() / "lib" / name);
  }
  std::error_code error;
  for (const std::filesystem::path& place : places) {
    if (std::filesystem::is_regular_file(place, error) && checksum_of(place) == checksum)
      return place;
  }
  return {};
}

}  // namespace

std::map<std::uint32_t, std::string> read_pe_symbols(const std::filesystem::path& path) {
  PeFile file(path);
  Names names = file.symbols();
  if (const auto [name, checksum] = file.debug_link(); names.empty() && !name.empty()) {
    const auto linked = find_linked(path, name, checksum);
    if (!linked.empty()) names = PeFile(linked).symbols();
  }
  return names.empty() ? file.exports() : names;
}

}  // namespace attacca::host
