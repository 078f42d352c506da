// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/played_notes.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "trial/run/param_setting.hpp"

namespace attacca::trial {
namespace {

/// The script's times as frames of the audio. Asked in the order of the script's events.
class AudioClock {
 public:
  explicit AudioClock(double rate) : rate_(rate) {}

  void pass(const ScriptEvent& event) {
    if (event.kind == ScriptEvent::Kind::stop) {
      stopped_at_ = event.time;
      is_stopped_ = true;
    } else if (event.kind == ScriptEvent::Kind::start && is_stopped_) {
      stopped_for_ += event.time - stopped_at_;
      is_stopped_ = false;
    }
  }
  /// What happens while the engine is stopped happens when it goes on.
  [[nodiscard]] std::uint64_t frame_of(const ScriptEvent& event) const {
    const double time = (is_stopped_ ? stopped_at_ : event.time) - stopped_for_;
    return static_cast<std::uint64_t>(std::llround(std::max(0.0, time) * rate_));
  }

 private:
  double rate_;
  double stopped_for_ = 0.0;
  double stopped_at_ = 0.0;
  bool is_stopped_ = false;
};

}  // namespace

Result<void> set_notes(const RunPlan& plan, std::vector<std::unique_ptr<Performer>>& performers) {
  const double rate = plan.engine.sample_rate;
  std::vector<host::NoteClip> clips(plan.tracks.size());
  // Of each track: the one that they begin at.
  std::vector<Performer*> entries;
  for (std::size_t track = 0; track < clips.size(); ++track) {
    const std::size_t first = plan.tracks[track].first_plugin;
    entries.push_back(performers[first + performers[first]->track().note_entry()].get());
    const std::string& midi = plan.tracks[track].midi;
    if (!midi.empty()) clips[track].add(plan.midi.at(midi), rate);
  }
  AudioClock clock(rate);
  for (const ScriptEvent& event : plan.script.events) {
    clock.pass(event);
    if (event.kind != ScriptEvent::Kind::note) continue;
    const ScriptNote& note = plan.script.notes[event.note];
    bool fits = false;
    for (std::size_t track = 0; track < clips.size(); ++track) {
      if (!event.is_for(track)) continue;
      host::NoteEvent played = note.event;
      played.sysex = note.bytes;
      if (played.kind == host::NoteEventKind::modulation) {
        const auto* const parameter = find_param(entries[track]->instance(), note.parameter);
        if (parameter == nullptr) continue;
        played.parameter = parameter->id;
      }
      clips[track].add(clock.frame_of(event), played);
      fits = true;
    }
    if (!fits) {
      return fail("--script: " + plan.script_name + ":" + std::to_string(event.line) +
                  ":1: no plugin of this line has a parameter \"" + note.parameter + "\"");
    }
  }
  for (std::size_t track = 0; track < clips.size(); ++track) {
    clips[track].sort();
    entries[track]->track().set_notes(std::move(clips[track]));
  }
  return {};
}

}  // namespace attacca::trial
