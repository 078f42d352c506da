// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/stack/macos/module_lines.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>

#include <mach-o/loader.h>
#include <mach/mach.h>

#include "host/stack/macos/frame_walk.hpp"

namespace attacca::host {
namespace {

/// The loader's own account of what it has loaded, which debuggers read: no lock is taken, and its
/// list is null while it is being changed. Source: dyld's mach-o/dyld_images.h, the beginning of
/// dyld_all_image_infos, and dyld_image_info.
struct LoadedImage {
  std::uint64_t address;
  const char* path;
  std::uintptr_t changed;
};
struct LoadedImages {
  std::uint32_t version;
  std::uint32_t count;
  const LoadedImage* list;
};
std::atomic<const LoadedImages*> g_images{nullptr};

class Writer {
 public:
  explicit Writer(std::span<char> room) noexcept : room_(room) {}

  void add(const char* text) noexcept {
    for (; *text != '\0'; ++text) add(*text);
  }
  void add(char letter) noexcept {
    if (at_ < room_.size()) {
      room_[at_++] = letter;
    } else {
      is_full_ = true;
    }
  }
  void add_hexadecimal(std::uint64_t value) noexcept {
    bool is_leading = true;
    for (int shift = 60; shift >= 0; shift -= 4) {
      const auto digit = static_cast<unsigned>(value >> shift) & 0xFU;
      if (digit != 0 || shift == 0) is_leading = false;
      if (!is_leading) add("0123456789abcdef"[digit]);
    }
  }
  /// Takes back what a line has begun that did not fit.
  void end_line() noexcept {
    add('\n');
    if (is_full_) at_ = good_;
    good_ = at_;
  }
  [[nodiscard]] std::size_t size() const noexcept { return good_; }

 private:
  std::span<char> room_;
  std::size_t at_ = 0;
  std::size_t good_ = 0;
  bool is_full_ = false;
};

/// How many bytes the code of a program file takes, with what is mapped before it; 0: it is none.
std::uint64_t text_size(std::uint64_t image) noexcept {
  mach_header_64 header{};
  if (!read_memory(image, &header, sizeof header) || header.magic != MH_MAGIC_64) return 0;
  std::uint64_t at = image + sizeof header;
  for (std::uint32_t i = 0; i < header.ncmds; ++i) {
    segment_command_64 command{};
    if (!read_memory(at, &command, sizeof(load_command)) || command.cmdsize == 0) return 0;
    if (command.cmd == LC_SEGMENT_64) {
      if (!read_memory(at, &command, sizeof command)) return 0;
      if (std::strncmp(command.segname, SEG_TEXT, sizeof command.segname) == 0) {
        return command.vmsize;
      }
    }
    at += command.cmdsize;
  }
  return 0;
}

}  // namespace

void prime_module_lines() noexcept {
  task_dyld_info info{};
  mach_msg_type_number_t count = TASK_DYLD_INFO_COUNT;
  if (task_info(mach_task_self(), TASK_DYLD_INFO, reinterpret_cast<task_info_t>(&info), &count) !=
      KERN_SUCCESS) {
    return;
  }
  g_images =
      reinterpret_cast<const LoadedImages*>(static_cast<std::uintptr_t>(info.all_image_info_addr));
}

std::size_t write_module_lines(std::span<char> room) noexcept {
  Writer writer(room);
  const LoadedImages* const images = g_images.load();
  if (images == nullptr) return 0;
  const LoadedImage* const list = images->list;
  const std::uint32_t count = list != nullptr ? images->count : 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    LoadedImage image{};
    if (!read_memory(reinterpret_cast<std::uint64_t>(list + i), &image, sizeof image)) break;
    const std::uint64_t begin = image.address;
    const std::uint64_t size = text_size(begin);
    if (size == 0 || image.path == nullptr) continue;
    writer.add_hexadecimal(begin);
    writer.add('-');
    writer.add_hexadecimal(begin + size);
    writer.add(" r-xp 00000000 00:00 0 ");
    writer.add(image.path);
    writer.end_line();
  }
  return writer.size();
}

}  // namespace attacca::host
