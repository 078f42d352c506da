// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track.hpp"

#include <algorithm>
#include <thread>

namespace attacca::host {

PluginInstance& Track::add(std::unique_ptr<PluginInstance> instance) {
  PluginInstance& added = *instance;
  chain_.push_back(std::move(instance));
  traffic_.emplace_back();
  added.send_track_info({info_, false, {}});
  return added;
}

std::size_t Track::note_entry() const {
  const auto found = std::find_if(chain_.begin(), chain_.end(), [](const auto& instance) {
    return !instance->ports().note_inputs.empty();
  });
  return found == chain_.end() ? 0 : static_cast<std::size_t>(found - chain_.begin());
}

std::size_t Track::change(const TrackInfo& info, bool partial, SendFrom from,
                          std::vector<bool>* reached) {
  TrackInfoMessage message{info, partial, {}};
  if (partial) message.changed = difference(info_, info);
  info_ = info;
  std::vector<bool> answers;
  if (from == SendFrom::main_thread) {
    answers = send(message);
  } else {
    std::thread([&] { answers = send(message); }).join();
  }
  const auto count = std::count(answers.begin(), answers.end(), true);
  if (reached != nullptr) *reached = std::move(answers);
  return static_cast<std::size_t>(count);
}

std::vector<bool> Track::send(const TrackInfoMessage& message) {
  std::vector<bool> reached;
  for (const auto& instance : chain_) reached.push_back(instance->send_track_info(message));
  return reached;
}

}  // namespace attacca::host
