// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <string>

#include "base/unicode.hpp"
#include "wrappers/clap/events.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/param_value.hpp"

namespace attacca::clap_wrapper {
namespace {

Param* find(const clap::Plugin* plugin, clap::Id id) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? nullptr : core->params().find_stable(id);
}

std::uint32_t count(const clap::Plugin* plugin) {
  core::Instance* core = Instance::from(plugin).core();
  return core == nullptr ? 0 : static_cast<std::uint32_t>(core->params().size());
}

clap::ParamInfoFlags to_flags(const Param& param) {
  const ParamFlags flags = param.flags();
  clap::ParamInfoFlags result = {};
  if (flags.read_only) {
    result |= clap::ParamInfoFlags::is_readonly;
  } else if (flags.automatable) {
    result |= clap::ParamInfoFlags::is_automatable;
  }
  if (param.modulation() != Modulation::none) {
    result |= clap::ParamInfoFlags::is_modulatable;
    if (param.modulation() == Modulation::per_note) {
      result |= clap::ParamInfoFlags::is_modulatable_per_note_id |
                clap::ParamInfoFlags::is_modulatable_per_key |
                clap::ParamInfoFlags::is_modulatable_per_channel |
                clap::ParamInfoFlags::is_modulatable_per_port;
    }
  }
  if (flags.hidden) result |= clap::ParamInfoFlags::is_hidden;
  if (flags.bypass) result |= clap::ParamInfoFlags::is_bypass;
  if (param.step_count() > 0) result |= clap::ParamInfoFlags::is_stepped;
  if (!param.value_id(0.0).empty()) result |= clap::ParamInfoFlags::is_enum;
  return result;
}

bool get_info(const clap::Plugin* plugin, std::uint32_t index, clap::ParamInfo* info) {
  core::Instance* core = Instance::from(plugin).core();
  if (core == nullptr || info == nullptr || index >= core->params().size()) return false;
  const Param& param = core->params()[index];
  *info = {};
  info->id = param.stable_id();
  info->flags = to_flags(param);
  core::copy_text(param.name(), info->name, sizeof info->name);
  if (param.group() != nullptr) {
    core::copy_text(param.group()->path, info->module, sizeof info->module);
  }
  info->min_value = 0.0;
  info->max_value = clap_maximum(param);
  info->default_value = to_clap_value(param, param.default_normalized());
  return true;
}

bool get_value(const clap::Plugin* plugin, clap::Id id, double* value) {
  const Param* param = find(plugin, id);
  if (param == nullptr || value == nullptr) return false;
  *value = to_clap_value(*param, param->normalized());
  return true;
}

bool value_to_text(const clap::Plugin* plugin, clap::Id id, double value, char* out,
                   std::uint32_t capacity) {
  return guarded(false, [=] {
    const Param* param = find(plugin, id);
    if (param == nullptr || out == nullptr || capacity == 0) return false;
    core::copy_text(param->format(from_clap_value(*param, value)), out, capacity);
    return true;
  });
}

bool text_to_value(const clap::Plugin* plugin, clap::Id id, const char* text, double* value) {
  return guarded(false, [=] {
    const Param* param = find(plugin, id);
    if (param == nullptr || text == nullptr || value == nullptr) return false;
    const auto normalized = param->parse(text);
    if (!normalized) return false;
    *value = to_clap_value(*param, *normalized);
    return true;
  });
}

void flush(const clap::Plugin* plugin, const clap::InputEvents* in, const clap::OutputEvents* out) {
  Instance& self = Instance::from(plugin);
  // The host's lists may do anything.
  const core::MainThread::Hold hold(self.main_thread());
  core::Instance* core = self.core();
  if (core == nullptr) return;
  // Notes are for blocks alone.
  static constexpr NotePorts kNoNotes;
  EventSource source(in, core->params(), kNoNotes, 0.0);
  EventSink sink(out, 0, self.entry().parts.clap_note_output);
  self.services().edits().send(out);
  core->flush(&source, &sink);
}

}  // namespace

const clap::PluginParams kParams = {count,         get_info,      get_value,
                                    value_to_text, text_to_value, flush};

}  // namespace attacca::clap_wrapper
