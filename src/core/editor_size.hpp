// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>

#include "attacca/gui/editor.hpp"
#include "attacca/gui/geometry.hpp"

namespace attacca::core {

/// How an editor and its host come to one size, whoever speaks first. Hosts differ: one answers a
/// request by setting the size, one agrees and sets none (clap/ext/gui.h allows it), one sets
/// another size than the one it agreed to, and one gives the window a size that the editor cannot
/// have. All members [main], inside the editor's gate.
class EditorSize {
 public:
  /// The host has set a size: the editor takes the nearest one that it can have. True if that is
  /// the same. Otherwise, while the editor is open, the host is owed a request for the size that
  /// holds: one, until it sets another, so that two who do not give in do not argue for ever.
  bool set_by_host(Editor& editor, PhysicalSize size, bool is_open);

  /// Counts the sizes that the host has set: to be kept over a request.
  [[nodiscard]] std::uint64_t times_set() const noexcept { return times_set_; }

  /// The host has agreed to a request for `size`. The editor takes it, unless the host has set one
  /// since `times_set` was counted.
  void agreed(Editor& editor, PhysicalSize size, std::uint64_t times_set);

  /// The request that the host is owed, once.
  [[nodiscard]] std::optional<PhysicalSize> take_owed() noexcept;

  /// The editor was closed: nothing is owed.
  void forget() noexcept;

 private:
  std::uint64_t times_set_ = 0;
  std::optional<PhysicalSize> owed_;
  std::optional<PhysicalSize> disputed_;  ///< the size that the host has been asked about already
};

}  // namespace attacca::core
