// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// How a performance puts its plugins on their tracks.

#include <algorithm>
#include <string>
#include <utility>

#include "trial/run/performance.hpp"
#include "trial/run/played_notes.hpp"

namespace attacca::trial {

Result<void> Performance::load() {
  for (std::size_t track = 0; track < plan_.tracks.size(); ++track) {
    if (auto loaded = load_track(track); !loaded) return loaded;
  }
  for (std::size_t track = 0; track < plan_.tracks.size(); ++track) {
    for (const std::size_t source : plan_.tracks[track].note_sources) {
      engine_.tracks()[track]->receive_notes_from(*engine_.tracks()[source]);
    }
  }
  auto prepared = check_note_ways();
  if (prepared) prepared = settings_.prepare();
  if (prepared) prepared = set_notes(plan_, performers_);
  if (!prepared) failure_code_ = ExitCode::bad_input;
  return prepared;
}

Result<void> Performance::load_track(std::size_t index) {
  const PlannedTrack& planned_track = plan_.tracks[index];
  host::Track& track = engine_.add_track(planned_track.info);
  track.set_clip(plan_.clip, plan_.loops);
  for (std::size_t place = 0; place < planned_track.plugin_count; ++place) {
    const std::size_t number = planned_track.first_plugin + place;
    const PlannedPlugin& planned = plan_.plugins[number];
    vitals_.enter(Phase::loading, static_cast<std::uint32_t>(number));
    auto module = host::Module::open(planned.path, plan_.profile);
    if (!module) return tl::unexpected(module.error());
    auto instance = (*module)->create(planned.id, loop_, plan_.profile);
    if (!instance) return tl::unexpected(instance.error());
    if (plan_.main_output) {
      const auto set = (*instance)->set_main_output(*plan_.main_output);
      if (!set) notes_.push_back("--main-output: " + set.error().message);
    }
    modules_.push_back(*module);
    track.add(std::move(*instance));
    performers_.push_back(std::make_unique<Performer>(track, index, place, planned.path));
    note_missing_channels(*performers_.back());
  }
  const bool gets_notes = plays_notes(plan_);
  if (gets_notes && !has_notes(index, &host::PortLayout::note_inputs)) {
    const Performer& first = *performers_[planned_track.first_plugin];
    notes_.push_back(
        planned_track.plugin_count == 1
            ? first.name() + " has no note input: it may pass over the notes that are played to it"
            : "no plugin of track " + std::to_string(index + 1) +
                  " has a note input: the notes that are played to it are not heard");
  }
  return {};
}

bool Performance::has_notes(std::size_t track,
                            std::vector<host::NotePortInfo> host::PortLayout::* ports) const {
  return std::any_of(performers_.begin(), performers_.end(), [&](const auto& performer) {
    return performer->track_index() == track && !(performer->ports().*ports).empty();
  });
}

Result<void> Performance::check_note_ways() const {
  const auto named = [this](std::size_t track) {
    return "track " + std::to_string(track + 1) + " (" +
           plan_.tracks[track].info.name.value_or("") + ")";
  };
  for (std::size_t track = 0; track < plan_.tracks.size(); ++track) {
    for (const std::size_t source : plan_.tracks[track].note_sources) {
      if (!has_notes(source, &host::PortLayout::note_outputs)) {
        return fail("--send-notes: " + named(source) +
                    " sends no notes: none of its plugins has a note output");
      }
      if (!has_notes(track, &host::PortLayout::note_inputs)) {
        return fail("--send-notes: " + named(track) +
                    " takes no notes: none of its plugins has a note input");
      }
    }
  }
  return {};
}

void Performance::note_missing_channels(const Performer& performer) {
  const host::PortLayout& ports = performer.ports();
  const std::string who = performer.name();
  const bool takes_audio = !ports.inputs.empty() && ports.inputs.front().channel_count > 0;
  const bool replaces_audio = !ports.outputs.empty() || plan_.plugins.size() == plan_.tracks.size();
  if (!takes_audio && replaces_audio && plan_.clip.frames() > 0)
    notes_.push_back(who + " has no audio input: what its track plays is not heard");
  if (ports.outputs.size() > 1) {
    notes_.push_back(who + " has " + std::to_string(ports.outputs.size()) +
                     " audio outputs: only the first is heard");
  }
  if (!ports.outputs.empty() && ports.outputs.front().channel_count > plan_.engine.channels) {
    notes_.push_back(who + " puts out " + std::to_string(ports.outputs.front().channel_count) +
                     " channels and a track has " + std::to_string(plan_.engine.channels) +
                     ": the others are mixed into these, each 3 dB quieter");
  }
}

}  // namespace attacca::trial
