// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/conductor_loop.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "loopback_musicians.hpp"
#include "running_conductor.hpp"

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

TEST_CASE("the control socket is for its user alone, and many can ask at a time") {
  RunningConductor conductor;
  struct stat status{};
  REQUIRE(::stat(conductor.options().control_socket().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  REQUIRE(::stat(conductor.options().runtime.c_str(), &status) == 0);
  CHECK((status.st_mode & 0077U) == 0U);
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
    CHECK(stream->send(std::string("\n\n\0\xFF\n{}\n[[[[", 14)).has_value());
  }
  CHECK(conductor.ok({{"do", "hello"}})["protocol"] == 1);
}

TEST_CASE("quit ends it, and is answered") {
  RunningConductor conductor;
  CHECK(conductor.client().call({{"do", "quit"}}));
  CHECK_FALSE(conductor.client().next_event(ControlClient::Milliseconds(10'000)));
  CHECK_FALSE(conductor.client().is_connected());
}

}  // namespace parlando::test
