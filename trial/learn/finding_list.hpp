// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "trial/learn/call_view.hpp"
#include "trial/learn/learned_profile.hpp"

namespace attacca::trial {

/// Where what was found goes.
class FindingList {
 public:
  explicit FindingList(std::vector<Finding>& findings) : findings_(findings) {}

  void add(std::string_view habit, std::variant<bool, std::int64_t, std::string> value,
           std::string source) {
    findings_.push_back({habit, std::move(value), std::move(source)});
  }
  /// True with the call or the record as source, where there is one; otherwise false with
  /// `without`.
  void add_if(std::string_view habit, const CallView::Call* call, std::string without) {
    add(habit, call != nullptr, call != nullptr ? cited(*call) : std::move(without));
  }
  void add_if(std::string_view habit, const witness::Record* record, std::string without) {
    add(habit, record != nullptr, record != nullptr ? cited(*record) : std::move(without));
  }

 private:
  std::vector<Finding>& findings_;
};

// Each looks for the habits of one subject; what the recording does not show is not added. [main]

void find_block_habits(const CallView& view, FindingList& findings);
void find_life_habits(const CallView& view, FindingList& findings);
void find_state_habits(const CallView& view, FindingList& findings);
void find_track_habits(const CallView& view, FindingList& findings);
void find_editor_habits(const CallView& view, FindingList& findings);
void find_clap_habits(const CallView& view, FindingList& findings);
void find_vst3_habits(const CallView& view, FindingList& findings);

}  // namespace attacca::trial
