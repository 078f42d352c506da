// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>

#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "base/unicode.hpp"
#include "params/stable_id.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"
#include "wrappers/clap/note_events.hpp"
#include "wrappers/clap/part.hpp"

namespace attacca::clap_wrapper {
namespace {

// Asked anew each time: hosts ask once, and again when a change is reported.

/// What the plugin fills `Lists` with, or nothing.
template <typename List>
List listed(const clap::Plugin* plugin, void (Plugin::*fill)(List&) const) {
  core::Instance* const core = Instance::from(plugin).core();
  List list;
  if (core != nullptr) (core->plugin().*fill)(list);
  return list;
}

/// By its names, so that hosts find it again in a later version; pages of one name are numbered.
clap::Id id_of(std::span<const RemoteControlsPage> pages, std::size_t index) {
  const RemoteControlsPage& page = pages[index];
  const auto is_same = [&](const RemoteControlsPage& other) {
    return other.section == page.section && other.name == page.name;
  };
  const auto before =
      std::count_if(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(index), is_same);
  return core::stable_id_of(page.section + '\n' + page.name) + static_cast<clap::Id>(before);
}

std::uint32_t page_count(const clap::Plugin* plugin) {
  return guarded(0u, [=] {
    const auto controls = listed(plugin, &Plugin::remote_controls);
    return static_cast<std::uint32_t>(controls.pages().size());
  });
}

bool get_page(const clap::Plugin* plugin, std::uint32_t index, clap::RemoteControlsPage* to) {
  return guarded(false, [=] {
    const auto controls = listed(plugin, &Plugin::remote_controls);
    const auto pages = controls.pages();
    if (to == nullptr || index >= pages.size()) return false;
    const RemoteControlsPage& page = pages[index];
    *to = {};
    core::copy_text(page.section, to->section_name, sizeof to->section_name);
    core::copy_text(page.name, to->page_name, sizeof to->page_name);
    to->page_id = id_of(pages, index);
    for (std::size_t i = 0; i < page.params.size(); ++i) {
      to->param_ids[i] = page.params[i] == nullptr ? clap::kInvalidId : page.params[i]->stable_id();
    }
    return true;
  });
}

std::uint32_t name_count(const clap::Plugin* plugin) {
  return guarded(0u, [=] {
    return static_cast<std::uint32_t>(listed(plugin, &Plugin::note_names).all().size());
  });
}

bool get_name(const clap::Plugin* plugin, std::uint32_t index, clap::NoteName* to) {
  return guarded(false, [=] {
    const auto list = listed(plugin, &Plugin::note_names);
    const auto names = list.all();
    if (to == nullptr || index >= names.size()) return false;
    const NoteName& name = names[index];
    *to = {.name = {}, .port = name.port, .key = name.key, .channel = name.channel};
    core::copy_text(name.name, to->name, sizeof to->name);
    return true;
  });
}

constexpr clap::PluginRemoteControls kRemoteControls = {in_gate<page_count>, in_gate<get_page>};
constexpr clap::PluginNoteName kNoteName = {in_gate<name_count>, in_gate<get_name>};

}  // namespace

const Part kRemoteControlsPart = part_of(kRemoteControls);
const Part kNoteNamePart = part_of(kNoteName);
const NoteOutputPart kNoteOutputPart = {push_note_event};

}  // namespace attacca::clap_wrapper
