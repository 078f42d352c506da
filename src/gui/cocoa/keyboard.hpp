// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string_view>

#include "attacca/gui/key_event.hpp"

namespace attacca::gui::cocoa {

/// Of NSEvent's modifierFlags.
inline constexpr std::uint64_t kShift = std::uint64_t{1} << 17U;
inline constexpr std::uint64_t kControl = std::uint64_t{1} << 18U;
inline constexpr std::uint64_t kOption = std::uint64_t{1} << 19U;
inline constexpr std::uint64_t kCommand = std::uint64_t{1} << 20U;

/// A key as NSEvent tells of it: `characters` with the modifiers as they are, and without.
/// Shortcuts are pressed with Command there, which is `control` for editors, as is Control. [any]
[[nodiscard]] KeyEvent key_event(KeyEvent::Kind kind, std::uint16_t key_code,
                                 std::string_view characters, std::string_view plain_characters,
                                 std::uint64_t flags);

}  // namespace attacca::gui::cocoa
