// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "parlando/conductor/moment.hpp"
#include "parlando/conductor/records.hpp"
#include "parlando/net/socket_address.hpp"
#include "parlando/protocol/from_conductor.hpp"
#include "parlando/protocol/from_musician.hpp"

namespace parlando {

/// Why a musician is no longer there.
enum class Departure : std::uint8_t {
  goodbye,  ///< its instance was removed
  silent,   ///< nothing for 15 s
};

/// Hears what the registry decides.
class RegistryListener {
 public:
  /// A message to the process that listens at `to`.
  virtual void send(const SocketAddress& to, const ToProcess& message) = 0;
  virtual void musician_appeared(const MusicianRecord& musician) = 0;
  /// Its name, colour, instrument, heartbeat or place is another one.
  virtual void musician_changed(const MusicianRecord& musician) = 0;
  virtual void musician_left(const MusicianRecord& musician, Departure why) = 0;
  virtual void link_changed(const ProcessRecord& process) = 0;
  /// Null: there is none.
  virtual void primary_changed(const MusicianRecord* musician) = 0;

 protected:
  ~RegistryListener() = default;
};

/// Who is there: musicians and their processes, found by what they send, as
/// docs/parlando/protocol.md has it. It knows no socket and no clock: messages come in with the
/// moment at which they came, and what is to be sent goes to the listener. One thread.
///
/// One id in two processes: the one that came second is heard out for up to a second. If the first
/// gives a sign of life meanwhile, the second is renewed; if not, it is the first one after a
/// restart of its DAW, and takes its place.
class Registry {
 public:
  /// What is beyond these is not taken in, and counted: a flood must not take all memory.
  static constexpr std::size_t kMostMusicians = 50'000;
  static constexpr std::size_t kMostProcesses = 4'096;

  struct Counts {
    std::uint64_t collisions = 0;  ///< ids renewed
    std::uint64_t restarts = 0;
    std::uint64_t strangers = 0;  ///< messages with an id that had not been announced
    std::uint64_t refused = 0;    ///< beyond the limits above
  };

  Registry(Id conductor, RegistryListener& listener) : conductor_(conductor), listener_(listener) {}

  void take(const Announce& message, const SocketAddress& from, Moment now);
  void take(const Heartbeat& message, const SocketAddress& from, Moment now);
  void take(const Goodbye& message, const SocketAddress& from, Moment now);
  void take(const Renamed& message, const SocketAddress& from, Moment now);
  void take(const InstrumentIs& message, const SocketAddress& from, Moment now);
  /// `wall`: the bundle's time, in nanoseconds.
  void take(const ClockIs& message, const SocketAddress& from, Moment now, std::int64_t wall);
  void take(const Echo& message, const SocketAddress& from, Moment now);
  /// Whether it came from the primary; another that sends is told to stop.
  bool take(const TransportIs& message, const SocketAddress& from, Moment now);
  /// Any other message that begins with id and seq: whether it is of a musician that is known.
  bool take_other(Id id, std::int32_t seq, const SocketAddress& from, Moment now);

  /// Pulses, silences, appointments. To be called at `next_tick()`, or earlier.
  void tick(Moment now);
  [[nodiscard]] std::int64_t next_tick() const noexcept { return next_tick_; }  ///< steady

  /// The last pulse that went to all, and when (steady; 0: none has).
  [[nodiscard]] Pulse last_pulse() const;
  [[nodiscard]] std::int64_t pulsed() const noexcept { return pulsed_; }

  /// Whether musicians are to report what they played; told with an extra pulse.
  void want_reports(bool wanted, Moment now);
  /// Asks a process, of which nothing is known yet, to announce itself.
  void ask(const SocketAddress& address);
  /// Tells all processes that the conductor ends.
  void say_bye();

  [[nodiscard]] const MusicianRecord* find(Id id) const;
  [[nodiscard]] const ProcessRecord* find_process(Id id) const;
  /// Whether it can be played: it is not gone, and its process answers, or is too new to have done.
  [[nodiscard]] bool is_reachable(const MusicianRecord& musician) const;
  /// By the order in which they were met.
  [[nodiscard]] std::vector<const MusicianRecord*> musicians() const;
  [[nodiscard]] std::vector<const ProcessRecord*> processes() const;
  [[nodiscard]] const MusicianRecord* primary() const { return find(primary_); }
  [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
  [[nodiscard]] Id conductor() const noexcept { return conductor_; }

 private:
  /// Somebody who announced an id that another process has.
  struct Contender {
    Announce announce;
    SocketAddress from;
    std::int64_t since = 0;
  };
  struct Pulsed {
    std::int32_t number = 0;
    std::int64_t steady = 0;
  };
  struct Asked {
    std::int64_t since = 0;
    std::uint32_t count = 0;
  };

  MusicianRecord* known(Id id, std::int32_t seq, const SocketAddress& from, Moment now);
  MusicianRecord* sign_of_life(Id id, const SocketAddress& from, Moment now);
  void follow_sequence(MusicianRecord& musician, std::int32_t seq, Moment now);
  /// The transport is numbered with all else, but comes by a socket of its own: the two overtake
  /// each other by any number of messages, which tells nothing of restarts and of second senders.
  static void follow_transport(MusicianRecord& musician, std::int32_t seq);
  void install(const Announce& message, const SocketAddress& from, Moment now);
  void acknowledge(const MusicianRecord& musician, std::int32_t seq);
  void ask_stranger(Id id, const SocketAddress& from, Moment now);
  ProcessRecord* process_at(Id id, const SocketAddress& address, Moment now);
  void leave_process(const MusicianRecord& musician);
  void remove(Id id, Departure why, bool keep);
  void send_pulse(ProcessRecord& process, Moment now);
  void judge_contenders(Moment now);
  void judge_links(Moment now);
  void judge_silence(Moment now);
  void judge_primary(Moment now);
  [[nodiscard]] bool can_lead(const MusicianRecord& musician, Moment now) const;
  [[nodiscard]] MusicianRecord* best_leader(Id but, Moment now);
  void appoint(MusicianRecord* musician, Moment now);
  void begin_appointment(Moment now);

  Id conductor_;
  RegistryListener& listener_;
  std::unordered_map<Id, MusicianRecord> musicians_;
  std::unordered_map<Id, ProcessRecord> processes_;
  std::unordered_map<Id, Contender> contenders_;
  std::map<std::uint64_t, Asked> asked_;  // by address
  std::vector<Pulsed> pulses_;            // the last ones
  std::int32_t pulse_ = 0;
  std::int64_t pulsed_ = 0;  // steady
  std::int64_t next_tick_ = 0;
  std::uint64_t met_ = 0;
  std::size_t gone_ = 0;
  Id primary_;
  std::int64_t appointed_ = 0;        // steady
  std::int64_t transport_heard_ = 0;  // steady
  std::int64_t primary_told_ = 0;     // steady
  bool transport_plays_ = false;
  bool wants_reports_ = false;
  Counts counts_;
};

}  // namespace parlando
