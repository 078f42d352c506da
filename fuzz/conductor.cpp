// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A conductor among musicians and programs of which nothing is known. An input is a series of
// records: a kind, a size in two bytes, and the record.
//   0, 1  a packet from one of two processes      3  time that goes by, in 50 ms
//   2     a request, a line of JSON
// Every request is answered with one object, at once or later; an error has had no effect on what
// waits to be played; what is sent are packets that musicians can read.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "parlando/conductor/control.hpp"

namespace {

using namespace parlando;
using attacca::fuzz::require;

class Readers final : public Wire {
 public:
  bool send(const SocketAddress& /*to*/, std::span<const std::byte> packet) override {
    require(packet.size() <= kLargestPacketSent, "a packet is no longer than promised");
    require(
        read_packet<FromConductor>(packet, "", counts_, [](const FromConductor&, const When&) {}),
        "musicians can read what is sent");
    return true;
  }

 private:
  PacketCounts counts_;
};

class Asker final : public ControlPeer {
 public:
  void deliver(std::string_view json) override {
    const Json object = Json::parse(json, nullptr, false);
    require(object.is_object(), "what is delivered is an object");
    require(json.find('\n') == std::string_view::npos, "what is delivered is one line");
    if (object.contains("event")) return;
    require(object.contains("id") && object.contains("ok") != object.contains("error"),
            "an answer is either good or an error");
    ++answers;
    was_refused = object.contains("error");
  }

  std::size_t answers = 0;
  bool was_refused = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Readers readers;
  Conductor conductor({0xC0}, readers, "");
  SessionStore store{{}};
  Asker asker;
  Control control(conductor, store, [] { return ConductorFacts{}; });
  control.attach(asker);
  Moment now{1'000 * kSecond, 1'700'000'000 * kSecond};
  std::size_t requests = 0;
  for (std::size_t at = 0; at + 3 <= size;) {
    const unsigned kind = data[at] & 3U;
    const std::size_t wanted = data[at + 1] * std::size_t{256} + data[at + 2];
    at += 3;
    const std::size_t length = wanted < size - at ? wanted : size - at;
    const auto* record = reinterpret_cast<const char*>(data + at);
    if (kind < 2) {
      conductor.receive(std::as_bytes(std::span(record, length)),
                        {SocketAddress::kLoopback, static_cast<std::uint16_t>(12'000 + kind)}, now);
    } else if (kind == 2) {
      const std::string_view line(record, length);
      // It would look at files of this machine.
      if (line.find("path") == std::string_view::npos &&
          line.find("\\u") == std::string_view::npos) {
        const std::size_t waiting = conductor.scheduler().waiting();
        asker.was_refused = false;
        control.request(asker, std::string(line), now);
        ++requests;
        require(asker.answers <= requests, "no request is answered twice");
        require(!asker.was_refused || conductor.scheduler().waiting() == waiting,
                "a request that is refused has had no effect");
      }
    } else {
      now = now.after(static_cast<std::int64_t>(wanted % 2'000) * 50 * kMillisecond);
    }
    conductor.tick(now);
    control.tick(now);
    at += length;
  }
  // Nobody waits for ever: phrases are stopped, and listening has its time.
  control.request(asker, R"({"do":"stop"})", now);
  now = now.after(700 * kSecond);
  conductor.tick(now);
  control.tick(now);
  require(asker.answers == requests + 1, "every request is answered");
  conductor.finish();
  return 0;
}
