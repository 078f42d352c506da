// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "fake_wire.hpp"
#include "parlando/conductor/control.hpp"
#include "parlando/protocol/packet.hpp"
#include "registry_fixture.hpp"

namespace parlando::test {

/// Keeps what it is told.
class FakePeer final : public ControlPeer {
 public:
  void deliver(std::string_view json) override { heard.push_back(Json::parse(json)); }

  [[nodiscard]] std::vector<Json> events(const std::string& kind) const {
    std::vector<Json> found;
    for (const Json& one : heard) {
      if (one.contains("event") && one["event"] == kind) found.push_back(one);
    }
    return found;
  }

  std::vector<Json> heard;
};

/// The path of a file that is not there, with slashes.
inline std::string nowhere() {
  return (std::filesystem::temp_directory_path() / "nowhere" / "song.mid").generic_string();
}

/// A conductor without sockets, a process of musicians, and somebody who asks.
struct ControlFixture {
  ControlFixture() { control.attach(peer); }

  template <typename Message>
  void receive(const Message& message, const When& when = When::next_block()) {
    PacketBuilder builder;
    builder.begin(when);
    REQUIRE(builder.add(message));
    conductor.receive(builder.finish(), daw.address, now);
  }
  void meet(Id id, const std::string& name) { receive(daw.announce(id, 1, name)); }
  void tick(std::int64_t nanoseconds = 0) {
    now = now.after(nanoseconds);
    conductor.tick(now);
    control.tick(now);
  }

  /// The answer; the line of JSON is written with ' for ".
  Json ask(std::string request) {
    for (char& c : request) c = c == '\'' ? '"' : c;
    const std::size_t before = peer.heard.size();
    control.request(peer, request, now);
    conductor.tick(now);
    for (std::size_t i = before; i < peer.heard.size(); ++i) {
      if (!peer.heard[i].contains("event")) return peer.heard[i];
    }
    return nullptr;
  }
  Json ok(const std::string& request) {
    const Json answer = ask(request);
    CAPTURE(answer.dump());
    REQUIRE(answer.contains("ok"));
    return answer["ok"];
  }
  std::string error(const std::string& request) {
    const Json answer = ask(request);
    CAPTURE(answer.dump());
    REQUIRE(answer.contains("error"));
    return answer["error"].get<std::string>();
  }

  Moment now{1'000 * kSecond, 1'700'000'000 * kSecond};
  FakeProcess daw{{0xD1}, {SocketAddress::kLoopback, 9100}};
  FakeWire wire;
  Conductor conductor{kConductor, wire, ""};
  SessionStore store{{}};
  FakePeer peer;
  Control control{conductor, store, [] { return ConductorFacts{}; }};
};

}  // namespace parlando::test
