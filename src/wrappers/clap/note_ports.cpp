// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "abi/clap/ext/note_ports.hpp"

#include "abi/clap/ext/voice_info.hpp"
#include "base/unicode.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {
namespace {

const NotePorts& ports_of(const clap::Plugin* plugin, bool is_input) {
  const PluginInfo& info = Instance::from(plugin).info();
  return is_input ? info.notes_in : info.notes_out;
}

std::uint32_t note_port_count(const clap::Plugin* plugin, bool is_input) {
  return static_cast<std::uint32_t>(ports_of(plugin, is_input).size());
}

bool note_port_get(const clap::Plugin* plugin, std::uint32_t index, bool is_input,
                   clap::NotePortInfo* info) {
  const NotePorts& ports = ports_of(plugin, is_input);
  if (info == nullptr || index >= ports.size()) return false;
  const NotePort& port = ports[index];
  *info = {};
  info->id = index;
  info->supported_dialects = clap::NoteDialect::clap | clap::NoteDialect::midi;
  if (port.midi_controllers) info->supported_dialects |= clap::NoteDialect::midi_mpe;
  if (port.midi2) info->supported_dialects |= clap::NoteDialect::midi2;
  info->preferred_dialect = clap::NoteDialect::clap;
  core::copy_text(port.name, info->name, sizeof info->name);
  return true;
}

bool voice_info_get(const clap::Plugin* plugin, clap::VoiceInfo* info) {
  Instance& self = Instance::from(plugin);
  const std::uint32_t most = self.info().voices;
  if (info == nullptr || most == 0 || self.core() == nullptr) return false;
  // Notes are told apart by their ids.
  *info = {self.core()->voices(), most, clap::VoiceInfoFlags::supports_overlapping_notes};
  return true;
}

}  // namespace

const clap::PluginVoiceInfo kVoiceInfo = {voice_info_get};
const clap::PluginNotePorts kNotePorts = {note_port_count, note_port_get};

}  // namespace attacca::clap_wrapper
