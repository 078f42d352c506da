// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/conductor/pulse_keeper.hpp"

#include <chrono>
#include <utility>

#include "parlando/protocol/packet.hpp"
#include "parlando/protocol/ports.hpp"

namespace parlando {

PulseKeeper::PulseKeeper(const UdpSocket& socket, std::string key)
    : socket_(socket), key_(std::move(key)), thread_([this] { run(); }) {}

PulseKeeper::~PulseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  ends_now_.notify_all();
  thread_.join();
}

void PulseKeeper::sent(const Pulse& pulse, std::vector<SocketAddress> processes, Moment now) {
  const std::lock_guard lock(mutex_);
  pulse_ = pulse;
  // Its answer is none to a pulse that the conductor has sent, and times nothing.
  pulse_.pulse = 0;
  processes_ = std::move(processes);
  sent_ = now.steady;
}

void PulseKeeper::run() {
  constexpr auto kTurn = std::chrono::milliseconds(50);
  std::unique_lock lock(mutex_);
  std::int64_t last = 0;
  while (!ends_now_.wait_for(lock, kTurn, [&] { return ends_; })) {
    const Moment now = Moment::now();
    const std::int64_t late = now.steady - sent_;
    if (sent_ == 0 || late < kLate || late > kMost) continue;
    if (now.steady - last < kPulseMilliseconds * kMillisecond) continue;
    last = now.steady;
    send(now);
  }
}

void PulseKeeper::send(Moment now) const {
  Pulse pulse = pulse_;
  pulse.sent = osc_time::from_unix_nanoseconds(now.wall);
  PacketBuilder builder(key_);
  builder.begin(When::next_block());
  if (!builder.add(pulse)) return;
  const auto packet = builder.finish();
  for (const SocketAddress& process : processes_) (void)socket_.send(process, packet);
}

}  // namespace parlando
