// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "trial/learn/finding_list.hpp"

namespace attacca::trial {

namespace {

using Call = CallView::Call;
using witness::Record;
using witness::Value;

/// What a call says of the track: the values of its details.
std::vector<std::vector<Value>> said(const Call& call) {
  std::vector<std::vector<Value>> all;
  for (const Record* const record : call.call.details) {
    if (record->name == "attribute" || record->name == "host.track") all.push_back(record->values);
  }
  return all;
}

/// The length of the name, in bytes; nothing if there is none.
std::optional<std::uint64_t> name_bytes(const Call& call) {
  for (const Record* const record : call.call.details) {
    const bool is_clap = record->name == "host.track" && record->values.size() > 1 &&
                         (witness::RecordedCall::integer_of(record->values, 0) & 1) != 0;
    const bool is_vst3 = record->name == "attribute" && record->values.size() > 1 &&
                         record->values[0] == Value(std::string("channel name"));
    if (!is_clap && !is_vst3) continue;
    if (const auto* const name = std::get_if<witness::Digest>(&record->values.at(1))) {
      // Some hosts answer for what is not there, and leave it empty.
      if (name->length > 0) return name->length;
    }
  }
  return std::nullopt;
}

/// How often the same is said in a row: after a change, and after a state.
struct Runs {
  std::map<std::int64_t, std::size_t> after_change;
  std::map<std::int64_t, std::size_t> after_state;
  const Call* change = nullptr;
  const Call* load = nullptr;
};

/// Of equally frequent ones the largest: a wrong value that comes first is said once.
std::int64_t most_frequent(const std::map<std::int64_t, std::size_t>& counts) {
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second <= b.second; })
      ->first;
}

Runs runs_of(const CallView& view, std::uint32_t object) {
  Runs runs;
  std::vector<std::vector<Value>> last;
  std::int64_t equal = 0;
  bool is_after_state = false;
  const auto close = [&] {
    if (is_after_state) {
      ++runs.after_state[equal];
    } else if (equal > 0) {
      ++runs.after_change[equal];
    }
  };
  for (const Call* const call : view.of_object(object)) {
    if (call->role == CallRole::load_state && !last.empty()) {
      close();
      runs.load = call;
      is_after_state = true;
      equal = 0;
    }
    if (call->role != CallRole::track_info) continue;
    auto now = said(*call);
    if (now != last) {
      if (!last.empty()) close();
      if (runs.change == nullptr) runs.change = call;
      is_after_state = false;
      equal = 0;
      last = std::move(now);
    }
    ++equal;
  }
  close();
  return runs;
}

void find_first_calls(const CallView& view, FindingList& findings) {
  for (const std::uint32_t object : view.instances()) {
    std::int64_t blocks = 0;
    std::vector<const Call*> calls;
    std::int64_t before = 0;
    for (const Call* const call : view.of_object(object)) {
      if (call->role == CallRole::process) ++blocks;
      if (call->role != CallRole::track_info) continue;
      if (calls.empty()) before = blocks;
      calls.push_back(call);
    }
    if (calls.empty()) continue;
    findings.add("track_info_late", before >= 8,
                 std::to_string(before) + " blocks before " + cited(*calls[0]));
    if (calls.size() < 2) return;
    findings.add("track_info_unnamed_first",
                 !name_bytes(*calls[0]) && name_bytes(*calls[1]).has_value(),
                 cited(*calls[0]) + " and " + cited(*calls[1]));
    return;
  }
}

}  // namespace

void find_track_habits(const CallView& view, FindingList& findings) {
  const Call* const first = view.first(CallRole::track_info);
  if (first == nullptr) return;
  find_first_calls(view, findings);
  // Some hosts say more to the instances of a project that they have loaded.
  std::int64_t repeats = 0;
  std::int64_t after_state = -1;
  Runs changed;
  Runs loaded;
  for (const std::uint32_t object : view.instances()) {
    const Runs runs = runs_of(view, object);
    if (runs.change == nullptr) continue;  // nothing that a call itself says
    if (!runs.after_change.empty() && most_frequent(runs.after_change) > repeats) {
      repeats = most_frequent(runs.after_change);
      changed = runs;
    }
    if (!runs.after_state.empty() && most_frequent(runs.after_state) > after_state) {
      after_state = most_frequent(runs.after_state);
      loaded = runs;
    }
  }
  if (repeats > 0) {
    findings.add("track_info_repeats", std::clamp<std::int64_t>(repeats, 1, 8),
                 "equal calls from " + cited(*changed.change) + " on");
  }
  if (after_state >= 0) {
    findings.add("track_info_after_state", std::clamp<std::int64_t>(after_state, 0, 8),
                 "equal calls after " + cited(*loaded.load));
  }
  const auto& calls = view.calls();
  const auto elsewhere = std::find_if(calls.begin(), calls.end(), [&](const Call& call) {
    return call.role == CallRole::track_info && call.thread() != view.main_thread();
  });
  findings.add_if("track_info_on_worker", elsewhere != calls.end() ? &*elsewhere : nullptr,
                  "on the thread that initialises, " + cited(*first));
}

void find_editor_habits(const CallView& view, FindingList& findings) {
  std::map<std::uint32_t, bool> is_active;
  const Call* opened = nullptr;
  bool before_activation = false;
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::activate) is_active[call.object()] = true;
    if (call.role != CallRole::editor_open || opened != nullptr) continue;
    opened = &call;
    before_activation = !is_active[call.object()];
  }
  if (opened == nullptr) return;
  findings.add("editor_before_activation", before_activation, cited(*opened));
  // Scale, size and window belong to the view, in VST3 another object than the instance.
  const Call* const embedded = view.first(CallRole::editor_embed);
  if (embedded == nullptr) return;
  std::vector<const Call*> scales;
  const Call* size = nullptr;
  for (const Call* const call : view.of_object(embedded->object())) {
    if (call->role == CallRole::editor_scale) scales.push_back(call);
    if (call->role == CallRole::editor_size && size == nullptr) size = call;
  }
  if (scales.empty()) return;
  const bool is_before = scales[0]->began() < embedded->began();
  const bool is_again = scales.size() > 1 && scales[1]->began() > embedded->began() &&
                        scales[0]->call.begin->values == std::vector<Value>{1.0};
  findings.add("editor_scale",
               std::string(!is_before ? "after"
                           : is_again ? "one-first"
                                      : "before"),
               cited(*scales[0]) + ", in its window with " + cited(*embedded));
  if (size != nullptr) {
    findings.add("editor_asks_size_first", size->began() < scales[0]->began(),
                 cited(*size) + ", scale with " + cited(*scales[0]));
  }
}

}  // namespace attacca::trial
