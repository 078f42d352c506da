// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trial/validate/area_checks.hpp"
#include "trial/validate/events/player.hpp"

namespace attacca::validate {

namespace {

using host::NoteEvent;
using Kind = host::NoteEventKind;

/// A player with two notes that sound; ends the check as skipped where they do not, or where they
/// sound on although each is ended by all that it has.
void need_notes_that_end(CheckContext& context) {
  Player player(context);
  need_audio_output(context, *player.instance);
  if (player.loudest(4) > kQuiet) context.skip("the plugin sounds without notes");
  (void)player.play({note(Kind::on, 60, 0, 0, 1)}, "a note");
  if (player.loudest(20) <= kQuiet) context.skip("a note is not heard");
  (void)player.play({note(Kind::off, 60, 0, 0, 1)}, "the end of a note");
  if (!player.falls_silent()) context.skip("a note sounds on for 20 s when it has ended");
}

void ended_by_key(CheckContext& context) {
  need_notes_that_end(context);
  Player player(context);
  if (!player.play({note(Kind::on, 60, 0, 0, 7), note(Kind::on, 64, 0, 0, 8)},
                   "two notes with ids") ||
      !player.play({note(Kind::off, 60), note(Kind::off, 64)}, "their ends without ids")) {
    return;
  }
  context.expect(player.falls_silent(),
                 "two notes that began with an id sound 20 s after they were ended by channel and "
                 "key alone: they hang");
}

void choke_ends(CheckContext& context) {
  need_notes_that_end(context);
  Player player(context);
  if (!player.play({note(Kind::on, 60)}, "a note") ||
      !player.play({note(Kind::choke, 60)}, "its choke")) {
    return;
  }
  context.expect(player.falls_silent(), "a note sounds 20 s after it was choked: it hangs");
}

void reactivation_ends(CheckContext& context) {
  need_notes_that_end(context);
  Player player(context);
  if (!player.play({note(Kind::on, 60), note(Kind::on, 67)}, "two notes")) return;
  player.instance->stop_processing();
  player.instance->deactivate();
  context.start(*player.instance);
  context.expect(player.falls_silent(),
                 "two notes that were on when the plugin was deactivated sound 20 s after it was "
                 "activated again: their ends went to nobody, so they hang");
}

void no_length(CheckContext& context) {
  need_notes_that_end(context);
  for (const std::uint32_t apart : {0U, 1U}) {
    for (const std::uint32_t frame : {0U, 100U, 510U}) {
      Player player(context);
      const std::string what = "a note at frame " + std::to_string(frame) + " of 512 that ends " +
                               std::to_string(apart) + " frames later";
      if (!player.play({note(Kind::on, 60, frame), note(Kind::off, 60, frame + apart)}, what)) {
        return;
      }
      if (!context.expect(player.falls_silent(), what + " sounds 20 s later: it hangs")) return;
    }
  }
}

NoteEvent volume_of(std::int32_t id, int key, double value) {
  NoteEvent event = note(Kind::expression, key, 0, 0, id);
  event.expression = host::NoteExpression::volume;
  event.value = value;
  return event;
}

/// The loudest of what a note sounds like a while after `expression` has come.
double loudness_after(CheckContext& context, const std::optional<NoteEvent>& expression) {
  constexpr int kSettles = 20;
  Player player(context);
  need_audio_output(context, *player.instance);
  if (!player.play({note(Kind::on, 60, 0, 0, 1)}, "a note")) return 0.0;
  (void)player.rest(4);
  if (expression) (void)player.play({*expression}, "a note expression");
  (void)player.rest(kSettles);
  return player.loudest(kSettles);
}

void expression_of_another(CheckContext& context) {
  const double plain = loudness_after(context, {});
  if (plain <= kQuiet) context.skip("a note is not heard");
  const double own = loudness_after(context, volume_of(1, 60, 0.0));
  if (own > 0.3 * plain) context.skip("notes do not follow the volume expression");
  const double other = loudness_after(context, volume_of(99, 61, 0.0));
  context.expect(other > 0.5 * plain,
                 "a note has a peak of " + text_of(plain) + ", and of " + text_of(other) +
                     " after the volume of a note with another id and key was set to 0");
}

void expression_of_no_note(CheckContext& context) {
  Player player(context);
  for (const bool is_after_a_note : {false, true}) {
    if (is_after_a_note && (!player.play({note(Kind::on, 60, 0, 0, 5)}, "a note") ||
                            !player.play({note(Kind::off, 60, 0, 0, 5)}, "its end"))) {
      return;
    }
    for (int expression = 0; expression <= 6; ++expression) {
      for (const std::int32_t id : {99, 5, -1}) {
        NoteEvent event = note(Kind::expression, 60, 0, 0, id);
        event.expression = static_cast<host::NoteExpression>(expression);
        event.value = 0.5;
        if (!player.play({event}, std::string("the ") + name_of(event.expression) +
                                      " expression of a note that does not sound")) {
          return;
        }
      }
    }
  }
}

void long_sysex(CheckContext& context) {
  Player player(context);
  for (const std::size_t size : {std::size_t{2}, std::size_t{3}, std::size_t{128},
                                 std::size_t{65536}, std::size_t{1} << 20}) {
    // Of the manufacturer that is for tests.
    std::vector<std::uint8_t> bytes(size, 0x55);
    bytes.front() = 0xf0;
    bytes.back() = 0xf7;
    if (size > 2) bytes[1] = 0x7d;
    NoteEvent event;
    event.kind = Kind::sysex;
    event.sysex = bytes;
    if (!player.play({event, event}, "SysEx of " + std::to_string(size) + " bytes") ||
        !player.play({}, "the block after SysEx of " + std::to_string(size) + " bytes")) {
      return;
    }
  }
  (void)(player.play({note(Kind::on, 60)}, "a note after long SysEx messages") &&
         player.play({note(Kind::off, 60)}, "its end"));
}

constexpr const char* kExpression =
    "CLAP: events.h, clap_event_note_expression; VST3: NoteExpressionValueEvent::noteId";
/// Notes that ring out take their time.
constexpr std::chrono::milliseconds kTime{30'000};

constexpr std::array kChecks = {
    Check{"events.ended-by-key", "a note that began with an id can be ended without it",
          "CLAP: events.h, note_id -1 is a wildcard", ended_by_key, Severity::failure,
          Formats::clap, false, false, kTime},
    Check{"vst3.ended-by-key", "a note that began with an id can be ended without it",
          "VST3: NoteOffEvent::noteId -1, then channel and pitch say which; hosts know some notes "
          "by their key alone",
          ended_by_key, Severity::warning, Formats::vst3, false, false, kTime},
    Check{"events.choke-ends", "a note that is choked does not sound on",
          "CLAP: events.h, CLAP_EVENT_NOTE_CHOKE", choke_ends, Severity::failure, Formats::clap,
          false, false, kTime},
    Check{"events.reactivation-ends-notes", "no note sounds on over a deactivation",
          "CLAP: plugin.h, activate; VST3: IComponent::setActive; the note's end went to nobody",
          reactivation_ends, Severity::warning, Formats::both, false, false, kTime},
    Check{"events.no-length", "a note that ends at the frame where it begins does not hang",
          "CLAP: events.h, a list is in the order of events; VST3: Event::sampleOffset", no_length,
          Severity::failure, Formats::both, false, false, kTime},
    Check{"events.expression-of-another", "the expression of one note leaves the others alone",
          kExpression, expression_of_another},
    Check{"events.expression-of-no-note",
          "expressions of notes that have ended or never began do no harm", kExpression,
          expression_of_no_note},
    Check{"events.long-sysex", "SysEx messages of any length do no harm",
          "CLAP: clap_event_midi_sysex; VST3: DataEvent; dumps of samplers have megabytes",
          long_sysex},
};

}  // namespace

std::span<const Check> voice_checks() {
  return kChecks;
}

}  // namespace attacca::validate
