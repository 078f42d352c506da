// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/conductor_loop.hpp"

#include <array>
#include <atomic>

#include <doctest/doctest.h>

#include "loopback_musicians.hpp"
#include "registry_fixture.hpp"
#include "running_conductor.hpp"
#include "tests/products/parlando/conductor/say_no_more.hpp"

namespace parlando::test {
namespace {

/// Whether it is so within 20 s.
template <typename Condition>
bool happens(const Condition& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

Json notes(int count, double apart) {
  Json events = Json::array();
  for (int i = 0; i < count; ++i)
    events.push_back({{"key", 40 + i}, {"at", i * apart}, {"beats", 0.1}});
  return events;
}

}  // namespace

TEST_CASE("musicians are found, play a phrase, and what sounded is told") {
  RunningConductor conductor;
  LoopbackMusicians daw(1, 3, conductor.options().listen);
  const Json list = conductor.list_of(3);
  REQUIRE(list["musicians"].size() == 3);
  CHECK(list["processes"][0]["musicians"] == 3);
  const Json report = conductor.ok({{"do", "play"},
                                    {"tempo", 600},
                                    {"wait", true},
                                    {"parts",
                                     {{{"to", "Musician 1"}, {"events", notes(20, 0.5)}},
                                      {{"to", "musician 3"}, {"events", notes(20, 0.5)}}}}});
  CHECK(report["state"] == "done");
  CHECK(report["notes"] == 40);
  CHECK(report["notes_sounded"] == 40);
  CHECK(report["unreachable"] == 0);
  const auto played = daw.all<WholeNote>();
  REQUIRE(played.size() == 40);
  std::vector<std::int32_t> seqs(3, 0);
  for (const auto& [note, taken] : played) {
    CHECK(note.seq == ++seqs[note.id.value - daw.id(0).value]);
    CHECK(taken.when.kind == When::Kind::time);
  }
}

TEST_CASE("many can ask at a time") {
  RunningConductor conductor;
  std::vector<std::unique_ptr<ControlClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(conductor.connect());
    CHECK(clients.back()->call({{"do", "subscribe"}}));
  }
  LoopbackMusicians daw(1, 1, conductor.options().listen);
  for (const auto& client : clients) {
    const auto event = client->next_event(ControlClient::Milliseconds(10'000));
    REQUIRE(event);
    CHECK((*event)["musician"]["name"] == "Musician 1");
  }
}

TEST_CASE("a second conductor is refused, and can ask the first") {
  RunningConductor conductor;
  const auto second = ConductorLoop::open(conductor.options());
  REQUIRE_FALSE(second);
  CHECK(second.error().message.find(to_string(conductor.options().listen)) != std::string::npos);
  auto access = ConductorAccess::open(conductor.options());
  REQUIRE(access);
  CHECK_FALSE(access->is_own());
  CHECK(access->client().call({{"do", "hello"}}));
}

TEST_CASE("a command that is a conductor itself waits for nobody who only watches") {
  const attacca::test::TemporaryFolder folder;
  ConductorOptions options;
  options.listen = UdpSocket::open({})->local();
  options.transport.port = 0;
  options.runtime = folder / "runtime";
  std::unique_ptr<ControlClient> watcher;
  {
    auto access = ConductorAccess::open(options);
    REQUIRE(access);
    auto connected = ControlClient::connect(options.control_socket());
    REQUIRE(connected);
    watcher = std::move(*connected);
    REQUIRE(watcher->call({{"do", "subscribe"}}));
  }
  // It ended, and the watcher knows.
  while (watcher->is_connected()) (void)watcher->next_event(ControlClient::Milliseconds(100));
  CHECK_FALSE(watcher->is_connected());
}

TEST_CASE("where none runs, a command is a conductor for as long as it takes") {
  attacca::test::TemporaryFolder folder;
  ConductorOptions options;
  options.listen = UdpSocket::open({})->local();
  options.transport.port = 0;
  options.runtime = folder / "runtime";
  {
    auto access = ConductorAccess::open(options);
    REQUIRE(access);
    CHECK(access->is_own());
    LoopbackMusicians daw(1, 1, options.listen);
    access->wait_for("Musician 1");
    const auto list = access->client().call({{"do", "list"}});
    REQUIRE(list);
    CHECK((*list)["musicians"].size() == 1);
  }
  CHECK_FALSE(ControlClient::connect(options.control_socket()));
}

TEST_CASE("a conductor that ends says so, and the next one finds its musicians at once") {
  RunningConductor conductor;
  LoopbackMusicians daw(1, 5, conductor.options().listen);
  REQUIRE(conductor.list_of(5)["musicians"].size() == 5);
  // Which processes there are is written down once a second.
  const auto file = conductor.options().runtime /
                    (std::to_string(conductor.options().listen.port) + ".processes");
  REQUIRE(happens([&] { return std::filesystem::exists(file); }));
  conductor.stop();
  CHECK(happens([&] { return daw.all<Bye>().size() == 1; }));
  conductor.start();
  REQUIRE(conductor.list_of(5)["musicians"].size() == 5);
  CHECK(daw.all<Who>().size() >= 1);
}

TEST_CASE("off loopback a key is needed") {
  ConductorOptions options;
  options.listen = {0, 0};
  options.transport.port = 0;
  const auto loop = ConductorLoop::open(options);
  REQUIRE_FALSE(loop);
  CHECK(loop.error().message.find("PARLANDO_KEY") != std::string::npos);
}

TEST_CASE("requests that are too long, half or nonsense end no conductor") {
  RunningConductor conductor;
  {
    auto stream = LocalStream::connect(conductor.options().control_socket());
    REQUIRE(stream);
    CHECK(stream->send("{\"do\":\"li").has_value());
  }
  {
    auto stream = LocalStream::connect(conductor.options().control_socket());
    REQUIRE(stream);
    CHECK(stream->send(std::string("\n\n\0\xFF\n{}\n[[[[", 12)).has_value());
  }
  CHECK(conductor.ok({{"do", "hello"}})["protocol"] == 1);
}

TEST_CASE("who has said all is answered, also when it takes a while") {
  RunningConductor conductor;
  LoopbackMusicians musicians(0x51, 1, conductor.options().listen);
  conductor.list_of(1);
  auto stream = LocalStream::connect(conductor.options().control_socket());
  REQUIRE(stream);
  const std::string request =
      R"({"do":"send","to":"Musician 1","event":{"key":60,"beats":0.1},"wait":true})"
      "\n";
  CHECK(stream->send(request) == request.size());
  say_no_more(*stream);
  std::string answer;
  CHECK(happens([&] {
    std::array<char, 4'096> bytes{};
    const auto size = stream->receive(bytes.data(), bytes.size());
    if (size) answer.append(bytes.data(), *size);
    return answer.ends_with('\n');
  }));
  CHECK(answer.find("\"state\":\"done\"") != std::string::npos);
}

TEST_CASE("a request that takes long stops no pulse, and a hundred thousand no other client") {
  RunningConductor conductor;
  auto socket = UdpSocket::open({SocketAddress::kLoopback, 0});
  REQUIRE(socket);
  const FakeProcess process{{0xD1}, socket->local()};
  PacketBuilder builder;
  builder.begin(When::next_block());
  REQUIRE(builder.add(process.announce(Id{7}, 1, "Harp")));
  REQUIRE(socket->send(conductor.options().listen, builder.finish()));
  conductor.list_of(1);
  int pulses = 0;
  ReceivedPackets packets;
  PacketCounts counts;
  const auto count = [&] {
    const std::size_t received = socket->receive(packets);
    for (std::size_t i = 0; i < received; ++i) {
      read_packet<FromConductor>(packets[i].bytes, "", counts,
                                 [&](const FromConductor& message, const When&) {
                                   if (std::holds_alternative<Pulse>(message)) ++pulses;
                                 });
    }
    return pulses;
  };
  CHECK(happens([&] { return count() >= 2; }));
  std::atomic<bool> is_held = false;
  std::atomic<bool> goes_on = false;
  conductor.loop().post([&](Control&) {
    is_held = true;
    while (!goes_on) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  });
  CHECK(happens([&] { return is_held.load(); }));
  count();
  pulses = 0;
  CHECK(happens([&] { return count() >= 3; }));
  goes_on = true;

  auto stream = LocalStream::connect(conductor.options().control_socket());
  REQUIRE(stream);
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "{\"do\":\"list\"}\n";
  CHECK(stream->send(many).has_value());
  CHECK(conductor.ok({{"do", "hello"}})["protocol"] == 1);
}

TEST_CASE("quit ends it, and is answered") {
  RunningConductor conductor;
  CHECK(conductor.client().call({{"do", "quit"}}));
  CHECK_FALSE(conductor.client().next_event(ControlClient::Milliseconds(10'000)));
  CHECK_FALSE(conductor.client().is_connected());
}

}  // namespace parlando::test
