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

  struct Limits {
    std::uint32_t waiting = Exchange::kMostWaiting;  ///< messages; as many again that end something
    std::int64_t process_bytes = std::int64_t{512} << 20;  ///< of all musicians of the process
  };
  static constexpr std::size_t kMostQuestions = 4;

  Presence(Exchange& exchange, Plugin plugin) : Presence(exchange, std::move(plugin), Limits{}) {}
  Presence(Exchange& exchange, Plugin plugin, const Limits& limits)
      : exchange_(exchange), plugin_(std::move(plugin)), limits_(limits) {}

  void take(const FromConductor& message, const When& when, const ClockReading& now,
            bool is_reported) noexcept override;
  void note_gap(const ClockReading& now) noexcept override;
  void fall_silent(const ClockReading& now) noexcept override;
  [[nodiscard]] bool keep_awake(const ClockReading& now) noexcept override;
  void renew(Id id) noexcept override { plugin_.keep_id(id); }
  [[nodiscard]] Vitals vitals(const ClockReading& now) noexcept override;
  [[nodiscard]] std::optional<TimedTransport> transport() noexcept override;
  void report(MemberPost& post, const ClockReading& now, bool is_wanted) noexcept override;
  [[nodiscard]] bool answer(MemberPost& post, const ClockReading& now) noexcept override;

 private:
  void post(std::unique_ptr<Task> task, const ClockReading& now);
  void ask(const Listen& listen);
  void silence(const Silence& silence, const ClockReading& now, bool is_reported) noexcept;
  [[nodiscard]] bool has_something() const noexcept;
  void wake(const ClockReading& now) noexcept;
  [[nodiscard]] bool is_processed(const ClockReading& now) const noexcept;

  Exchange& exchange_;
  Plugin plugin_;
  const Limits limits_;
  HeardNotes heard_;
  std::deque<HeardNotes::Question> questions_;
  bool records_ = false;
};

}  // namespace parlando
