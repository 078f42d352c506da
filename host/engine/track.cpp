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

std::size_t Track::change(const TrackInfo& info, bool partial, TellFrom from) {
  TrackInfoMessage message{info, partial, {}};
  if (partial) message.changed = difference(info_, info);
  info_ = info;
  if (from == TellFrom::main_thread) return tell(message);
  std::size_t told = 0;
  std::thread([&] { told = tell(message); }).join();
  return told;
}

std::size_t Track::tell(const TrackInfoMessage& message) {
  std::size_t told = 0;
  for (const auto& instance : chain_) told += instance->send_track_info(message) ? 1u : 0u;
  return told;
}

}  // namespace attacca::host
