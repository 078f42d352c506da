// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: what lies in a bundle's folder. The first line is the bundle's name; each other one is a
// path in it, '=' and what is there: a folder, or a file that is empty, text, or a stub of a
// library (elf, pe, macho), or one that is cut.

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/load/plugin_binary.hpp"
#include "package/plugin_bundle.hpp"

namespace attacca::fuzz {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "attacca-fuzz-XXXXXX").string();
    require(::mkdtemp(name.data()) != nullptr, "there is room for a folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The smallest files that are what they say.
std::string content_of(std::string_view kind) {
  std::string elf(64, '\0');
  elf.replace(0, 7,
              "\x7F"
              "ELF\x02\x01\x01");
  elf[16] = 3;   // a shared library
  elf[18] = 62;  // x86_64
  std::string macho(32, '\0');
  macho.replace(0, 8, std::string_view("\xCF\xFA\xED\xFE\x07\x00\x00\x01", 8));
  macho[12] = 8;  // a bundle
  std::string pe(0x40 + 24 + 112, '\0');
  pe.replace(0, 2, "MZ");
  pe[0x3C] = 0x40;
  pe.replace(0x40, 6, std::string_view("PE\0\0\x64\x86", 6));
  pe[0x40 + 20] = 112;
  pe[0x40 + 23] = 0x20;
  pe.replace(0x40 + 24, 2, "\x0B\x02");
  if (kind == "elf") return elf;
  if (kind == "macho") return macho;
  if (kind == "pe") return pe;
  if (kind == "cut") return elf.substr(0, 40);
  return kind == "empty" ? "" : std::string(kind);
}

/// A path that stays inside, or nothing.
fs::path safe(std::string_view text) {
  fs::path path;
  for (const fs::path& part : fs::path(text)) {
    const std::string& name = part.native();
    const bool plain = !name.empty() && name != "." && name != ".." && name[0] != '/' &&
                       name.size() < 100 && name.find('\0') == std::string::npos;
    if (!plain) return {};
    path /= part;
  }
  return path;
}

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

void lay_out(const fs::path& root, std::string_view text) {
  for (int files = 0; !text.empty() && files < 12; ++files) {
    const std::string_view line = take_line(text);
    const fs::path path = safe(line.substr(0, line.find('=')));
    if (path.empty()) continue;
    const std::string_view kind =
        line.find('=') == std::string_view::npos ? "" : line.substr(line.find('=') + 1);
    std::error_code ignored;
    if (kind == "folder") {
      fs::create_directories(root / path, ignored);
      continue;
    }
    fs::create_directories((root / path).parent_path(), ignored);
    std::ofstream(root / path, std::ios::binary) << content_of(kind);
  }
}

void check(std::string_view text) {
  static const TemporaryFolder folder;
  const fs::path name = safe(take_line(text));
  if (name.empty() || name.has_parent_path()) return;
  const fs::path path = folder.path() / name;
  lay_out(path, text);
  const auto bundle = package::read_plugin_bundle(path);
  const auto loadable = host::find_plugin_binary(path);
  if (bundle) {
    require(!bundle->binaries.empty(), "a bundle has a binary");
    require(bundle->path == path && bundle->is_folder == fs::is_directory(path), "its own path");
    for (const auto& binary : bundle->binaries) {
      require(!binary.image.slices.empty(), "that is for some machine");
    }
    // A stub exports nothing, which no host takes for a plugin.
    require(!bundle->problems.empty(), "and what hosts refuse about it is reported");
  } else {
    require(!bundle.error().message.empty(), "a refusal says why");
  }
  if (loadable) require(fs::exists(loadable->path), "the host's choice exists");
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
