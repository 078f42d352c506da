// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/registry.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace parlando {
namespace {

/// Messages that overtake each other on a network do so by no more than this.
constexpr std::int32_t kOvertaking = 16;
/// For so long after a jump back, a message that goes on where the jump began tells of two senders.
constexpr std::int64_t kTwoSenders = 10 * kSecond;
/// Strangers of one address are asked who they are so often within a second.
constexpr std::uint32_t kQuestions = 50;
constexpr std::size_t kMostAddressesAsked = 4'096;

std::uint64_t key_of(const SocketAddress& address) {
  return std::uint64_t{address.ip} << 16U | address.port;
}

/// True if it was another one.
bool replace(std::string& text, std::string_view with) {
  if (text == with) return false;
  text = with;
  return true;
}

template <typename T>
bool replace(T& value, T with) {
  if (value == with) return false;
  value = with;
  return true;
}

}  // namespace

const MusicianRecord* Registry::find(Id id) const {
  const auto found = musicians_.find(id);
  return found == musicians_.end() ? nullptr : &found->second;
}

const ProcessRecord* Registry::find_process(Id id) const {
  const auto found = processes_.find(id);
  return found == processes_.end() ? nullptr : &found->second;
}

bool Registry::is_reachable(const MusicianRecord& musician) const {
  const ProcessRecord* process = find_process(musician.process);
  return !musician.is_gone && process != nullptr && process->link != LinkState::dead;
}

std::vector<const MusicianRecord*> Registry::musicians() const {
  std::vector<const MusicianRecord*> all;
  all.reserve(musicians_.size());
  for (const auto& [id, musician] : musicians_) all.push_back(&musician);
  std::sort(all.begin(), all.end(),
            [](const MusicianRecord* a, const MusicianRecord* b) { return a->order < b->order; });
  return all;
}

std::vector<const ProcessRecord*> Registry::processes() const {
  std::vector<const ProcessRecord*> all;
  for (const auto& [id, process] : processes_) all.push_back(&process);
  std::sort(all.begin(), all.end(), [](const ProcessRecord* a, const ProcessRecord* b) {
    return std::pair(a->since, a->id) < std::pair(b->since, b->id);
  });
  return all;
}

void Registry::take(const Announce& message, const SocketAddress& from, Moment now) {
  const auto found = musicians_.find(message.id);
  if (found != musicians_.end() && !found->second.is_gone &&
      found->second.process != message.process) {
    // Whose it is turns out in judge_contenders().
    const auto [contender, is_new] =
        contenders_.try_emplace(message.id, Contender{message, from, now.steady});
    if (is_new) {
      const auto process = processes_.find(found->second.process);
      if (process != processes_.end()) send_pulse(process->second, now);
      next_tick_ = std::min(next_tick_, now.steady + kSecond);
    } else if (contender->second.announce.process == message.process) {
      contender->second.announce = message;
    }
    return;
  }
  install(message, from, now);
}

void Registry::install(const Announce& message, const SocketAddress& from, Moment now) {
  const SocketAddress address{from.ip, static_cast<std::uint16_t>(message.port)};
  auto found = musicians_.find(message.id);
  if (found != musicians_.end() && found->second.is_gone) {
    remove(message.id, Departure::silent, false);
    found = musicians_.end();
  }
  if (found == musicians_.end() && musicians_.size() >= kMostMusicians) {
    ++counts_.refused;
    return;
  }
  ProcessRecord* process = process_at(message.process, address, now);
  if (process == nullptr) {
    ++counts_.refused;
    return;
  }
  process->heard = now.steady;
  const bool is_new = found == musicians_.end();
  MusicianRecord& musician = musicians_[message.id];
  bool changed = false;
  if (is_new) {
    musician.id = message.id;
    musician.order = ++met_;
    musician.since = now.steady;
    musician.process = message.process;
    musician.seq = message.seq;
    ++process->musicians;
  } else if (musician.process != message.process) {
    leave_process(musician);
    musician.process = message.process;
    musician.seq = message.seq;
    musician.heartbeat.reset();
    musician.clock.reset();
    ++musician.restarts;
    ++counts_.restarts;
    ++process->musicians;
    musician.transports_ahead = 0;
    changed = true;
    if (musician.is_primary) begin_appointment(now);
  } else {
    follow_sequence(musician, message.seq, now);
  }
  musician.heard = now.steady;
  changed = replace(musician.address, address) || changed;
  changed = replace(musician.role, message.role.view()) || changed;
  changed = replace(musician.name, message.name.view()) || changed;
  changed = replace(musician.name_source, message.name_source.view()) || changed;
  changed = replace(musician.color, message.color) || changed;
  changed = replace(musician.instrument, message.instrument.view()) || changed;
  changed = replace(musician.sample_rate, message.sample_rate) || changed;
  acknowledge(musician, message.seq);
  if (is_new) {
    listener_.musician_appeared(musician);
  } else if (changed) {
    listener_.musician_changed(musician);
  }
  // Who announces itself again may have forgotten that it leads.
  if (musician.is_primary) primary_told_ = 0;
  if (primary_.is_none() || musician.is_primary) next_tick_ = now.steady;
}

void Registry::acknowledge(const MusicianRecord& musician, std::int32_t seq) {
  listener_.send(musician.address, Ack{musician.id, seq, musician.process, conductor_});
}

MusicianRecord* Registry::known(Id id, std::int32_t seq, const SocketAddress& from, Moment now) {
  MusicianRecord* musician = sign_of_life(id, from, now);
  if (musician != nullptr) follow_sequence(*musician, seq, now);
  return musician;
}

MusicianRecord* Registry::sign_of_life(Id id, const SocketAddress& from, Moment now) {
  const auto found = musicians_.find(id);
  if (found == musicians_.end() || found->second.is_gone || !(found->second.address == from)) {
    ask_stranger(id, from, now);
    return nullptr;
  }
  found->second.heard = now.steady;
  const auto process = processes_.find(found->second.process);
  if (process != processes_.end()) process->second.heard = now.steady;
  return &found->second;
}

void Registry::ask_stranger(Id id, const SocketAddress& from, Moment now) {
  ++counts_.strangers;
  if (asked_.size() >= kMostAddressesAsked) asked_.clear();
  Asked& asked = asked_[key_of(from)];
  if (now.steady - asked.since >= kSecond) asked = {now.steady, 0};
  const bool is_known_process =
      std::any_of(processes_.begin(), processes_.end(),
                  [&](const auto& entry) { return entry.second.address == from; });
  // All of a process of which nothing is known, once; else the one, but not any number of them.
  if (asked.count++ >= (is_known_process ? kQuestions : 1)) return;
  listener_.send(from, Who{is_known_process ? id : Id{}});
}

void Registry::ask(const SocketAddress& address) {
  listener_.send(address, Who{});
}

void Registry::follow_sequence(MusicianRecord& musician, std::int32_t seq, Moment now) {
  const std::int64_t step = std::int64_t{seq} - musician.seq;
  if (step <= 0 && step > -kOvertaking && seq > kOvertaking) {
    // It was overtaken, on its way, by messages that let it be counted as missing.
    if (step < 0 && musician.missing > 0) --musician.missing;
    return;
  }
  if (step <= 0) {
    musician.seq_before_jump = musician.seq;
    musician.jumped = now.steady;
    musician.seq = seq;
    musician.transports_ahead = 0;
    ++musician.restarts;
    ++counts_.restarts;
    return;
  }
  const bool goes_on_before_jump =
      musician.jumped != 0 && now.steady - musician.jumped < kTwoSenders &&
      seq > musician.seq_before_jump && std::int64_t{seq} - musician.seq_before_jump < step;
  if (goes_on_before_jump) {
    ++counts_.collisions;
    musician.jumped = 0;
    listener_.send(musician.address, Renew{musician.id, musician.process});
  } else {
    const std::int64_t by_transport = std::min<std::int64_t>(step - 1, musician.transports_ahead);
    musician.transports_ahead -= static_cast<std::uint32_t>(by_transport);
    musician.missing += static_cast<std::uint64_t>(step - 1 - by_transport);
  }
  musician.seq = seq;
}

void Registry::follow_transport(MusicianRecord& musician, std::int32_t seq) {
  if (seq > musician.seq) {
    ++musician.transports_ahead;
  } else if (musician.missing > 0) {
    --musician.missing;
  }
}

void Registry::take(const Heartbeat& message, const SocketAddress& from, Moment now) {
  MusicianRecord* musician = known(message.id, message.seq, from, now);
  if (musician == nullptr) return;
  const auto told = [](const Heartbeat& a) {
    return std::tuple(a.is_processed, a.waiting, a.late, a.lost, a.dropped, a.sounding);
  };
  const bool changed = !musician->heartbeat || told(*musician->heartbeat) != told(message);
  musician->heartbeat = message;
  if (changed) listener_.musician_changed(*musician);
}

void Registry::take(const Goodbye& message, const SocketAddress& from, Moment now) {
  const auto found = musicians_.find(message.id);
  // Of somebody unknown it is no reason to ask.
  if (found == musicians_.end() || !(found->second.address == from)) return;
  remove(message.id, Departure::goodbye, false);
  next_tick_ = now.steady;
}

void Registry::take(const Renamed& message, const SocketAddress& from, Moment now) {
  MusicianRecord* musician = known(message.id, message.seq, from, now);
  if (musician == nullptr) return;
  bool changed = replace(musician->name, message.name.view());
  changed = replace(musician->name_source, message.name_source.view()) || changed;
  changed = replace(musician->color, message.color) || changed;
  acknowledge(*musician, message.seq);
  if (changed) listener_.musician_changed(*musician);
}

void Registry::take(const InstrumentIs& message, const SocketAddress& from, Moment now) {
  MusicianRecord* musician = known(message.id, message.seq, from, now);
  if (musician == nullptr) return;
  if (replace(musician->instrument, message.name.view())) listener_.musician_changed(*musician);
}

void Registry::take(const ClockIs& message, const SocketAddress& from, Moment now,
                    std::int64_t wall) {
  MusicianRecord* musician = known(message.id, message.seq, from, now);
  if (musician == nullptr) return;
  const bool changed = !musician->clock || musician->clock->free_wheels != message.free_wheels;
  musician->clock = message;
  musician->clock_wall = wall;
  if (changed) listener_.musician_changed(*musician);
}

bool Registry::take(const TransportIs& message, const SocketAddress& from, Moment now) {
  MusicianRecord* musician = sign_of_life(message.id, from, now);
  if (musician == nullptr) return false;
  follow_transport(*musician, message.seq);
  if (message.id != primary_) {
    // It missed that it no longer is; asked no more often than strangers are.
    Asked& asked = asked_[key_of(from)];
    if (now.steady - asked.since >= kSecond) asked = {now.steady, 0};
    if (asked.count++ < 2) listener_.send(from, Primary{message.id, false});
    return false;
  }
  transport_heard_ = now.steady;
  transport_plays_ = message.playing;
  return true;
}

bool Registry::take_other(Id id, std::int32_t seq, const SocketAddress& from, Moment now) {
  return known(id, seq, from, now) != nullptr;
}

void Registry::remove(Id id, Departure why, bool keep) {
  const auto found = musicians_.find(id);
  if (found == musicians_.end()) return;
  if (!found->second.is_gone) {
    leave_process(found->second);
    found->second.is_gone = true;
    const bool was_primary = found->second.is_primary;
    found->second.is_primary = false;
    if (was_primary) primary_ = {};
    listener_.musician_left(found->second, why);
    if (was_primary) listener_.primary_changed(nullptr);
    if (keep) ++gone_;
  } else if (!keep && gone_ > 0) {
    --gone_;
  }
  if (!keep) musicians_.erase(found);
}

}  // namespace parlando
