// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "trial/learn/finding_list.hpp"

namespace attacca::trial {

namespace {

using Call = CallView::Call;

/// What is known of an instance while its calls go by.
struct Life {
  bool is_active = false;
  bool was_active = false;
  bool has_played = false;
  bool was_asked = false;  ///< for its parameters
  std::uint64_t activation_ends = 0;
};

/// Follows every instance's activation.
class Lives {
 public:
  Life& of(const Call& call) { return lives_[call.object()]; }

  void follow(const Call& call) {
    Life& life = of(call);
    if (call.role == CallRole::activate) {
      life.is_active = life.was_active = true;
      life.activation_ends = call.call.ended();
    } else if (call.role == CallRole::deactivate) {
      life.is_active = life.has_played = false;
    } else if (call.role == CallRole::process) {
      life.has_played = true;
    } else if (call.role == CallRole::parameter_count) {
      life.was_asked = true;
    }
  }

 private:
  std::map<std::uint32_t, Life> lives_;
};

/// How many parameters each instance says it has.
std::map<std::uint32_t, std::int64_t> parameter_counts(const CallView& view) {
  std::map<std::uint32_t, std::int64_t> counts;
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::parameter_count) counts[call.object()] = call.call.answer();
  }
  return counts;
}

/// The call after `load` by which all parameters have been asked for, before the next block or
/// load; null if they were not.
const Call* all_read_after(const CallView& view, std::size_t load, std::int64_t count) {
  std::set<std::int64_t> read;
  const Call& loaded = view.calls()[load];
  for (std::size_t i = load + 1; i < view.calls().size(); ++i) {
    const Call& call = view.calls()[i];
    if (call.object() != loaded.object()) continue;
    if (call.role == CallRole::load_state || call.role == CallRole::process) return nullptr;
    if (call.role != CallRole::parameter_value || call.began() < loaded.call.ended()) continue;
    read.insert(call.call.integer(0));
    if (count > 0 && static_cast<std::int64_t>(read.size()) >= count) return &call;
  }
  return nullptr;
}

void find_streams(const CallView& view, FindingList& findings) {
  const auto integer = witness::RecordedCall::integer_of;
  const auto* const any = view.detail("stream");
  if (any == nullptr) return;
  const auto* const is_short = view.detail(
      "stream", [&](const witness::Record& record) { return integer(record.values, 2) > 0; });
  findings.add("stream_chunk",
               std::min<std::int64_t>(is_short != nullptr ? integer(is_short->values, 1) : 0,
                                      std::int64_t{1} << 20),
               cited(is_short != nullptr ? *is_short : *any));
}

std::string moment_of(const Call& load, const Life& life) {
  // While an activation on another thread goes on.
  if (life.is_active && life.activation_ends > load.began()) return "racing";
  if (life.is_active) return "active";
  return life.was_asked ? "inactive" : "first";
}

}  // namespace

void find_life_habits(const CallView& view, FindingList& findings) {
  std::map<std::uint32_t, std::set<std::uint16_t>> players;
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::process) players[call.object()].insert(call.thread());
  }
  const Call* first_activation = nullptr;
  const Call* on_worker = nullptr;
  const Call* ended = nullptr;
  const Call* while_active = nullptr;
  Lives lives;
  for (const Call& call : view.calls()) {
    const Life before = lives.of(call);
    lives.follow(call);
    if (call.role == CallRole::activate) {
      if (first_activation == nullptr) first_activation = &call;
      // On the thread that plays it is another habit.
      const bool elsewhere =
          call.thread() != view.main_thread() && !players[call.object()].contains(call.thread());
      if (elsewhere && on_worker == nullptr) on_worker = &call;
    }
    if (call.role != CallRole::destroy || !before.was_active) continue;
    ended = &call;
    if (before.is_active) while_active = &call;
  }
  if (first_activation != nullptr) {
    findings.add_if("activates_on_worker", on_worker,
                    "on the thread that initialises, " + cited(*first_activation));
  }
  if (ended != nullptr) {
    findings.add_if("destroys_while_active", while_active, "deactivated before " + cited(*ended));
  }
}

void find_state_habits(const CallView& view, FindingList& findings) {
  find_streams(view, findings);
  auto counts = parameter_counts(view);
  Lives lives;
  std::optional<std::string> moment;
  const Call* load = nullptr;
  const Call* saved = nullptr;
  const Call* saved_while_playing = nullptr;
  const Call* all_read = nullptr;
  for (std::size_t i = 0; i < view.calls().size(); ++i) {
    const Call& call = view.calls()[i];
    const Life before = lives.of(call);
    lives.follow(call);
    if (call.role == CallRole::save_state) {
      saved = &call;
      if (before.is_active && before.has_played && saved_while_playing == nullptr) {
        saved_while_playing = &call;
      }
    }
    if (call.role != CallRole::load_state) continue;
    if (!moment) moment = moment_of(call, before);
    if (load == nullptr) load = &call;
    if (all_read == nullptr) all_read = all_read_after(view, i, counts[call.object()]);
  }
  if (load != nullptr) {
    findings.add("loads_state", *moment, cited(*load));
    findings.add_if("reads_parameters_after_load", all_read, "not after " + cited(*load));
  }
  if (saved != nullptr) {
    findings.add_if("saves_state_while_playing", saved_while_playing,
                    "not between blocks: " + cited(*saved));
  }
}

}  // namespace attacca::trial
