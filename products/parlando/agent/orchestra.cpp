// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/agent/orchestra.hpp"

#include <algorithm>

#include "parlando/score/instrument_files.hpp"
#include "text/near_names.hpp"
#include "text/printable.hpp"

namespace parlando::agent {
namespace {

using attacca::Result;

std::string folded(const std::string& name) {
  std::string lower = name;
  for (char& each : lower) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each | 0x20);
  }
  return lower;
}

std::string shown(const std::string& name) {
  return "\"" + attacca::text::printable(name) + "\"";
}

bool has_alias(const Player& player, const std::string& called) {
  const auto aliases = player.listed.find("aliases");
  return aliases != player.listed.end() && aliases->is_array() &&
         std::find(aliases->begin(), aliases->end(), called) != aliases->end();
}

}  // namespace

std::string Player::silence() const {
  if (listed.value("gone", false)) return name() + " is gone: its plugin or its DAW has ended";
  if (listed.value("link", "") == "dead") {
    return name() + " does not answer (link dead): its DAW hangs or has ended";
  }
  const auto processed = listed.find("processed");
  if (processed != listed.end() && processed->is_boolean() && !processed->get<bool>()) {
    return name() + " is not processed by its DAW: is its audio engine off, or the track frozen?";
  }
  return {};
}

Json Player::state() const {
  Json state = {{"musician", name()}, {"id", id()}, {"link", listed.value("link", "unknown")}};
  for (const char* const counted : {"late", "lost", "dropped", "waiting"}) {
    if (listed.value(counted, 0) > 0) state[counted] = listed.value(counted, 0);
  }
  if (const std::string why = silence(); !why.empty()) state["trouble"] = why;
  return state;
}

Result<Orchestra> Orchestra::ask(ControlClient& client) {
  const auto answer = client.call({{"do", "list"}});
  if (!answer) return attacca::fail(answer.error().message);
  Orchestra orchestra;
  for (const Json& each : answer->value("musicians", Json::array())) {
    Player player;
    player.listed = each;
    player.instrument.name = player.name();
    if (const std::string defined = each.value("instrument", ""); !defined.empty()) {
      if (auto found = score::find_instrument(defined); !found) {
        player.trouble = found.error().message;
      } else if (!found->is_section()) {
        player.instrument = std::move(*found);
        player.is_defined = true;
      }
    }
    orchestra.players_.push_back(std::move(player));
  }
  return orchestra;
}

Result<const Player*> Orchestra::find(const std::string& called) const {
  const auto all = [this](auto&& fits) {
    std::vector<const Player*> found;
    for (const Player& player : players_) {
      if (fits(player)) found.push_back(&player);
    }
    return found;
  };
  auto found =
      all([&](const Player& each) { return has_alias(each, called) || each.id() == called; });
  if (found.empty()) found = all([&](const Player& each) { return each.name() == called; });
  if (found.empty()) {
    found = all([&](const Player& each) { return folded(each.name()) == folded(called); });
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::string ids;
    for (const Player* each : found) ids += (ids.empty() ? "" : ", ") + each->id();
    return attacca::fail("there are " + std::to_string(found.size()) + " musicians " +
                         shown(called) + "; say an id instead: " + ids);
  }
  std::vector<std::string> names;
  for (const Player& each : players_) names.push_back(each.name());
  const std::string near = attacca::text::nearest_name(called, names);
  return attacca::fail("there is no musician " + shown(called) + "; " +
                       (names.empty()
                            ? "there are none at all: put the plugin Parlando Musician on a track"
                        : near.empty() ? "there are " + attacca::text::list_of(names, names.size())
                                       : "did you mean " + shown(near) + "?"));
}

Result<std::vector<const Player*>> Orchestra::players_of(const std::string& called) const {
  auto one = find(called);
  if (one) return std::vector<const Player*>{*one};
  const auto names = score::list_instruments();
  if (std::find(names.begin(), names.end(), called) == names.end()) {
    return tl::unexpected(one.error());
  }
  const auto section = score::find_instrument(called);
  if (!section) return tl::unexpected(section.error());
  std::vector<const Player*> players;
  // Of an instrument that somebody plays under another name, or of a section.
  const auto wanted =
      section->is_section() ? section->section : std::vector<std::string>{section->name};
  for (const std::string& name : wanted) {
    auto player = find(name);
    const auto plays = [&](const Player& each) {
      return each.listed.value("instrument", "") == name;
    };
    if (!player && std::count_if(players_.begin(), players_.end(), plays) == 1) {
      player = &*std::find_if(players_.begin(), players_.end(), plays);
    }
    if (!player) {
      return section->is_section()
                 ? attacca::fail("section " + shown(called) + ": " + player.error().message)
                 : tl::unexpected(one.error());
    }
    players.push_back(*player);
  }
  return players;
}

}  // namespace parlando::agent
