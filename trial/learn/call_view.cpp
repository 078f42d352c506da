// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/learn/call_view.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "witness/record/record_text.hpp"

namespace attacca::trial {

namespace {

using witness::RecordedCall;

constexpr auto kRoles = std::to_array<std::pair<std::string_view, CallRole>>({
    {"clap.plugin.init", CallRole::initialize},
    {"IPluginBase.initialize", CallRole::initialize},
    {"IComponent.initialize", CallRole::initialize},
    {"IEditController.initialize", CallRole::initialize},
    {"clap.plugin.activate", CallRole::activate},
    {"clap.plugin.deactivate", CallRole::deactivate},
    {"clap.plugin.start_processing", CallRole::start_processing},
    {"clap.plugin.stop_processing", CallRole::stop_processing},
    {"clap.plugin.process", CallRole::process},
    {"IAudioProcessor.process", CallRole::process},
    {"clap.params.flush", CallRole::flush},
    {"clap.plugin.destroy", CallRole::destroy},
    {"FUnknown.release", CallRole::destroy},
    {"clap.state.load", CallRole::load_state},
    {"clap.state-context/2.load", CallRole::load_state},
    {"IComponent.setState", CallRole::load_state},
    {"clap.state.save", CallRole::save_state},
    {"clap.state-context/2.save", CallRole::save_state},
    {"IComponent.getState", CallRole::save_state},
    {"clap.track-info/1.changed", CallRole::track_info},
    {"IInfoListener.setChannelContextInfos", CallRole::track_info},
    {"IContextInfoHandler.notifyContextInfoChange", CallRole::track_info},
    {"IContextInfoHandler2.notifyContextInfoChange", CallRole::track_info},
    {"clap.params.get_value", CallRole::parameter_value},
    {"IEditController.getParamNormalized", CallRole::parameter_value},
    {"clap.params.count", CallRole::parameter_count},
    {"IEditController.getParameterCount", CallRole::parameter_count},
    {"clap.gui.create", CallRole::editor_open},
    {"IEditController.createView", CallRole::editor_open},
    {"clap.gui.set_parent", CallRole::editor_embed},
    {"IPlugView.attached", CallRole::editor_embed},
    {"clap.gui.set_scale", CallRole::editor_scale},
    {"IPlugViewContentScaleSupport.setContentScaleFactor", CallRole::editor_scale},
    {"clap.gui.get_size", CallRole::editor_size},
    {"IPlugView.getSize", CallRole::editor_size},
});

CallRole role_of(const RecordedCall& call) {
  if (call.name() == "IComponent.setActive") {
    return call.integer(0) != 0 ? CallRole::activate : CallRole::deactivate;
  }
  if (call.name() == "IAudioProcessor.setProcessing") {
    return call.integer(0) != 0 ? CallRole::start_processing : CallRole::stop_processing;
  }
  const auto found = std::find_if(kRoles.begin(), kRoles.end(),
                                  [&](const auto& entry) { return entry.first == call.name(); });
  return found != kRoles.end() ? found->second : CallRole::other;
}

}  // namespace

CallView::CallView(const witness::Recording& recording) {
  for (RecordedCall& call : witness::calls_of(recording)) {
    const CallRole role = role_of(call);
    calls_.push_back({std::move(call), role});
    const Call& added = calls_.back();
    if (added.call.name().starts_with("I") || added.call.name() == "GetPluginFactory") {
      is_vst3_ = true;
    }
    if (role != CallRole::initialize) continue;
    if (main_thread_ == 0) main_thread_ = added.thread();
    if (std::find(instances_.begin(), instances_.end(), added.object()) == instances_.end()) {
      instances_.push_back(added.object());
    }
  }
}

std::vector<const CallView::Call*> CallView::of_object(std::uint32_t object) const {
  std::vector<const Call*> found;
  for (const Call& call : calls_) {
    if (call.object() == object) found.push_back(&call);
  }
  return found;
}

const CallView::Call* CallView::first(CallRole role) const {
  const auto found = std::find_if(calls_.begin(), calls_.end(),
                                  [role](const Call& call) { return call.role == role; });
  return found != calls_.end() ? &*found : nullptr;
}

const CallView::Call* CallView::first(std::string_view name) const {
  const auto found = std::find_if(calls_.begin(), calls_.end(),
                                  [name](const Call& call) { return call.call.name() == name; });
  return found != calls_.end() ? &*found : nullptr;
}

std::size_t CallView::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [name](const Call& c) { return c.call.name() == name; }));
}

const witness::Record* CallView::detail(
    std::string_view name, const std::function<bool(const witness::Record&)>& holds) const {
  for (const Call& call : calls_) {
    for (const witness::Record* const record : call.call.details) {
      if (record->name == name && (!holds || holds(*record))) return record;
    }
  }
  return nullptr;
}

std::int64_t CallView::frames(const Call& call) const {
  // In both formats, see docs/witness-files.md; two of what a file may say can be added.
  return std::clamp<std::int64_t>(call.call.integer(2), 0,
                                  std::numeric_limits<std::int32_t>::max());
}

std::string cited(const witness::Record& record) {
  return "record " + std::to_string(record.sequence) + " (" + std::string(record.name) +
         witness::text_of(record.values) + ")";
}

std::string cited(const CallView::Call& call) {
  return cited(*call.call.begin);
}

}  // namespace attacca::trial
