// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "parlando/conductor/registry.hpp"

namespace parlando::test {

inline constexpr Id kConductor{0xC0};

/// Keeps all that the registry says.
class Notebook final : public RegistryListener {
 public:
  void send(const SocketAddress& to, const ToProcess& message) override {
    sent.emplace_back(to, message);
  }
  void musician_appeared(const MusicianRecord& musician) override {
    events.push_back("appeared " + musician.name);
  }
  void musician_changed(const MusicianRecord& musician) override {
    events.push_back("changed " + musician.name);
  }
  void musician_left(const MusicianRecord& musician, Departure why) override {
    events.push_back((why == Departure::goodbye ? "goodbye " : "silent ") + musician.name);
  }
  void link_changed(const ProcessRecord& process) override {
    events.push_back("link " + std::string(name_of(process.link)));
  }
  void primary_changed(const MusicianRecord* musician) override {
    events.push_back("primary " + (musician == nullptr ? "nobody" : musician->name));
  }

  /// The messages of one kind that were sent to one place.
  template <typename Message>
  [[nodiscard]] std::vector<Message> to(const SocketAddress& address) const {
    std::vector<Message> found;
    for (const auto& [where, message] : sent) {
      const auto* one = std::get_if<Message>(&message);
      if (one != nullptr && where == address) found.push_back(*one);
    }
    return found;
  }
  [[nodiscard]] bool has(const std::string& event) const {
    for (const std::string& one : events) {
      if (one == event) return true;
    }
    return false;
  }
  void clear() {
    sent.clear();
    events.clear();
  }

  std::vector<std::pair<SocketAddress, ToProcess>> sent;
  std::vector<std::string> events;
};

/// A process of musicians, as far as the registry can see it.
struct FakeProcess {
  Id id;
  SocketAddress address;

  [[nodiscard]] Announce announce(Id musician, std::int32_t seq, const std::string& name) const {
    Announce message;
    message.id = musician;
    message.seq = seq;
    message.process = id;
    message.port = address.port;
    message.version = 1;
    message.role.assign("notes");
    message.name.assign(name);
    message.name_source.assign("track");
    return message;
  }
  [[nodiscard]] static Heartbeat heartbeat(Id musician, std::int32_t seq,
                                           bool is_processed = true) {
    Heartbeat message;
    message.id = musician;
    message.seq = seq;
    message.is_processed = is_processed;
    return message;
  }
  [[nodiscard]] Echo echo(const Pulse& pulse) const {
    Echo message;
    message.process = id;
    message.pulse = pulse.pulse;
    message.sent = pulse.sent;
    return message;
  }
};

struct RegistryFixture {
  Notebook notebook;
  Registry registry{kConductor, notebook};
  Moment now{1'000 * kSecond, 1'700'000'000 * kSecond};
  FakeProcess daw{{0xD1}, {SocketAddress::kLoopback, 9100}};
  FakeProcess other{{0xD2}, {SocketAddress::kLoopback, 9200}};

  /// Lets time go by; processes in `alive` answer each pulse after a millisecond.
  void pass(std::int64_t nanoseconds, const std::vector<const FakeProcess*>& alive) {
    const Moment end = now.after(nanoseconds);
    while (now.steady < end.steady) {
      now = now.after(10 * kMillisecond);
      const std::size_t before = notebook.sent.size();
      if (now.steady >= registry.next_tick()) registry.tick(now);
      const Moment answered = now.after(kMillisecond);
      for (std::size_t i = before; i < notebook.sent.size(); ++i) {
        const auto [to, message] = notebook.sent[i];
        const auto* pulse = std::get_if<Pulse>(&message);
        if (pulse == nullptr) continue;
        for (const FakeProcess* process : alive) {
          if (process->address == to) registry.take(process->echo(*pulse), to, answered);
        }
      }
    }
  }
};

}  // namespace parlando::test
