// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <map>
#include <set>

#include "trial/learn/finding_list.hpp"

namespace attacca::trial {

namespace {

using Call = CallView::Call;
using witness::Record;
using witness::RecordedCall;
using witness::Value;

const Record* offer(const CallView& view, std::string_view what, std::string_view call = {}) {
  for (const Call& made : view.calls()) {
    if (!call.empty() && made.call.name() != call) continue;
    for (const Record* const record : made.call.details) {
      if (record->name == "host.offers" &&
          record->values == std::vector<Value>{std::string(what)}) {
        return record;
      }
    }
  }
  return nullptr;
}

/// The first call of the role that comes when its object had one before, and no call that undoes it
/// in between.
const Call* twice(const CallView& view, CallRole role, CallRole undone) {
  std::map<std::uint32_t, bool> is_done;
  for (const Call& call : view.calls()) {
    bool& done = is_done[call.object()];
    if (call.role == undone) done = false;
    if (call.role != role) continue;
    if (done) return &call;
    done = true;
  }
  return nullptr;
}

const Call* twice_initialized(const CallView& view) {
  std::map<std::uint32_t, bool> is_done;
  for (const Call& call : view.calls()) {
    if (call.call.name().ends_with(".terminate")) is_done[call.object()] = false;
    if (call.role != CallRole::initialize) continue;
    if (is_done[call.object()]) return &call;
    is_done[call.object()] = true;
  }
  return nullptr;
}

/// setActive(true) on a thread that plays blocks of the same instance.
const Call* activated_by_player(const CallView& view) {
  std::map<std::uint32_t, std::set<std::uint16_t>> players;
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::process) players[call.object()].insert(call.thread());
  }
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::activate && call.thread() != view.main_thread() &&
        players[call.object()].contains(call.thread())) {
      return &call;
    }
  }
  return nullptr;
}

/// setProcessing(true) right after (false), and then no block before the next of them.
const Call* restarted(const CallView& view) {
  struct State {
    const Call* stopped = nullptr;
    const Call* started = nullptr;
  };
  std::map<std::uint32_t, State> states;
  for (const Call& call : view.calls()) {
    State& state = states[call.object()];
    if (call.role == CallRole::stop_processing) {
      if (state.started != nullptr) return state.started;
      state.stopped = &call;
    } else if (call.role == CallRole::start_processing) {
      state.started = state.stopped != nullptr ? &call : nullptr;
    } else if (call.role == CallRole::process) {
      state = {};
    } else if (call.role == CallRole::deactivate || call.role == CallRole::destroy) {
      if (state.started != nullptr) return state.started;
      state = {};
    }
  }
  return nullptr;
}

void find_lists(const CallView& view, FindingList& findings) {
  constexpr std::int64_t kChanges = 4;
  constexpr std::int64_t kEvents = 16;
  const Call* with_all = nullptr;
  const Call* without = nullptr;
  for (const Call& call : view.calls()) {
    if (call.role != CallRole::process || view.frames(call) == 0) continue;
    const bool has_both =
        (call.call.integer(5) & kChanges) != 0 && (call.call.integer(5) & kEvents) != 0;
    (has_both ? with_all : without) = &call;
  }
  if (with_all == nullptr && without == nullptr) return;
  findings.add_if("vst3_null_lists", without, "both lists in every block");
}

void find_buses(const CallView& view, FindingList& findings) {
  const Call* const any = view.first(CallRole::process);
  if (any == nullptr) return;
  const Record* const null_channels = view.detail("input", [](const Record& record) {
    return RecordedCall::integer_of(record.values, 3) > 0 ||
           RecordedCall::integer_of(record.values, 2) == 0;
  });
  findings.add_if("vst3_inactive_buses", null_channels, "every bus has channels, " + cited(*any));
}

void find_state_calls(const CallView& view, FindingList& findings) {
  const Call* load = nullptr;
  const Call* component_state = nullptr;
  const Call* written_back = nullptr;
  std::size_t read = 0;
  std::size_t waited = 0;
  bool is_waiting = false;
  for (const Call& call : view.calls()) {
    if (call.role == CallRole::load_state) {
      load = &call;
      is_waiting = true;
      read = waited = 0;
    }
    if (call.call.name() == "IEditController.setComponentState") component_state = &call;
    if (is_waiting && call.role == CallRole::parameter_value) ++read;
    if (!is_waiting || call.role != CallRole::process) continue;
    const auto queues = static_cast<std::size_t>(
        std::count_if(call.call.details.begin(), call.call.details.end(),
                      [](const Record* record) { return record->name == "queue"; }));
    if (queues > 1 && queues >= read && read > 0) written_back = &call;
    is_waiting = ++waited < 4;
  }
  if (load == nullptr) return;
  findings.add_if("vst3_component_state", component_state, "never after " + cited(*load));
  findings.add_if("vst3_writes_back_parameters", written_back,
                  "the blocks after " + cited(*load) + " bring no more than one value");
}

void find_attributes(const CallView& view, FindingList& findings) {
  const Call* const listener = view.first("IInfoListener.setChannelContextInfos");
  const Record* const provider = offer(view, "IContextInfoProvider");
  if (view.first("IEditController.setComponentHandler") != nullptr) {
    findings.add_if("vst3_context_info", provider, "no component handler offers it");
  }
  if (listener != nullptr || provider != nullptr) {
    findings.add_if("vst3_info_listener", listener, "the track comes by IContextInfoHandler alone");
  }
  if (listener == nullptr) return;
  const auto is_key = [](const Record& record, std::string_view key) {
    return record.values.size() > 1 && record.values[0] == Value(std::string(key));
  };
  const Record* length = nullptr;
  const Record* wrong_length = nullptr;
  const Record* black = nullptr;
  std::set<std::string> first_keys;
  const Call* partial = nullptr;
  for (const Call& call : view.calls()) {
    if (call.call.name() != "IInfoListener.setChannelContextInfos") continue;
    std::uint64_t name = 0;
    std::uint64_t uid = 0;
    std::set<std::string> keys;
    for (const Record* const record : call.call.details) {
      if (record->name != "attribute" || record->values.size() < 2) continue;
      if (const auto* const key = std::get_if<std::string>(&record->values[0])) keys.insert(*key);
      const auto* const digest = std::get_if<witness::Digest>(&record->values[1]);
      if (is_key(*record, "channel name") && digest != nullptr) name = digest->length / 2;
      if (is_key(*record, "channel uid") && digest != nullptr) uid = digest->length / 2;
      const std::int64_t value = RecordedCall::integer_of(record->values, 1);
      if (is_key(*record, "channel name length") && name > 0 && uid > 0 && name != uid) {
        length = record;
        if (static_cast<std::uint64_t>(value) == uid) wrong_length = record;
      }
      if (is_key(*record, "channel color") && value == 0) black = record;
    }
    if (first_keys.empty()) first_keys = keys;
    if (keys.size() < first_keys.size() && partial == nullptr) partial = &call;
  }
  findings.add_if("vst3_partial_lists", partial, "every list has the keys of " + cited(*listener));
  if (length != nullptr) {
    findings.add_if("vst3_name_length_is_uids", wrong_length,
                    "it is the name's, " + cited(*length));
  }
  if (black != nullptr) findings.add("vst3_no_color_is_zero", true, cited(*black));
  // Four units have room; what is written beyond them, or of names that are no longer, says
  // nothing.
  const Record* const manners = view.detail("attribute.manners", [](const Record& record) {
    return RecordedCall::integer_of(record.values, 1) > 0;
  });
  if (manners == nullptr) return;
  const Record* const beyond = view.detail("attribute.manners", [](const Record& record) {
    return RecordedCall::integer_of(record.values, 1) > 4;
  });
  findings.add_if("vst3_getstring_counts_characters", beyond, cited(*manners));
  findings.add("vst3_answers_absent_keys", RecordedCall::integer_of(manners->values, 2) == 0,
               cited(*manners));
}

}  // namespace

void find_clap_habits(const CallView& view, FindingList& findings) {
  const Call* const init = view.first(CallRole::initialize);
  if (init == nullptr) return;
  const auto offered = [&](std::string_view habit, std::string_view id) {
    findings.add_if(habit, offer(view, id), "not offered at " + cited(*init));
  };
  offered("clap_track_info", "clap.track-info/1");
  offered("clap_track_info_compat", "clap.track-info.draft/1");
  findings.add_if("clap_project_location", view.first("clap.project-location/2.set"),
                  "never called");
  offered("clap_run_loop", "clap.timer-support");
  offered("clap_thread_pool", "clap.thread-pool");
  std::map<std::uint32_t, bool> is_processing;
  const Call* without_stop = nullptr;
  const Call* deactivation = nullptr;
  for (const Call& call : view.calls()) {
    bool& processing = is_processing[call.object()];
    if (call.role == CallRole::start_processing) processing = true;
    if (call.role == CallRole::stop_processing) processing = false;
    if (call.role != CallRole::deactivate) continue;
    deactivation = &call;
    if (processing) without_stop = &call;
    processing = false;
  }
  if (deactivation != nullptr) {
    findings.add("clap_stop_before_deactivate", without_stop == nullptr,
                 cited(without_stop != nullptr ? *without_stop : *deactivation));
  }
  const auto inits = static_cast<std::int64_t>(view.count("clap.entry.init"));
  if (inits > 0) {
    findings.add("clap_entry_inits", std::min<std::int64_t>(inits, 8),
                 cited(*view.first("clap.entry.init")));
  }
}

void find_vst3_habits(const CallView& view, FindingList& findings) {
  const Call* const initialize = view.first(CallRole::initialize);
  if (initialize == nullptr) return;
  const Record* const from_context = offer(view, "IRunLoop", initialize->call.name());
  const Record* const from_frame = offer(view, "IRunLoop", "IPlugView.setFrame");
  if (from_context != nullptr || view.first("IPlugView.setFrame") != nullptr) {
    findings.add_if("vst3_run_loop", from_frame != nullptr ? from_frame : from_context,
                    "neither the context nor the frame offers one");
  }
  findings.add_if("vst3_run_loop_without_editor", from_context,
                  "not offered at " + cited(*initialize));
  findings.add_if("vst3_double_initialize", twice_initialized(view), "once, " + cited(*initialize));
  const Call* const active = view.first(CallRole::activate);
  if (active != nullptr) {
    findings.add_if("vst3_double_activate", twice(view, CallRole::activate, CallRole::deactivate),
                    "once, " + cited(*active));
    findings.add_if("vst3_activates_on_audio_thread", activated_by_player(view),
                    "on another thread, " + cited(*active));
    findings.add_if("vst3_restarts_processing", restarted(view), "blocks follow every start");
    const Call* const handler = view.first("IEditController.setComponentHandler");
    if (handler != nullptr) {
      findings.add("vst3_late_handler", handler->began() > active->began(), cited(*handler));
    }
  }
  find_state_calls(view, findings);
  find_lists(view, findings);
  find_buses(view, findings);
  find_attributes(view, findings);
}

}  // namespace attacca::trial
