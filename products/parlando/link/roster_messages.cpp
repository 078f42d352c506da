// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <utility>

#include "parlando/link/roster.hpp"

namespace parlando {

/// The messages of one packet, once all of it has been found to be in order.
class Roster::Receiver final : public MessageSink<FromConductor> {
 public:
  Receiver(Roster& roster, const ClockReading& now) noexcept : roster_(roster), now_(now) {}

  void take(const FromConductor& message, const When& when) noexcept override {
    std::visit(
        [&](const auto& one) {
          using Message = std::remove_cvref_t<decltype(one)>;
          if constexpr (requires { one.seq; } && !std::is_same_v<Message, Ack>) {
            roster_.deliver(message, one.id, one.seq, when, now_);
          } else if constexpr (std::is_same_v<Message, Primary>) {
            roster_.take(one);
          } else {
            roster_.take(one, now_);
          }
        },
        message);
  }

 private:
  Roster& roster_;
  const ClockReading& now_;
};

void Roster::receive(std::span<const std::byte> packet, const ClockReading& now) {
  Receiver receiver(*this, now);
  (void)read_packet(packet, options_.key_for(options_.listen), counts_,
                    static_cast<MessageSink<FromConductor>&>(receiver));
}

void Roster::set_kernel_drops(std::uint64_t drops, const ClockReading& now) {
  if (std::exchange(kernel_drops_, drops) == drops) return;
  for (auto& [id, entry] : entries_) {
    entry->member_.note_gap(now);
    watch(*entry);
  }
}

void Roster::refuse_cut_packet() noexcept {
  ++counts_.packets;
  ++counts_.rejected;
  counts_.last_error = "a packet is longer than 8192 bytes; send less at once";
}

void Roster::take(const Who& who, const ClockReading& now) {
  if (who.id.is_none()) {
    announces_all_ = true;
    return;
  }
  if (Entry* const entry = find(who.id)) {
    entry->is_acknowledged_ = false;
    schedule(*entry, now.steady_ns);
  }
}

void Roster::take(const Ack& ack, const ClockReading& now) {
  Entry* const entry = find(ack.id);
  if (entry == nullptr || ack.process != process_) return;
  // Another conductor's: its pulse will tell, and end what the one that is here has begun.
  if (is_connected_ && conductor_ != ack.conductor) return;
  if (entry->name_seq_ != 0 && ack.seq >= entry->name_seq_) entry->name_seq_ = 0;
  const bool is_answer = entry->said_seq_ != 0 && ack.seq >= entry->said_seq_;
  if (entry->is_acknowledged_ || !is_answer) return;
  entry->is_acknowledged_ = true;
  if (!is_connected_) {
    conductor_ = ack.conductor;
    is_connected_ = true;
    last_pulse_ns_ = now.steady_ns;
  }
  // Heartbeats of many do not come at once.
  schedule_beat(*entry, now.steady_ns + jitter(std::int64_t{kHeartbeatMilliseconds} * 1'000'000));
}

void Roster::take(const Renew& renew, const ClockReading& now) {
  Entry* const entry = find(renew.id);
  if (entry == nullptr || renew.process != process_) return;
  auto node = entries_.extract(renew.id);
  const Id id = node.key() = new_id();
  entries_.insert(std::move(node));
  entry->identity_.id = id;
  entry->begin_anew();
  entry->member_.renew(id);
  schedule(*entry, now.steady_ns);
}

void Roster::take(const Primary& primary) {
  Entry* const entry = find(primary.id);
  if (entry == nullptr) {
    ++counts_.unknown;
    return;
  }
  if (primary_ != nullptr && (primary.on || primary_ == entry)) {
    primary_->is_primary_ = false;
    primary_ = nullptr;
  }
  if (!primary.on) return;
  entry->is_primary_ = true;
  primary_ = entry;
  last_transport_ns_ = 0;
  last_transport_ = {};
}

void Roster::take(const Pulse& pulse, const ClockReading& now) {
  const bool is_another = pulse.conductor != conductor_;
  if (is_another && is_connected_) {
    for (auto& [id, entry] : entries_) {
      entry->member_.fall_silent(now);
      watch(*entry);
    }
  }
  if (is_another || !is_connected_) {
    conductor_ = pulse.conductor;
    is_connected_ = true;
    for (auto& [id, entry] : entries_) entry->received_seq_ = 0;
    announces_all_ = true;
  }
  last_pulse_ns_ = now.steady_ns;
  wants_reports_ = pulse.wants_reports;
  Echo echo;
  echo.process = process_;
  echo.pulse = pulse.pulse;
  echo.sent = pulse.sent;
  echo.musicians = static_cast<std::int32_t>(entries_.size());
  echo.packets = static_cast<std::int64_t>(counts_.packets);
  echo.rejected = static_cast<std::int64_t>(counts_.rejected);
  echo.unknown = static_cast<std::int64_t>(counts_.unknown);
  echo.kernel_drops = static_cast<std::int64_t>(kernel_drops_);
  send_urgent(echo, {}, options_.conductor);
}

void Roster::take(const Bye& bye, const ClockReading& now) {
  if (bye.conductor == conductor_ && is_connected_) lose_conductor(now);
}

/// All that it began ends, and it is looked for again.
void Roster::lose_conductor(const ClockReading& now) {
  is_connected_ = false;
  wants_reports_ = false;
  conductor_ = {};
  if (primary_ != nullptr) primary_->is_primary_ = false;
  primary_ = nullptr;
  for (auto& [id, entry] : entries_) {
    entry->member_.fall_silent(now);
    watch(*entry);
    entry->is_acknowledged_ = false;
    entry->received_seq_ = 0;
    schedule(*entry, now.steady_ns + jitter(std::int64_t{kAnnounceMilliseconds} * 1'000'000));
  }
}

/// To one musician, or with no id to all.
void Roster::deliver(const FromConductor& message, Id id, std::int32_t seq, const When& when,
                     const ClockReading& now) {
  const auto hand_over = [&](Entry& entry) {
    entry.member_.take(message, when, now, is_connected_ && wants_reports_);
    watch(entry);
    if (!std::holds_alternative<Listen>(message)) return;
    // What has been reported by now is in the answer.
    news_.mark(entry.place_);
    if (entry.is_answering_) return;
    answering_.push_back(&entry);
    entry.is_answering_ = true;
  };
  if (id.is_none()) {
    for (auto& [one, entry] : entries_) hand_over(*entry);
    return;
  }
  Entry* const entry = find(id);
  if (entry == nullptr) {
    ++counts_.unknown;
    return;
  }
  // A sender that does not count says 0 all the time; one that begins again says 1.
  const std::int32_t before = std::exchange(entry->received_seq_, seq);
  const std::int64_t missing = std::int64_t{seq} - before - 1;
  if (before > 0 && missing > 0) {
    // More were hardly lost: it counts in another way.
    constexpr std::int64_t kMostLost = 65'536;
    entry->lost_ += static_cast<std::uint32_t>(std::min(missing, kMostLost));
    entry->member_.note_gap(now);
  }
  hand_over(*entry);
}

}  // namespace parlando
