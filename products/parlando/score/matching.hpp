// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attacca/base/result.hpp"

namespace parlando::score {

/// A part that wants a musician; of a MIDI file, or whatever has a name.
struct PartToMatch {
  std::string name;
  std::string family;  ///< As in families(), or empty.
};

/// A musician that could play one.
struct MusicianToMatch {
  std::string name;
  std::vector<std::string> aliases;  ///< The user's, and those of its definition.
  std::string instrument;            ///< The name of its definition, or empty.
  std::string family;                ///< Of its definition, or empty.
};

/// Why a part went to a musician; the later, the more of a guess.
enum class MatchReason {
  given,    ///< Whoever asked has said so.
  exact,    ///< The same name, but for case, blanks and "II" for 2.
  alias,    ///< An alias has that name, or an abbreviation that is known: "Vln. 1".
  similar,  ///< A name that differs by few letters, or has the part's words in it.
  family,   ///< The only two left of a family of instruments.
  order,  ///< As many parts as musicians were left, of one family or of none: one after the other.
  none,   ///< Nobody; the text says why.
};

/// "exact", "alias" … [any]
[[nodiscard]] const char* name_of(MatchReason reason) noexcept;

struct Match {
  std::optional<std::size_t> musician;
  MatchReason reason = MatchReason::none;
  std::string text;  ///< A sentence: "Vln. 1 -> Violin I: the same by an abbreviation".
};

/// Gives each part a musician, and says why: the surest first, each musician once. A part for which
/// two musicians are equally good is given to none by name and says whom it could be for. `given`
/// are pairs of a part's number (from 1; what can be one is one) or name, and a musician's name,
/// which go first; an empty one leaves the part to nobody. [any]
/// Errors: one of `given` names no part or no musician, or one twice.
[[nodiscard]] attacca::Result<std::vector<Match>> match(
    const std::vector<PartToMatch>& parts, const std::vector<MusicianToMatch>& musicians,
    const std::vector<std::pair<std::string, std::string>>& given = {});

/// A name as it is compared: lower case, words with one blank between them, "II" and "2nd" as 2,
/// abbreviations left as they are. [any]
[[nodiscard]] std::string comparable_name(std::string_view name);
/// The same with abbreviations of instruments written out: "vln 1" is "violin 1". [any]
[[nodiscard]] std::string written_out(std::string_view name);
/// The first instrument that a name has a word of, written out: "Vln. 1" is "violin"; empty: none.
/// [any]
[[nodiscard]] std::string instrument_of_name(std::string_view name);
/// The family that a name has a word of: "Violin I" is strings; empty: none. [any]
[[nodiscard]] std::string family_of_name(std::string_view name);

}  // namespace parlando::score
