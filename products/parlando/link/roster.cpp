// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// What is sent, and when; roster_messages.cpp has what comes.

#include "parlando/link/roster.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace parlando {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
/// A name that nobody has acknowledged is sent again.
constexpr std::int64_t kNameAgainNs = 500 * kMillisecond;
/// Packets that may wait to keep their distance before nothing more is put together: what waits as
/// a packet can be out of date when it goes.
constexpr std::size_t kMostPaced = 2;
/// How often audio threads' reports are looked for.
constexpr std::int64_t kReportsNs = 10 * kMillisecond;
constexpr std::int64_t kIdleReportsNs = 100 * kMillisecond;
/// How often sleeping hosts are asked for blocks.
constexpr std::int64_t kWatchNs = 100 * kMillisecond;
/// The transport is somewhere else than where its tempo leads.
constexpr double kMovedBeats = 0.05;

osc_time tag_of(std::int64_t steady_ns, const ClockReading& now) noexcept {
  return osc_time::from_unix_nanoseconds(steady_ns + now.offset_ns());
}

/// Hearts beat together, so that many go into one packet.
std::int64_t on_the_beat(std::int64_t ns) noexcept {
  constexpr std::int64_t kTogether = 50 * kMillisecond;
  return (ns / kTogether + 1) * kTogether;
}

void fill_in(FromMusician& message, Id id, std::int32_t seq) noexcept {
  std::visit(
      [&](auto& one) {
        if constexpr (requires { one.seq; }) {
          one.id = id;
          one.seq = seq;
        }
      },
      message);
}

}  // namespace

Roster::Roster(const LinkOptions& options, std::uint16_t port, std::uint64_t seed, PacketPost& post)
    : options_(options),
      port_(port),
      random_(seed),
      post_(post),
      process_(new_id()),
      batch_(options_.key_for(options_.conductor)) {}

Roster::~Roster() = default;

Id Roster::new_id() {
  while (true) {
    const Id id{random_()};
    if (!id.is_none() && !entries_.contains(id)) return id;
  }
}

std::int64_t Roster::jitter(std::int64_t range_ns) {
  return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(range_ns));
}

Roster::Entry* Roster::find(Id id) noexcept {
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second.get();
}

Roster::Entry& Roster::add(Member& member, Identity identity, std::int64_t now_ns) {
  if (identity.id.is_none() || entries_.contains(identity.id)) identity.id = new_id();
  auto made = std::make_unique<Entry>(member);
  Entry& entry = *made;
  entry.identity_ = std::move(identity);
  entries_.emplace(entry.identity_.id, std::move(made));
  schedule(entry, now_ns);
  return entry;
}

void Roster::remove(Entry& entry) {
  // What its audio thread has marked must not be found any more.
  std::vector<Entry*> marked;
  news_.collect([&](void* owner) {
    if (owner != &entry) marked.push_back(static_cast<Entry*>(owner));
  });
  for (Entry* other : marked) news_.mark(other->place_);
  if (entry.announced_seq_ > 0) send_now(entry, Goodbye{}, {}, options_.conductor);
  if (primary_ == &entry) primary_ = nullptr;
  if (entry.has_timer_) timers_.erase(entry.timer_);
  std::erase(answering_, &entry);
  std::erase(watched_, &entry);
  entries_.erase(entry.identity_.id);
}

Id Roster::change(Entry& entry, const Identity& identity, const ClockReading& now) {
  const std::int64_t now_ns = now.steady_ns;
  Identity& is = entry.identity_;
  const bool has_other_id = !identity.id.is_none() && identity.id != is.id;
  const bool is_renamed = identity.name != is.name || identity.name_source != is.name_source ||
                          identity.color != is.color;
  const bool has_other_instrument = identity.instrument != is.instrument;
  const bool has_other_rest = identity.role != is.role || identity.sample_rate != is.sample_rate;
  Id id = is.id;
  if (has_other_id && !entries_.contains(identity.id)) {
    if (entry.announced_seq_ > 0) send_now(entry, Goodbye{}, {}, options_.conductor);
    auto node = entries_.extract(is.id);
    id = node.key() = identity.id;
    entries_.insert(std::move(node));
    entry.begin_anew();
  }
  const bool is_new = id != is.id;
  is = identity;
  is.id = id;
  if (is_new || !entry.is_acknowledged_ || has_other_rest) {
    // The announcement says it all.
    if (is_new || is_renamed || has_other_instrument || has_other_rest) {
      entry.is_acknowledged_ = false;
      entry.said_seq_ = 0;
      schedule(entry, now_ns);
    }
    return id;
  }
  if (is_renamed) send_name(entry, now_ns);
  if (has_other_instrument) {
    InstrumentIs message;
    message.name.assign(is.instrument);
    send_now(entry, message, {}, options_.conductor);
    // Nobody acknowledges it: an announcement says it until somebody does.
    entry.is_acknowledged_ = false;
    entry.said_seq_ = 0;
    schedule(entry, now_ns);
  }
  return id;
}

void Roster::schedule(Entry& entry, std::int64_t due_ns) {
  if (entry.has_timer_) timers_.erase(entry.timer_);
  entry.timer_ = timers_.emplace(due_ns, &entry);
  entry.has_timer_ = true;
}

void Roster::send_urgent(const FromMusician& message, osc_time time, const SocketAddress& to) {
  Batch batch(options_.key_for(to));
  if (batch.add(message, time)) post_.send(to, batch.finish());
}

/// After the largest number comes 1: who is spoken to takes the sender for one that begins anew,
/// and what is not acknowledged by then never will be.
std::int32_t Roster::next_seq(Entry& entry) noexcept {
  if (entry.seq_ == INT32_MAX) {
    entry.seq_ = entry.said_seq_ = entry.name_seq_ = 0;
    entry.is_acknowledged_ = false;
  }
  return ++entry.seq_;
}

void Roster::send_now(Entry& entry, FromMusician message, osc_time time, const SocketAddress& to) {
  fill_in(message, entry.identity_.id, next_seq(entry));
  send_urgent(message, time, to);
}

/// What goes out in packets that keep their distance.
void Roster::queue(Entry& entry, FromMusician message, osc_time time) {
  fill_in(message, entry.identity_.id, next_seq(entry));
  if (batch_.add(message, time)) return;
  flush_queue();
  (void)batch_.add(message, time);
}

void Roster::flush_queue() {
  if (batch_.empty()) return;
  const auto packet = batch_.finish();
  paced_.emplace_back(packet.begin(), packet.end());
  batch_.begin();
}

void Roster::announce(Entry& entry, std::int64_t now_ns) {
  const Identity& is = entry.identity_;
  Announce message;
  message.process = process_;
  message.port = port_;
  message.version = kProtocolVersion;
  message.role.assign(is.role);
  message.name.assign(is.name);
  message.name_source.assign(is.name_source);
  message.color = is.color;
  message.instrument.assign(is.instrument);
  message.sample_rate = is.sample_rate;
  queue(entry, message, {});
  entry.announced_seq_ = entry.seq_;
  if (entry.said_seq_ == 0) entry.said_seq_ = entry.seq_;
  entry.name_seq_ = 0;
  const std::int64_t off = jitter(std::int64_t{2} * kAnnounceJitterMilliseconds * kMillisecond);
  schedule(entry, now_ns + kAnnounceMilliseconds * kMillisecond + off -
                      kAnnounceJitterMilliseconds * kMillisecond);
}

void Roster::send_name(Entry& entry, std::int64_t now_ns) {
  Renamed message;
  message.name.assign(entry.identity_.name);
  message.name_source.assign(entry.identity_.name_source);
  message.color = entry.identity_.color;
  send_now(entry, message, {}, options_.conductor);
  entry.name_seq_ = entry.seq_;
  schedule(entry, std::min(now_ns + kNameAgainNs, entry.next_beat_ns_));
}

void Roster::beat(Entry& entry, const ClockReading& now) {
  const Vitals vitals = entry.member_.vitals(now);
  const auto count = [](std::uint32_t value) {
    return static_cast<std::int32_t>(std::min<std::uint32_t>(value, INT32_MAX));
  };
  Heartbeat message;
  message.is_processed = vitals.is_processed;
  message.waiting = vitals.is_processed ? 0 : count(vitals.waiting);
  message.late = count(vitals.late);
  message.lost = count(entry.lost_);
  message.dropped = count(vitals.dropped);
  message.sounding = count(vitals.sounding);
  queue(entry, message, {});
  if (vitals.sample_rate > 0) {
    ClockIs clock;
    clock.samples = vitals.samples;
    clock.sample_rate = vitals.sample_rate;
    clock.free_wheels = vitals.free_wheels;
    queue(entry, clock, tag_of(vitals.steady_ns, now));
  }
  schedule_beat(entry, now.steady_ns + kHeartbeatMilliseconds * kMillisecond);
}

void Roster::schedule_beat(Entry& entry, std::int64_t due_ns) {
  entry.next_beat_ns_ = on_the_beat(due_ns);
  schedule(entry, entry.next_beat_ns_);
}

void Roster::announce_all(std::int64_t now_ns) {
  for (auto& [id, entry] : entries_) {
    entry->is_acknowledged_ = false;
    schedule(*entry, now_ns);
  }
}

/// The audio threads' reports, as what they are about.
class Roster::EntryPost final : public MemberPost {
 public:
  EntryPost(Roster& roster, Entry& entry, Batch& batch) noexcept
      : roster_(roster), entry_(entry), batch_(batch) {}

  void send(FromMusician message, osc_time time) noexcept override {
    // An answer may be long: it goes out in packets that keep their distance.
    if (const auto* const heard = std::get_if<Heard>(&message);
        (heard != nullptr && heard->request > 0) || std::holds_alternative<HeardEnd>(message)) {
      return roster_.queue(entry_, std::move(message), time);
    }
    fill_in(message, entry_.identity_.id, next_seq(entry_));
    if (batch_.add(message, time)) return;
    roster_.post_.send(roster_.options_.conductor, batch_.finish());
    batch_.begin();
    (void)batch_.add(message, time);
  }
  [[nodiscard]] bool has_room() const noexcept override {
    return roster_.paced_.size() < kMostPaced;
  }

 private:
  Roster& roster_;
  Entry& entry_;
  Batch& batch_;
};

void Roster::collect_reports(const ClockReading& now) {
  Batch batch(options_.key_for(options_.conductor));
  news_.collect([&](void* owner) {
    auto& entry = *static_cast<Entry*>(owner);
    EntryPost post(*this, entry, batch);
    entry.member_.report(post, now, is_connected_);
    const Vitals vitals = entry.member_.vitals(now);
    if (vitals.turns != entry.turns_ && is_connected_) {
      entry.turns_ = vitals.turns;
      ClockIs clock;
      clock.samples = vitals.samples;
      clock.sample_rate = vitals.sample_rate;
      clock.free_wheels = vitals.free_wheels;
      post.send(clock, tag_of(vitals.steady_ns, now));
    }
  });
  if (!batch.empty()) post_.send(options_.conductor, batch.finish());
}

/// Piecemeal, so that hearts go on beating.
void Roster::answer_questions(const ClockReading& now) {
  Batch batch(options_.key_for(options_.conductor));
  while (!answering_.empty() && paced_.size() < kMostPaced) {
    Entry& entry = *answering_.front();
    EntryPost post(*this, entry, batch);
    if (entry.member_.answer(post, now)) break;
    entry.is_answering_ = false;
    answering_.pop_front();
  }
}

void Roster::watch(Entry& entry) {
  if (entry.is_watched_) return;
  watched_.push_back(&entry);
  entry.is_watched_ = true;
}

/// Hosts that fell asleep while something waits or sounds.
void Roster::keep_awake(const ClockReading& now) {
  if (watched_.empty() || now.steady_ns < next_watch_ns_) return;
  next_watch_ns_ = now.steady_ns + kWatchNs;
  std::erase_if(watched_, [&](Entry* entry) {
    entry->is_watched_ = entry->member_.keep_awake(now);
    return !entry->is_watched_;
  });
}

/// On change at once, and else now and then while it plays.
void Roster::send_transport(const ClockReading& now) {
  if (primary_ == nullptr || !is_connected_) return;
  const auto timed = primary_->member_.transport();
  if (!timed) return;
  TransportIs is = timed->transport;
  const TransportIs& was = last_transport_;
  const double gone = static_cast<double>(timed->steady_ns - last_transport_ns_) / 60e9;
  const double expected = was.beat + (was.playing ? gone * was.tempo : 0);
  const bool is_other =
      is.playing != was.playing || is.recording != was.recording || is.looping != was.looping ||
      is.tempo != was.tempo || is.numerator != was.numerator || is.denominator != was.denominator ||
      is.loop_start != was.loop_start || is.loop_end != was.loop_end ||
      is.sample_rate != was.sample_rate || std::abs(is.beat - expected) > kMovedBeats;
  const bool is_due =
      is.playing && timed->steady_ns - last_transport_ns_ >= kTransportMilliseconds * kMillisecond;
  if (!is_other && !is_due) return;
  last_transport_ = is;
  last_transport_ns_ = timed->steady_ns;
  send_now(*primary_, is, tag_of(timed->steady_ns, now), options_.transport);
}

void Roster::run(const ClockReading& now) {
  const std::int64_t now_ns = now.steady_ns;
  if (is_connected_ && now_ns - last_pulse_ns_ > kPulseLostMilliseconds * kMillisecond) {
    lose_conductor(now);
  }
  if (std::exchange(announces_all_, false)) announce_all(now_ns);
  collect_reports(now);
  send_transport(now);
  keep_awake(now);
  while (!timers_.empty() && timers_.begin()->first <= now_ns && paced_.size() < kMostPaced) {
    Entry& entry = *timers_.begin()->second;
    if (!entry.is_acknowledged_) {
      announce(entry, now_ns);
      continue;
    }
    if (entry.name_seq_ != 0) send_name(entry, now_ns);
    if (entry.next_beat_ns_ <= now_ns) beat(entry, now);
    const std::int64_t name_ns = entry.name_seq_ != 0 ? now_ns + kNameAgainNs : INT64_MAX;
    schedule(entry, std::min(entry.next_beat_ns_, name_ns));
  }
  answer_questions(now);
  flush_queue();
  if (!paced_.empty() && next_paced_ns_ <= now_ns) {
    post_.send(options_.conductor, paced_.front());
    paced_.pop_front();
    next_paced_ns_ = now_ns + kBundleGapMilliseconds * kMillisecond;
  }
}

std::int64_t Roster::next_run(const ClockReading& now) const noexcept {
  std::int64_t next = now.steady_ns + (is_connected_ ? kReportsNs : kIdleReportsNs);
  if (!timers_.empty() && paced_.size() < kMostPaced) {
    next = std::min(next, timers_.begin()->first);
  }
  if (!paced_.empty()) next = std::min(next, next_paced_ns_);
  if (!watched_.empty()) next = std::min(next, next_watch_ns_);
  return next;
}

Roster::State Roster::state() const noexcept {
  return {.conductor = conductor_,
          .is_connected = is_connected_,
          .packets = counts_.packets,
          .rejected = counts_.rejected,
          .unknown = counts_.unknown,
          .kernel_drops = kernel_drops_,
          .last_error = counts_.last_error};
}

}  // namespace parlando
