// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "witness/record/recorded_call.hpp"

namespace attacca::trial {

/// What a call is for, whatever the format.
enum class CallRole : std::uint8_t {
  other,
  initialize,
  activate,
  deactivate,
  start_processing,
  stop_processing,
  process,
  flush,
  destroy,
  load_state,
  save_state,
  track_info,
  parameter_value,
  parameter_count,
  editor_open,
  editor_embed,
  editor_scale,
  editor_size,
};

/// A recording's calls, and what they are for.
class CallView {
 public:
  explicit CallView(const witness::Recording& recording);

  struct Call {
    witness::RecordedCall call;
    CallRole role = CallRole::other;

    [[nodiscard]] std::uint32_t object() const { return call.begin->object; }
    [[nodiscard]] std::uint16_t thread() const { return call.begin->thread; }
    [[nodiscard]] std::uint64_t began() const { return call.began(); }
  };

  [[nodiscard]] const std::vector<Call>& calls() const { return calls_; }
  [[nodiscard]] bool is_vst3() const { return is_vst3_; }
  /// The thread of the first initialisation; 0 if there was none.
  [[nodiscard]] std::uint16_t main_thread() const { return main_thread_; }

  /// The calls of one instance, or view, in their order.
  [[nodiscard]] std::vector<const Call*> of_object(std::uint32_t object) const;
  /// The objects that were initialised.
  [[nodiscard]] const std::vector<std::uint32_t>& instances() const { return instances_; }
  /// The first call of the role, or null.
  [[nodiscard]] const Call* first(CallRole role) const;
  /// The first call with the name, or null.
  [[nodiscard]] const Call* first(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  /// The first detail with the name for which `holds`, of any call, or null.
  [[nodiscard]] const witness::Record* detail(
      std::string_view name, const std::function<bool(const witness::Record&)>& holds = {}) const;

  /// Frames of a call of the role process.
  [[nodiscard]] std::int64_t frames(const Call& call) const;

 private:
  std::vector<Call> calls_;
  std::vector<std::uint32_t> instances_;
  bool is_vst3_ = false;
  std::uint16_t main_thread_ = 0;
};

/// "record 17 (clap.plugin.activate 48000.0 1 512)". [any]
[[nodiscard]] std::string cited(const witness::Record& record);
[[nodiscard]] std::string cited(const CallView::Call& call);

}  // namespace attacca::trial
