// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/learn/learned_profile.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

#include "host/profile/host_habits.hpp"
#include "text/printable.hpp"
#include "trial/learn/finding_list.hpp"

namespace attacca::trial {

namespace {

using witness::Record;
using witness::RecordedCall;

std::string text_at(const Record& record, std::size_t index) {
  const auto* const text =
      index < record.values.size() ? std::get_if<std::string>(&record.values[index]) : nullptr;
  return text != nullptr ? text::printable(*text) : std::string();
}

std::uint64_t lost_in(const witness::Recording& recording) {
  std::uint64_t lost = 0;
  for (const Record& record : recording.records) {
    if (record.name != "witness.lost" && record.name != "witness.full") continue;
    lost += static_cast<std::uint64_t>(RecordedCall::integer_of(record.values, 0));
  }
  return lost;
}

void take_names(const CallView& view, LearnedProfile& learned) {
  const auto or_unknown = [](std::string text) { return text.empty() ? "unknown" : text; };
  const Record* const host = view.detail("host");
  const Record* const vendor = view.detail("host.vendor");
  learned.profile.name = or_unknown(host != nullptr ? text_at(*host, 0) : "");
  learned.profile.version = or_unknown(host != nullptr ? text_at(*host, 1) : "");
  learned.profile.vendor = or_unknown(vendor != nullptr ? text_at(*vendor, 0) : "");
}

/// In the order of the habits; the profile has their values.
void apply(LearnedProfile& learned) {
  std::vector<Finding> sorted;
  for (const host::HostHabit& habit : host::host_habits()) {
    const auto found =
        std::find_if(learned.findings.begin(), learned.findings.end(),
                     [&](const Finding& finding) { return finding.habit == habit.key; });
    if (found == learned.findings.end() || !host::set_habit(habit, learned.profile, found->value)) {
      learned.unseen.push_back(habit.key);
    } else {
      sorted.push_back(std::move(*found));
    }
  }
  learned.findings = std::move(sorted);
}

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// A comment of one line: what it says came from outside.
std::string comment(const std::string& text) {
  return "# " + text::printable(text) + "\n";
}

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

}  // namespace

LearnedProfile learn_profile(const witness::Recording& recording) {
  const CallView view(recording);
  LearnedProfile learned;
  take_names(view, learned);
  learned.format = view.is_vst3() ? "VST3" : "CLAP";
  learned.calls = view.calls().size();
  std::set<std::uint16_t> threads;
  for (const CallView::Call& call : view.calls()) {
    if (call.role == CallRole::process) ++learned.blocks;
    threads.insert(call.thread());
  }
  learned.threads = threads.size();
  learned.instances = view.instances().size();
  learned.lost = lost_in(recording);
  if (!recording.records.empty()) {
    learned.seconds = 1e-9 * static_cast<double>(recording.records.back().time -
                                                 std::min(recording.records.front().time,
                                                          recording.records.back().time));
  }
  FindingList findings(learned.findings);
  find_block_habits(view, findings);
  find_life_habits(view, findings);
  find_state_habits(view, findings);
  find_track_habits(view, findings);
  find_editor_habits(view, findings);
  view.is_vst3() ? find_vst3_habits(view, findings) : find_clap_habits(view, findings);
  apply(learned);
  return learned;
}

std::string profile_text(const LearnedProfile& learned, std::string_view file) {
  std::string text = comment("What attacca profile made of " + std::string(file) +
                             "; the records that sources name are its own.");
  text += "\nname = " + toml_text(learned.profile.name) +
          "\nvendor = " + toml_text(learned.profile.vendor) +
          "\nversion = " + toml_text(learned.profile.version) + "\nsummary = " +
          toml_text("As a witness saw it in " + fixed(learned.seconds) + " s of " + learned.format +
                    ": " + std::to_string(learned.calls) + " calls, " +
                    std::to_string(learned.blocks) + " of them blocks.") +
          "\n";
  const host::HostProfile usual;
  std::string as_usual;
  for (const Finding& finding : learned.findings) {
    const host::HostHabit& habit = *host::find_habit(finding.habit);
    const std::string value = host::value_text(habit, learned.profile);
    if (value == host::value_text(habit, usual)) {
      as_usual += comment(std::string(finding.habit) + " = " + value + ": " + finding.source);
      continue;
    }
    const bool is_word = !host::words_of(habit).empty();
    text += "\n[habits." + std::string(finding.habit) +
            "]\nvalue = " + (is_word ? toml_text(value) : value) +
            "\nsource = " + toml_text("witnessed: " + text::printable(finding.source)) + "\n";
  }
  text += "\n" + comment("As the well-behaved host:") + as_usual;
  text += "\n" + comment("Not to be seen in this recording:");
  for (const std::string_view key : learned.unseen) text += comment(std::string(key));
  return text;
}

}  // namespace attacca::trial
