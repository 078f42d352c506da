// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/score/matching.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>

#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace parlando::score {
namespace {

using attacca::Result;

std::string shown(const std::string& name) {
  return "\"" + attacca::text::printable(name) + "\"";
}

std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.insert(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string number_of(const std::set<std::string>& words) {
  for (const std::string& word : words) {
    if (word.find_first_not_of("0123456789") == std::string::npos) return word;
  }
  return {};
}

/// Whether two names that are written out are nearly the same. Different numbers never are.
bool is_similar(const std::string& one, const std::string& other) {
  // A viola has most letters of a violin.
  const std::string instrument = instrument_of_name(one);
  const std::string instrument_other = instrument_of_name(other);
  if (!instrument.empty() && !instrument_other.empty() && instrument != instrument_other) {
    return false;
  }
  const auto first = words_of(one);
  const auto second = words_of(other);
  const std::string number_one = number_of(first);
  const std::string number_other = number_of(second);
  if (!number_one.empty() && !number_other.empty() && number_one != number_other) return false;
  const bool has_first = std::includes(second.begin(), second.end(), first.begin(), first.end());
  const bool has_second = std::includes(first.begin(), first.end(), second.begin(), second.end());
  if (!first.empty() && !second.empty() && (has_first || has_second)) return true;
  // A short name differs by few letters from any other.
  constexpr std::size_t kShort = 4;
  if (std::min(one.size(), other.size()) < kShort) return false;
  return !attacca::text::nearest_name(one, {other}).empty();
}

class Matcher {
 public:
  Matcher(const std::vector<PartToMatch>& parts, const std::vector<MusicianToMatch>& musicians)
      : parts_(parts), musicians_(musicians), matches_(parts.size()), is_taken_(musicians.size()) {
    for (const PartToMatch& part : parts) {
      families_of_parts_.push_back(part.family.empty() ? family_of_name(part.name) : part.family);
    }
    for (const MusicianToMatch& musician : musicians) {
      std::string family = musician.family;
      if (family.empty()) family = family_of_name(musician.instrument);
      if (family.empty()) family = family_of_name(musician.name);
      families_of_musicians_.push_back(family);
    }
  }

  Result<void> give(const std::vector<std::pair<std::string, std::string>>& given) {
    for (const auto& [part_name, musician_name] : given) {
      const auto part = find_part(part_name);
      if (!part) return tl::unexpected(part.error());
      if (matches_[*part].reason == MatchReason::given) {
        return attacca::fail("part " + shown(part_name) +
                             " is given to two musicians; leave out one");
      }
      if (musician_name.empty()) {
        matches_[*part] = {std::nullopt, MatchReason::given,
                           parts_[*part].name + ": nobody, as it was given"};
        continue;
      }
      const auto musician = find_musician(musician_name);
      if (!musician) return tl::unexpected(musician.error());
      // Two parts may be given to one musician: whoever asks knows.
      take(*part, *musician, MatchReason::given, "as it was given");
    }
    return {};
  }

  std::vector<Match> match() {
    by_name(MatchReason::exact, "they have the same name",
            [](const auto& part, const auto& musician) {
              return comparable_name(part.name) == comparable_name(musician.name);
            });
    by_name(MatchReason::alias, "an alias or abbreviation says the same",
            [](const auto& part, const auto& musician) {
              const std::string name = comparable_name(part.name);
              const bool is_alias = std::any_of(
                  musician.aliases.begin(), musician.aliases.end(),
                  [&](const std::string& alias) { return comparable_name(alias) == name; });
              return is_alias || written_out(part.name) == written_out(musician.name) ||
                     (!musician.instrument.empty() &&
                      written_out(part.name) == written_out(musician.instrument));
            });
    by_name(MatchReason::similar, "their names are much alike",
            [](const auto& part, const auto& musician) {
              return is_similar(written_out(part.name), written_out(musician.name));
            });
    by_family();
    by_order(std::nullopt);
    explain_rest();
    return std::move(matches_);
  }

 private:
  Result<std::size_t> find_part(const std::string& name) const {
    // A number is one, whatever parts are called: numbers are what no two parts share.
    char* end = nullptr;
    const unsigned long number = std::strtoul(name.c_str(), &end, 10);
    if (!name.empty() && *end == 0 && number >= 1 && number <= parts_.size()) return number - 1;
    std::vector<std::string> names;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      names.push_back(parts_[i].name);
      if (parts_[i].name == name) return i;
      if (comparable_name(parts_[i].name) == comparable_name(name)) found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    const std::string near = attacca::text::nearest_name(name, names);
    return attacca::fail("there is no part " + shown(name) + "; " +
                         (near.empty() ? "there are " + attacca::text::list_of(names, names.size())
                                       : "did you mean " + shown(near) + "?"));
  }

  Result<std::size_t> find_musician(const std::string& name) const {
    std::vector<std::string> names;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < musicians_.size(); ++i) {
      const MusicianToMatch& musician = musicians_[i];
      names.push_back(musician.name);
      const bool is_alias = std::find(musician.aliases.begin(), musician.aliases.end(), name) !=
                            musician.aliases.end();
      if (musician.name == name || is_alias) found.push_back(i);
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      return attacca::fail("there are " + std::to_string(found.size()) + " musicians " +
                           shown(name) + "; give one of them an alias and say that");
    }
    const std::string near = attacca::text::nearest_name(name, names);
    return attacca::fail("there is no musician " + shown(name) + "; " +
                         (near.empty() ? "there are " + attacca::text::list_of(names, names.size())
                                       : "did you mean " + shown(near) + "?"));
  }

  void take(std::size_t part, std::size_t musician, MatchReason reason, const std::string& why) {
    is_taken_[musician] = true;
    matches_[part] = {musician, reason,
                      parts_[part].name + " -> " + musicians_[musician].name + ": " + why};
  }

  [[nodiscard]] std::vector<std::size_t> open_parts() const {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (matches_[i].reason == MatchReason::none) open.push_back(i);
    }
    return open;
  }
  [[nodiscard]] std::vector<std::size_t> free_musicians() const {
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < musicians_.size(); ++i) {
      if (!is_taken_[i]) free.push_back(i);
    }
    return free;
  }

  /// Gives the parts to the musicians that are each other's only choice, until none is any more.
  template <typename Fits>
  void by_name(MatchReason reason, const char* why, Fits&& fits) {
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (const std::size_t part : open_parts()) {
        std::vector<std::size_t> candidates;
        for (const std::size_t musician : free_musicians()) {
          if (fits(parts_[part], musicians_[musician])) candidates.push_back(musician);
        }
        if (candidates.size() > 1) remember(part, candidates);
        if (candidates.size() != 1) continue;
        const auto open = open_parts();
        const auto rivals = std::count_if(open.begin(), open.end(), [&](std::size_t other) {
          return fits(parts_[other], musicians_[candidates.front()]);
        });
        if (rivals > 1) {
          remember(part, candidates);
          continue;
        }
        take(part, candidates.front(), reason, why);
        has_changed = true;
      }
    }
  }

  void remember(std::size_t part, const std::vector<std::size_t>& candidates) {
    std::string names;
    for (const std::size_t each : candidates) {
      names += (names.empty() ? "" : " or ") + musicians_[each].name;
    }
    matches_[part].text = names;
  }

  void by_family() {
    std::set<std::string> families(families_of_parts_.begin(), families_of_parts_.end());
    families.erase("");
    for (const std::string& family : families) by_order(family);
  }

  /// Of a family, or of whatever is left: as many parts as musicians, one after the other. What was
  /// ambiguous by name stays so.
  void by_order(const std::optional<std::string>& family) {
    std::vector<std::size_t> open;
    std::vector<std::size_t> free;
    for (const std::size_t part : open_parts()) {
      if (!family || families_of_parts_[part] == *family) open.push_back(part);
    }
    for (const std::size_t musician : free_musicians()) {
      if (!family || families_of_musicians_[musician] == *family) free.push_back(musician);
    }
    if (open.empty() || open.size() != free.size()) return;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const std::string& a = families_of_parts_[open[i]];
      const std::string& b = families_of_musicians_[free[i]];
      // A violin does not play the drums only because it is the last one there.
      if (!family && !a.empty() && !b.empty() && a != b) return;
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
      const bool is_only = open.size() == 1;
      const std::string kind = family ? " of the family " + *family : "";
      take(open[i], free[i], family && is_only ? MatchReason::family : MatchReason::order,
           is_only ? "the only two left" + kind : "a guess: those left" + kind + " in their order");
    }
  }

  void explain_rest() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      Match& match = matches_[i];
      if (match.reason != MatchReason::none) continue;
      match.text = parts_[i].name + ": " +
                   (match.text.empty() ? "no musician is called so or plays such an instrument"
                                       : "it could be for " + match.text) +
                   "; say who plays it";
    }
  }

  const std::vector<PartToMatch>& parts_;
  const std::vector<MusicianToMatch>& musicians_;
  std::vector<Match> matches_;
  std::vector<bool> is_taken_;
  std::vector<std::string> families_of_parts_;
  std::vector<std::string> families_of_musicians_;
};

}  // namespace

const char* name_of(MatchReason reason) noexcept {
  switch (reason) {
    case MatchReason::given:
      return "given";
    case MatchReason::exact:
      return "exact";
    case MatchReason::alias:
      return "alias";
    case MatchReason::similar:
      return "similar";
    case MatchReason::family:
      return "family";
    case MatchReason::order:
      return "order";
    case MatchReason::none:
      break;
  }
  return "none";
}

Result<std::vector<Match>> match(const std::vector<PartToMatch>& parts,
                                 const std::vector<MusicianToMatch>& musicians,
                                 const std::vector<std::pair<std::string, std::string>>& given) {
  Matcher matcher(parts, musicians);
  if (auto gave = matcher.give(given); !gave) return tl::unexpected(gave.error());
  return matcher.match();
}

}  // namespace parlando::score
