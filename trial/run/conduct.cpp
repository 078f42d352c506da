// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/conduct.hpp"

#include <algorithm>
#include <string_view>

namespace attacca::trial {
namespace {

bool is_grave(host::OffenceKind kind) {
  return kind == host::OffenceKind::process_failed ||
         kind == host::OffenceKind::not_a_number_in_output ||
         kind == host::OffenceKind::unknown_process_status ||
         kind == host::OffenceKind::forbidden_on_audio;
}

}  // namespace

AudioThreadCounts audio_thread_counts(const host::RealtimeOffences& offences) noexcept {
  AudioThreadCounts counts;
  for (std::size_t i = 0; i < host::kRealtimeOffenceKinds; ++i) {
    counts.by_kind[i] = offences.count(static_cast<host::RealtimeOffenceKind>(i));
  }
  return counts;
}

std::string words_of(const AudioThreadCounts& counts) {
  std::string words;
  for (std::size_t i = 0; i < counts.by_kind.size(); ++i) {
    if (counts.by_kind[i] == 0) continue;
    words += (words.empty() ? "" : ", ") + std::to_string(counts.by_kind[i]) + " × " +
             std::string(host::name_of(static_cast<host::RealtimeOffenceKind>(i)));
  }
  return words;
}

std::vector<BrokenRule> broken_rules(const host::OffenceList& offences) {
  std::vector<BrokenRule> rules;
  for (const host::Offence& offence : offences.list()) {
    const std::string_view what = host::describe(offence.kind);
    const bool is_known = std::any_of(rules.begin(), rules.end(),
                                      [what](const BrokenRule& rule) { return rule.what == what; });
    if (!is_known) {
      rules.push_back({std::string(what), offences.count(offence.kind), is_grave(offence.kind)});
    }
  }
  return rules;
}

}  // namespace attacca::trial
