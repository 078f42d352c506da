// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parlando::score {

/// The MIDI key of a name: a letter, accidentals (#, b, ♯, ♭, at most two) and an octave from -1 to
/// 9, where C4 is 60: "C4", "f#3", "B♭2", "Ebb5". Nothing where it is no name, or outside 0..127.
/// [any]
[[nodiscard]] std::optional<int> key_called(std::string_view name) noexcept;

/// The name of a key 0..127, with sharps: "C#4". [any]
[[nodiscard]] std::string name_of_key(int key);

}  // namespace parlando::score
