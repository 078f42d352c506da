// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/replay_run.hpp"

#include <chrono>
#include <cstdint>
#include <utility>

#include "cli/near_file.hpp"
#include "files/file.hpp"
#include "host/load/plugin_choice.hpp"
#include "trial/replay/replay.hpp"
#include "trial/run/run_plan.hpp"
#include "trial/run/supervise.hpp"
#include "trial/soak/process_usage.hpp"

namespace attacca::cli {

namespace {

constexpr std::uint64_t kLargestState = std::uint64_t{1} << 30U;

std::string plural(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void report_replay(const trial::ReplayResult& played, CommandResult& result) {
  result.document["calls"] = played.calls;
  result.document["acted_out"] = played.acted;
  result.document["passed_over"] = played.passed_over;
  result.document["foreign_states"] = played.foreign_states;
  result.document["audio_thread_offences"] = played.audio_offences;
  result.document["seconds"] = played.seconds;
  result.text =
      plural(played.acted, "call") + " of " + std::to_string(played.calls) + " acted out\n";
  for (const auto& [reason, count] : played.passed_over) {
    result.text += "  " + std::to_string(count) + " passed over: " + reason + "\n";
  }
  if (played.audio_offences > 0) {
    result.text += "  " + plural(played.audio_offences, "call") +
                   " that takes unbounded time (memory, locks, files) in blocks\n";
  }
  if (played.foreign_states > 0) {
    result.text += "  " + plural(played.foreign_states, "load") +
                   " with another state than the recording's, of which only the digest is known\n";
  }
}

/// What a replay that is acted out again and again adds up to.
struct Rounds {
  trial::ReplayResult sum;
  std::size_t count = 0;
  std::uint64_t first_kilobytes = 0;  ///< that malloc has given out after the first round
  std::uint64_t last_kilobytes = 0;

  void add(const trial::ReplayResult& round) {
    last_kilobytes = trial::allocated_kilobytes();
    if (count++ == 0) first_kilobytes = last_kilobytes;
    sum.calls += round.calls;
    sum.acted += round.acted;
    for (const auto& [reason, passed] : round.passed_over) sum.passed_over[reason] += passed;
    sum.foreign_states += round.foreign_states;
    sum.audio_offences += round.audio_offences;
    sum.seconds += round.seconds;
  }
};

void report_rounds(const Rounds& rounds, CommandResult& result) {
  const auto more = static_cast<std::int64_t>(rounds.last_kilobytes) -
                    static_cast<std::int64_t>(rounds.first_kilobytes);
  result.document["rounds"] = rounds.count;
  result.document["allocated_kilobytes"] = {{"after_first", rounds.first_kilobytes},
                                            {"at_end", rounds.last_kilobytes}};
  result.text += plural(rounds.count, "round") + ", " + std::to_string(more) +
                 " kB more in use after the last one than after the first\n";
}

}  // namespace

void run_replay(const ReplayRunOptions& options, CommandResult& result) {
  const auto recording = trial::read_replay(options.replay);
  if (!recording) {
    return result.fail(ExitCode::bad_input,
                       {recording.error().message + hint_at_near_file(options.replay)});
  }
  if (options.plugins.size() != 1 || options.states.size() > 1) {
    return result.fail(ExitCode::bad_input,
                       {"--replay acts on one plugin, with at most one --state"});
  }
  const host::PluginChoice choice = host::parse_plugin_choice(options.plugins.front());
  trial::ReplayOptions replay;
  replay.plugin = choice.path;
  replay.id = choice.id;
  if (!options.states.empty() && !options.states.front().empty()) {
    auto state = files::read_file(options.states.front(), kLargestState);
    if (!state) return result.fail(ExitCode::bad_input, state.error());
    replay.state = std::move(*state);
  }
  replay.patience = std::chrono::milliseconds(static_cast<int>(10'000 * options.patience));
  trial::RunPlan plan;
  plan.patience = options.patience;
  plan.plugins.emplace_back();
  plan.plugins.back().path = choice.path;
  plan.plugins.back().description.name = choice.path.filename().string();
  const auto work = [&](trial::RunVitals& vitals, CommandResult& outcome) {
    vitals.enter(trial::RunVitals::Phase::playing, 0);
    replay.progress = [&vitals](std::size_t) { ++vitals.beats; };
    replay.stuck = [&vitals](const std::string& call) { vitals.explain("it is in " + call); };
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(options.seconds);
    Rounds rounds;
    do {
      const auto played = trial::act_out(*recording, replay);
      if (!played) return outcome.fail(ExitCode::wrong, played.error());
      rounds.add(*played);
    } while (Clock::now() < end);
    report_replay(rounds.sum, outcome);
    if (options.seconds > 0.0) report_rounds(rounds, outcome);
  };
  trial::supervise(plan, work, result);
}

}  // namespace attacca::cli
