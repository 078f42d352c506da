// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstdint>

#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {
namespace {

std::uint32_t latency(const clap::Plugin* plugin) {
  return Instance::from(plugin).latency();
}

std::uint32_t tail(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  // From INT32_MAX on it means "without end", as UINT32_MAX does in the core.
  return core == nullptr ? 0 : std::min<std::uint32_t>(core->tail(), INT32_MAX);
}

bool has_hard_realtime_requirement(const clap::Plugin* plugin) {
  return Instance::from(plugin).info().needs_realtime;
}

bool set_render_mode(const clap::Plugin* plugin, clap::PluginRenderMode mode) {
  if (mode != clap::PluginRenderMode::realtime && mode != clap::PluginRenderMode::offline) {
    return false;
  }
  if (mode == clap::PluginRenderMode::offline && has_hard_realtime_requirement(plugin)) {
    return false;
  }
  Instance::from(plugin).render_mode.store(mode);
  return true;
}

}  // namespace

const clap::PluginLatency kLatency = {latency};
const clap::PluginTail kTail = {tail};
const clap::PluginRender kRender = {has_hard_realtime_requirement, set_render_mode};

}  // namespace attacca::clap_wrapper
