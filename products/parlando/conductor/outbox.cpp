// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/outbox.hpp"

#include <algorithm>

namespace parlando {
namespace {

constexpr std::int64_t kIdle = 60 * kSecond;

bool is_same(const When& a, const When& b) {
  return a.kind == b.kind && a.time == b.time && a.beat == b.beat;
}

}  // namespace

Outbox::Destination& Outbox::destination(const SocketAddress& to) {
  Destination& destination = destinations_[std::uint64_t{to.ip} << 16U | to.port];
  destination.address = to;
  return destination;
}

bool Outbox::put(const SocketAddress& to, const When& when, const FromConductor& message) {
  Destination& box = destination(to);
  if (box.open != nullptr) {
    if (is_same(box.open_when, when) && box.open->add(message)) return true;
    close(box);
  }
  if (box.packets.size() >= kMostWaiting) {
    ++dropped_;
    return false;
  }
  box.open = std::make_unique<PacketBuilder>(key_);
  box.open_when = when;
  box.open->begin(when);
  // The longest message is shorter than a packet: kLargestPacketSent.
  const bool is_in = box.open->add(message);
  if (!is_in) ++dropped_;
  ++waiting_;
  return is_in;
}

void Outbox::close(Destination& box) {
  const auto bytes = box.open->finish();
  if (box.open->count() > 0) {
    box.packets.emplace_back(bytes.begin(), bytes.end());
  } else {
    --waiting_;
  }
  box.open.reset();
}

void Outbox::flush(Moment now) {
  for (auto entry = destinations_.begin(); entry != destinations_.end();) {
    Destination& box = entry->second;
    const double passed = static_cast<double>(now.steady - box.filled) / kMillisecond;
    box.tokens = std::min<double>(kBurst, box.tokens + passed * kPerMillisecond);
    if (box.open != nullptr) close(box);
    if (box.packets.empty()) {
      // Addresses that nobody listens at any more are forgotten.
      entry = now.steady - box.filled > kIdle ? destinations_.erase(entry) : std::next(entry);
      continue;
    }
    box.filled = now.steady;
    while (!box.packets.empty() && box.tokens >= 1) {
      if (!wire_.send(box.address, box.packets.front())) {
        if (box.refused == 0) box.refused = now.steady;
        break;
      }
      box.refused = 0;
      box.packets.pop_front();
      box.tokens -= 1;
      --waiting_;
      ++packets_;
    }
    if (box.refused != 0 && now.steady - box.refused >= kMostRefused) {
      dropped_ += box.packets.size();
      waiting_ -= box.packets.size();
      box.packets.clear();
      box.refused = 0;
    }
    ++entry;
  }
}

void Outbox::flush_all() {
  for (auto& [key, box] : destinations_) {
    if (box.open != nullptr) close(box);
    for (const auto& packet : box.packets) {
      if (wire_.send(box.address, packet)) ++packets_;
    }
    waiting_ -= box.packets.size();
    box.packets.clear();
  }
}

}  // namespace parlando
