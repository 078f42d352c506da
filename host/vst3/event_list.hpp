// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "abi/vst3/base/implements.hpp"
#include "abi/vst3/events.hpp"
#include "host/plugin/callback_visitor.hpp"

namespace attacca::host {

/// The events of one block. Nothing is allocated while it is filled.
class EventList final : public vst3::Implements<vst3::IEventList> {
 public:
  /// For a plugin with event buses; others, which should send none, have room for a few. Not while
  /// anything processes. [main]
  void make_room() { events_.resize(kEvents); }

  void clear() noexcept { count_ = 0; }  ///< [audio]
  /// Who is to know when a plugin looks at this list. [main]
  void announce_to(CallbackVisit& visit) noexcept { visit_ = &visit; }

  std::int32_t getEventCount() override {
    if (visit_ != nullptr) visit_->arrive();
    return static_cast<std::int32_t>(count_);
  }
  vst3::TResult getEvent(std::int32_t index, vst3::Event& e) override {
    if (index < 0 || static_cast<std::size_t>(index) >= count_) return vst3::kInvalidArgument;
    e = events_[static_cast<std::size_t>(index)];
    return vst3::kResultTrue;
  }
  vst3::TResult addEvent(vst3::Event& e) override {
    if (count_ == events_.size()) return vst3::kResultFalse;
    events_[count_++] = e;
    return vst3::kResultTrue;
  }

 private:
  void on_last_release() noexcept override {}  // owned by the instance

  static constexpr std::size_t kEvents = 2048;
  static constexpr std::size_t kFew = 64;

  std::vector<vst3::Event> events_ = std::vector<vst3::Event>(kFew);
  std::size_t count_ = 0;
  CallbackVisit* visit_ = nullptr;
};

}  // namespace attacca::host
