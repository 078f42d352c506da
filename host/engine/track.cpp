// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/track.hpp"

#include <thread>

namespace attacca::host {

PluginInstance& Track::add(std::unique_ptr<PluginInstance> instance) {
  PluginInstance& added = *instance;
  chain_.push_back(std::move(instance));
  added.send_track_info({info_, false, {}});
  return added;
}

std::size_t Track::change(const TrackInfo& info, bool partial, SendFrom from) {
  TrackInfoMessage message{info, partial, {}};
  if (partial) message.changed = difference(info_, info);
  info_ = info;
  if (from == SendFrom::main_thread) return send(message);
  std::size_t reached = 0;
  std::thread([&] { reached = send(message); }).join();
  return reached;
}

std::size_t Track::send(const TrackInfoMessage& message) {
  std::size_t reached = 0;
  for (const auto& instance : chain_) reached += instance->send_track_info(message) ? 1u : 0u;
  return reached;
}

}  // namespace attacca::host
