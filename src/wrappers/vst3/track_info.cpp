// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <string>

#include "base/log.hpp"
#include "params/number_text.hpp"
#include "wrappers/vst3/channel_context.hpp"
#include "wrappers/vst3/guarded.hpp"
#include "wrappers/vst3/instance.hpp"

// Both of VST3's interfaces for track info write into one record, key by key: of two that send the
// same key, the last is believed.

namespace attacca::vst3_wrapper {
namespace {

std::string text_or_null(const std::optional<std::string>& text) {
  return text ? core::json_text(*text) : "null";
}

template <typename T>
std::string number_or_null(const std::optional<T>& number) {
  return number ? std::to_string(*number) : "null";
}

std::string number_or_null(const std::optional<double>& number) {
  return number ? core::decimal_text(*number, 6) : "null";
}

std::string switch_or_null(const std::optional<bool>& on) {
  return on ? (*on ? "true" : "false") : "null";
}

std::string color_or_null(const std::optional<Color>& color) {
  if (!color) return "null";
  char text[16];
  std::snprintf(text, sizeof text, "\"#%02x%02x%02x%02x\"", color->red, color->green, color->blue,
                color->alpha);
  return text;
}

std::string roles_or_null(const std::optional<TrackRoles>& roles) {
  return roles ? std::to_string(roles->bits()) : "null";
}

std::string location_or_null(const std::optional<PluginLocation>& location) {
  return location ? std::to_string(static_cast<int>(*location)) : "null";
}

void log_received(const void* id, const ChannelContext& received,
                  const std::optional<TrackRoles>& roles, std::uint64_t revision) {
  core::log_event(
      id, "track_info",
      {{"source", "\"info_listener\""},
       {"name", text_or_null(received.name)},
       {"color", color_or_null(received.color)},
       {"index", number_or_null(received.index)},
       {"index_namespace", text_or_null(received.index_namespace)},
       {"uid", text_or_null(received.uid)},
       {"runtime_id", number_or_null(received.runtime_id)},
       {"location", location_or_null(received.location)},
       {"image_bytes", received.image ? std::to_string(received.image->size()) : "null"},
       {"roles", roles_or_null(roles)},
       {"revision", std::to_string(revision)}});
}

void log_received(const void* id, const ContextInfo& received, std::uint64_t revision) {
  core::log_event(id, "track_info",
                  {{"source", "\"context_info\""},
                   {"name", text_or_null(received.name)},
                   {"color", color_or_null(received.color)},
                   {"index", number_or_null(received.index)},
                   {"uid", text_or_null(received.uid)},
                   {"roles", roles_or_null(received.roles)},
                   {"volume", number_or_null(received.volume)},
                   {"pan", number_or_null(received.pan)},
                   {"mute", switch_or_null(received.mute)},
                   {"solo", switch_or_null(received.solo)},
                   {"revision", std::to_string(revision)}});
}

bool has_anything(const ContextInfo& received) noexcept {
  return received.uid || received.name || received.color || received.index || received.roles ||
         received.volume || received.pan || received.mute || received.solo;
}

}  // namespace

vst3::TResult Instance::setChannelContextInfos(vst3::IAttributeList* list) {
  if (list == nullptr) return vst3::kInvalidArgument;
  return guarded([&] {
    const core::MainThread::Hold hold(gate_);  // the host's list may do anything
    const ChannelContext received = read_channel_context(*list);
    // Where the context handlers are hidden, the provider can still say what the list does not.
    std::optional<TrackRoles> roles;
    if (listener_only_.load(std::memory_order_relaxed)) {
      roles = read_context_info(services_.provider(), ContextKeys::roles).roles;
    }
    // The audio thread has the news when update() returns, and so have on_track_info() and the
    // editor if this is the main thread.
    core::TrackInfoHub& hub = core_->track_info();
    if (received.image) hub.set_image(*received.image);
    std::uint64_t revision = 0;
    const bool changed = hub.update(TrackInfoSource::info_listener, [&](TrackInfo& info) {
      revision = info.revision;
      merge(received, info);
      if (roles) info.roles = roles;
    });
    if (core::log_enabled())
      log_received(log_id(), received, roles, changed ? revision + 1 : revision);
    return vst3::kResultOk;
  });
}

void Instance::notifyContextInfoChange() {
  notifyContextInfoChange(nullptr);
}

void Instance::notifyContextInfoChange(const char* id) {
  const ContextKeys keys = keys_of(id);
  if (keys == ContextKeys::none) return;
  const core::MainThread::Hold hold(gate_);
  // Faders and switches are automated: hosts notify from their audio thread while they play.
  const bool only_mixer = (keys & ContextKeys::mixer) == keys;
  if (!only_mixer || gate_.is_main()) return services_.ask_context(keys);
  services_.leave_question(keys);
  // While inactive nobody looks for notes, and no audio thread of the host's is near.
  if (active_.load(std::memory_order_relaxed)) {
    gate_.want_from_audio();
  } else {
    gate_.want();
  }
}

/// One round of Services::ask_context().
void Instance::ask_context(ContextKeys keys) noexcept {
  guarded([&] {
    const ContextProvider provider = services_.provider();
    if (!provider.basic || listener_only_.load(std::memory_order_relaxed)) return vst3::kResultOk;
    const ContextInfo received = read_context_info(provider, keys);
    if (!has_anything(received)) return vst3::kResultOk;
    core::TrackInfoHub& hub = core_->track_info();
    std::uint64_t revision = 0;
    const bool changed = hub.update(TrackInfoSource::context_info, [&](TrackInfo& info) {
      revision = info.revision;
      merge(received, info);
    });
    if (core::log_enabled()) log_received(log_id(), received, changed ? revision + 1 : revision);
    return vst3::kResultOk;
  });
}

}  // namespace attacca::vst3_wrapper
