// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/loadable_elf.hpp"

#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "binary/binary_image.hpp"
#include "binary/elf_layout.hpp"
#include "binary/native_architecture.hpp"
#include "files/file.hpp"
#include "files/folder_entries.hpp"

namespace attacca::binary {
namespace {

/// Pieces of a file on the disk, read when they are asked for. Not a mapping: what cuts the file
/// meanwhile (a linker that writes it anew) would end the process.
class PiecesOfFile {
 public:
  explicit PiecesOfFile(const files::FileHandle& file) : file_(file) {}

  std::span<const std::byte> fetch(std::uint64_t offset, std::uint64_t size) {
    std::vector<std::byte>& piece = pieces_.emplace_back(static_cast<std::size_t>(size));
    std::size_t filled = 0;
    while (filled < piece.size()) {
      const std::size_t count =
          files::read_at(file_, offset + filled, std::span(piece).subspan(filled));
      if (count == 0) return {};
      filled += count;
    }
    return piece;
  }

 private:
  const files::FileHandle& file_;
  std::list<std::vector<std::byte>> pieces_;
};

std::string other_kind(std::span<const std::byte> beginning) {
  if (!is_program_file(beginning)) return "not a program library";
  return beginning[0] == std::byte{'M'} ? "a Windows binary" : "a macOS binary";
}

bool is_elf(std::span<const std::byte> beginning) {
  return beginning.size() >= 4 && beginning[0] == std::byte{0x7F} &&
         beginning[1] == std::byte{'E'} && beginning[2] == std::byte{'L'} &&
         beginning[3] == std::byte{'F'};
}

}  // namespace

Result<void> check_loadable_elf(const std::filesystem::path& path) {
  const std::string where = path.string();
  const auto file = files::open_regular_file(path);
  if (!file) return tl::unexpected(file.error());
  const auto known_size = files::size_of(*file, path);
  if (!known_size) return tl::unexpected(known_size.error());
  const std::uint64_t size = *known_size;
  if (size == 0) return fail(where + " is empty, not a plugin");
  PiecesOfFile pieces(*file);
  const std::span<const std::byte> beginning = pieces.fetch(0, size < 8 ? size : 8);
  if (!is_elf(beginning)) {
    return fail(where + " is " + other_kind(beginning) + ", not a plugin for Linux");
  }
  const auto layout = read_elf_layout(
      [&pieces](std::uint64_t offset, std::uint64_t bytes) { return pieces.fetch(offset, bytes); },
      size);
  if (!layout) return fail(layout.error().message + ": " + where + "; copy it again");
  if (layout->architecture != native_architecture()) {
    return fail(where + " is for " + layout->architecture + ", this machine is " +
                std::string(native_architecture()));
  }
  if (!layout->is_shared_library) {
    return fail(where + " is no shared library, so it cannot be a plugin");
  }
  if (layout->promised_size > size) {
    return fail(where + " is truncated: it has " + std::to_string(size) + " of " +
                std::to_string(layout->promised_size) + " bytes; copy it again");
  }
  return {};
}

}  // namespace attacca::binary
