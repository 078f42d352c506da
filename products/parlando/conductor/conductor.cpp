// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/conductor.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

namespace parlando {
namespace {

constexpr std::int64_t kTransportLost = 2 * kSecond;

}  // namespace

Conductor::Conductor(Id id, Wire& wire, const std::string& key)
    : key_(key),
      outbox_(wire, key),
      registry_(id, *this),
      scheduler_(registry_, transport_, outbox_) {}

void Conductor::receive(std::span<const std::byte> packet, const SocketAddress& from, Moment now) {
  read_packet<FromMusician>(
      packet, key_, counts_,
      [&](const FromMusician& message, const When& when) { take(message, when, from, now); });
}

void Conductor::take(const FromMusician& any, const When& when, const SocketAddress& from,
                     Moment now) {
  const std::int64_t wall = when.kind == When::Kind::time ? when.time.unix_nanoseconds() : now.wall;
  std::visit(
      [&](const auto& message) {
        using Message = std::decay_t<decltype(message)>;
        if constexpr (std::is_same_v<Message, TransportIs>) {
          if (!registry_.take(message, from, now)) return;
          transport_.update(message, wall);
          transport_heard_ = now.steady;
          if (events_ != nullptr) events_->transport(transport_);
        } else if constexpr (std::is_same_v<Message, ClockIs>) {
          registry_.take(message, from, now, wall);
        } else if constexpr (std::is_same_v<Message, Played>) {
          if (registry_.take_other(message.id, message.seq, from, now)) take_played(message);
        } else if constexpr (std::is_same_v<Message, Heard> || std::is_same_v<Message, HeardEnd>) {
          if (!registry_.take_other(message.id, message.seq, from, now)) return;
          const MusicianRecord* musician = registry_.find(message.id);
          if (events_ == nullptr || musician == nullptr) return;
          if constexpr (std::is_same_v<Message, Heard>) {
            events_->heard(*musician, message);
          } else {
            events_->heard_end(*musician, message);
          }
        } else {
          registry_.take(message, from, now);
        }
      },
      any);
}

void Conductor::take_played(const Played& played) {
  const SentMessage* sent = scheduler_.report(played);
  const MusicianRecord* musician = registry_.find(played.id);
  if (events_ != nullptr && musician != nullptr) events_->played(*musician, sent, played);
}

void Conductor::tick(Moment now) {
  if (now.steady >= registry_.next_tick()) registry_.tick(now);
  // A timeline that rolled is told every 50 ms; where it is by now nobody knows.
  if (transport_.is_rolling() && now.steady - transport_heard_ >= kTransportLost) {
    transport_.forget();
    if (events_ != nullptr) events_->transport(transport_);
  }
  scheduler_.tick(now);
  for (const PhraseId id : scheduler_.take_ended()) {
    const PhraseRecord* phrase = scheduler_.find(id);
    if (phrase != nullptr && events_ != nullptr) events_->phrase_ended(*phrase);
  }
  outbox_.flush(now);
}

std::int64_t Conductor::next_tick(Moment now) const {
  std::int64_t next = std::min(registry_.next_tick(), scheduler_.next_tick(now));
  if (outbox_.is_waiting()) next = std::min(next, now.steady + kMillisecond);
  return next;
}

void Conductor::finish() {
  registry_.say_bye();
  outbox_.flush_all();
}

void Conductor::silence(const MusicianRecord* musician) {
  const auto quiet = [&](const MusicianRecord& one) {
    scheduler_.stop(one.id);
    send_silence(one);
  };
  if (musician != nullptr) {
    quiet(*musician);
    return;
  }
  for (const MusicianRecord* one : registry_.musicians()) quiet(*one);
}

void Conductor::send_silence(const MusicianRecord& musician) {
  if (musician.is_gone) return;
  Silence message;
  message.what.assign("all");
  send_now(musician, message);
}

void Conductor::stop(const PhraseRecord& phrase, Moment now) {
  scheduler_.stop(phrase.id);
  for (const Id id : phrase.musicians) {
    const MusicianRecord* musician = registry_.find(id);
    if (musician == nullptr) continue;
    send_silence(*musician);
    scheduler_.send_again(id, now);
  }
}

void Conductor::send(const SocketAddress& to, const ToProcess& message) {
  std::visit([&](const auto& one) { outbox_.put(to, When::next_block(), one); }, message);
}

void Conductor::musician_appeared(const MusicianRecord& musician) {
  if (events_ != nullptr) events_->musician(musician, true);
}

void Conductor::musician_changed(const MusicianRecord& musician) {
  if (musician.clock && musician.clock->free_wheels) scheduler_.release(musician.id);
  if (events_ != nullptr) events_->musician(musician, false);
}

void Conductor::musician_left(const MusicianRecord& musician, Departure why) {
  scheduler_.forget(musician.id);
  if (events_ != nullptr) events_->left(musician, why);
}

void Conductor::link_changed(const ProcessRecord& process) {
  if (events_ != nullptr) events_->link(process);
}

void Conductor::primary_changed(const MusicianRecord* musician) {
  // What the last one said may be of another DAW.
  const bool was_known = transport_.is_known();
  transport_.forget();
  if (events_ == nullptr) return;
  events_->primary(musician);
  if (was_known) events_->transport(transport_);
}

}  // namespace parlando
