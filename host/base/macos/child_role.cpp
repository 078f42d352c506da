// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/macos/child_role.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <optional>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/shared_pages.hpp"

namespace attacca::host {
namespace {

std::mutex g_mutex;
std::map<const void*, SharedPiece> g_pieces;  // by g_mutex
std::uint32_t g_made = 0;                     // by g_mutex

template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

ChildRole take_role() {
  const char* const text = std::getenv(kRoleVariable);
  if (text == nullptr) return {};
  ChildRole role = parse_role(text);
  unsetenv(kRoleVariable);
  return role;
}

/// Memory with a descriptor and, but for a moment, without a name.
int make_piece(std::size_t bytes) {
  constexpr int kAttempts = 100;
  static std::atomic<unsigned> number{0};
  for (int i = 0; i < kAttempts; ++i) {
    // At most 31 bytes, see shm_open(2).
    const std::string name =
        "/attacca-" + std::to_string(getpid()) + "-" + std::to_string(number++);
    const int descriptor = shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    if (descriptor < 0) continue;
    shm_unlink(name.c_str());
    if (ftruncate(descriptor, static_cast<off_t>(bytes)) == 0) return descriptor;
    close(descriptor);
    return -1;
  }
  return -1;
}

}  // namespace

ChildRole parse_role(std::string_view text) {
  ChildRole role;
  while (!text.empty()) {
    const std::string_view entry = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(entry.size() + 1, text.size()));
    const std::size_t middle = entry.find('=');
    if (middle == std::string_view::npos) return {};
    const std::string_view key = entry.substr(0, middle);
    const auto value = number_in<std::uint32_t>(entry.substr(middle + 1));
    if (!value) return {};
    if (key == "call") {
      role.call = *value;
    } else if (key == "report") {
      role.report = static_cast<int>(*value);
    } else if (const auto number = number_in<std::uint32_t>(key)) {
      role.pieces[*number] = static_cast<int>(*value);
    } else {
      return {};
    }
  }
  return role;
}

std::string text_of(const ChildRole& role) {
  std::string text = "call=" + std::to_string(role.call) + ";report=" + std::to_string(role.report);
  for (const auto& [number, descriptor] : role.pieces) {
    text += ";" + std::to_string(number) + "=" + std::to_string(descriptor);
  }
  return text;
}

const ChildRole& own_role() {
  static const ChildRole role = take_role();
  return role;
}

std::vector<SharedPiece> shared_pieces() {
  const std::lock_guard lock(g_mutex);
  std::vector<SharedPiece> pieces;
  for (const auto& [pages, piece] : g_pieces) pieces.push_back(piece);
  return pieces;
}

int descriptor_of(const void* pages) {
  const std::lock_guard lock(g_mutex);
  const auto found = g_pieces.find(pages);
  return found != g_pieces.end() ? found->second.descriptor : -1;
}

void* map_pages(int descriptor, std::size_t bytes) {
  struct stat status{};
  if (fstat(descriptor, &status) != 0 || status.st_size < static_cast<off_t>(bytes)) {
    return nullptr;
  }
  void* const pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  return pages == MAP_FAILED ? nullptr : pages;
}

void* share_pages(std::size_t bytes) {
  const ChildRole& role = own_role();
  const std::lock_guard lock(g_mutex);
  const std::uint32_t number = g_made++;
  const auto given = role.pieces.find(number);
  const int descriptor = given != role.pieces.end() ? given->second : make_piece(bytes);
  if (descriptor < 0) return nullptr;
  // What a plugin starts in turn has no business with it.
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  void* const pages = map_pages(descriptor, bytes);
  if (pages == nullptr) {
    close(descriptor);
    return nullptr;
  }
  g_pieces[pages] = {number, descriptor};
  return pages;
}

void unshare_pages(void* pages, std::size_t bytes) noexcept {
  const std::lock_guard lock(g_mutex);
  const auto found = g_pieces.find(pages);
  if (found == g_pieces.end()) return;
  munmap(pages, bytes);
  close(found->second.descriptor);
  g_pieces.erase(found);
}

}  // namespace attacca::host
