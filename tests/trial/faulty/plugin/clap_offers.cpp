// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/clap_offers.hpp"

#include <cstdio>

#include "abi/clap/ext/context_menu.hpp"
#include "abi/clap/ext/note_name.hpp"
#include "abi/clap/ext/param_indication.hpp"
#include "abi/clap/ext/remote_controls.hpp"
#include "abi/clap/ext/voice_info.hpp"
#include "faulty/plugin/clap_plugin.hpp"
#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {
namespace {

bool page(const clap::Plugin*, std::uint32_t index, clap::RemoteControlsPage* to) {
  if (index != 0) return false;
  *to = {};
  std::snprintf(to->section_name, sizeof to->section_name, "Main");
  std::snprintf(to->page_name, sizeof to->page_name, "Gain");
  to->page_id = 7;
  for (clap::Id& id : to->param_ids) id = clap::kInvalidId;
  to->param_ids[0] = 1;
  if (is(Fault::knob_for_no_parameter)) to->param_ids[1] = 4711;
  return true;
}

bool note_name(const clap::Plugin*, std::uint32_t index, clap::NoteName* to) {
  if (index != 0) return false;
  *to = {};
  std::snprintf(to->name, sizeof to->name, "Click");
  to->port = to->channel = -1;
  to->key = is(Fault::names_key_of_128) ? 128 : 36;
  return true;
}

bool voices(const clap::Plugin*, clap::VoiceInfo* info) {
  *info = {is(Fault::more_voices_than_room) ? 9u : 8u, 8, {}};
  return true;
}

bool populate(const clap::Plugin*, const clap::ContextMenuTarget*,
              const clap::ContextMenuBuilder* to) {
  using Kind = clap::ContextMenuItemKind;
  const clap::ContextMenuSubmenu more = {"More", true};
  const clap::ContextMenuEntry entry = {"Nothing", true, 1};
  (void)to->add_item(to, Kind::begin_submenu, &more);
  (void)to->add_item(to, Kind::entry, &entry);
  if (!is(Fault::menu_without_end)) (void)to->add_item(to, Kind::end_submenu, nullptr);
  return true;
}

constexpr clap::PluginRemoteControls kRemoteControls{
    [](const clap::Plugin*) { return std::uint32_t{1}; }, page};
constexpr clap::PluginNoteName kNoteName{[](const clap::Plugin*) { return std::uint32_t{1}; },
                                         note_name};
constexpr clap::PluginVoiceInfo kVoiceInfo{voices};
constexpr clap::PluginContextMenu kContextMenu{
    populate, [](const clap::Plugin*, const clap::ContextMenuTarget*, clap::Id action) {
      return action == 1;
    }};
constexpr clap::PluginParamIndication kIndication{
    [](const clap::Plugin* plugin, clap::Id, bool is_mapped, const clap::Color*, const char*,
       const char*) { self(plugin).offers.is_shown = is_mapped; },
    [](const clap::Plugin*, clap::Id, clap::ParamIndicationAutomation, const clap::Color*) {}};
constexpr clap::PluginThreadPool kThreadPool{
    [](const clap::Plugin* plugin, std::uint32_t part) { self(plugin).offers.exec(part); }};

}  // namespace

const void* ClapOffers::find(std::string_view id) noexcept {
  if (id == clap::kExtRemoteControls || id == clap::kExtRemoteControlsCompat) {
    return &kRemoteControls;
  }
  if (id == clap::kExtNoteName) return &kNoteName;
  if (id == clap::kExtVoiceInfo) return &kVoiceInfo;
  if (id == clap::kExtContextMenu || id == clap::kExtContextMenuCompat) return &kContextMenu;
  if (id == clap::kExtParamIndication || id == clap::kExtParamIndicationCompat) {
    return &kIndication;
  }
  if (id == clap::kExtThreadPool) return &kThreadPool;
  return nullptr;
}

void ClapOffers::connect(const clap::Host& host) noexcept {
  host_ = &host;
  pool_ = static_cast<const clap::HostThreadPool*>(host.get_extension(&host, clap::kExtThreadPool));
}

void ClapOffers::share(float* const* channels, std::uint32_t count, std::uint32_t frames) noexcept {
  count_ = count;
  frames_ = frames;
  done_ = 0;
  channels_ = channels;
  const bool is_done = pool_ != nullptr && pool_->request_exec(host_, count);
  for (std::uint32_t part = 0; part < count && !is_done; ++part) exec(part);
  channels_ = nullptr;
}

void ClapOffers::exec(std::uint32_t part) noexcept {
  float* const* const channels = channels_;
  if (channels == nullptr || part >= count_) return;
  // The fault takes the parts for ones that come in order.
  const std::uint32_t place = is(Fault::parts_lean_on_order) ? done_++ : 0;
  const float factor = place == part || place == 0 ? 1.0f : 0.5f;
  for (std::uint32_t i = 0; i < frames_; ++i) channels[part][i] *= factor;
}

}  // namespace attacca::faulty
