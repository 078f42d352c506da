// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "parlando/conductor/moment.hpp"
#include "parlando/net/udp_socket.hpp"
#include "parlando/protocol/from_conductor.hpp"

namespace parlando {

/// Sends the pulse in the conductor's stead while a long request (a large MIDI file, 100,000
/// events) keeps its thread busy, so that the musicians do not fall silent. A conductor that is
/// stuck is another matter: after `kMost` the pulse stops.
class PulseKeeper {
 public:
  /// A pulse that is later than this is sent by us.
  static constexpr std::int64_t kLate = 400 * kMillisecond;
  static constexpr std::int64_t kMost = 10 * kSecond;

  /// `socket` has to live as long. `key` empty: packets have none.
  PulseKeeper(const UdpSocket& socket, std::string key);
  ~PulseKeeper();
  PulseKeeper(const PulseKeeper&) = delete;
  PulseKeeper& operator=(const PulseKeeper&) = delete;

  /// The conductor has just sent this pulse to all of these. [not audio]
  void sent(const Pulse& pulse, std::vector<SocketAddress> processes, Moment now);

 private:
  void run();
  void send(Moment now) const;

  const UdpSocket& socket_;
  const std::string key_;
  std::mutex mutex_;
  std::condition_variable ends_now_;
  bool ends_ = false;
  Pulse pulse_;
  std::vector<SocketAddress> processes_;
  std::int64_t sent_ = 0;  // steady: by the conductor
  std::thread thread_;
};

}  // namespace parlando
