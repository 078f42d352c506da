// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "abi/clap/process.hpp"

namespace attacca::clap_test {

/// The events that a host hands in.
class InList {
 public:
  InList() : table_{this, size, get} {}
  InList(const InList&) = delete;
  InList& operator=(const InList&) = delete;

  /// A value for the whole parameter, in the host's units. Change the answer as needed.
  clap::EventParamValue& value(std::uint32_t time, clap::Id id, double value) {
    values_.push_back({.header = {.size = sizeof(clap::EventParamValue),
                                  .time = time,
                                  .space_id = clap::kCoreEventSpaceId,
                                  .type = clap::EventType::param_value,
                                  .flags = {}},
                       .param_id = id,
                       .cookie = nullptr,
                       .note_id = -1,
                       .port_index = -1,
                       .channel = -1,
                       .key = -1,
                       .value = value});
    order_.push_back(&values_.back().header);
    return values_.back();
  }
  /// Borrows; null is allowed.
  void add(const clap::EventHeader* event) { order_.push_back(event); }
  void clear() {
    values_.clear();
    order_.clear();
  }

  /// Says that there are more events than there are.
  std::uint32_t extra = 0;

  [[nodiscard]] clap::InputEvents* table() { return &table_; }

 private:
  static const InList& of(const clap::InputEvents* list) {
    return *static_cast<const InList*>(list->ctx);
  }
  static std::uint32_t size(const clap::InputEvents* list) {
    return static_cast<std::uint32_t>(of(list).order_.size()) + of(list).extra;
  }
  static const clap::EventHeader* get(const clap::InputEvents* list, std::uint32_t index) {
    return index < of(list).order_.size() ? of(list).order_[index] : nullptr;
  }

  clap::InputEvents table_;
  std::deque<clap::EventParamValue> values_;
  std::vector<const clap::EventHeader*> order_;
};

/// What a plugin sent.
struct Sent {
  clap::EventType type;
  std::uint32_t time;
  clap::Id param_id;
  double value;  ///< 0 for gestures
};

/// The list that a plugin sends to. Allocates nothing while it is pushed to.
class OutList {
 public:
  OutList() : table_{this, try_push} { sent_.reserve(20000); }
  OutList(const OutList&) = delete;
  OutList& operator=(const OutList&) = delete;

  /// How many more events it takes.
  std::size_t room = 20000;
  /// Runs inside each try_push.
  std::function<void()> on_push;

  [[nodiscard]] const std::vector<Sent>& sent() const { return sent_; }
  [[nodiscard]] std::vector<Sent> of_param(clap::Id id) const {
    std::vector<Sent> found;
    for (const Sent& event : sent_) {
      if (event.param_id == id) found.push_back(event);
    }
    return found;
  }
  void clear() { sent_.clear(); }
  /// Whether each event was of a known kind, with its true size, for all voices.
  [[nodiscard]] bool well_formed() const { return well_formed_; }

  [[nodiscard]] clap::OutputEvents* table() { return &table_; }

 private:
  static bool try_push(const clap::OutputEvents* list, const clap::EventHeader* event) {
    return static_cast<OutList*>(list->ctx)->take(*event);
  }
  bool take(const clap::EventHeader& header) {
    if (on_push) on_push();
    if (room == 0) return false;
    --room;
    Sent sent{header.type, header.time, clap::kInvalidId, 0.0};
    if (header.space_id != clap::kCoreEventSpaceId) well_formed_ = false;
    if (header.type == clap::EventType::param_value) {
      const auto& event = reinterpret_cast<const clap::EventParamValue&>(header);
      sent.param_id = event.param_id;
      sent.value = event.value;
      well_formed_ = well_formed_ && header.size == sizeof event && event.note_id == -1 &&
                     event.port_index == -1 && event.channel == -1 && event.key == -1;
    } else if (header.type == clap::EventType::param_gesture_begin ||
               header.type == clap::EventType::param_gesture_end) {
      const auto& event = reinterpret_cast<const clap::EventParamGesture&>(header);
      sent.param_id = event.param_id;
      well_formed_ = well_formed_ && header.size == sizeof event;
    } else {
      well_formed_ = false;
    }
    sent_.push_back(sent);
    return true;
  }

  clap::OutputEvents table_;
  std::vector<Sent> sent_;
  bool well_formed_ = true;
};

/// One callback's worth of everything: stereo in, stereo out, one event list each way.
class StereoBlock {
 public:
  explicit StereoBlock(std::uint32_t frames, float fill = 1.0f)
      : in_{std::vector<float>(frames + 1, fill), std::vector<float>(frames + 1, fill)},
        out_{std::vector<float>(frames + 1, kUntouched),
             std::vector<float>(frames + 1, kUntouched)},
        in_pointers_{in_[0].data(), in_[1].data()},
        out_pointers_{out_[0].data(), out_[1].data()},
        in_buffer_{in_pointers_, nullptr, 2, 0, 0},
        out_buffer_{out_pointers_, nullptr, 2, 0, 3} {
    process = {.steady_time = -1,
               .frames_count = frames,
               .transport = nullptr,
               .audio_inputs = &in_buffer_,
               .audio_outputs = &out_buffer_,
               .audio_inputs_count = 1,
               .audio_outputs_count = 1,
               .in_events = in.table(),
               .out_events = out.table()};
  }
  StereoBlock(const StereoBlock&) = delete;
  StereoBlock& operator=(const StereoBlock&) = delete;

  static constexpr float kUntouched = -77.0f;

  InList in;
  OutList out;
  clap::Process process;

  [[nodiscard]] float output(std::size_t channel, std::size_t frame) const {
    return out_[channel][frame];
  }
  [[nodiscard]] clap::AudioBuffer& out_buffer() { return out_buffer_; }
  [[nodiscard]] clap::AudioBuffer& in_buffer() { return in_buffer_; }

 private:
  std::vector<float> in_[2];
  std::vector<float> out_[2];
  float* in_pointers_[2];
  float* out_pointers_[2];
  clap::AudioBuffer in_buffer_;
  clap::AudioBuffer out_buffer_;
};

}  // namespace attacca::clap_test
