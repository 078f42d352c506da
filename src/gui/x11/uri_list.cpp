// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/uri_list.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace attacca::gui {

namespace {

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (small(text[i]) != small(prefix[i])) return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// Nothing where an escape is cut off, has no hexadecimal digits, or is of a byte 0.
std::optional<std::string> unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      bytes += text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = digit_of(text[i + 1]);
    const int low = digit_of(text[i + 2]);
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

bool is_of_this_machine(std::string_view host) {
  if (host.empty() || host == "localhost") return true;
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 && host == name.data();
}

std::optional<std::string> file_of(std::string_view uri) {
  if (!take_prefix(uri, "file:")) return std::nullopt;
  if (take_prefix(uri, "//")) {
    const std::size_t slash = std::min(uri.find('/'), uri.size());
    if (!is_of_this_machine(uri.substr(0, slash))) return std::nullopt;
    uri.remove_prefix(slash);
  }
  if (uri.empty() || uri.front() != '/' || uri.find('\0') != uri.npos) return std::nullopt;
  return unescaped(uri);
}

}  // namespace

std::vector<std::string> files_of_uri_list(std::string_view list) {
  std::vector<std::string> files;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find_first_of("\r\n"), list.size());
    // Lines that begin with # are comments: no file URI either.
    if (auto file = file_of(list.substr(0, end))) files.push_back(std::move(*file));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return files;
}

std::string uri_list_of(const std::vector<std::string>& files) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=:@";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string list;
  for (const std::string& file : files) {
    if (file.empty() || file.front() != '/' || file.find('\0') != file.npos) continue;
    list += "file://";
    for (const char c : file) {
      const auto byte = static_cast<unsigned char>(c);
      if (kPlain.find(c) != kPlain.npos) {
        list += c;
      } else {
        list += {'%', kDigits[byte >> 4u], kDigits[byte & 15u]};
      }
    }
    list += "\r\n";
  }
  return list;
}

}  // namespace attacca::gui
