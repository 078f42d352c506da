// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/clap/clap_events.hpp"

namespace attacca::validate {

clap::EventParamValue value_event(clap::Id id, double value, std::uint32_t frame) {
  clap::EventParamValue event{};
  event.header = {sizeof event, frame, clap::kCoreEventSpaceId, clap::EventType::param_value,
                  clap::EventFlags{}};
  event.param_id = id;
  event.note_id = -1;
  event.port_index = -1;
  event.channel = -1;
  event.key = -1;
  event.value = value;
  return event;
}

ClapEventList::ClapEventList() {
  list_.ctx = this;
  list_.size = [](const clap::InputEvents* list) {
    return static_cast<std::uint32_t>(static_cast<ClapEventList*>(list->ctx)->events_.size());
  };
  list_.get = [](const clap::InputEvents* list, std::uint32_t index) -> const clap::EventHeader* {
    const auto& events = static_cast<ClapEventList*>(list->ctx)->events_;
    return index < events.size() ? reinterpret_cast<clap::EventHeader*>(events[index].get())
                                 : nullptr;
  };
}

ClapEventSink::ClapEventSink(host::OffenceList& conduct) : conduct_(conduct) {
  values_.reserve(kMostValues);
  list_.ctx = this;
  list_.try_push = try_push;
}

void ClapEventSink::begin(std::uint32_t frames) noexcept {
  values_.clear();
  offered_ = 0;
  frames_ = frames;
  last_time_ = 0;
}

void ClapEventSink::check(const clap::EventHeader& event) noexcept {
  using host::OffenceKind;
  if (frames_ > 0 && event.time >= frames_) {
    conduct_.add(OffenceKind::output_event_out_of_block, event.time);
  }
  if (event.time < last_time_) conduct_.add(OffenceKind::unordered_output_event, event.time);
  last_time_ = event.time;
  if (event.space_id == clap::kCoreEventSpaceId &&
      (event.type == clap::EventType::transport || event.type == clap::EventType::param_mod)) {
    conduct_.add(OffenceKind::forbidden_output_event, static_cast<std::uint32_t>(event.type));
  }
}

bool ClapEventSink::try_push(const clap::OutputEvents* list, const clap::EventHeader* event) {
  auto& self = *static_cast<ClapEventSink*>(list->ctx);
  if (event == nullptr) {
    self.conduct_.add(host::OffenceKind::null_argument);
    return false;
  }
  ++self.offered_;
  self.check(*event);
  if (self.refuses || self.values_.size() == kMostValues) return false;
  if (event->space_id == clap::kCoreEventSpaceId && event->type == clap::EventType::param_value &&
      event->size >= sizeof(clap::EventParamValue)) {
    clap::EventParamValue value;
    std::memcpy(&value, event, sizeof value);
    self.values_.push_back({value.param_id, value.value, event->time});
  }
  return true;
}

}  // namespace attacca::validate
