// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a file that is about to be loaded. What the host lets through must be whole: the loader
// maps it, and a program that touches a page behind the file's end dies.

#include "binary/loadable_elf.hpp"

#include <cstring>
#include <span>
#include <string>

#include <elf.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"

namespace attacca::fuzz {
namespace {

/// A file in memory, of one input after the other.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    require(descriptor_ >= 0, "there is memory for a file");
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string hold(std::span<const std::uint8_t> bytes) const {
    require(::ftruncate(descriptor_, 0) == 0, "the file can be emptied");
    require(
        ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
        "the file can be written");
    return "/proc/self/fd/" + std::to_string(descriptor_);
  }

 private:
  int descriptor_;
};

void check_whole(std::span<const std::uint8_t> bytes) {
  Elf64_Ehdr header;
  require(bytes.size() >= sizeof header, "a loadable file has a header");
  std::memcpy(&header, bytes.data(), sizeof header);
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const std::uint64_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
    require(at <= bytes.size() && sizeof(Elf64_Phdr) <= bytes.size() - at,
            "a loadable file has all its program headers");
    Elf64_Phdr segment;
    std::memcpy(&segment, bytes.data() + at, sizeof segment);
    require(segment.p_type != PT_LOAD || (segment.p_offset <= bytes.size() &&
                                          segment.p_filesz <= bytes.size() - segment.p_offset),
            "a loadable file has all its segments");
  }
}

void check(std::span<const std::uint8_t> bytes) {
  static const MemoryFile file;
  const Result<void> loadable = binary::check_loadable_elf(file.hold(bytes));
  if (loadable) {
    check_whole(bytes);
  } else {
    require(is_one_clear_line(loadable.error().message), "a refusal is one clear line");
  }
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(std::span(data, size));
  return 0;
}
