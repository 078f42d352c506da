// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/plugin/note_event.hpp"
#include "trial/run/script_line.hpp"

namespace attacca::trial {

/// A note, a MIDI message, an expression or a modulation of a script.
struct ScriptNote {
  host::NoteEvent event;            ///< Without frame, SysEx and modulated parameter.
  std::vector<std::uint8_t> bytes;  ///< Of a SysEx.
  std::string parameter;            ///< Of a modulation, as it was written.
};

/// What begins one, for messages.
inline constexpr std::string_view kScriptNotes = "note, midi, expression, modulate";

/// Whether the word begins one.
[[nodiscard]] bool is_script_note(std::string_view word) noexcept;

/// Takes one from its first word to its end. Nothing, with a mistake on the line, when it is none.
[[nodiscard]] std::optional<ScriptNote> take_note(ScriptLine& line);

/// A word, or a text in quotes, where {n} means nothing.
[[nodiscard]] std::optional<std::string> take_word_or_text(ScriptLine& line, std::string_view what);

}  // namespace attacca::trial
