// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <array>

#include <doctest/doctest.h>

#include "control_fixture.hpp"
#include "midi_file/writer.hpp"

namespace parlando::test {
namespace {

constexpr Id kViolin{0x1};
constexpr Id kCello{0x2};

std::string base64(const std::string& bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = bits << 8U | static_cast<unsigned char>(byte);
    for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63U];
  }
  if (count > 0) text += kDigits[bits << (6 - count) & 63U];
  while (text.size() % 4 != 0) text += '=';
  return text;
}

/// Two tracks of two notes each, at 240, then 120 quarter notes a minute.
std::string duet() {
  using Bytes = std::array<std::uint8_t, 3>;
  attacca::midi_file::Writer writer(480);
  writer.begin_track("Duet");
  writer.tempo(0, 250'000);
  writer.tempo(480, 500'000);
  int channel = 0;
  for (const char* name : {"Vln.", "Violoncello"}) {
    writer.begin_track(name);
    const auto with = [&](int status) { return static_cast<std::uint8_t>(status | channel); };
    const auto key = static_cast<std::uint8_t>(channel == 0 ? 76 : 48);
    writer.message(0, Bytes{with(0xE0), 0x7F, 0x7F});
    writer.message(0, Bytes{with(0xB0), 11, 127});
    for (const std::uint64_t tick : {0U, 480U}) {
      writer.message(tick, Bytes{with(0x90), key, 127});
      writer.message(tick + 240, Bytes{with(0x80), key, 0});
    }
    ++channel;
  }
  return base64(writer.finish());
}

struct MidiFixture : ControlFixture {
  MidiFixture() {
    meet(kViolin, "Violin");
    meet(kCello, "Cello");
    tick();
  }
  Json open(const std::string& more = "") {
    return ok("{'do':'midi','name':'duet.mid','data':'" + duet() + "'" + more + "}");
  }
  [[nodiscard]] double milliseconds_until(const When& when) const {
    return static_cast<double>(when.time.unix_nanoseconds() - now.wall) / kMillisecond;
  }
};

}  // namespace

TEST_CASE_FIXTURE(MidiFixture, "a file's parts find the musicians that are called like them") {
  const Json song = open();
  CHECK(song["tempo"] == 240.0);
  REQUIRE(song["parts"].size() == 2);
  CHECK(song["parts"][0]["name"] == "Vln.");
  CHECK(song["parts"][0]["to"] == text_of(kViolin));
  CHECK(song["parts"][0]["notes"] == 2);
  CHECK(song["parts"][1]["to"] == text_of(kCello));
  const Json other = open(",'map':{'1':'Cello','2':'Violin'}");
  CHECK(other["parts"][0]["to"] == text_of(kCello));
  CHECK(other["parts"][0]["reason"] == "given");
}

TEST_CASE_FIXTURE(MidiFixture, "a file is played at its tempos, with all that is not notes") {
  const Json song = open();
  ok("{'do':'play','lead_ms':0,'file':" + song["file"].dump() + "}");
  tick(kSecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 4);
  CHECK(wire.all<Controller>().size() == 2);
  REQUIRE(wire.all<Bend>().size() == 2);
  CHECK(wire.all<Bend>()[0].first.value == 1.0F);
  // Half a quarter note at 240, and one at 120 that begins after a quarter of a second.
  CHECK(notes[0].first.duration == doctest::Approx(0.125));
  CHECK(notes[0].first.velocity == 1.0F);
  CHECK(milliseconds_until(notes[2].second) == doctest::Approx(-750));
  CHECK(notes[2].first.duration == doctest::Approx(0.25));
  // The controller is there before the note that it shapes.
  CHECK(wire.all<Controller>()[0].first.seq < notes[0].first.seq);
}

TEST_CASE_FIXTURE(MidiFixture, "a map is remembered for files of one name") {
  ok("{'do':'map','file':'duet.mid','parts':{'1':'Cello','2':'Violin'}}");
  CHECK(open()["parts"][0]["to"] == text_of(kCello));
  // An orchestra in which it makes no sense any more is matched anew.
  ok("{'do':'map','file':'duet.mid','parts':{'1':'Oboe'}}");
  CHECK(open()["parts"][0]["to"] == text_of(kViolin));
}

TEST_CASE_FIXTURE(MidiFixture, "a part that is given to nobody is not matched, and stays so") {
  const Json song = open(",'map':{'1':null}");
  CHECK(song["parts"][0]["to"].is_null());
  CHECK(song["parts"][0]["reason"] == "given");
  CHECK(song["parts"][1]["to"] == text_of(kCello));
  const Json map = ok("{'do':'map','file':'duet.mid','parts':{'1':null,'2':'Violin'}}");
  CHECK(map["parts"]["1"].is_null());
  CHECK(map["parts"]["2"] == "Violin");
  const Json kept = open();
  CHECK(kept["parts"][0]["to"].is_null());
  CHECK(kept["parts"][1]["to"] == text_of(kViolin));
  ok("{'do':'play','lead_ms':0,'file':" + kept["file"].dump() + "}");
  tick(kSecond);
  const auto notes = wire.all<WholeNote>();
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].first.id == kViolin);
  CHECK(error("{'do':'map','file':'duet.mid','parts':{'1':7}}").find("null") != std::string::npos);
}

TEST_CASE_FIXTURE(MidiFixture, "one musician of a map that is away does not undo the others") {
  ok("{'do':'map','file':'duet.mid','parts':{'1':'Cello','2':'Oboe'}}");
  const Json song = open();
  CHECK(song["parts"][0]["to"] == text_of(kCello));
  CHECK(song["parts"][0]["reason"] == "given");
  CHECK(ok("{'do':'map','file':'duet.mid'}")["parts"]["2"] == "Oboe");
}

TEST_CASE_FIXTURE(MidiFixture, "what is no MIDI file, or for nobody, is an error") {
  CHECK(error("{'do':'midi'}").find("\"path\" or \"data\"") != std::string::npos);
  CHECK(error("{'do':'midi','data':'%%'}").find("base64") != std::string::npos);
  CHECK(error("{'do':'midi','data':'AAAA'}").find("midi:") == 0);
  CHECK(error("{'do':'midi','path':'song.mid'}").find("absolute") != std::string::npos);
  CHECK(error("{'do':'midi','path':'" + nowhere() + "'}").find(nowhere()) != std::string::npos);
  CHECK(error("{'do':'play','file':99}").find("no such file") != std::string::npos);
  const std::string number = open()["file"].dump();
  CHECK(error("{'do':'play','file':" + number + ",'map':{'9':'Cello'}}").find("9") !=
        std::string::npos);
}

}  // namespace parlando::test
