// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What keys are called, such as the drums of a kit, for the piano rolls of hosts:
//
//     void note_names(attacca::NoteNames& names) const override {
//       names.add(36, "Kick").add(38, "Snare");
//     }
//
// Main thread, inside Plugin::note_names(); asked again after PluginHost::note_names_changed().

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attacca {

/// A key with a name. UTF-8. Port and channel as in NoteAddress: -1 stands for all.
struct NoteName {
  std::int16_t key = -1;  ///< 0..127
  std::string name;
  std::int16_t channel = -1;
  std::int16_t port = -1;
};

/// Collects the names of a plugin's keys. All members [main].
class NoteNames {
 public:
  /// `key` 0..127, `channel` 0..15 or -1 for all, `port` the index of a note input or -1 for all;
  /// what is out of range is left out.
  NoteNames& add(std::int16_t key, std::string_view name, std::int16_t channel = -1,
                 std::int16_t port = -1);

  [[nodiscard]] std::span<const NoteName> all() const noexcept { return names_; }
  /// The name of a key on a channel of a port, the most exact one; empty if it has none.
  [[nodiscard]] std::string_view find(std::int16_t key, std::int16_t channel,
                                      std::int16_t port) const noexcept;

 private:
  std::vector<NoteName> names_;
};

}  // namespace attacca
