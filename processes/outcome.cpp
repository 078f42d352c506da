// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "processes/outcome.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace attacca::processes {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLook{100};
/// Between "terminate" and "kill": less than a server's clients wait for the server itself.
constexpr std::chrono::milliseconds kPatience{1200};
/// What a program left behind may hold its pipes.
constexpr std::chrono::seconds kLeftBehind{1};

}  // namespace

Outcome run(const std::vector<std::string>& command, const Start& how,
            const std::function<bool(const Child&)>& goes_on) {
  Outcome outcome;
  const auto started = Child::start(command, how);
  if (!started) {
    outcome.failure = started.error().message;
    return outcome;
  }
  Child& child = **started;
  std::optional<Ending> ending;
  auto killed_at = Clock::time_point::max();
  bool is_ended = false;
  while (!(ending = child.look(kLook))) {
    if (!is_ended && !goes_on(child)) {
      is_ended = true;
      child.send(Signal::terminate);
      killed_at = Clock::now() + kPatience;
    }
    if (Clock::now() > killed_at) child.send(Signal::kill);
  }
  // Also what does not listen to the first.
  if (is_ended) child.send(Signal::kill);
  const auto until = Clock::now() + kLeftBehind;
  while (!is_ended && child.is_printing() && Clock::now() < until) (void)child.look(kLook);
  outcome.exit_code = ending->exit_code;
  outcome.output = child.output();
  outcome.errors = child.errors();
  if (ending->exit_code < 0) outcome.failure = to_text(*ending, command.front());
  return outcome;
}

Result<void> run_in_front(const std::vector<std::string>& command) {
  const Start how{.output = Print::passed_on, .errors = Print::passed_on, .is_apart = false};
  const auto child = Child::start(command, how);
  if (!child) return tl::unexpected(child.error());
  std::optional<Ending> ending;
  while (!(ending = (*child)->look(kLook))) {
  }
  if (ending->is_good()) return {};
  const bool has_said_why = ending->exit_code > 0;
  return fail(to_text(*ending, command.front()) + (has_said_why ? ": what it said is above" : ""));
}

}  // namespace attacca::processes
