// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/link/link.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>
#include <vector>

namespace parlando {
namespace {

/// Turns of the receiving loop before others get their turn at the roster.
constexpr int kTurnsAtOnce = 8;

std::uint64_t random_bits() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

}  // namespace

std::shared_ptr<Link> Link::of_process() {
  static std::mutex mutex;
  static std::weak_ptr<Link> only;
  const std::lock_guard lock(mutex);
  std::shared_ptr<Link> link = only.lock();
  if (link == nullptr) only = link = start(link_options_of_environment());
  return link;
}

std::shared_ptr<Link> Link::start(const attacca::Result<LinkOptions>& options) {
  std::shared_ptr<Link> link(new Link());
  link->open(options);
  return link;
}

void Link::open(const attacca::Result<LinkOptions>& options) {
  if (options) options_ = *options;
  const std::uint64_t random = random_bits();
  if (!options) {
    fault_ = options.error().message;
  } else if (!poll_.usable()) {
    fault_ = "the process has no file descriptor left for the network; close some projects";
  } else {
    auto socket = options_.listen.port == 0 ? UdpSocket::open_drawn(options_.listen.ip, random)
                                            : UdpSocket::open(options_.listen);
    if (socket) {
      socket_ = std::make_unique<UdpSocket>(std::move(*socket));
      port_ = socket_->local().port;
    } else {
      fault_ = socket.error().message;
    }
  }
  roster_ = std::make_unique<Roster>(options_, port_, random, static_cast<PacketPost&>(*this));
  if (socket_ != nullptr) thread_ = std::thread([this] { run(); });
}

Link::~Link() {
  stops_.store(true);
  wake();
  if (thread_.joinable()) thread_.join();
}

void Link::send(const SocketAddress& to, std::span<const std::byte> packet) noexcept {
  if (socket_ != nullptr) (void)socket_->send(to, packet);
}

void Link::run() noexcept {
  ReceivedPackets packets;
  std::vector<NetPoll::Source> sources(1);
  std::int64_t next_ns = 0;
  while (!stops_.load()) {
    sources[0] = {.native = socket_->native()};
    const std::int64_t wait_ns = std::max<std::int64_t>(next_ns - read_clocks().steady_ns, 0);
    (void)poll_.wait(sources, std::chrono::nanoseconds(wait_ns));
    const std::lock_guard lock(mutex_);
    const ClockReading now = read_clocks();
    try {
      turn(now, packets);
    } catch (const std::bad_alloc&) {
      // What could not be taken in is lost, as if the network had lost it.
    }
    next_ns = roster_->next_run(now);
  }
}

void Link::turn(const ClockReading& now, ReceivedPackets& packets) {
  bool has_received = false;
  for (int i = 0; i < kTurnsAtOnce && socket_->receive(packets) > 0; ++i) {
    has_received = true;
    for (std::size_t p = 0; p < packets.size(); ++p) {
      if (packets[p].is_cut) {
        roster_->refuse_cut_packet();
      } else {
        roster_->receive(packets[p].bytes, now);
      }
    }
  }
  if (has_received) roster_->set_kernel_drops(socket_->kernel_drops(), now);
  roster_->run(now);
}

Link::Membership Link::join(Member& member, const Identity& identity) {
  Membership membership;
  {
    const std::lock_guard lock(mutex_);
    membership.entry_ = &roster_->add(member, identity, read_clocks().steady_ns);
  }
  membership.link_ = shared_from_this();
  wake();
  return membership;
}

Roster::State Link::state() const {
  const std::lock_guard lock(mutex_);
  return roster_->state();
}

Link::Membership& Link::Membership::operator=(Membership&& other) noexcept {
  if (this == &other) return *this;
  leave();
  link_ = std::move(other.link_);
  entry_ = std::exchange(other.entry_, nullptr);
  return *this;
}

void Link::Membership::leave() noexcept {
  if (entry_ == nullptr) return;
  {
    const std::lock_guard lock(link_->mutex_);
    link_->roster_->remove(*std::exchange(entry_, nullptr));
  }
  link_.reset();
}

Id Link::Membership::change(const Identity& identity) {
  Id id;
  {
    const std::lock_guard lock(link_->mutex_);
    id = link_->roster_->change(*entry_, identity, read_clocks());
  }
  link_->wake();
  return id;
}

Identity Link::Membership::identity() const {
  const std::lock_guard lock(link_->mutex_);
  return entry_->identity();
}

void Link::Membership::mark_news() noexcept {
  link_->roster_->news().mark(entry_->place());
}

Link::Membership::State Link::Membership::state() const {
  const std::lock_guard lock(link_->mutex_);
  return {.link = link_->roster_->state(),
          .is_acknowledged = entry_->is_acknowledged(),
          .is_primary = entry_->is_primary()};
}

}  // namespace parlando
