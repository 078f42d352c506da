// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "cli/replay_run.hpp"

#include <filesystem>

#include "cli/near_file.hpp"
#include "files/file.hpp"
#include "host/load/plugin_choice.hpp"
#include "trial/replay/replay.hpp"
#include "trial/run/run_plan.hpp"
#include "trial/run/supervise.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::cli {

namespace {

constexpr std::uint64_t kLargestReplay = std::uint64_t{1} << 30U;
constexpr std::uint64_t kLargestState = std::uint64_t{1} << 30U;

std::string plural(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void report_replay(const trial::ReplayResult& played, CommandResult& result) {
  result.document["calls"] = played.calls;
  result.document["acted_out"] = played.acted;
  result.document["passed_over"] = played.passed_over;
  result.document["foreign_states"] = played.foreign_states;
  result.document["seconds"] = played.seconds;
  result.text =
      plural(played.acted, "call") + " of " + std::to_string(played.calls) + " acted out\n";
  for (const auto& [reason, count] : played.passed_over) {
    result.text += "  " + std::to_string(count) + " passed over: " + reason + "\n";
  }
  if (played.foreign_states > 0) {
    result.text += "  " + plural(played.foreign_states, "load") +
                   " with another state than the recording's, of which only the digest is known\n";
  }
}

}  // namespace

void run_replay(const ReplayRunOptions& options, CommandResult& result) {
  const auto text = files::read_text(options.replay, kLargestReplay);
  if (!text) {
    return result.fail(ExitCode::bad_input,
                       {text.error().message + hint_at_near_file(options.replay)});
  }
  const auto recording = witness::parse_replay(*text, options.replay);
  if (!recording) return result.fail(ExitCode::bad_input, recording.error());
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
    const auto played = trial::act_out(*recording, replay);
    if (!played) return outcome.fail(ExitCode::wrong, played.error());
    report_replay(*played, outcome);
  };
  trial::supervise(plan, work, result);
}

}  // namespace attacca::cli
