// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/track_plan.hpp"

#include <algorithm>
#include <utility>

#include "host/engine/play_order.hpp"
#include "text/utf8.hpp"
#include "trial/run/track_text.hpp"

namespace attacca::trial {
namespace {

using Step = std::optional<RunFault>;  // nothing: it went well

Step check_counts(const RunOptions& options, const RunPlan& plan) {
  const bool has_chains = plan.plugins.size() > plan.tracks.size();
  const auto too_many = [&](const std::vector<std::string>& values, const std::string& name,
                            std::size_t count, const std::string& of) -> Step {
    if (values.size() <= count) return std::nullopt;
    return bad_input({"--" + name + " is given " + std::to_string(values.size()) + " times for " +
                      std::to_string(count) + " " + of + ": give it at most once for each"});
  };
  const auto once_a_track = [&](const std::vector<std::string>& values, const std::string& name) {
    return too_many(values, name, plan.tracks.size(), has_chains ? "track(s)" : "plugin(s)");
  };
  if (auto fault = once_a_track(options.names, "track")) return fault;
  if (auto fault = once_a_track(options.colors, "color")) return fault;
  if (auto fault = once_a_track(options.sidechains, "sidechain")) return fault;
  if (auto fault = once_a_track(options.midi, "midi")) return fault;
  if (auto fault = once_a_track(options.roles, "role")) return fault;
  return too_many(options.states, "state", plan.plugins.size(), "plugin(s)");
}

Step plan_track(const RunOptions& options, std::size_t i, host::TrackInfo& track) {
  const std::string number = std::to_string(i + 1);
  track.name = "Track " + number;
  track.index = static_cast<std::uint32_t>(i + 1);
  track.uid = "attacca-track-" + number;
  track.role = host::TrackRole::track;
  track.channel_count = kTrackChannels;
  if (const std::string* const name = value_for(options.names, i)) {
    if (text::find_malformed_utf8(*name) != std::string::npos) {
      return bad_input({"--track: the name is not UTF-8: give it in UTF-8"});
    }
    track.name = *name;
  }
  if (const std::string* const text = value_for(options.colors, i)) {
    const auto color = host::parse_color(*text);
    if (!color) return bad_input({"--color: " + color.error().message});
    track.color = *color;
  }
  if (const std::string* const text = value_for(options.roles, i)) {
    const auto roles = host::parse_track_roles(*text);
    if (!roles) return bad_input({"--role: " + roles.error().message});
    track.role = *roles;
  }
  return std::nullopt;
}

Step plan_chains(const RunOptions& options, RunPlan& plan) {
  for (std::size_t i = 0; i < options.tracks.size(); ++i) {
    const auto chain = plugins_of_track(options.tracks[i]);
    if (!chain) return bad_input(chain.error());
    PlannedTrack& track = plan.tracks.emplace_back();
    track.first_plugin = plan.plugins.size();
    track.plugin_count = chain->size();
    for (const std::string& text : *chain) {
      host::PluginChoice choice = host::parse_plugin_choice(text);
      PlannedPlugin& planned = plan.plugins.emplace_back();
      planned.path = std::move(choice.path);
      planned.id = std::move(choice.id);
      planned.track = i;
    }
  }
  return std::nullopt;
}

Step plan_infos(const RunOptions& options, RunPlan& plan) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < plan.tracks.size(); ++i) {
    if (auto fault = plan_track(options, i, plan.tracks[i].info)) return fault;
    names.push_back(plan.tracks[i].info.name.value_or(""));
  }
  std::vector<std::vector<std::size_t>> sources(plan.tracks.size());
  for (const std::string& text : options.note_routes) {
    const auto route = note_route(text, names);
    if (!route) return bad_input({"--send-notes: " + route.error().message});
    auto& from = sources[route->to];
    if (std::find(from.begin(), from.end(), route->from) != from.end()) {
      return bad_input({"--send-notes: " + text + " is given twice"});
    }
    from.push_back(route->from);
  }
  if (const auto order = host::play_order(sources); !order) {
    return bad_input({"--send-notes: the notes of track " + std::to_string(order.error() + 1) +
                      " (" + names[order.error()] + ") would come back to it: leave out one way"});
  }
  for (std::size_t i = 0; i < plan.tracks.size(); ++i) {
    plan.tracks[i].note_sources = std::move(sources[i]);
  }
  return std::nullopt;
}

}  // namespace

std::optional<RunFault> plan_tracks(const RunOptions& options, RunPlan& plan) {
  if (auto fault = plan_chains(options, plan)) return fault;
  if (auto fault = check_counts(options, plan)) return fault;
  return plan_infos(options, plan);
}

}  // namespace attacca::trial
