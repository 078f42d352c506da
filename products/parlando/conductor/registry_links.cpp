// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What the registry does as time goes by: pulses and their answers, silences, the primary.

#include <algorithm>

#include "parlando/conductor/registry.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {
namespace {

constexpr std::int64_t kPulse = kPulseMilliseconds * kMillisecond;
/// No answer for so long: dead, which people are to know within 2 s.
constexpr std::int64_t kDead = 1'500 * kMillisecond;
/// A round trip beyond this would be heard.
constexpr std::int64_t kSlow = 20 * kMillisecond;
constexpr std::int64_t kGone = kGoneMilliseconds * kMillisecond;
/// A contender is judged at the latest then.
constexpr std::int64_t kVerdict = kSecond;
/// Musicians that are gone are shown for so long, and no more than so many.
constexpr std::int64_t kRemembered = 600 * kSecond;
constexpr std::size_t kMostRemembered = 1'000;
/// A primary without a word of transport: after its appointment, and while it plays.
constexpr std::int64_t kFirstTransport = 3 * kSecond;
constexpr std::int64_t kNextTransport = kSecond;
constexpr std::int64_t kPassedOver = 30 * kSecond;
/// It is told again, as the message may have been lost.
constexpr std::int64_t kTellPrimary = 2 * kSecond;
constexpr std::size_t kPulsesKept = 64;

}  // namespace

ProcessRecord* Registry::process_at(Id id, const SocketAddress& address, Moment now) {
  const auto found = processes_.find(id);
  if (found != processes_.end()) {
    found->second.address = address;
    return &found->second;
  }
  if (processes_.size() >= kMostProcesses) return nullptr;
  ProcessRecord& process = processes_[id];
  process.id = id;
  process.address = address;
  process.since = now.steady;
  process.heard = now.steady;
  send_pulse(process, now);
  return &process;
}

void Registry::leave_process(const MusicianRecord& musician) {
  const auto process = processes_.find(musician.process);
  if (process == processes_.end()) return;
  if (process->second.musicians > 0) --process->second.musicians;
  if (process->second.musicians == 0) processes_.erase(process);
}

void Registry::send_pulse(ProcessRecord& process, Moment now) {
  pulses_.push_back({++pulse_, now.steady});
  if (pulses_.size() > kPulsesKept) pulses_.erase(pulses_.begin());
  listener_.send(process.address, Pulse{conductor_, pulse_,
                                        osc_time::from_unix_nanoseconds(now.wall), wants_reports_});
}

Pulse Registry::last_pulse() const {
  return {conductor_, pulse_, {}, wants_reports_};
}

void Registry::want_reports(bool wanted, Moment now) {
  if (wanted == wants_reports_) return;
  wants_reports_ = wanted;
  for (auto& [id, process] : processes_) send_pulse(process, now);
}

void Registry::say_bye() {
  for (const auto& [id, process] : processes_) listener_.send(process.address, Bye{conductor_});
}

void Registry::take(const Echo& message, const SocketAddress& from, Moment now) {
  const auto found = processes_.find(message.process);
  if (found == processes_.end() || !(found->second.address == from)) {
    ask_stranger({}, from, now);
    return;
  }
  ProcessRecord& process = found->second;
  process.heard = now.steady;
  process.unanswered = 0;
  process.echo = message;
  const auto pulse = std::find_if(pulses_.rbegin(), pulses_.rend(),
                                  [&](const Pulsed& sent) { return sent.number == message.pulse; });
  if (pulse != pulses_.rend()) process.round_trip = now.steady - pulse->steady;
  const LinkState state = process.round_trip > kSlow ? LinkState::unsteady : LinkState::good;
  if (state != process.link) {
    process.link = state;
    listener_.link_changed(process);
  }
}

void Registry::tick(Moment now) {
  if (now.steady - pulsed_ >= kPulse) {
    pulsed_ = now.steady;
    // One number for all, so that the last 16 s of pulses can be recognised.
    const std::int32_t number = ++pulse_;
    pulses_.push_back({number, now.steady});
    if (pulses_.size() > kPulsesKept) pulses_.erase(pulses_.begin());
    for (auto& [id, process] : processes_) {
      ++process.unanswered;
      listener_.send(
          process.address,
          Pulse{conductor_, number, osc_time::from_unix_nanoseconds(now.wall), wants_reports_});
    }
    judge_silence(now);
  }
  judge_contenders(now);
  judge_links(now);
  judge_primary(now);
  next_tick_ = pulsed_ + kPulse;
  for (const auto& [id, contender] : contenders_) {
    next_tick_ = std::min(next_tick_, contender.since + kVerdict);
  }
}

void Registry::judge_contenders(Moment now) {
  for (auto entry = contenders_.begin(); entry != contenders_.end();) {
    const auto [announce, from, since] = entry->second;
    const auto holder = musicians_.find(entry->first);
    bool lives = false;
    if (holder != musicians_.end() && !holder->second.is_gone &&
        holder->second.process != announce.process) {
      const auto process = processes_.find(holder->second.process);
      lives = process != processes_.end() && process->second.heard > since;
    }
    if (!lives && now.steady - since < kVerdict && holder != musicians_.end()) {
      ++entry;
      continue;
    }
    entry = contenders_.erase(entry);
    if (lives) {
      ++counts_.collisions;
      const SocketAddress address{from.ip, static_cast<std::uint16_t>(announce.port)};
      listener_.send(address, Renew{announce.id, announce.process});
    } else {
      install(announce, from, now);
    }
  }
}

void Registry::judge_links(Moment now) {
  for (auto& [id, process] : processes_) {
    LinkState state = process.link;
    // `heard` counts, too: who sends is alive, but is not heard if it does not answer.
    const std::int64_t silence = now.steady - process.heard;
    if (process.unanswered * kPulse >= kDead && silence >= kDead) {
      state = LinkState::dead;
    } else if (process.unanswered > 2 && state == LinkState::good) {
      state = LinkState::unsteady;
    }
    if (state != process.link) {
      process.link = state;
      listener_.link_changed(process);
    }
  }
}

void Registry::judge_silence(Moment now) {
  std::vector<Id> silent;
  std::vector<const MusicianRecord*> gone;
  for (const auto& [id, musician] : musicians_) {
    if (!musician.is_gone && now.steady - musician.heard >= kGone) silent.push_back(id);
    if (musician.is_gone) gone.push_back(&musician);
  }
  for (const Id id : silent) remove(id, Departure::silent, true);
  std::sort(gone.begin(), gone.end(),
            [](const MusicianRecord* a, const MusicianRecord* b) { return a->heard > b->heard; });
  std::vector<Id> forgotten;
  for (std::size_t i = 0; i < gone.size(); ++i) {
    if (i >= kMostRemembered || now.steady - gone[i]->heard >= kRemembered) {
      forgotten.push_back(gone[i]->id);
    }
  }
  for (const Id id : forgotten) remove(id, Departure::silent, false);
}

bool Registry::can_lead(const MusicianRecord& musician, Moment now) const {
  if (!is_reachable(musician) || now.steady < musician.no_transport_until) return false;
  return !musician.heartbeat || musician.heartbeat->is_processed;
}

MusicianRecord* Registry::best_leader(Id but, Moment now) {
  MusicianRecord* best = nullptr;
  for (auto& [id, musician] : musicians_) {
    if (id == but || !can_lead(musician, now)) continue;
    if (best == nullptr || musician.order < best->order) best = &musician;
  }
  return best;
}

void Registry::judge_primary(Moment now) {
  const auto current = musicians_.find(primary_);
  if (current != musicians_.end()) {
    MusicianRecord& primary = current->second;
    const std::int64_t silence = now.steady - std::max(appointed_, transport_heard_);
    const bool has_spoken = transport_heard_ > appointed_;
    if (silence >= (has_spoken ? kNextTransport : kFirstTransport) &&
        (!has_spoken || transport_plays_)) {
      if (best_leader(primary_, now) != nullptr) {
        primary.no_transport_until = now.steady + kPassedOver;
      } else {
        // Nobody is any better; this one may only have forgotten, as after a pulse that stopped.
        begin_appointment(now);
      }
    }
    if (can_lead(primary, now)) {
      if (now.steady - primary_told_ >= kTellPrimary) {
        primary_told_ = now.steady;
        listener_.send(primary.address, Primary{primary.id, true});
      }
      return;
    }
  }
  // Where nobody is any better, the one that there is stays.
  if (MusicianRecord* best = best_leader(primary_, now)) appoint(best, now);
}

void Registry::appoint(MusicianRecord* musician, Moment now) {
  const auto current = musicians_.find(primary_);
  if (current != musicians_.end()) {
    current->second.is_primary = false;
    listener_.send(current->second.address, Primary{primary_, false});
    listener_.musician_changed(current->second);
  }
  primary_ = musician->id;
  musician->is_primary = true;
  begin_appointment(now);
  primary_told_ = now.steady;
  listener_.send(musician->address, Primary{primary_, true});
  listener_.primary_changed(musician);
}

void Registry::begin_appointment(Moment now) {
  appointed_ = now.steady;
  primary_told_ = 0;
  transport_plays_ = false;
}

}  // namespace parlando
