// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "witness/record/recorder.hpp"

namespace attacca::witness {

/// Whether an id is a word of a format's, which is recorded as it is: of extensions and keys, of
/// window systems. All other texts may be the user's, and only their length and digest are
/// recorded. [any]
[[nodiscard]] bool is_format_word(std::string_view text) noexcept;

/// The length, and the digest of at most the first 64 KiB. [any]
void put_digest(Entry& entry, std::span<const std::byte> bytes) noexcept;
/// Of a kind that only formats and plugins give: a null one is the integer 0, a word of the
/// format's a text, all else a digest. [any]
void put_id(Entry& entry, const char* text) noexcept;
/// A null text is the integer 0, all else a digest. [any]
void put_words(Entry& entry, const char* text) noexcept;
/// UTF-16 that ends with 0 or after `most` units; its UTF-16 bytes are what the digest is of. [any]
void put_words(Entry& entry, const char16_t* text, std::size_t most) noexcept;

/// One call of the host's while it lasts. All members [any], without allocation or system calls.
class CallScope {
 public:
  CallScope(const char* name, std::uint32_t object) noexcept : object_(object) {
    start(entry_, RecordKind::call, name);
  }
  CallScope(const CallScope&) = delete;
  CallScope& operator=(const CallScope&) = delete;

  /// Where the arguments go, before begin(), and the answer, after end().
  [[nodiscard]] Entry& entry() noexcept { return entry_; }
  /// The call begins.
  void begin() noexcept { recorder().take(entry_); }

  /// Records what belongs to the call; `put` writes its values.
  template <typename Put>
  void detail(const char* name, Put&& put) noexcept {
    Entry entry;
    start(entry, RecordKind::detail, name);
    put(entry);
    recorder().take(entry);
  }

  /// The call has returned; `put` writes what it answered.
  template <typename Put>
  void end(Put&& put) noexcept {
    Entry entry;
    start(entry, RecordKind::result, entry_.name);
    put(entry);
    recorder().take(entry);
  }
  void end() noexcept {
    end([](Entry&) {});
  }

 private:
  void start(Entry& entry, RecordKind kind, const char* name) const noexcept {
    entry.kind = kind;
    entry.name = name;
    entry.object = object_;
    recorder().begin(entry);
  }

  Entry entry_;
  std::uint32_t object_;
};

/// Numbers, enumerations and truth values. [any]
template <typename T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
void put_number(Entry& entry, T value) noexcept {
  if constexpr (std::is_floating_point_v<T>) {
    entry.put_real(static_cast<double>(value));
  } else {
    entry.put_integer(static_cast<std::int64_t>(value));
  }
}

/// How many of a list are looked at, whatever the host says its count is: more than the recorder
/// has room for at a time, or than a list of audio ports and channels can have. [any]
inline constexpr std::int32_t kMostListed = 1 << 16;
inline constexpr std::int32_t kMostChannels = 1 << 10;
template <typename T>
[[nodiscard]] T at_most(T count, std::int32_t most) noexcept {
  return count > static_cast<T>(most) ? static_cast<T>(most) : count;
}

/// By which the audio ports of a block are known again; goes into no file. [any]
inline constexpr std::uint64_t kPortsBasis = 0xCBF29CE484222325u;
[[nodiscard]] inline std::uint64_t ports_digest(std::span<const std::int64_t> facts,
                                                std::uint64_t basis) noexcept {
  for (const std::int64_t fact : facts) {
    basis = std::rotl((basis ^ static_cast<std::uint64_t>(fact)) * 0x9E3779B97F4A7C15u, 29);
  }
  return basis;
}

/// What went through a stream, as it goes. [any]
class StreamCount {
 public:
  /// `bytes` hold as many as were asked for, whatever the host says it has moved.
  void moved(std::int64_t asked, std::int64_t moved, const void* bytes) noexcept;
  /// Calls, the most bytes of one call, calls that moved less than asked for and were not the last,
  /// and the digest of all bytes.
  void put(Entry& entry) const noexcept;

 private:
  std::int64_t calls_ = 0;
  std::int64_t largest_ = 0;
  std::int64_t short_calls_ = 0;
  bool was_short_ = false;
  std::uint64_t bytes_ = 0;
  KeyedDigest digest_{recorder().key()};
};

}  // namespace attacca::witness
