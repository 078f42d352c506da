// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a witness's file, or, if it begins as one, a replay.

#include <algorithm>
#include <span>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"
#include "host/profile/host_profile_file.hpp"
#include "trial/learn/learned_profile.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/record_file.hpp"
#include "witness/record/record_text.hpp"
#include "witness/record/recorded_call.hpp"

namespace attacca::fuzz {
namespace {

/// What holds of every recording, wherever it comes from.
void check(const witness::Recording& recording) {
  const auto calls = witness::calls_of(recording);
  require(calls.size() <= recording.records.size(), "calls are records");
  for (const witness::RecordedCall& call : calls) {
    require(call.begin->kind == witness::RecordKind::call, "a call begins with one");
    require(call.end == nullptr || call.end->name == call.name(), "it ends as it begins");
  }
  require(trial::differences(recording, recording).empty(), "a recording is like itself");
  const auto learned = trial::learn_profile(recording);
  const std::string text = trial::profile_text(learned, "input.witness");
  // A profile of many findings may be too large for one.
  if (text.size() > host::kMaxProfileBytes) return;
  const auto profile = host::parse_host_profile(text, "made");
  require(profile.has_value(), "the profile that is made can be read");
  require(profile->profile == learned.profile, "and has the same habits");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace attacca;
  const std::string_view text = fuzz::as_text(data, size);
  if (text.starts_with(witness::kReplayHead)) {
    const auto replay = witness::parse_replay(text, "input.replay");
    if (!replay) {
      fuzz::require(fuzz::is_one_clear_line(replay.error().message), "a mistake is a clear line");
      return 0;
    }
    fuzz::check(*replay);
    const std::string written = witness::replay_text(*replay);
    const auto again = witness::parse_replay(written, "input.replay");
    fuzz::require(again.has_value(), "what was written can be read");
    fuzz::require(witness::replay_text(*again) == written, "and says the same");
    return 0;
  }
  const auto recording = witness::read_recording(std::as_bytes(std::span(data, size)), "input");
  if (!recording) {
    fuzz::require(fuzz::is_one_clear_line(recording.error().message), "a mistake is a clear line");
    return 0;
  }
  fuzz::require(recording->trouble.empty() || fuzz::is_one_clear_line(recording->trouble),
                "trouble is a clear line");
  fuzz::check(*recording);
  const auto again = witness::parse_replay(witness::replay_text(*recording), "input.replay");
  fuzz::require(again.has_value(), "a replay can be made of every recording");
  return 0;
}
