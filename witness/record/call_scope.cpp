// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/call_scope.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace attacca::witness {

namespace {

/// What hosts and formats call things: kinds of windows and views, attributes of channels.
constexpr std::array<std::string_view, 12> kWords = {
    "x11",  "wayland",          "win32",  "cocoa",  "uikit",           "webview", "editor",
    "HWND", "X11EmbedWindowID", "NSView", "UIView", "WaylandSurfaceID"};

}  // namespace

bool is_format_word(std::string_view text) noexcept {
  return text.starts_with("clap.") || text.starts_with("org.attacca.witness") ||
         std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

void put_words(Entry& entry, const char* text) noexcept {
  if (text == nullptr) {
    entry.put_integer(0);
    return;
  }
  const std::string_view words(text);
  if (is_format_word(words)) {
    entry.put_text(words);
  } else {
    entry.put_digest(words.size(), digest_of(std::as_bytes(std::span(words))));
  }
}

void put_words(Entry& entry, const char16_t* text, std::size_t most) noexcept {
  if (text == nullptr) {
    entry.put_integer(0);
    return;
  }
  std::size_t count = 0;
  while (count < most && text[count] != 0) ++count;
  entry.put_digest(count * sizeof(char16_t), digest_of(std::as_bytes(std::span(text, count))));
}

void StreamCount::moved(std::int64_t asked, std::int64_t moved, const void* bytes) noexcept {
  ++calls_;
  if (moved <= 0) return;
  if (was_short_) ++short_calls_;
  was_short_ = moved < asked;
  largest_ = std::max(largest_, moved);
  bytes_ += static_cast<std::uint64_t>(moved);
  hash_ = digest_of({static_cast<const std::byte*>(bytes), static_cast<std::size_t>(moved)}, hash_);
}

void StreamCount::put(Entry& entry) const noexcept {
  entry.put_integer(calls_);
  entry.put_integer(largest_);
  entry.put_integer(short_calls_);
  entry.put_digest(bytes_, hash_);
}

}  // namespace attacca::witness
