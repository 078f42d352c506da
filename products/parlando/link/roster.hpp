// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <span>
#include <unordered_map>
#include <vector>

#include "parlando/link/batch.hpp"
#include "parlando/link/link_options.hpp"
#include "parlando/link/member.hpp"

namespace parlando {

/// Where a roster's packets go. [not audio]
class PacketPost {
 public:
  virtual void send(const SocketAddress& to, std::span<const std::byte> packet) noexcept = 0;

 protected:
  ~PacketPost() = default;
};

/// What a process of musicians says to the conductor and hears from it, without a socket, a thread
/// or a clock of its own: docs/parlando/protocol.md. One thread at a time; may throw bad_alloc.
/// [not audio]
class Roster {
 public:
  /// What people see of the link.
  struct State {
    Id conductor;               ///< none: there is none
    bool is_connected = false;  ///< its pulse beats
    std::uint64_t packets = 0;
    std::uint64_t rejected = 0;
    std::uint64_t unknown = 0;
    std::uint64_t kernel_drops = 0;
    const char* last_error = "";  ///< of the last packet that was rejected
  };

  /// `port`: where the process listens. `seed`: for the process's id, new ids and jitter.
  Roster(const LinkOptions& options, std::uint16_t port, std::uint64_t seed, PacketPost& post);
  Roster(const Roster&) = delete;
  Roster& operator=(const Roster&) = delete;
  ~Roster();

  class Entry;

  /// A musician joins. An id that is none, or that another one here has, becomes a new one: see
  /// Entry::identity(). `member` outlives its entry.
  Entry& add(Member& member, Identity identity, std::int64_t now_ns);
  /// It says goodbye and is gone.
  void remove(Entry& entry);
  /// Who it is now. A change of name or colour is sent at once. The id of `identity` is taken, if
  /// it is free, or else it stays as it was: the answer.
  Id change(Entry& entry, const Identity& identity, const ClockReading& now);

  /// A packet has come.
  void receive(std::span<const std::byte> packet, const ClockReading& now);
  /// Does what is due.
  void run(const ClockReading& now);
  /// When run() has something to do next, steady nanoseconds, if nothing else happens.
  [[nodiscard]] std::int64_t next_run(const ClockReading& now) const noexcept;
  /// The system has thrown packets away, so many since the socket was opened: whose they were
  /// nobody knows.
  void set_kernel_drops(std::uint64_t drops, const ClockReading& now);
  /// A packet came that was longer than may be.
  void refuse_cut_packet() noexcept;

  [[nodiscard]] State state() const noexcept;
  [[nodiscard]] Id process() const noexcept { return process_; }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  /// Where audio threads of members say that there is something to report. [any]
  [[nodiscard]] News& news() noexcept { return news_; }

 private:
  using Timers = std::multimap<std::int64_t, Entry*>;
  class EntryPost;
  class Receiver;

  [[nodiscard]] Id new_id();
  [[nodiscard]] std::int64_t jitter(std::int64_t range_ns);
  void schedule(Entry& entry, std::int64_t due_ns);
  void schedule_beat(Entry& entry, std::int64_t due_ns);
  void announce(Entry& entry, std::int64_t now_ns);
  void beat(Entry& entry, const ClockReading& now);
  void send_name(Entry& entry, std::int64_t now_ns);
  void queue(Entry& entry, FromMusician message, osc_time time);
  void flush_queue();
  void send_now(Entry& entry, FromMusician message, osc_time time, const SocketAddress& to);
  void send_urgent(const FromMusician& message, osc_time time, const SocketAddress& to);
  void collect_reports(const ClockReading& now);
  void send_transport(const ClockReading& now);
  void lose_conductor(const ClockReading& now);
  void announce_all(std::int64_t now_ns);
  void answer_questions(const ClockReading& now);
  void keep_awake(const ClockReading& now);
  void watch(Entry& entry);
  [[nodiscard]] static std::int32_t next_seq(Entry& entry) noexcept;
  [[nodiscard]] Entry* find(Id id) noexcept;

  void take(const Who& who, const ClockReading& now);
  void take(const Ack& ack, const ClockReading& now);
  void take(const Renew& renew, const ClockReading& now);
  void take(const Primary& primary);
  void take(const Pulse& pulse, const ClockReading& now);
  void take(const Bye& bye, const ClockReading& now);
  void deliver(const FromConductor& message, Id id, std::int32_t seq, const When& when,
               const ClockReading& now);

  const LinkOptions options_;
  const std::uint16_t port_;
  std::mt19937_64 random_;
  PacketPost& post_;

  std::unordered_map<Id, std::unique_ptr<Entry>> entries_;
  const Id process_;
  Timers timers_;
  News news_;
  Batch batch_;  ///< what is being put together for paced_
  std::deque<std::vector<std::byte>> paced_;
  std::int64_t next_paced_ns_ = 0;
  std::deque<Entry*> answering_;  ///< have questions to answer, in their order
  std::vector<Entry*> watched_;   ///< something waits or sounds
  std::int64_t next_watch_ns_ = 0;
  bool announces_all_ = false;  ///< in the next run()

  Id conductor_;
  bool is_connected_ = false;
  bool wants_reports_ = false;
  std::int64_t last_pulse_ns_ = 0;
  Entry* primary_ = nullptr;
  std::int64_t last_transport_ns_ = 0;
  TransportIs last_transport_;
  PacketCounts counts_;
  std::uint64_t kernel_drops_ = 0;
};

/// One musician in the roster.
class Roster::Entry {
 public:
  [[nodiscard]] const Identity& identity() const noexcept { return identity_; }
  [[nodiscard]] bool is_acknowledged() const noexcept { return is_acknowledged_; }
  [[nodiscard]] bool is_primary() const noexcept { return is_primary_; }
  /// For News::mark(). [any]
  [[nodiscard]] News::Place& place() noexcept { return place_; }

  explicit Entry(Member& member) noexcept : member_(member) { place_.owner = this; }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

 private:
  friend class Roster;

  /// As one whom nobody knows yet.
  void begin_anew() noexcept {
    seq_ = announced_seq_ = said_seq_ = name_seq_ = received_seq_ = 0;
    is_acknowledged_ = false;
  }

  Member& member_;
  Identity identity_;
  News::Place place_;
  Timers::iterator timer_;
  bool has_timer_ = false;
  bool is_acknowledged_ = false;
  bool is_primary_ = false;
  bool is_answering_ = false;
  bool is_watched_ = false;
  std::int32_t seq_ = 0;            ///< what was sent last
  std::int32_t announced_seq_ = 0;  ///< of the last announcement; 0: none
  std::int32_t said_seq_ = 0;       ///< of the first one that says what is so now; 0: none
  std::int32_t name_seq_ = 0;       ///< of a name that is not acknowledged; 0: none
  std::int32_t received_seq_ = 0;   ///< of the conductor's last message; 0: none
  std::int64_t next_beat_ns_ = 0;
  std::uint32_t lost_ = 0;
  std::uint32_t turns_ = 0;
};

}  // namespace parlando
