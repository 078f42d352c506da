// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "mcp/protocol/tool.hpp"
#include "parlando/conductor/control_client.hpp"

namespace parlando::agent {

/// What was to sound of one musician, and what it has reported.
struct Sounding {
  std::string name;
  std::vector<int> expected;  ///< The keys of its notes, as they are sent.
  std::size_t sounded = 0;
  std::size_t late = 0;
  std::int64_t most_late = 0;  ///< samples
};

/// Starts a phrase and sees what becomes of it. [not audio] One call of a tool.
class PhraseRun {
 public:
  using Clock = std::chrono::steady_clock;

  /// `began`: when the tool was called. `sounding` by the musicians' ids.
  PhraseRun(ControlClient& client, Clock::time_point began,
            std::map<std::string, Sounding> sounding)
      : client_(client), began_(began), sounding_(std::move(sounding)) {}

  /// Sends the request `play`, and hears reports from then on. Errors: the conductor's.
  [[nodiscard]] attacca::Result<void> start(const Json& request);
  /// Until the phrase has ended, a link has died, the patience is over, or nobody waits any more,
  /// which also stops the phrase.
  void wait(const attacca::mcp::CallContext& context, double patience_seconds);
  /// What has become of it so far.
  [[nodiscard]] Json report();
  /// Something of it can not be heard any more.
  [[nodiscard]] bool has_failed() const noexcept { return !failure_.empty(); }

 private:
  void take(const Json& event);

  ControlClient& client_;
  Clock::time_point began_;
  std::map<std::string, Sounding> sounding_;
  Json started_;
  std::string failure_;
  bool has_ended_ = false;
};

}  // namespace parlando::agent
