// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/musician_lookup.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "text/near_names.hpp"

namespace parlando {
namespace {

/// ASCII letters only: enough for what people type in a hurry.
std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

}  // namespace

attacca::Result<Id> find_musician(const std::string& text, const Registry& registry,
                                  const Session& session) {
  const auto is_here = [&](Id id) {
    const MusicianRecord* musician = registry.find(id);
    return musician != nullptr && !musician->is_gone;
  };
  if (const auto alias = session.aliases.find(text); alias != session.aliases.end()) {
    if (is_here(alias->second)) return alias->second;
    return attacca::fail(
        "\"" + text + "\" stands for the musician " + text_of(alias->second) +
        ", which is not there: open its project, or give the alias to another one");
  }
  if (const auto id = id_of(text); id && is_here(*id)) return *id;
  std::vector<const MusicianRecord*> exact;
  std::vector<const MusicianRecord*> nearly;
  std::vector<std::string> names;
  const std::string wanted = lower(text);
  for (const MusicianRecord* musician : registry.musicians()) {
    if (musician->is_gone) continue;
    names.push_back(musician->name);
    if (musician->name == text) exact.push_back(musician);
    if (lower(musician->name) == wanted) nearly.push_back(musician);
  }
  auto& found = exact.empty() ? nearly : exact;
  // Whoever is still there comes before one of the same name whose DAW has just gone.
  const auto is_dead = [&](const MusicianRecord* one) { return !registry.is_reachable(*one); };
  if (!std::all_of(found.begin(), found.end(), is_dead)) std::erase_if(found, is_dead);
  if (found.size() == 1) return found.front()->id;
  if (found.size() > 1) {
    std::string ids;
    constexpr std::size_t kShown = 8;
    for (std::size_t i = 0; i < found.size() && i < kShown; ++i) {
      ids += (i > 0 ? ", " : "") + text_of(found[i]->id);
    }
    if (found.size() > kShown) ids += " and " + std::to_string(found.size() - kShown) + " more";
    return attacca::fail(std::to_string(found.size()) + " musicians are called \"" + text +
                         "\": say which by its id (" + ids + ")");
  }
  if (names.empty()) {
    return attacca::fail("there is no musician \"" + text +
                         "\", nor any other: put the plugin Parlando on a track");
  }
  auto near = attacca::text::near_names(text, names);
  if (near.empty())
    near.assign(names.begin(), names.begin() + std::min<std::ptrdiff_t>(5, std::ssize(names)));
  return attacca::fail("there is no musician \"" + text +
                       "\"; those that are there: " + attacca::text::list_of(near, names.size()));
}

}  // namespace parlando
