// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "host/plugin/note_reports.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/events/player.hpp"
#include "trial/validate/settings.hpp"

namespace attacca::validate {

namespace {

using host::NoteEvent;
using host::NoteEventKind;
bool is_instrument(const CheckContext& context) {
  const auto& features = context.subject().plugin.features;
  return std::any_of(features.begin(), features.end(), [](const std::string& feature) {
    return feature == "instrument" || feature == "Instrument" || feature == "synthesizer";
  });
}

/// Counts the notes that a plugin hands on.
struct SentNotes final : host::NoteTap {
  void note(const NoteEvent& event) noexcept override {
    if (event.kind == NoteEventKind::on) ++begun;
  }
  std::uint32_t begun = 0;
};

void note_is_heard(CheckContext& context) {
  Player player(context);
  need_audio_output(context, *player.instance);
  if (!is_instrument(context)) context.skip("the plugin is no instrument");
  // Hosts without note effects load those as instruments: they are heard by what they hand on.
  SentNotes sent;
  player.instance->tap_notes(&sent);
  double peak = 0.0;
  for (const int key : {60, 48, 36, 72}) {
    if (!player.play({note(NoteEventKind::on, key)}, "a note")) break;
    for (int i = 0; i < 47; ++i) peak = std::max(peak, player.rest(1));
    if (!player.play({note(NoteEventKind::off, key)}, "the end of a note")) break;
  }
  player.instance->tap_notes(nullptr);
  context.expect(peak > 1e-5 || sent.begun > 0,
                 "keys 60, 48, 36 and 72 were played for half a second each, and the "
                 "output was silent");
}

void every_key_and_channel(CheckContext& context) {
  Player player(context);
  for (const auto kind : {NoteEventKind::on, NoteEventKind::off}) {
    for (int channel = 0; channel < 16; ++channel) {
      Notes notes;
      for (int key = 0; key < 128; ++key) {
        notes.push_back(note(kind, key, static_cast<std::uint32_t>(key), channel));
      }
      if (!player.play(notes, "all keys of channel " + std::to_string(channel))) return;
    }
  }
}

void strange_orders(CheckContext& context) {
  Player player(context);
  const auto on = NoteEventKind::on;
  const auto off = NoteEventKind::off;
  const auto choke = NoteEventKind::choke;
  (void)(player.play({note(off, 60)}, "the end of a note that was not played") &&
         player.play({note(choke, 61)}, "a choke of a note that was not played") &&
         player.play({note(on, 60), note(on, 60, 5), note(on, 60, 5)}, "a note played twice") &&
         player.play({note(off, 60), note(off, 60, 9), note(off, 60, 10)},
                     "the end of a note, three times") &&
         player.play({note(on, 62, 7), note(off, 62, 7)}, "a note that ends where it begins") &&
         player.play({note(on, 64, 0), note(choke, 64, 1)}, "a note that is choked"));
}

void first_and_last_frame(CheckContext& context) {
  Player player(context);
  for (const std::uint32_t frames : {512u, 1u, 33u}) {
    const std::string what = "notes at the first and last of " + frames_text(frames);
    if (!player.play({note(NoteEventKind::on, 60, 0), note(NoteEventKind::on, 64, frames - 1)},
                     what, frames) ||
        !player.play({note(NoteEventKind::off, 60, 0), note(NoteEventKind::off, 64, frames - 1)},
                     what, frames)) {
      return;
    }
  }
}

void many_notes_in_a_block(CheckContext& context) {
  Player player(context);
  for (int round = 0; round < 4; ++round) {
    Notes notes;
    for (int i = 0; i < 1000; ++i) {
      const auto kind = i % 3 == 2 ? NoteEventKind::off : NoteEventKind::on;
      notes.push_back(note(kind, static_cast<int>(context.pick(0, 127)),
                           static_cast<std::uint32_t>(i / 2), static_cast<int>(context.pick(0, 15)),
                           i));
    }
    if (!player.play(notes, "a thousand notes in one block")) return;
  }
}

void any_note_id(CheckContext& context) {
  Player player(context);
  for (const std::int32_t id : {-1, 0, 1, 65535, INT32_MAX}) {
    if (!player.play({note(NoteEventKind::on, 60, 0, 0, id)}, "a note id") ||
        !player.play({note(NoteEventKind::off, 60, 0, 0, id)}, "a note id")) {
      return;
    }
  }
  // A host that knows a note by its key only, of one that began with an id.
  (void)(player.play({note(NoteEventKind::on, 60, 0, 0, 5)}, "a note with an id") &&
         player.play({note(NoteEventKind::off, 60, 0, 0, -1)}, "its end without an id"));
}

void velocities(CheckContext& context) {
  Player player(context);
  for (const double velocity : {0.0, 1e-9, 0.5, 1.0}) {
    NoteEvent on = note(NoteEventKind::on, 60);
    on.velocity = velocity;
    if (!player.play({on}, "a velocity of " + std::to_string(velocity)) ||
        !player.play({note(NoteEventKind::off, 60)}, "the end of a note")) {
      return;
    }
  }
}

/// Ten seconds at most for releases, beyond the reported tail.
int blocks_of_release(CheckContext& context, host::PluginInstance& instance) {
  const std::uint32_t tail = instance.tail();
  if (tail == UINT32_MAX) context.skip("the plugin reports an endless tail");
  if (tail > 480000) context.skip("the reported tail is longer than ten seconds");
  return static_cast<int>((480000 + tail) / 512);
}

void ended_notes_fade(CheckContext& context) {
  Player player(context);
  need_audio_output(context, *player.instance);
  if (player.rest(20) > kQuiet) context.skip("the plugin sounds without notes");
  Notes on;
  Notes off;
  for (int i = 0; i < 12; ++i) {
    on.push_back(note(NoteEventKind::on, 40 + 3 * i, static_cast<std::uint32_t>(i), i % 3, i));
    off.push_back(note(NoteEventKind::off, 40 + 3 * i, static_cast<std::uint32_t>(i), i % 3, i));
  }
  if (!player.play(on, "twelve notes")) return;
  (void)player.rest(20);
  if (!player.play(off, "the end of twelve notes")) return;
  const int blocks = blocks_of_release(context, *player.instance);
  for (int i = 0; i < blocks; ++i) {
    if (player.rest(1) <= kQuiet && player.rest(4) <= kQuiet) return;
  }
  context.fail("ten seconds after the last note has ended there is still " +
               text_of(static_cast<double>(player.playback.peak())) + ": a note hangs");
}

void reset_ends_notes(CheckContext& context) {
  Player player(context);
  need_audio_output(context, *player.instance);
  if (player.rest(20) > kQuiet) context.skip("the plugin sounds without notes");
  if (!player.play({note(NoteEventKind::on, 60), note(NoteEventKind::on, 67)}, "two notes")) return;
  (void)player.rest(20);
  player.instance->reset();
  const double peak = player.rest(1);
  context.expect(peak <= kQuiet,
                 "two notes were on; the block after a reset has a peak of " + text_of(peak));
}

void notes_while_bypassed(CheckContext& context) {
  Player player(context);
  const auto& all = player.instance->parameters();
  const auto bypass = std::find_if(all.begin(), all.end(),
                                   [](const host::ParameterInfo& info) { return info.is_bypass; });
  if (bypass == all.end()) context.skip("the plugin has no bypass parameter");
  (void)player.play({note(NoteEventKind::on, 60)}, "a note");
  apply(context, *player.instance, player.playback, {{bypass->id, bypass->maximum}});
  if (!player.play({note(NoteEventKind::off, 60), note(NoteEventKind::on, 64)},
                   "notes while bypassed") ||
      !player.play({note(NoteEventKind::off, 64)}, "the end of a note while bypassed")) {
    return;
  }
  apply(context, *player.instance, player.playback, {{bypass->id, bypass->minimum}});
  (void)player.play({}, "after the bypass");
}

/// Notes that no keyboard has, ports that the plugin does not have, and what is no number.
NoteEvent wild_event(CheckContext& context) {
  const auto pick = [&context](int least, int most) {
    return static_cast<std::int16_t>(
        least + static_cast<int>(context.pick(0, static_cast<std::uint64_t>(most - least))));
  };
  constexpr std::array kKinds = {NoteEventKind::on,         NoteEventKind::on,
                                 NoteEventKind::off,        NoteEventKind::choke,
                                 NoteEventKind::expression, NoteEventKind::midi};
  constexpr std::array kValues = {0.0, 0.5, 1.0, -1.0, 2.0};
  NoteEvent event;
  event.kind = kKinds[context.pick(0, kKinds.size() - 1)];
  event.frame = static_cast<std::uint32_t>(context.pick(0, 511));
  event.port = pick(-1, 4);
  event.channel = pick(-2, 20);
  event.key = pick(-2, 140);
  event.note_id = pick(-1, 30);
  event.velocity = kValues[context.pick(0, kValues.size() - 1)];
  event.value = kValues[context.pick(0, kValues.size() - 1)];
  event.expression = static_cast<host::NoteExpression>(context.pick(0, 6));
  for (std::uint8_t& byte : event.midi) byte = static_cast<std::uint8_t>(context.pick(0, 255));
  if (event.kind == NoteEventKind::midi) event.port = std::max<std::int16_t>(event.port, 0);
  return event;
}

void wild_storm(CheckContext& context) {
  Player player(context);
  for (int block = 0; block < 50; ++block) {
    Notes notes;
    for (int i = 0; i < 100; ++i) notes.push_back(wild_event(context));
    std::sort(notes.begin(), notes.end(),
              [](const NoteEvent& a, const NoteEvent& b) { return a.frame < b.frame; });
    if (!player.play(notes, "a storm of notes that make no sense")) return;
  }
  for (const auto kind : {NoteEventKind::off, NoteEventKind::choke}) {
    NoteEvent all = note(kind, -1, 0, -1);
    all.port = -1;
    if (!player.play({all}, "the end of all notes after a storm")) return;
  }
}

/// The ends of voices that a plugin reports, by note id.
class Ends final : public host::InstanceListener {
 public:
  void on_note_report(host::PluginInstance&, const host::NoteReport& report) override {
    if (report.event.kind != NoteEventKind::end) return;
    ++count_;
    by_id_.insert(report.event.note_id);
  }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  [[nodiscard]] std::size_t of(std::int32_t id) const { return by_id_.count(id); }

 private:
  std::size_t count_ = 0;
  std::multiset<std::int32_t> by_id_;
};

/// Every way in which a note can end; hosts keep a modulator for each voice until it is said to
/// have ended.
void voices_end(CheckContext& context) {
  Player player(context);
  Ends ends;
  player.instance->set_listener(&ends);
  struct Ending {
    Notes notes;
    const char* what;
  };
  const auto off = NoteEventKind::off;
  const std::array endings = {
      Ending{{note(off, 60, 0, 0, 1)}, "it was let go by its id"},
      Ending{{note(off, 60)}, "it was let go by its key"},
      Ending{{note(off, -1, 0, 0)}, "all keys of its channel were let go"},
      Ending{{note(off, -1, 0, -1)}, "all notes were let go"},
      Ending{{note(NoteEventKind::choke, 60)}, "it was choked"},
  };
  std::string missing;
  std::string again;
  std::int32_t id = 0;
  for (const Ending& ending : endings) {
    ++id;
    Notes last = ending.notes;
    if (last.front().note_id >= 0) last.front().note_id = id;
    const auto before = ends.count();
    if (!player.play({note(NoteEventKind::on, 60, 0, 0, id)}, "a note") ||
        !player.play(last, "the end of a note")) {
      break;
    }
    // Up to 20 s for what rings out.
    for (int block = 0; block < 1900 && (ends.count() == before || block < 4); ++block) {
      (void)player.rest(1);
      player.instance->pump();
    }
    if (ends.of(id) == 0) missing += (missing.empty() ? "" : "; ") + std::string(ending.what);
    if (ends.of(id) > 1) again += (again.empty() ? "" : "; ") + std::string(ending.what);
  }
  player.instance->set_listener(nullptr);
  if (ends.count() == 0) context.skip("the plugin reports no ends of voices");
  context.expect(missing.empty(), "a voice is not said to have ended within 20 s after " + missing);
  context.expect(again.empty(), "a voice is said to have ended more than once after " + again);
}

void wildcards_end_notes(CheckContext& context) {
  const Notes chord = {note(NoteEventKind::on, 60, 0, 0, 1), note(NoteEventKind::on, 64, 0, 1, 2),
                       note(NoteEventKind::on, 67, 0, 2, 3)};
  const auto off = NoteEventKind::off;
  {
    Player player(context);
    need_audio_output(context, *player.instance);
    if (player.loudest(4) > kQuiet) context.skip("the plugin sounds without notes");
    (void)player.play(chord, "a chord");
    if (player.loudest(20) <= kQuiet) context.skip("a chord is not heard");
    (void)player.play({note(off, 60, 0, 0, 1), note(off, 64, 0, 1, 2), note(off, 67, 0, 2, 3)},
                      "the end of each note");
    if (!player.falls_silent()) context.skip("the notes sound on when each of them ends");
  }
  Player player(context);
  NoteEvent all = note(off, -1, 0, -1);
  all.port = -1;
  if (!player.play(chord, "a chord") || !player.play({all}, "its end")) return;
  context.expect(player.falls_silent(),
                 "three notes sounded 20 s after one note-off for every port, channel and key (-1) "
                 "had ended them");
}

constexpr const char* kNotes = "CLAP: events.h, clap_event_note; VST3: Event, note on and off";

constexpr std::array kChecks = {
    Check{"events.note-is-heard", "an instrument makes sound when a note is played", kNotes,
          note_is_heard, Severity::warning},
    Check{"events.every-key", "every key of every channel can be played", kNotes,
          every_key_and_channel},
    Check{"events.any-order", "notes may end without having begun, begin twice and be choked",
          "hosts start in the middle of a song; CLAP: NOTE_CHOKE", strange_orders},
    Check{"events.first-and-last-frame", "notes may lie on the first and the last frame of a block",
          "CLAP: events.h, time; VST3: Event::sampleOffset", first_and_last_frame},
    Check{"events.many", "one block may hold hundreds of notes",
          "dense MIDI and glitches of controllers; event queues have limits",
          many_notes_in_a_block},
    Check{"events.any-id", "notes may have any note id, or none",
          "CLAP: events.h, note_id -1; VST3: noteId -1", any_note_id},
    Check{"events.velocities", "every velocity from 0 to 1 can be played",
          "CLAP: events.h, a velocity of 0 is no release; VST3: NoteOnEvent", velocities},
    Check{"events.ended-notes-fade", "after all notes have ended, silence returns", kNotes,
          ended_notes_fade, Severity::warning},
    Check{"events.reset-ends-notes", "a reset silences all voices",
          "CLAP: plugin.h, reset kills all voices", reset_ends_notes, Severity::failure,
          Formats::clap},
    Check{"events.while-bypassed", "notes may come and go while the plugin is bypassed",
          "CLAP: params.h, IS_BYPASS; VST3: kIsBypass", notes_while_bypassed},
    Check{"events.wild-storm",
          "a storm of notes with keys, channels, ports and values that do not exist does no harm",
          "hosts pass on what files, scripts and other plugins send", wild_storm},
    Check{"events.voices-end", "every voice is said to have ended, once, however its note ended",
          "CLAP: events.h, NOTE_END; hosts keep a voice's modulation until it comes", voices_end,
          Severity::failure, Formats::clap},
    Check{"events.wildcards", "a note-off for all ends all", "CLAP: events.h, -1 is a wildcard",
          wildcards_end_notes, Severity::failure, Formats::clap},
};

}  // namespace

std::span<const Check> events_checks() {
  return kChecks;
}

}  // namespace attacca::validate
