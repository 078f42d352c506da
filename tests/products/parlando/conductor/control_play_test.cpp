// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "control_fixture.hpp"

namespace parlando::test {
namespace {

constexpr Id kBass{0xB};
constexpr Id kPiano{0xA};

struct PlayFixture : ControlFixture {
  PlayFixture() {
    meet(kBass, "Bass");
    meet(kPiano, "Piano");
    tick();
  }
  void roll(double tempo, double beat, bool playing = true) {
    TransportIs transport;
    transport.id = kBass;
    transport.seq = 2;
    transport.playing = playing;
    transport.tempo = tempo;
    transport.beat = beat;
    receive(transport, When::at(osc_time::from_unix_nanoseconds(now.wall)));
  }
  [[nodiscard]] double milliseconds_until(const When& when) const {
    return static_cast<double>(when.time.unix_nanoseconds() - now.wall) / kMillisecond;
  }
};

}  // namespace

TEST_CASE_FIXTURE(PlayFixture, "a note is sent for the next block, with reports wanted before it") {
  ok("{'do':'send','to':'Bass','event':{'key':'C3','velocity':0.8,'beats':2}}");
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].first.key == 48);
  CHECK(notes[0].first.velocity == 0.8F);
  CHECK(notes[0].first.duration == doctest::Approx(1));  // 2 beats at 120
  CHECK(notes[0].second.kind == When::Kind::next_block);
  bool wanted = false;
  for (const auto& one : wire.received) {
    if (const auto* pulse = std::get_if<Pulse>(&one.message)) wanted = pulse->wants_reports;
    if (std::holds_alternative<WholeNote>(one.message)) break;
  }
  CHECK(wanted);
}

TEST_CASE_FIXTURE(PlayFixture, "every kind of event becomes its message") {
  const auto send = [&](const std::string& event) {
    ok("{'do':'send','to':'Bass','event':" + event + "}");
  };
  send("{'kind':'on','key':60,'channel':16,'note':9}");
  send("{'kind':'off','key':60,'channel':16,'note':9}");
  send("{'kind':'cc','controller':11,'value':0.5}");
  send("{'kind':'bend','value':-0.25}");
  send("{'kind':'pressure','value':1,'key':'A4'}");
  send("{'kind':'program','program':1}");
  send("{'kind':'expression','type':'tuning','value':-12.5}");
  send("{'kind':'curve','target':'cc 7','from':0,'to':1,'beats':4,'shape':'smooth'}");
  CHECK(wire.all<NoteOnFor>().at(0).first.channel == 15);
  CHECK(wire.all<NoteOffFor>().at(0).first.note == 9);
  CHECK(wire.all<Controller>().at(0).first.controller == 11);
  CHECK(wire.all<Bend>().at(0).first.value == -0.25F);
  CHECK(wire.all<Pressure>().at(0).first.key == 69);
  CHECK(wire.all<Program>().at(0).first.program == 0);
  CHECK(wire.all<Expression>().at(0).first.value == -12.5F);
  CHECK(wire.all<Curve>().at(0).first.duration == doctest::Approx(2));
}

TEST_CASE_FIXTURE(PlayFixture, "a phrase of our own time starts 25 ms from now, at its tempo") {
  const Json answer =
      ok("{'do':'play','tempo':60,'parts':[{'to':'Bass','events':[{'key':40},"
         "{'key':41,'at':0.1,'beats':0.5}]},{'to':'Piano','events':[{'key':60,'at':0.05}]}]}");
  CHECK(answer["messages"] == 3);
  CHECK(answer["starts_in_ms"] == doctest::Approx(25));
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 3);
  CHECK(milliseconds_until(notes[0].second) == doctest::Approx(25));
  CHECK(milliseconds_until(notes[1].second) == doctest::Approx(75));
  CHECK(notes[1].first.id == kPiano);
  CHECK(milliseconds_until(notes[2].second) == doctest::Approx(125));
  CHECK(notes[2].first.duration == doctest::Approx(0.5));
}

TEST_CASE_FIXTURE(PlayFixture, "tempos that change are followed, within a note too") {
  ok("{'do':'play','tempo':[[0,60],[2,120]],'lead_ms':0,'parts':[{'to':'Bass','events':["
     "{'key':40,'at':0,'beats':4},{'key':41,'at':4}]}]}");
  tick(3 * kSecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].first.duration == doctest::Approx(3));
  CHECK(milliseconds_until(notes[1].second) == doctest::Approx(0));
}

TEST_CASE_FIXTURE(PlayFixture,
                  "an instrument that is slow is played earlier, so that all are together") {
  ok("{'do':'instrument','to':'Bass','latency_ms':40}");
  const Json answer =
      ok("{'do':'play','tempo':60,'parts':[{'to':'Bass','events':[{'key':40}]},"
         "{'to':'Piano','events':[{'key':60}]}]}");
  CHECK(answer["starts_in_ms"] == doctest::Approx(65));
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].first.id == kBass);
  CHECK(milliseconds_until(notes[0].second) == doctest::Approx(25));
  CHECK(milliseconds_until(notes[1].second) == doctest::Approx(65));
}

TEST_CASE_FIXTURE(PlayFixture, "with the DAW's clock notes are for beats, from the next bar on") {
  CHECK(error("{'do':'play','clock':'daw','parts':[]}").find("timeline") != std::string::npos);
  roll(120, 5);
  const Json answer =
      ok("{'do':'play','clock':'daw','parts':[{'to':'Bass','events':[{'key':40,'at':0.5,'beats':2}]"
         "}]}");
  CHECK(answer["starts_at_beat"] == 8.0);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].second.kind == When::Kind::beat);
  CHECK(notes[0].second.beat == doctest::Approx(8.5));
  CHECK(notes[0].first.duration == doctest::Approx(2));
  CHECK(ok("{'do':'play','clock':'daw','start':12,'parts':[]}")["starts_at_beat"] == 12.0);
  CHECK(error("{'do':'play','clock':'daw','tempo':90,'parts':[]}").find("DAW's") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(PlayFixture, "where a timeline that rolls is by now is not guessed for long") {
  Goodbye goodbye;
  goodbye.id = kPiano;
  goodbye.seq = 2;
  receive(goodbye);
  roll(120, 5);
  tick(1'900 * kMillisecond);
  CHECK(ok("{'do':'transport'}")["known"] == true);
  tick(200 * kMillisecond);
  CHECK(ok("{'do':'transport'}")["known"] == false);
  // One that stands still has nothing to say.
  roll(120, 5, false);
  tick(5 * kSecond);
  CHECK(ok("{'do':'transport'}")["beat"] == 5.0);
}

TEST_CASE_FIXTURE(PlayFixture, "one thing wrong in a phrase, and nothing of it sounds") {
  const auto wrong = [&](const std::string& event) {
    return error("{'do':'play','parts':[{'to':'Bass','events':[{'key':40}," + event + "]}]}");
  };
  CHECK(wrong("{'key':128}").find("play: parts[0].events[1]: \"key\"") != std::string::npos);
  CHECK(wrong("{'key':40,'velocty':1}").find("did you mean \"velocity\"") != std::string::npos);
  CHECK(wrong("{'key':40,'beats':0}").find("\"beats\"") != std::string::npos);
  CHECK(wrong("{}").find("\"key\" is missing") != std::string::npos);
  CHECK(wrong("{'kind':'curve','target':'cc 200','from':0,'to':1}").find("target") !=
        std::string::npos);
  CHECK(wrong("{'kind':'expression','type':'pan','value':2}").find("range") != std::string::npos);
  CHECK(wrong("{'kind':'curve','target':'bend','from':0,'to':1,'shape':'=t+'}").find("shape") !=
        std::string::npos);
  CHECK(wrong("7").find("an object") != std::string::npos);
  CHECK(error("{'do':'play','parts':[{'to':'Nobody','events':[]}]}").find("Nobody") !=
        std::string::npos);
  CHECK(error("{'do':'play','tempo':0,'parts':[]}").find("tempo") != std::string::npos);
  CHECK(error("{'do':'play','tempo':[[4,90],[2,60]],'parts':[]}").find("order") !=
        std::string::npos);
  tick(kSecond);
  CHECK(wire.all<WholeNote>().empty());
}

TEST_CASE_FIXTURE(PlayFixture, "a length is told in the unit that it was timed in") {
  ok("{'do':'subscribe','events':['played']}");
  roll(60, 8);
  const std::string parts = "'parts':[{'to':'Bass','events':[{'key':40,'beats':2}]}]}";
  ok("{'do':'play','lead_ms':0,'tempo':30," + parts);
  ok("{'do':'play','clock':'daw','start':8," + parts);
  ok("{'do':'send','to':'Bass','event':{'kind':'on','key':40}}");
  tick();
  for (std::int32_t i = 1; i <= 3; ++i) {
    Played played;
    played.id = kBass;
    played.seq = 2 + i;
    played.of = i;
    played.beat = 8;  // the timeline rolls, whatever the note was timed by
    played.when = osc_time::from_unix_nanoseconds(now.wall);
    receive(played);
  }
  int by_clock = 0;
  int by_beats = 0;
  int open = 0;
  for (const Json& event : peer.events("played")) {
    if (event["length_ms"] == 4'000.0 && event["length"].is_null()) ++by_clock;
    if (event["length"] == 2.0 && event["length_ms"].is_null()) ++by_beats;
    if (event["length"].is_null() && event["length_ms"].is_null()) ++open;
  }
  CHECK(by_clock == 1);
  CHECK(by_beats == 1);
  CHECK(open == 1);
}

TEST_CASE_FIXTURE(PlayFixture, "who waits is told what really sounded") {
  ok("{'do':'subscribe','events':['played','phrase']}");
  CHECK(ask("{'id':9,'do':'play','wait':true,'lead_ms':0,'parts':[{'to':'Bass','events':["
            "{'key':40,'beats':0.1},{'key':41,'beats':0.1}]}]}")
            .is_null());
  Played played;
  played.id = kBass;
  played.seq = 2;
  played.of = 1;
  played.late = 3;
  played.when = osc_time::from_unix_nanoseconds(now.wall);
  receive(played);
  REQUIRE(peer.events("played").size() == 1);
  CHECK(peer.events("played")[0]["key"] == 40);
  CHECK(peer.events("played")[0]["late_samples"] == 3);
  tick(2 * kSecond);
  tick(2 * kSecond);
  const Json answer = peer.heard.back();
  CHECK(answer["id"] == 9);
  CHECK(answer["ok"]["state"] == "done");
  CHECK(answer["ok"]["notes"] == 2);
  CHECK(answer["ok"]["notes_sounded"] == 1);
  CHECK(answer["ok"]["late"] == 1);
  CHECK(peer.events("phrase").size() == 1);
}

TEST_CASE_FIXTURE(PlayFixture,
                  "with a slow instrument the next bar is one that it can still meet") {
  ok("{'do':'instrument','to':'Bass','latency_ms':500}");
  const std::string play =
      "{'do':'play','clock':'daw','parts':[{'to':'Bass','events':[{'key':40}]},"
      "{'to':'Piano','events':[{'key':60}]}]}";
  SUBCASE("rolling") {
    roll(120, 7.5);
    CHECK(ok(play)["starts_at_beat"] == 12.0);
    tick(100 * kMillisecond);
    const auto notes = wire.all<WholeNote>();
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].second.beat == doctest::Approx(11));
  }
  SUBCASE("standing: the first note waits at the start") {
    roll(120, 8, false);
    CHECK(ok(play)["starts_at_beat"] == 8.0);
    const auto notes = wire.all<WholeNote>();
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].second.beat == doctest::Approx(8));
    CHECK(notes[1].second.beat == doctest::Approx(8));
  }
  SUBCASE("in a loop's last bar it starts at the loop's start, and what is earlier at its end") {
    TransportIs transport;
    transport.id = kBass;
    transport.seq = 2;
    transport.playing = true;
    transport.tempo = 120;
    transport.beat = 5;
    transport.looping = true;
    transport.loop_end = 8;
    receive(transport, When::at(osc_time::from_unix_nanoseconds(now.wall)));
    CHECK(ok(play)["starts_at_beat"] == 0.0);
    const auto notes = wire.all<WholeNote>();
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].second.beat == doctest::Approx(7));
    CHECK(notes[1].second.beat == doctest::Approx(0));
  }
}

TEST_CASE_FIXTURE(PlayFixture, "who loses the primary is told that the timeline is unknown") {
  roll(120, 5);
  ok("{'do':'subscribe','events':['transport']}");
  Goodbye goodbye;
  goodbye.id = kBass;
  goodbye.seq = 3;
  receive(goodbye);
  REQUIRE_FALSE(peer.events("transport").empty());
  CHECK(peer.events("transport").back()["transport"]["known"] == false);
}

TEST_CASE_FIXTURE(PlayFixture,
                  "stop of one phrase leaves what others have for the same musicians") {
  const auto play = [&](int key, double at) {
    return ok("{'do':'play','tempo':60,'lead_ms':100,'parts':[{'to':'Bass','events':[{'key':" +
              std::to_string(key) + ",'at':" + std::to_string(at) +
              "},{'key':" + std::to_string(key + 1) + ",'at':8}]}]}")["phrase"]
        .get<int>();
  };
  const int first = play(40, 0);
  const int second = play(50, 0);
  CHECK(wire.all<WholeNote>().size() == 2);
  wire.received.clear();
  ok("{'do':'stop','phrase':" + std::to_string(first) + "}");
  // What had left is dropped with all that waits there, and so it is sent again.
  REQUIRE(wire.received.size() == 2);
  CHECK(std::holds_alternative<Silence>(wire.received[0].message));
  REQUIRE(wire.all<WholeNote>().size() == 1);
  CHECK(wire.all<WholeNote>()[0].first.key == 50);
  CHECK(milliseconds_until(wire.all<WholeNote>()[0].second) == doctest::Approx(100));
  for (int i = 0; i < 9; ++i) tick(kSecond);
  REQUIRE(wire.all<WholeNote>().size() == 2);
  CHECK(wire.all<WholeNote>()[1].first.key == 51);
  const Json report = ok("{'do':'phrase','phrase':" + std::to_string(second) + "}");
  CHECK(report["sent"] == 2);
  CHECK(report["unreachable"] == 0);
  // One that has ended has nothing left to stop.
  wire.received.clear();
  ok("{'do':'stop','phrase':" + std::to_string(first) + "}");
  CHECK(wire.received.empty());
}

TEST_CASE_FIXTURE(PlayFixture, "stop ends one phrase, one musician, or everything") {
  const auto play = [&] {
    return ok("{'do':'play','parts':[{'to':'Bass','events':[{'key':40,'at':8}]},"
              "{'to':'Piano','events':[{'key':60,'at':8}]}]}")["phrase"]
        .get<int>();
  };
  const int phrase = play();
  SUBCASE("a phrase") {
    CHECK(ok("{'do':'stop','phrase':" + std::to_string(phrase) + "}")["state"] == "stopped");
    CHECK(wire.all<Silence>().size() == 2);
    tick(10 * kSecond);
    CHECK(wire.all<WholeNote>().empty());
  }
  SUBCASE("a musician") {
    ok("{'do':'stop','to':'Bass'}");
    REQUIRE(wire.all<Silence>().size() == 1);
    CHECK(wire.all<Silence>()[0].first.id == kBass);
    tick(10 * kSecond);
    REQUIRE(wire.all<WholeNote>().size() == 1);
    CHECK(wire.all<WholeNote>()[0].first.id == kPiano);
  }
  SUBCASE("everything") {
    play();
    ok("{'do':'stop'}");
    CHECK(wire.all<Silence>().size() == 2);
    CHECK(ok("{'do':'phrase','phrase':" + std::to_string(phrase) + "}")["state"] == "stopped");
    tick(10 * kSecond);
    CHECK(wire.all<WholeNote>().empty());
  }
  CHECK(error("{'do':'stop','phrase':99}").find("99") != std::string::npos);
}

}  // namespace parlando::test
