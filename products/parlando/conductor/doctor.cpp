// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/doctor.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "parlando/net/net_poll.hpp"
#include "parlando/net/udp_socket.hpp"
#include "text/near_names.hpp"

namespace parlando {
namespace {

constexpr std::size_t kSmallBuffer = 1 << 20;  // bytes

std::string milliseconds(std::int64_t nanoseconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f ms", static_cast<double>(nanoseconds) / kMillisecond);
  return text;
}

/// "A, B and 3 more" of those that `matches`; empty if there is none.
template <typename Matches>
std::string those_that(const Registry& registry, const Matches& matches) {
  std::vector<std::string> names;
  std::size_t all = 0;
  for (const MusicianRecord* musician : registry.musicians()) {
    if (!matches(*musician)) continue;
    if (++all <= 5) names.push_back(musician->name);
  }
  return attacca::text::list_of(names, all);
}

}  // namespace

Json json_of(const Finding& finding) {
  const char* state = finding.state == Finding::State::ok        ? "ok"
                      : finding.state == Finding::State::warning ? "warning"
                                                                 : "wrong";
  return {{"name", finding.name}, {"state", state}, {"what", finding.what}};
}

std::vector<Finding> check_sockets(const ConductorFacts& facts) {
  std::vector<Finding> findings;
  for (const auto& socket : facts.sockets) {
    Finding finding{"socket for " + socket.what, Finding::State::ok,
                    "UDP " + socket.address + ", a receive buffer of " +
                        std::to_string(socket.receive_buffer / 1'024) + " kB"};
    if (socket.receive_buffer < kSmallBuffer) {
      finding.state = Finding::State::warning;
      finding.what +=
          ": that may be too little for thousands of musicians; allow more with sysctl -w "
          "net.core.rmem_max=4194304, and start the conductor again";
    }
    findings.push_back(finding);
    if (socket.drops > 0) {
      findings.push_back({"packets for " + socket.what, Finding::State::wrong,
                          std::to_string(socket.drops) +
                              " were thrown away by the system, as the buffer was full"});
    }
  }
  return findings;
}

Finding check_delivery(std::uint32_t ip) {
  Finding finding{"delivery", Finding::State::wrong, ""};
  auto to = UdpSocket::open({ip, 0});
  const auto from = UdpSocket::open({ip, 0});
  NetPoll poll;
  if (!to || !from || !poll.usable()) {
    finding.what = to ? "no second socket could be opened" : to.error().message;
    return finding;
  }
  const std::array<std::byte, 4> packet{};
  ReceivedPackets packets;
  std::vector<NetPoll::Source> sources{{to->native()}};
  const std::int64_t before = Moment::now().steady;
  if (from->send(to->local(), packet)) {
    poll.wait(sources, std::chrono::milliseconds(200));
    if (to->receive(packets) == 1) {
      finding.state = Finding::State::ok;
      finding.what = "a UDP packet to " + to_string(to->local()) + " arrives after " +
                     milliseconds(Moment::now().steady - before);
      return finding;
    }
  }
  finding.what = "a UDP packet to " + to_string(to->local()) +
                 " does not arrive: a firewall keeps it from this machine's own address; allow UDP "
                 "there";
  return finding;
}

std::vector<Finding> check_musicians(Conductor& conductor, Moment now) {
  using State = Finding::State;
  const Registry& registry = conductor.registry();
  std::vector<Finding> findings;
  const auto report = [&](const char* name, State state, const std::string& who, const char* what) {
    if (!who.empty()) findings.push_back({name, state, who + what});
  };
  std::size_t here = 0;
  for (const MusicianRecord* musician : registry.musicians()) here += musician->is_gone ? 0 : 1;
  findings.push_back(
      {"musicians", here > 0 ? State::ok : State::warning,
       here > 0 ? std::to_string(here) +
                      ", processes of musicians: " + std::to_string(registry.processes().size())
                : "there is none: put the plugin Parlando on a track; one that is there announces "
                  "itself within 5.5 s"});
  std::size_t good = 0;
  std::int64_t slowest = 0;
  for (const ProcessRecord* process : registry.processes()) {
    if (process->link == LinkState::good) ++good;
    slowest = std::max(slowest, process->round_trip);
    const std::string where = "the process at " + to_string(process->address);
    if (process->link == LinkState::dead || process->link == LinkState::unsteady) {
      findings.push_back(
          {"link", State::wrong,
           where + (process->link == LinkState::dead
                        ? " does not answer: it hangs, or a firewall keeps packets "
                          "from it"
                        : " answers late, after " + milliseconds(process->round_trip))});
    }
    if (process->echo.kernel_drops > 0) {
      findings.push_back({"drops", State::wrong,
                          where + " has lost " + std::to_string(process->echo.kernel_drops) +
                              " packets, as its buffer was full: raise net.core.rmem_max"});
    }
    if (process->echo.rejected > 0) {
      findings.push_back({"rejected", State::warning,
                          where + " has rejected " + std::to_string(process->echo.rejected) +
                              " packets: malformed, or without the session key"});
    }
  }
  if (good > 0) {
    findings.push_back({"links", State::ok,
                        "processes that answer: " + std::to_string(good) + ", the slowest after " +
                            milliseconds(slowest)});
  }
  report(
      "processing", State::warning,
      those_that(registry,
                 [](const MusicianRecord& m) {
                   return !m.is_gone && m.heartbeat && !m.heartbeat->is_processed;
                 }),
      ": the DAW does not process the track, so that nothing sounds: switch the audio engine on, "
      "or the track");
  report("lost", State::warning,
         those_that(registry,
                    [](const MusicianRecord& m) {
                      return m.heartbeat && m.heartbeat->lost + m.heartbeat->dropped > 0;
                    }),
         ": messages to them were lost or found no room");
  report("gone", State::warning,
         those_that(registry, [](const MusicianRecord& m) { return m.is_gone; }),
         ": silent for more than 15 s");
  const auto& counts = conductor.counts();
  if (counts.rejected > 0) {
    findings.push_back(
        {"rejected", State::warning,
         std::to_string(counts.rejected) + " of " + std::to_string(counts.packets) +
             " packets to the conductor were rejected, the last one: " + counts.last_error});
  }
  const auto& met = registry.counts();
  if (met.collisions > 0) {
    findings.push_back({"ids", State::ok,
                        std::to_string(met.collisions) +
                            " ids were in use twice (copied tracks or projects) and were renewed"});
  }
  if (met.refused > 0) {
    findings.push_back(
        {"flood", State::wrong,
         std::to_string(met.refused) + " announcements were refused: more musicians than can be"});
  }
  const TransportClock& transport = conductor.transport();
  if (!transport.is_known()) {
    if (here > 0) {
      findings.push_back(
          {"transport", State::warning, "no musician tells where the DAW's timeline is"});
    }
  } else {
    const std::int64_t age = now.wall - transport.last_wall();
    const bool is_off = age < -kSecond || (transport.is_rolling() && age > 2 * kSecond);
    findings.push_back({"transport", is_off ? State::wrong : State::ok,
                        std::string(transport.is_rolling() ? "rolls" : "stands") + ", last told " +
                            milliseconds(age) + " ago" +
                            (is_off ? ": the clocks of the two machines differ" : "")});
  }
  return findings;
}

}  // namespace parlando
