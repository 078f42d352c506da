// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/call_scope.hpp"

#include <algorithm>
#include <array>

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

void put_digest(Entry& entry, std::span<const std::byte> bytes) noexcept {
  constexpr std::size_t kMost = std::size_t{64} << 10U;
  entry.put_digest(bytes.size(),
                   keyed_digest(bytes.first(std::min(bytes.size(), kMost)), recorder().key()));
}

void put_id(Entry& entry, const char* text) noexcept {
  if (text != nullptr && is_format_word(text)) {
    entry.put_text(text);
  } else {
    put_words(entry, text);
  }
}

void put_words(Entry& entry, const char* text) noexcept {
  if (text == nullptr) {
    entry.put_integer(0);
    return;
  }
  put_digest(entry, std::as_bytes(std::span(std::string_view(text))));
}

void put_words(Entry& entry, const char16_t* text, std::size_t most) noexcept {
  if (text == nullptr) {
    entry.put_integer(0);
    return;
  }
  std::size_t count = 0;
  while (count < most && text[count] != 0) ++count;
  put_digest(entry, std::as_bytes(std::span(text, count)));
}

void StreamCount::moved(std::int64_t asked, std::int64_t moved, const void* bytes) noexcept {
  ++calls_;
  // More than was asked for would lie beyond the buffer.
  moved = std::min(moved, asked);
  if (moved <= 0) return;
  if (was_short_) ++short_calls_;
  was_short_ = moved < asked;
  largest_ = std::max(largest_, moved);
  bytes_ += static_cast<std::uint64_t>(moved);
  digest_.add({static_cast<const std::byte*>(bytes), static_cast<std::size_t>(moved)});
}

void StreamCount::put(Entry& entry) const noexcept {
  entry.put_integer(calls_);
  entry.put_integer(largest_);
  entry.put_integer(short_calls_);
  entry.put_digest(bytes_, digest_.value());
}

}  // namespace attacca::witness
