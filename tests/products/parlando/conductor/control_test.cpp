// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/control.hpp"

#include <fstream>

#include <doctest/doctest.h>

#include "control_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace parlando::test {
namespace {

constexpr Id kBass{0xB};
constexpr Id kPiano{0xA};

}  // namespace

TEST_CASE_FIXTURE(ControlFixture, "an answer has the request's id, and says who is there") {
  Announce bass = daw.announce(kBass, 1, "Bass");
  bass.color = 0x336699;
  receive(bass);
  const Json answer = ask("{'id':'seven','do':'list'}");
  CHECK(answer["id"] == "seven");
  const Json& musician = answer["ok"]["musicians"][0];
  CHECK(musician["id"] == "000000000000000b");
  CHECK(musician["name"] == "Bass");
  CHECK(musician["color"] == "#336699");
  CHECK(musician["role"] == "notes");
  CHECK(musician["processed"].is_null());
  CHECK(answer["ok"]["processes"][0]["address"] == "127.0.0.1:9100");
}

TEST_CASE_FIXTURE(ControlFixture, "what is no request is answered with what is wrong") {
  CHECK(error("nonsense").find("no JSON object") != std::string::npos);
  CHECK(error("[1]").find("no JSON object") != std::string::npos);
  CHECK(error("{'do':7}").find("\"do\" has to be a text") != std::string::npos);
  CHECK(error("{'id':1}").find("\"do\" is missing") != std::string::npos);
  CHECK(error("{'id':[1],'do':'list'}").find("\"id\"") != std::string::npos);
  CHECK(error("{'do':'lisst'}").find("did you mean \"list\"") != std::string::npos);
  CHECK(error("{'do':'list','gome':true}").find("did you mean \"gone\"") != std::string::npos);
  CHECK(error("{'do':'list','gone':1}").find("true or false") != std::string::npos);
  CHECK(error(std::string("{'do':'li\xFFst'}")).find("no JSON object") != std::string::npos);
  CHECK(error(std::string(16, '[')).find("no JSON object") != std::string::npos);
}

TEST_CASE_FIXTURE(ControlFixture,
                  "a request that is nested deeply is refused, and overflows nothing") {
  constexpr std::size_t kDepth = 200'000;
  CHECK(error(std::string(kDepth, '[')).find("deep") != std::string::npos);
  const std::string nested = std::string(kDepth, '[') + std::string(kDepth, ']');
  CHECK(error("{'do':'subscribe','events':[" + nested + "]}").find("deep") != std::string::npos);
  CHECK(error("{'do':'subscribe','events':[[{}]]}").find("without a name") != std::string::npos);
  // Brackets in a text are none.
  CHECK(error("{'do':'subscribe','events':['[[[[[[[[[[[[[[[[[[[[{{{']}").find("no event \"[[") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(ControlFixture, "a musician is found by name, case, id and alias") {
  meet(kBass, "Bass");
  meet(kPiano, "Piano");
  for (const char* name : {"Bass", "bASS", "000000000000000b", "000000000000000B"}) {
    CHECK(ok(std::string("{'do':'instrument','to':'") + name + "'}")["musician"] ==
          "000000000000000b");
  }
  CHECK(ok("{'do':'alias','alias':'low one','to':'Bass'}")["aliases"]["low one"] ==
        "000000000000000b");
  CHECK(ok("{'do':'instrument','to':'low one'}")["musician"] == "000000000000000b");
  CHECK(ok("{'do':'list'}")["musicians"][0]["aliases"][0] == "low one");
  ok("{'do':'alias','alias':'low one','remove':true}");
  CHECK(error("{'do':'instrument','to':'low one'}").find("Piano") != std::string::npos);
  CHECK(error("{'do':'alias','alias':'0123456789abcdef','to':'Bass'}").find("taken for an id") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(ControlFixture, "a name that two have is an error that lists their ids") {
  meet(kBass, "Bass");
  meet(kPiano, "Bass");
  const std::string message = error("{'do':'instrument','to':'Bass'}");
  CHECK(message.find("000000000000000b") != std::string::npos);
  CHECK(message.find("000000000000000a") != std::string::npos);
}

TEST_CASE_FIXTURE(ControlFixture, "who has subscribed hears of renames at once, others do not") {
  meet(kBass, "Bass");
  FakePeer other;
  control.attach(other);
  ok("{'do':'subscribe','events':['musician','left']}");
  Renamed renamed;
  renamed.id = kBass;
  renamed.seq = 2;
  renamed.name.assign("Contrabass");
  renamed.color = 0xFF0000;
  receive(renamed);
  const auto events = peer.events("musician");
  REQUIRE(events.size() == 1);
  CHECK(events[0]["musician"]["name"] == "Contrabass");
  CHECK(events[0]["musician"]["color"] == "#ff0000");
  CHECK(events[0]["new"] == false);
  Goodbye goodbye;
  goodbye.id = kBass;
  goodbye.seq = 3;
  receive(goodbye);
  REQUIRE(peer.events("left").size() == 1);
  CHECK(peer.events("left")[0]["why"] == "goodbye");
  CHECK(other.heard.empty());
  CHECK(error("{'do':'subscribe','events':['rename']}").find("\"rename\"") != std::string::npos);
  control.detach(other);
}

TEST_CASE_FIXTURE(ControlFixture, "listening gathers the notes until the end, or gives up") {
  meet(kPiano, "Piano");
  CHECK(ask("{'id':5,'do':'listen','to':'Piano','bars':2}").is_null());
  const auto requests = wire.all<Listen>();
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].first.bars == 2);
  Heard note;
  note.id = kPiano;
  note.seq = 2;
  note.request = requests[0].first.request;
  note.source.assign("daw");
  note.key = 64;
  note.velocity = 0.5F;
  note.start = 4;
  note.length = 1.5;
  receive(note);
  HeardEnd end;
  end.id = kPiano;
  end.seq = 3;
  end.request = note.request;
  end.count = 2;
  end.now = 8;
  receive(end);
  const Json answer = peer.heard.back();
  CHECK(answer["id"] == 5);
  CHECK(answer["ok"]["notes"][0]["name"] == "E4");
  CHECK(answer["ok"]["notes"][0]["length"] == 1.5);
  CHECK(answer["ok"]["not_arrived"] == 1);
  CHECK(ask("{'id':6,'do':'listen','to':'Piano','timeout_ms':100}").is_null());
  tick(99 * kMillisecond);
  CHECK(peer.heard.back()["id"] == 5);
  tick(kMillisecond);
  CHECK(peer.heard.back()["id"] == 6);
  CHECK(peer.heard.back().contains("error"));
}

TEST_CASE_FIXTURE(ControlFixture,
                  "the instrument is told to the musician, and again to a new one") {
  meet(kBass, "Bass");
  ok("{'do':'instrument','to':'Bass','name':'double bass','latency_ms':40}");
  REQUIRE(wire.all<InstrumentIs>().size() == 1);
  CHECK(wire.all<InstrumentIs>()[0].first.name.view() == "double bass");
  Goodbye goodbye;
  goodbye.id = kBass;
  goodbye.seq = 2;
  receive(goodbye);
  meet(kBass, "Bass");
  conductor.tick(now);
  CHECK(wire.all<InstrumentIs>().size() == 2);
  CHECK(ok("{'do':'instrument','to':'Bass'}")["latency_ms"] == 40.0);
}

TEST_CASE_FIXTURE(ControlFixture, "what could not be kept has had no effect, and has failed") {
  meet(kBass, "Bass");
  ok("{'do':'subscribe','events':['session']}");
  const attacca::test::TemporaryFolder folder;
  std::ofstream(folder / "file") << "no folder";
  store = SessionStore(folder / "file" / "session.json");
  for (const char* request :
       {"{'do':'alias','alias':'low','to':'Bass'}", "{'do':'map','file':'x.mid','parts':{'1':'B'}}",
        "{'do':'instrument','to':'Bass','name':'tuba','latency_ms':3}"}) {
    const Json answer = ask(request);
    CAPTURE(answer.dump());
    CHECK(answer.contains("error"));
    CHECK(answer.value("failed", false));
  }
  CHECK(store.session == Session{});
  CHECK(wire.all<InstrumentIs>().empty());
  CHECK(peer.events("session").empty());
}

TEST_CASE_FIXTURE(ControlFixture, "notes of somebody who plays by hand end when it vanishes") {
  meet(kBass, "Bass");
  struct Hand final : ControlPeer {
    void deliver(std::string_view) override {}
    [[nodiscard]] bool plays_by_hand() const override { return true; }
  } hand;
  control.attach(hand);
  const auto play = [&](const std::string& kind, int key) {
    control.request(hand,
                    R"({"do":"send","to":"Bass","event":{"kind":")" + kind + R"(","key":)" +
                        std::to_string(key) + "}}",
                    now);
  };
  play("on", 40);
  play("on", 41);
  play("off", 40);
  // Of others, as of a command that has ended, notes stay.
  ok("{'do':'send','to':'Bass','event':{'kind':'on','key':50}}");
  control.detach(hand);
  control.detach(peer);
  conductor.tick(now);
  const auto offs = wire.all<NoteOffFor>();
  REQUIRE(offs.size() == 2);
  CHECK(offs[0].first.key == 40);
  CHECK(offs[1].first.key == 41);
}

namespace {

/// Somebody who reads when it is told to.
struct SlowReader {
  explicit SlowReader(Control& control) {
    control.set_reader([this](std::string json, Control::ReadDone done) {
      jobs.emplace_back(std::move(json), std::move(done));
    });
  }
  void read_one() {
    auto [json, done] = std::move(jobs.front());
    jobs.erase(jobs.begin());
    done(read_request(json));
  }
  std::vector<std::pair<std::string, Control::ReadDone>> jobs;
};

/// Twenty thousand notes for the piano.
std::string long_request() {
  Json events = Json::array();
  for (int i = 0; i < 20'000; ++i) events.push_back({{"key", 60}, {"at", i}});
  return Json{
      {"id", "long"}, {"do", "play"}, {"parts", {{{"to", "Piano"}, {"events", std::move(events)}}}}}
      .dump();
}

}  // namespace

TEST_CASE_FIXTURE(ControlFixture,
                  "while a long request is read, others are met, but none of its own") {
  meet(kPiano, "Piano");
  SlowReader reader(control);
  FakePeer other;
  control.attach(other);
  control.request(peer, long_request(), now);
  REQUIRE(reader.jobs.size() == 1);
  CHECK(control.is_reading_for(peer));
  CHECK(control.owes(peer));
  control.request(peer, R"({"id":"next","do":"stop"})", now);
  control.request(other, R"({"id":"other","do":"list"})", now);
  REQUIRE(other.heard.size() == 1);
  CHECK(other.heard[0]["id"] == "other");
  CHECK(peer.heard.empty());
  reader.read_one();
  REQUIRE(peer.heard.size() == 2);
  CHECK(peer.heard[0]["id"] == "long");
  CHECK(peer.heard[0]["ok"]["messages"] == 20'000);
  CHECK(peer.heard[1]["id"] == "next");
  CHECK_FALSE(control.is_reading_for(peer));
}

TEST_CASE_FIXTURE(ControlFixture, "who leaves while its request is read is forgotten") {
  meet(kPiano, "Piano");
  SlowReader reader(control);
  control.request(peer, long_request(), now);
  control.detach(peer);
  reader.read_one();
  CHECK(peer.heard.empty());
  CHECK(conductor.scheduler().phrases().empty());
}

TEST_CASE_FIXTURE(ControlFixture, "a MIDI file is read elsewhere, however short the request is") {
  SlowReader reader(control);
  control.request(peer, R"({"do":"midi","path":")" + nowhere() + "\"}", now);
  REQUIRE(reader.jobs.size() == 1);
  reader.read_one();
  REQUIRE(peer.heard.size() == 1);
  CHECK(peer.heard[0]["error"].get<std::string>().find(nowhere()) != std::string::npos);
}

TEST_CASE_FIXTURE(ControlFixture, "a peer that left is not answered") {
  meet(kPiano, "Piano");
  ask("{'id':1,'do':'listen','to':'Piano','timeout_ms':1}");
  control.detach(peer);
  tick(kSecond);
  CHECK(peer.heard.empty());
}

TEST_CASE_FIXTURE(ControlFixture, "the doctor names who is not processed and what was rejected") {
  meet(kBass, "Bass");
  receive(FakeProcess::heartbeat(kBass, 2, false));
  const std::byte nonsense{7};
  conductor.receive({&nonsense, 1}, daw.address, now);
  std::string all = ok("{'do':'doctor'}").dump();
  CHECK(all.find("Bass: the DAW does not process the track") != std::string::npos);
  CHECK(all.find("1 of 3 packets") != std::string::npos);
}

}  // namespace parlando::test
