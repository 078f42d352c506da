// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "parlando/conductor/moment.hpp"
#include "parlando/conductor/outbox.hpp"
#include "parlando/conductor/registry.hpp"
#include "parlando/conductor/scheduler.hpp"
#include "parlando/conductor/transport_clock.hpp"
#include "parlando/protocol/packet.hpp"

namespace parlando {

/// Hears what happens, on the conductor's thread.
class ConductorEvents {
 public:
  virtual void musician(const MusicianRecord& musician, bool is_new) = 0;
  virtual void left(const MusicianRecord& musician, Departure why) = 0;
  virtual void link(const ProcessRecord& process) = 0;
  virtual void primary(const MusicianRecord* musician) = 0;
  virtual void transport(const TransportClock& transport) = 0;
  /// `sent` is what the report is about; null if that is not known any more.
  virtual void played(const MusicianRecord& musician, const SentMessage* sent,
                      const Played& report) = 0;
  virtual void heard(const MusicianRecord& musician, const Heard& note) = 0;
  virtual void heard_end(const MusicianRecord& musician, const HeardEnd& end) = 0;
  virtual void phrase_ended(const PhraseRecord& phrase) = 0;

 protected:
  ~ConductorEvents() = default;
};

/// The whole of the conductor but its sockets: packets come in, with where they came from and when,
/// and go out by the wire:
///
///     parlando::Conductor conductor(id, wire, key);
///     conductor.receive(bytes, from, Moment::now());
///     conductor.tick(Moment::now());              // at next_tick(), or earlier
///
/// One thread.
class Conductor final : private RegistryListener {
 public:
  /// `key` empty: packets need none. `id` tells this run from the next one.
  Conductor(Id id, Wire& wire, const std::string& key);

  /// Nobody, until it is called.
  void set_events(ConductorEvents* events) noexcept { events_ = events; }

  void receive(std::span<const std::byte> packet, const SocketAddress& from, Moment now);
  void tick(Moment now);
  /// Steady time.
  [[nodiscard]] std::int64_t next_tick(Moment now) const;
  /// Tells the musicians that it ends, so that they fall silent at once.
  void finish();

  /// Sends a message that is not timed and belongs to no phrase.
  template <typename Message>
  void send_now(const MusicianRecord& musician, Message message) {
    message.id = musician.id;
    message.seq = scheduler_.next_seq(musician.id);
    outbox_.put(musician.address, When::next_block(), message);
  }
  /// Ends what sounds and drops what waits, of one musician or (null) of all.
  void silence(const MusicianRecord* musician);
  /// Ends a phrase that plays: what sounds at its musicians ends, and what waits for them is
  /// dropped but what is of other phrases.
  void stop(const PhraseRecord& phrase, Moment now);

  [[nodiscard]] Registry& registry() noexcept { return registry_; }
  [[nodiscard]] Scheduler& scheduler() noexcept { return scheduler_; }
  [[nodiscard]] const TransportClock& transport() const noexcept { return transport_; }
  [[nodiscard]] const PacketCounts& counts() const noexcept { return counts_; }
  [[nodiscard]] const Outbox& outbox() const noexcept { return outbox_; }

 private:
  void send(const SocketAddress& to, const ToProcess& message) override;
  void musician_appeared(const MusicianRecord& musician) override;
  void musician_changed(const MusicianRecord& musician) override;
  void musician_left(const MusicianRecord& musician, Departure why) override;
  void link_changed(const ProcessRecord& process) override;
  void primary_changed(const MusicianRecord* musician) override;

  void send_silence(const MusicianRecord& musician);
  void take(const FromMusician& message, const When& when, const SocketAddress& from, Moment now);
  void take_played(const Played& played);

  ConductorEvents* events_ = nullptr;
  std::string key_;
  PacketCounts counts_;
  Outbox outbox_;
  Registry registry_;
  TransportClock transport_;
  std::int64_t transport_heard_ = 0;  // steady
  Scheduler scheduler_;
};

}  // namespace parlando
