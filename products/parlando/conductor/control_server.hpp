// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "parlando/conductor/control.hpp"
#include "parlando/net/local_socket.hpp"
#include "parlando/net/net_poll.hpp"

namespace parlando {

/// Brings requests from a Unix socket to `Control` and its answers back, one JSON object a line.
/// On the conductor's thread.
class ControlServer {
 public:
  static constexpr std::size_t kMostClients = 64;
  /// A request that is longer ends the connection.
  static constexpr std::size_t kLongestLine = std::size_t{64} << 20U;
  /// So do events that are not taken.
  static constexpr std::size_t kMostOutput = std::size_t{16} << 20U;

  ControlServer(LocalListener listener, Control& control);
  ~ControlServer();
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;

  /// Adds what it waits for.
  void add_sources(std::vector<NetPoll::Source>& sources) const;
  /// Lets in who has come, and takes and gives what can be within some milliseconds.
  void serve(Moment now);
  /// Whether requests are left for the next turn.
  [[nodiscard]] bool has_work() const;
  /// Clients that may want something: all but those that only watch.
  [[nodiscard]] std::size_t askers() const;

 private:
  class Client;

  LocalListener listener_;
  Control& control_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::size_t first_ = 0;  // to be served next
};

}  // namespace parlando
