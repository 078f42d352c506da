// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "witness/record/recorded_call.hpp"

#include <algorithm>
#include <map>

namespace attacca::witness {

std::vector<RecordedCall> calls_of(const Recording& recording) {
  std::vector<RecordedCall> calls;
  std::map<std::uint16_t, std::vector<std::size_t>> open;  // of each thread, the innermost last
  for (const Record& record : recording.records) {
    std::vector<std::size_t>& stack = open[record.thread];
    if (record.kind == RecordKind::call) {
      stack.push_back(calls.size());
      calls.push_back({&record, {}, nullptr});
    } else if (record.kind == RecordKind::detail) {
      if (!stack.empty()) calls[stack.back()].details.push_back(&record);
    } else if (record.kind == RecordKind::result) {
      // One whose end was lost stays without.
      const auto found = std::find_if(stack.rbegin(), stack.rend(), [&](std::size_t index) {
        return calls[index].name() == record.name && calls[index].begin->object == record.object;
      });
      if (found == stack.rend()) continue;
      calls[*found].end = &record;
      stack.erase(found.base() - 1, stack.end());
    }
  }
  return calls;
}

}  // namespace attacca::witness
