// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "attacca/base/result.hpp"
#include "mcp/protocol/tool.hpp"
#include "parlando/agent/orchestra.hpp"
#include "parlando/conductor/control_client.hpp"

namespace parlando::agent {

/// A connection for one call, and who was there when it began.
struct Meeting {
  std::unique_ptr<ControlClient> client;
  Orchestra orchestra;
};

/// The conductor as the tools of an agent see it: the one that runs, or one of our own for as long
/// as this lives. [not audio], several threads.
class Agent {
 public:
  explicit Agent(ConductorOptions options) : options_(std::move(options)) {}

  /// A connection for one call; begins with a conductor of our own where none runs (any more).
  /// Errors: none can be had.
  [[nodiscard]] attacca::Result<std::unique_ptr<ControlClient>> connect();

  /// The first time with a conductor of our own: waits until musicians have announced themselves.
  void wait_for_musicians();
  /// All of it. Errors: no conductor can be had, or it does not answer.
  [[nodiscard]] attacca::Result<Meeting> meet();

 private:
  ConductorOptions options_;
  std::mutex mutex_;
  std::optional<ConductorAccess> access_;
  bool has_waited_ = false;
};

/// The tools of `parlando mcp` (docs/parlando/agents.md). `agent` has to live as long.
[[nodiscard]] attacca::mcp::Offer offer_of(Agent& agent, const std::string& version);

}  // namespace parlando::agent
