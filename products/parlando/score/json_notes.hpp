// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/base/result.hpp"
#include "parlando/score/json_fields.hpp"
#include "parlando/score/phrase.hpp"

namespace parlando::score {

/// Notes as JSON: a list of {"at": 0, "key": "C4", "beats": 1, "velocity": 0.63, "channel": 1,
/// "articulation": "pizzicato"}. `at` and `beats` are quarter notes, `key` is a name or 0..127 (60
/// is C4), velocity 0..1, channel 1..16; all but `key` may be left out: `at` is then where the note
/// before ends, `beats` 1. [any]
/// Errors: "notes[3].key: what is wrong and what is expected", the first one.
[[nodiscard]] attacca::Result<Phrase> phrase_of_json(const Json& notes);

/// The same list of a phrase, with the articulation and the channel where they are not the usual
/// ones. [any]
[[nodiscard]] Json json_of(const Phrase& phrase);

/// The JSON Schema (2020-12) of such a list, for the descriptions of tools. [any]
[[nodiscard]] Json notes_schema();

}  // namespace parlando::score
