// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>
#include <optional>
#include <string>

#include "attacca/base/result.hpp"
#include "parlando/score/json_fields.hpp"

namespace parlando::score {

// Definitions of instruments put together out of words, as a command line or an answer has them.
// What comes out is JSON that parse_instrument() judges. [any]

/// "G3 to E7", "G3..E7", "G3-E7" -> {"lowest": "G3", "highest": "E7"}. Errors: no two keys.
[[nodiscard]] attacca::Result<Json> range_of_words(const std::string& words);

/// "pizzicato=cc:32:20,channel:2" -> an articulation. Behind the name: key:C1, hold:C1 (a key
/// switch that is held), cc:NUMBER:VALUE, program:N, channel:N, latency:MS. Errors: another word.
[[nodiscard]] attacca::Result<Json> articulation_of_words(const std::string& words);

/// "1=dynamics" -> what a controller does. Errors: no number and text.
[[nodiscard]] attacca::Result<Json> controller_of_words(const std::string& words);

/// Asks a person for what `definition` does not say yet, one question after the other, and asks
/// again where an answer makes no sense. Empty answers leave a field out.
/// `ask` shows a question and gives the answer, or nothing when there are no more.
/// Errors: the answers ended.
[[nodiscard]] attacca::Result<Json> interview(
    Json definition, const std::function<std::optional<std::string>(const std::string&)>& ask,
    const std::function<void(const std::string&)>& say);

}  // namespace parlando::score
