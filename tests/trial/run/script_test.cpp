// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/script.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using attacca::host::Color;
using attacca::host::SendFrom;
using attacca::host::TrackRole;
using attacca::trial::parse_script;
using attacca::trial::read_script;
using attacca::trial::Script;
using attacca::trial::ScriptAction;
using attacca::trial::ScriptEvent;

namespace {

Script good(const std::string& text, std::size_t tracks = 2) {
  const auto script = parse_script(text, "s", tracks);
  REQUIRE_MESSAGE(script.has_value(), (script ? "" : script.error().message));
  return *script;
}

std::string mistake(const std::string& text, std::size_t tracks = 2) {
  const auto script = parse_script(text, "song.txt", tracks);
  REQUIRE_FALSE_MESSAGE(script.has_value(), "accepted: " << text);
  return script.error().message;
}

}  // namespace

TEST_CASE("an empty script, comments and blank lines are nothing to do") {
  CHECK(good("").events.empty());
  CHECK(good("# only this\n\n   \t\r\n  # and this").events.empty());
}

TEST_CASE("fields on one line are one change") {
  const Script script = good(
      "0.5 name \"Lead Vox\" color #ff8800 role bus+output index 3 uid \"a\" channels 2 "
      "location post volume 0.5 pan 1 mute on solo off # all of it");
  REQUIRE(script.events.size() == 1);
  const ScriptEvent& event = script.events[0];
  CHECK(event.time == 0.5);
  CHECK(event.line == 1);
  CHECK(event.change.name == "Lead Vox");
  CHECK(event.change.color == Color{0xff, 0x88, 0x00, 255});
  REQUIRE(event.change.role.has_value());
  CHECK(event.change.role->has(TrackRole::bus));
  CHECK(event.change.role->has(TrackRole::output));
  CHECK_FALSE(event.change.role->has(TrackRole::master));
  CHECK(event.change.index == 3u);
  CHECK(event.change.uid == "a");
  CHECK(event.change.channel_count == 2u);
  CHECK(event.change.location == attacca::host::PluginLocation::post_fader);
  CHECK(event.change.volume == 0.5);
  CHECK(event.change.pan == 1.0);
  CHECK(event.change.mute == true);
  CHECK(event.change.solo == false);
}

TEST_CASE("a line sets nothing but what it names") {
  const ScriptEvent event = good("0 name \"\"").events.at(0);
  CHECK(event.change.name == "");
  CHECK_FALSE(event.change.color.has_value());
  CHECK_FALSE(event.change.role.has_value());
}

TEST_CASE("times are absolute, relative to the line before, or those of the line before") {
  const Script script = good(
      "1 name \"a\"\n+0.5 name \"b\"\nname \"c\"\n+0 name \"d\"\n0.25 name \"e\"\n+1 name \"f\"");
  REQUIRE(script.events.size() == 6);
  // in order of time; equal times as they stand in the file
  const char* const names[] = {"e", "a", "f", "b", "c", "d"};
  const double times[] = {0.25, 1.0, 1.25, 1.5, 1.5, 1.5};
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(script.events[i].change.name == names[i]);
    CHECK(script.events[i].time == times[i]);
  }
}

TEST_CASE("a burst spreads its changes from the first to the last") {
  const Script script = good("2 burst 5 over 1 name \"Take {n}\"\n+0.5 name \"after\"");
  REQUIRE(script.events.size() == 6);
  CHECK(script.events[0].time == 2.0);
  CHECK(script.events[1].time == 2.25);
  CHECK(script.events[4].time == 3.0);
  CHECK(script.events[0].change.name == "Take 1");
  CHECK(script.events[4].change.name == "Take 5");
  CHECK(script.events[5].time == 3.5);  // relative to the burst's last
}

TEST_CASE("a repetition keeps its distance") {
  const Script script = good("1 repeat 3 every 0.25 color rainbow");
  REQUIRE(script.events.size() == 3);
  CHECK(script.events[2].time == 1.5);
  CHECK(script.events[0].change.color == Color{255, 0, 0, 255});
  CHECK(script.events[1].change.color == Color{0, 255, 0, 255});
  CHECK(script.events[2].change.color == Color{0, 0, 255, 255});
}

TEST_CASE("names take any script and escapes") {
  const ScriptEvent event =
      good("0 name \"声 \\u{1F3B8} \\\"q\\\" \\\\ \\t\\n \\{n} # no comment\"").events.at(0);
  CHECK(event.change.name == "声 \xF0\x9F\x8E\xB8 \"q\" \\ \t\n {n} # no comment");
}

TEST_CASE("track, thread and send hold for the lines below") {
  const Script script = good(
      "0 name \"all\"\ntrack 2\nthread worker\nsend changed\n1 name \"two\"\n"
      "track all\nthread main\nsend all\n2 name \"all again\"");
  REQUIRE(script.events.size() == 3);
  CHECK(script.events[0].is_for(0));
  CHECK(script.events[0].from == SendFrom::main_thread);
  CHECK_FALSE(script.events[1].is_for(0));
  CHECK(script.events[1].is_for(1));
  CHECK(script.events[1].from == SendFrom::worker_thread);
  CHECK(script.events[1].partial);
  CHECK(script.events[2].is_for(0));
  CHECK(script.events[2].from == SendFrom::main_thread);
  CHECK_FALSE(script.events[2].partial);
}

TEST_CASE("the engine stops and starts in turns") {
  const Script script = good("1 stop\n2 name \"unheard\"\n3 start\n4 stop");
  REQUIRE(script.events.size() == 4);
  CHECK(script.events[0].kind == ScriptEvent::Kind::stop);
  CHECK(script.events[2].kind == ScriptEvent::Kind::start);
  CHECK(mistake("1 start") ==
        "song.txt:1:1: the engine runs already, from the beginning; expected stop and start in "
        "turns");
  CHECK(mistake("1 stop\n\n2 stop") ==
        "song.txt:3:1: the engine is stopped already, since line 1; expected stop and start in "
        "turns");
}

TEST_CASE("a script saved with a byte order mark or with DOS line ends is read") {
  CHECK(good("\xEF\xBB\xBF"
             "0 name \"a\"\r\n1 name \"b\"\r\n")
            .events.size() == 2);
}

TEST_CASE("mistakes name file, line, column, what was found and what was expected") {
  CHECK(mistake("0 nme \"x\"") ==
        "song.txt:1:3: found \"nme\"; expected name, color, role, index, uid, channels, location, "
        "volume, pan, mute or solo; param, load-state, save-state, sidechain; "
        "note, midi, expression, modulate; burst, repeat, stop, "
        "start, track, thread or send");
  CHECK(mistake("# fine\n  1.5 color #12345") ==
        "song.txt:2:13: found \"#12345\"; expected a colour such as #ff8800, or rainbow");
  CHECK(mistake("0 color") ==
        "song.txt:1:8: found the end of the line; expected a colour such as #ff8800, or rainbow");
  CHECK(mistake("0 name Lead") ==
        "song.txt:1:8: found \"Lead\"; expected a name in quotes, such as \"Lead Vox\"");
  CHECK(mistake("0 name") ==
        "song.txt:1:7: found the end of the line; expected a name in quotes, such as \"Lead Vox\"");
  CHECK(mistake("0 name \"Lead") ==
        "song.txt:1:8: this text has no end; expected a closing quote on the same line");
  CHECK(mistake("1,5 name \"x\"").starts_with("song.txt:1:1: found \"1,5\"; expected a time"));
  CHECK(mistake("-1 name \"x\"").starts_with("song.txt:1:1: found \"-1\"; expected a time"));
  CHECK(mistake("nan name \"x\"").starts_with("song.txt:1:1: found \"nan\""));
  CHECK(mistake("90000 name \"x\"").starts_with("song.txt:1:1: found \"90000\""));
  CHECK(mistake("0 index 0") == "song.txt:1:9: found \"0\"; expected a track number from 1");
  CHECK(mistake("0 role drums")
            .starts_with("song.txt:1:8: found \"drums\"; expected track, instrument, bus"));
  CHECK(mistake("0 mute maybe") == "song.txt:1:8: found \"maybe\"; expected on or off");
  CHECK(mistake("0 location left") ==
        "song.txt:1:12: found \"left\"; expected pre, post or panner");
  CHECK(mistake("0 pan 1.5").starts_with("song.txt:1:7: found \"1.5\"; expected a position"));
  CHECK(mistake("0 name \"a\" name \"b\"") ==
        "song.txt:1:12: \"name\" is set twice; expected each field once on a line");
  CHECK(mistake("0 burst x over 1 name \"\"")
            .starts_with("song.txt:1:9: found \"x\"; expected how often"));
  CHECK(mistake("0 burst 5 in 1 name \"\"") == "song.txt:1:11: found \"in\"; expected \"over\"");
  CHECK(mistake("0 repeat 5 over 1 name \"\"") ==
        "song.txt:1:12: found \"over\"; expected \"every\"");
  CHECK(mistake("0 burst 5 over 1").starts_with("song.txt:1:17: found the end of the line"));
  CHECK(mistake("0 stop now") ==
        "song.txt:1:8: there is more on this line; expected its end or a comment");
  CHECK(mistake("1 thread worker") ==
        "song.txt:1:1: \"thread\" holds for the lines below it; expected it without a time");
  CHECK(mistake("thread gui") == "song.txt:1:8: found \"gui\"; expected main or worker");
  CHECK(mistake("send some") == "song.txt:1:6: found \"some\"; expected all or changed");
  CHECK(mistake("track 3") == "song.txt:1:7: found \"3\"; expected all or a number from 1 to 2");
  CHECK(mistake("track 2", 1) ==
        "song.txt:1:7: found \"2\"; expected 1 or all: there is one track");
}

TEST_CASE("columns count characters, not bytes") {
  CHECK(mistake("0 name \"声声声\" colr")
            .starts_with("song.txt:1:14: found \"colr\"; expected name"));
}

TEST_CASE("bad escapes are named where they stand") {
  CHECK(mistake("0 name \"a\\q\"").starts_with("song.txt:1:10: unknown escape; expected"));
  CHECK(mistake("0 name \"\\u1F\"").starts_with("song.txt:1:9: incomplete \\u"));
  CHECK(mistake("0 name \"\\u{xyz}\"").starts_with("song.txt:1:9: bad \\u{xyz}"));
  CHECK(mistake("0 name \"\\u{D800}\"").starts_with("song.txt:1:9: \\u{D800} is not a character"));
  CHECK(mistake("0 name \"\\u{110000}\"").find("is not a character") != std::string::npos);
  CHECK(mistake("0 name \"\\u{0}\"").find("is not a character") != std::string::npos);
  CHECK(mistake("0 name \"\\").starts_with("song.txt:1:9: unknown escape"));
}

TEST_CASE("a script cannot write control characters to somebody's terminal") {
  CHECK(mistake("0 \x1b[31m").starts_with("song.txt:1:3: found \"\\u{1B}[31m\"; expected"));
  CHECK(mistake("0 \xC2\x9B\x7F").starts_with("song.txt:1:3: found \"\\u{9B}\\u{7F}\"; expected"));
  CHECK(mistake("0 name \"\\u{\x07}\"").starts_with("song.txt:1:9: bad \\u{\\u{7}}; expected"));
}

TEST_CASE("half a million escapes are read, and the place behind them is known") {
  std::string text = "name \"";
  for (int i = 0; i < 500'000; ++i) text += "\\u{41}";
  const auto script = parse_script(text + "\"", "s", 1);
  REQUIRE(script.has_value());
  CHECK(script->events.front().change.name->size() == 500'000);
  const auto bad = parse_script(text + "\\q\"", "s", 1);
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().message.starts_with("s:1:3000007: unknown escape"));
}

TEST_CASE("actions set something in the plugins, several on one line") {
  const auto script = parse_script(
      "1 param Gain -6 param \"Out Level\" normalized:0.5\n+1 load-state \"a b\"\n"
      "3 sidechain x.wav\n4 sidechain off # the end\n4.5 stop\n5 start\n",
      "s", 2);
  REQUIRE_MESSAGE(script.has_value(), script.error().message);
  REQUIRE(script->actions.size() == 5);
  CHECK(script->actions[0].name == "Gain");
  CHECK(script->actions[1].name == "Out Level");
  CHECK(script->actions[1].value == "normalized:0.5");
  CHECK(script->actions[2].kind == ScriptAction::Kind::load_state);
  CHECK(script->actions[2].value == "a b");
  CHECK(script->actions[4].value.empty());
  CHECK(script->events[2].time == 2.0);
  CHECK(parse_script("param Gain 1 name \"x\"", "s", 1).error().message.find("expected param") !=
        std::string::npos);
}

TEST_CASE("what is not text is not a script") {
  CHECK(mistake("# ok\n0 name \"\xFF\"") ==
        "song.txt:2:9: this is not text; expected UTF-8 without NUL bytes");
  CHECK(mistake(std::string("0 name \"a\0b\"", 12)) ==
        "song.txt:1:10: this is not text; expected UTF-8 without NUL bytes");
}

TEST_CASE("a script cannot ask for more than a run can hold") {
  CHECK(mistake("0 burst 1000001 over 1 name \"\"").find("1 to 1000000") != std::string::npos);
  CHECK(mistake("0 burst 1000000 over 1 name \"\"\n1 name \"one too many\"")
            .starts_with("song.txt:2:3: the script has more than 1000000 changes"));
  CHECK(mistake("0 repeat 1000 every 100 name \"\"")
            .starts_with("song.txt:1:3: this goes on for more than 86400 seconds"));
  CHECK(mistake("86400 name \"\"\n+1 name \"\"")
            .starts_with("song.txt:2:1: this is after more than 86400 seconds"));
}

TEST_CASE("a script that cannot be read says why") {
  const auto missing = read_script("/nonexistent/s.txt", 1);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message ==
        "the script: cannot open: /nonexistent/s.txt: No such file or directory");
  const auto folder = read_script(std::filesystem::temp_directory_path(), 1);
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().message.ends_with("Is a directory"));
}

TEST_CASE("notes, MIDI, expressions and modulation stand in order, several on a line") {
  using attacca::host::NoteEventKind;
  using attacca::host::NoteExpression;
  const Script script = good(
      "track 2\n"
      "0.5 note on 60 0.25 channel 3 id 7 port 2 note off all channel all note choke 61\n"
      "midi B0 4A 7F midi F0 7E F7 expression tuning -12 id 7 modulate \"Cut off\" -0.5 key 60");
  REQUIRE(script.events.size() == 7);
  for (const ScriptEvent& event : script.events) {
    CHECK(event.kind == ScriptEvent::Kind::note);
    CHECK(event.time == 0.5);
    CHECK(event.track == 1);
  }
  const auto& notes = script.notes;
  REQUIRE(notes.size() == 7);
  CHECK(notes[0].event.kind == NoteEventKind::on);
  CHECK(notes[0].event.key == 60);
  CHECK(notes[0].event.velocity == 0.25);
  CHECK(notes[0].event.channel == 2);
  CHECK(notes[0].event.note_id == 7);
  CHECK(notes[0].event.port == 1);
  CHECK(notes[1].event.key == -1);
  CHECK(notes[1].event.channel == -1);
  CHECK(notes[2].event.kind == NoteEventKind::choke);
  CHECK(notes[3].event.midi == std::array<std::uint8_t, 3>{0xB0, 0x4A, 0x7F});
  CHECK(notes[4].bytes == std::vector<std::uint8_t>{0xF0, 0x7E, 0xF7});
  CHECK(notes[5].event.expression == NoteExpression::tuning);
  CHECK(notes[5].event.value == -12.0);
  CHECK(notes[6].parameter == "Cut off");
  CHECK(notes[6].event.value == -0.5);
  CHECK(notes[6].event.key == 60);
}

TEST_CASE("a mistake in a note says where it is and what was expected") {
  CHECK(mistake("note on 128 1") ==
        "song.txt:1:9: found \"128\"; expected a key from 0 to 127; 60 is middle C");
  CHECK(mistake("note up 60") == "song.txt:1:6: found \"up\"; expected on, off or choke");
  CHECK(mistake("note on 60 2") == "song.txt:1:12: found \"2\"; expected a velocity from 0 to 1");
  CHECK(mistake("note on 60 1 channel 17").find("a channel from 1 to 16") != std::string::npos);
  CHECK(mistake("midi 90 3C").find("1:6: these bytes are no MIDI message") != std::string::npos);
  CHECK(mistake("midi F0 90 F7").find("no MIDI message") != std::string::npos);
  CHECK(mistake("expression tuning 121").find("semitones from -120 to 120") != std::string::npos);
  CHECK(mistake("expression gain 1").find("expected volume, pan") != std::string::npos);
  CHECK(mistake("note on 60 1 name \"a\"").find("expected note, midi, expression, modulate") !=
        std::string::npos);
}
