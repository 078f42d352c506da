// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace attacca::trial {

/// The digests that were last sent to one plugin, and when: by them a plugin's word about what it
/// saw is checked. Fixed memory. All members [not audio]: they lock.
class UpdateHistory {
 public:
  /// How far back a value may lie and still be known. A plugin that is further behind has lost
  /// values long before.
  static constexpr std::size_t kCapacity = 65'536;

  /// A moment at which the plugin had the update.
  struct Publication {
    std::uint64_t returned_ns = 0;      ///< CLOCK_MONOTONIC when the update was done; 0: not yet.
    std::uint64_t called_ns = 0;        ///< ... when it began; 0: it has not come back yet.
    std::uint64_t callbacks_begun = 0;  ///< The plugin's callbacks that had begun by then.
  };

  /// About to be sent something that may arrive as any of these digests. Returns its number.
  std::uint64_t announce(std::span<const std::uint32_t> digests);
  /// The calls up to this number have returned, if that was not said before.
  void published(std::uint64_t number, const Publication& publication);
  /// The call with this number has come back, and began then.
  void called(std::uint64_t number, std::uint64_t began_ns);
  /// The newest update that can have led to the digest; nothing: it was never sent, so the plugin
  /// put it together from pieces.
  [[nodiscard]] std::optional<Publication> find(std::uint32_t digest) const;

 private:
  struct Entry {
    std::uint32_t digest = 0;
    std::uint64_t number = 0;
    Publication publication;
  };

  mutable std::mutex mutex_;
  std::vector<Entry> ring_ = std::vector<Entry>(kCapacity);
  std::uint64_t written_ = 0;
  std::uint64_t numbers_ = 0;
};

}  // namespace attacca::trial
