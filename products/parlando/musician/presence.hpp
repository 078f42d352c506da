// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "parlando/link/member.hpp"
#include "parlando/musician/heard_notes.hpp"
#include "parlando/musician/report.hpp"

namespace parlando {

/// A musician as the network thread has it: turns what the conductor sends into tasks for the audio
/// thread, and what the audio thread reports into messages. As Member says. [not audio]
class Presence final : public Member {
 public:
  /// What only the plugin can do; called by the network thread.
  struct Plugin {
    std::function<void()> ask_for_blocks;  ///< the host lets us sleep
    std::function<void(Id)> keep_id;       ///< in the project
    std::function<void(std::string)> keep_instrument;
  };

  Presence(Exchange& exchange, Plugin plugin) : exchange_(exchange), plugin_(std::move(plugin)) {}

  void take(const FromConductor& message, const When& when, const ClockReading& now,
            bool is_reported) noexcept override;
  void note_gap() noexcept override;
  void fall_silent() noexcept override;
  void renew(Id id) noexcept override { plugin_.keep_id(id); }
  [[nodiscard]] Vitals vitals(const ClockReading& now) noexcept override;
  [[nodiscard]] std::optional<TimedTransport> transport() noexcept override;
  void report(MemberPost& post, const ClockReading& now, bool is_wanted) noexcept override;

 private:
  struct Question {
    std::int32_t request = 0;
    double bars = 0;
  };

  void post(std::unique_ptr<Task> task, const ClockReading& now) noexcept;
  [[nodiscard]] bool is_processed(const ClockReading& now) const noexcept;

  Exchange& exchange_;
  Plugin plugin_;
  std::uint64_t order_ = 0;
  HeardNotes heard_;
  std::deque<Question> questions_;
  bool records_ = false;
};

}  // namespace parlando
