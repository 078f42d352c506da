// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <set>

#include "trial/learn/finding_list.hpp"

namespace attacca::trial {

namespace {

using witness::Record;
using witness::RecordedCall;

/// How blocks come: one size, periods in two pieces, or anything.
struct Blocks {
  std::int64_t period = 0;
  std::size_t whole = 0;
  std::size_t in_two = 0;
  std::size_t other = 0;
};

/// Reads `sizes` as periods of one length.
Blocks read_as(const std::vector<std::int64_t>& sizes, std::int64_t period) {
  Blocks blocks{.period = period};
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == period) {
      ++blocks.whole;
    } else if (i + 1 < sizes.size() && sizes[i] + sizes[i + 1] == period) {
      ++blocks.in_two;
      ++i;
    } else if (i + 1 < sizes.size()) {  // the last one may be cut short by the end
      ++blocks.other;
    }
  }
  return blocks;
}

Blocks read(const std::vector<std::int64_t>& sizes) {
  std::map<std::int64_t, std::size_t> how_often;
  for (const std::int64_t size : sizes) ++how_often[size];
  const auto most =
      std::max_element(how_often.begin(), how_often.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  const Blocks by_size = read_as(sizes, most->first);
  if (by_size.other == 0 || sizes.size() < 2) return by_size;
  // Where every period comes in pieces none of them is as long as a period.
  const Blocks by_pair = read_as(sizes, sizes[0] + sizes[1]);
  return by_pair.other < by_size.other ? by_pair : by_size;
}

std::string sizes_text(const std::vector<std::int64_t>& sizes) {
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(sizes.size(), 6); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(sizes[i]);
  }
  return text + (sizes.size() > 6 ? " …" : "") + " frames";
}

/// The blocks between an activation and the next one.
struct Stretch {
  std::int64_t announced = 0;  ///< frames at most
  const CallView::Call* first = nullptr;
  std::vector<std::int64_t> sizes;
};

std::vector<Stretch> stretches_of(const CallView& view, std::uint32_t object) {
  std::vector<Stretch> stretches;
  Stretch now;
  const auto close = [&] {
    if (now.sizes.size() >= 4) stretches.push_back(now);
    now.sizes.clear();
    now.first = nullptr;
  };
  for (const CallView::Call* const call : view.of_object(object)) {
    const std::string_view name = call->call.name();
    if (name == "clap.plugin.activate" || name == "IAudioProcessor.setupProcessing") {
      close();
      now.announced = call->call.integer(2);
    } else if (call->role == CallRole::activate) {
      close();
    } else if (call->role == CallRole::process && view.frames(*call) > 0) {
      if (now.first == nullptr) now.first = call;
      now.sizes.push_back(view.frames(*call));
    }
  }
  close();
  return stretches;
}

enum class Shape { fixed, odd, varying };

Shape shape_of(const Blocks& blocks, std::size_t count) {
  if (blocks.in_two > 0 && blocks.other * 10 <= blocks.in_two) return Shape::odd;
  return blocks.other * 10 > count ? Shape::varying : Shape::fixed;
}

void find_sizes(const CallView& view, FindingList& findings) {
  constexpr const char* kWords[] = {"fixed", "odd", "varying"};
  const Stretch* shown = nullptr;
  Shape shape = Shape::fixed;
  std::int64_t factor = 0;
  std::string factor_source;
  std::vector<Stretch> all;
  for (const std::uint32_t object : view.instances()) {
    for (Stretch& stretch : stretches_of(view, object)) all.push_back(std::move(stretch));
  }
  for (const Stretch& stretch : all) {
    const Blocks blocks = read(stretch.sizes);
    const Shape seen = shape_of(blocks, stretch.sizes.size());
    if (shown == nullptr || seen > shape) {
      shown = &stretch;
      shape = seen;
    }
    // What varies has no size that the maximum could be compared with but the largest one seen.
    const std::int64_t period = seen == Shape::varying
                                    ? *std::max_element(stretch.sizes.begin(), stretch.sizes.end())
                                    : blocks.period;
    if (stretch.announced / period <= factor) continue;
    factor = stretch.announced / period;
    factor_source = std::to_string(stretch.announced) + " frames announced, " +
                    std::to_string(period) + " sent by " + cited(*stretch.first);
  }
  if (shown == nullptr) return;
  findings.add("block_sizes", std::string(kWords[static_cast<std::size_t>(shape)]),
               cited(*shown->first) + " and " + std::to_string(shown->sizes.size() - 1) +
                   " more: " + sizes_text(shown->sizes));
  if (factor > 0) {
    findings.add("maximum_block_factor", std::clamp<std::int64_t>(factor, 1, 64), factor_source);
  }
}

bool has_transport(const CallView& view, const CallView::Call& call) {
  return view.is_vst3() ? (call.call.integer(5) & 0x40) != 0 : call.call.integer(5) != 0;
}

bool has_doubles(const CallView& view, const CallView::Call& call) {
  if (view.is_vst3()) return call.call.integer(1) == 1;
  return std::any_of(call.call.details.begin(), call.call.details.end(), [](const Record* record) {
    return (record->name == "input" || record->name == "output") &&
           RecordedCall::integer_of(record->values, 2) == 2;
  });
}

/// Whether a value of the block comes once more at its end.
struct Repeats {
  std::size_t blocks_with_values = 0;
  std::size_t repeating = 0;
  const CallView::Call* example = nullptr;
};

void count_repeats(const CallView& view, const CallView::Call& call, Repeats& repeats) {
  std::map<std::int64_t, std::vector<double>> values;
  std::int64_t id = 0;
  const auto real = [](const Record& record, std::size_t index) {
    const auto* const value =
        index < record.values.size() ? std::get_if<double>(&record.values[index]) : nullptr;
    return value != nullptr ? *value : 0.0;
  };
  for (const Record* const record : call.call.details) {
    if (view.is_vst3() && record->name == "queue") id = RecordedCall::integer_of(record->values, 0);
    if (view.is_vst3() && record->name == "point") values[id].push_back(real(*record, 1));
    if (!view.is_vst3() && record->name == "event.value") {
      values[RecordedCall::integer_of(record->values, 2)].push_back(real(*record, 7));
    }
  }
  if (values.empty()) return;
  ++repeats.blocks_with_values;
  for (const auto& [parameter, list] : values) {
    // NOLINTNEXTLINE(clang-diagnostic-float-equal): the same value, sent again
    if (list.size() < 2 || list[list.size() - 1] != list[list.size() - 2]) continue;
    ++repeats.repeating;
    if (repeats.example == nullptr) repeats.example = &call;
    return;
  }
}

}  // namespace

void find_block_habits(const CallView& view, FindingList& findings) {
  find_sizes(view, findings);
  std::map<std::uint32_t, std::set<std::uint16_t>> threads;
  const CallView::Call* first = nullptr;
  const CallView::Call* empty = nullptr;
  const CallView::Call* without_transport = nullptr;
  const CallView::Call* doubles = nullptr;
  const CallView::Call* moved = nullptr;
  Repeats repeats;
  std::set<std::uint32_t> playing;
  for (const CallView::Call& call : view.calls()) {
    // Between blocks a CLAP host passes parameters by a flush.
    if (call.role == CallRole::flush && playing.contains(call.object()) &&
        threads[call.object()].contains(call.thread()) && empty == nullptr) {
      empty = &call;
    }
    if (call.role == CallRole::deactivate || call.role == CallRole::stop_processing) {
      playing.erase(call.object());
    }
    if (call.role != CallRole::process) continue;
    if (first == nullptr) first = &call;
    playing.insert(call.object());
    if (view.frames(call) == 0 && empty == nullptr) empty = &call;
    if (!has_transport(view, call) && view.frames(call) > 0) without_transport = &call;
    if (has_doubles(view, call)) doubles = &call;
    threads[call.object()].insert(call.thread());
    if (threads[call.object()].size() > 1 && moved == nullptr) moved = &call;
    count_repeats(view, call, repeats);
  }
  if (first == nullptr) return;
  findings.add_if("empty_blocks", empty, "no block without frames");
  findings.add_if("null_transport", without_transport, "every block has one");
  findings.add("doubles", doubles != nullptr,
               doubles != nullptr ? cited(*doubles) : "every block has 32-bit samples");
  findings.add_if("moves_audio_thread", moved,
                  "all blocks of an instance come on one thread, as " + cited(*first));
  if (repeats.blocks_with_values > 0) {
    findings.add("redundant_parameters", repeats.repeating * 2 > repeats.blocks_with_values,
                 std::to_string(repeats.repeating) + " of " +
                     std::to_string(repeats.blocks_with_values) + " blocks with values" +
                     (repeats.example != nullptr ? ", as " + cited(*repeats.example) : ""));
  }
}

}  // namespace attacca::trial
