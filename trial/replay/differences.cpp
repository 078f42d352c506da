// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>
#include <map>

#include "trial/replay/actor.hpp"
#include "trial/replay/replay.hpp"
#include "witness/record/record_text.hpp"

namespace attacca::trial {

namespace {

using witness::Record;
using witness::RecordedCall;
using witness::Value;

/// Numbers by who came first, so that the numbers of two recordings can be compared.
template <typename T>
class Order {
 public:
  std::size_t of(T number) { return ranks_.try_emplace(number, ranks_.size() + 1).first->second; }

 private:
  std::map<T, std::size_t> ranks_;
};

/// Of texts and states that were not recorded there are stand-ins of the same length.
std::string values_text(const std::vector<Value>& values) {
  std::vector<Value> compared = values;
  for (Value& value : compared) {
    if (const auto* const digest = std::get_if<witness::Digest>(&value)) {
      value = std::string(std::to_string(digest->length) + " bytes");
    }
  }
  return witness::text_of(compared);
}

/// How a state was moved, and how many bytes it has, is the plugin's as much as the host's.
bool is_compared(const Record& detail) {
  return !detail.name.starts_with("host") && detail.name != "stream" &&
         detail.name != "attribute.manners";
}

struct Line {
  std::string text;
  std::uint64_t record = 0;
  bool is_ending = false;
};

/// Whether a replay may make the call at its end, where the recording has left something undone.
bool is_ending(const RecordedCall& call) {
  constexpr std::string_view kEndings[] = {
      "clap.plugin.stop_processing",   "clap.plugin.deactivate", "clap.gui.destroy",
      "clap.plugin.get_extension",     "clap.plugin.destroy",    "clap.entry.deinit",
      "IAudioProcessor.setProcessing", "IComponent.setActive",   "IPluginBase.terminate",
      "FUnknown.queryInterface",       "FUnknown.release",       "ModuleExit"};
  return std::find(std::begin(kEndings), std::end(kEndings), call.name()) != std::end(kEndings);
}

/// The calls of each thread, in their order.
std::map<std::size_t, std::vector<Line>> lines_of(const witness::Recording& recording) {
  const std::vector<RecordedCall> calls = witness::calls_of(recording);
  Order<std::uint16_t> threads;
  Order<std::uint32_t> objects;
  std::map<std::size_t, std::vector<Line>> lines;
  const std::vector<bool> nested = nested_calls(calls);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const RecordedCall& call = calls[i];
    const std::size_t thread = threads.of(call.begin->thread);
    const std::size_t object = objects.of(call.begin->object);
    if (nested[i] || needs_window(call.name())) continue;
    std::string text = "object " + std::to_string(object) + ": " + std::string(call.name());
    // A path is where the plugin lies.
    if (call.name() != "clap.entry.init") text += values_text(call.begin->values);
    for (const Record* const detail : call.details) {
      if (!is_compared(*detail)) continue;
      text += "; " + std::string(detail->name) + values_text(detail->values);
    }
    lines[thread].push_back({std::move(text), call.began(), is_ending(call)});
  }
  return lines;
}

}  // namespace

std::vector<std::string> differences(const witness::Recording& original,
                                     const witness::Recording& replayed, std::size_t most) {
  auto first = lines_of(original);
  auto second = lines_of(replayed);
  std::vector<std::string> found;
  for (auto& [thread, lines] : first) {
    std::vector<Line>& others = second[thread];
    while (others.size() > lines.size() && others.back().is_ending) others.pop_back();
    for (std::size_t i = 0; i < std::max(lines.size(), others.size()); ++i) {
      const std::string one = i < lines.size() ? lines[i].text : "no more calls";
      const std::string other = i < others.size() ? others[i].text : "no more calls";
      if (one == other) continue;
      const std::string where =
          i < lines.size() ? "record " + std::to_string(lines[i].record) : "the end";
      found.push_back("thread " + std::to_string(thread) + ", " + where + ": " + one +
                      "\n    not: " + other);
      if (found.size() >= most) return found;
      break;  // what follows on this thread is shifted
    }
  }
  for (const auto& [thread, lines] : second) {
    if (!first.contains(thread) && !lines.empty() && found.size() < most) {
      found.push_back("a thread that the original does not have: " + lines.front().text);
    }
  }
  return found;
}

}  // namespace attacca::trial
