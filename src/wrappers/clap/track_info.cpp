// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "base/log.hpp"
#include "base/unicode.hpp"
#include "wrappers/clap/extensions.hpp"
#include "wrappers/clap/guarded.hpp"
#include "wrappers/clap/instance.hpp"
#include "wrappers/clap/main_call.hpp"

namespace attacca::clap_wrapper {
namespace {

/// Nothing for alpha 0: the host has no colour for the track.
std::optional<Color> to_color(clap::Color color) {
  if (color.alpha == 0) return std::nullopt;
  return Color{color.red, color.green, color.blue, color.alpha};
}

/// The whole of what the host says now: what it does not say is absent.
TrackInfo read(const clap::TrackInfo& received) {
  using Flags = clap::TrackInfoFlags;
  const auto has = [&received](Flags flag) { return clap::has(received.flags, flag); };
  TrackInfo info;
  if (has(Flags::has_track_name)) {
    info.name.emplace(core::valid_utf8(core::bounded_text(received.name, sizeof received.name)));
  }
  if (has(Flags::has_track_color)) info.color = to_color(received.color);
  if (has(Flags::has_audio_channel)) {
    info.audio_channel_count = received.audio_channel_count;
    if (received.audio_port_type != nullptr) {
      info.audio_port_type.emplace(
          core::valid_utf8(core::bounded_text(received.audio_port_type, 64)));
    }
  }
  TrackRoles roles;
  if (has(Flags::is_for_return_track)) roles |= TrackRole::return_track;
  if (has(Flags::is_for_bus)) roles |= TrackRole::bus;
  if (has(Flags::is_for_master)) roles |= TrackRole::master;
  // A host that answers and sets none of the three means an ordinary track.
  info.roles = roles.empty() ? TrackRoles(TrackRole::track) : roles;
  return info;
}

TrackRoles to_roles(clap::ProjectLocationTrackKind kind) {
  switch (kind) {
    case clap::ProjectLocationTrackKind::instrument_track:
      return TrackRole::track | TrackRole::instrument;
    case clap::ProjectLocationTrackKind::return_track:
      return TrackRole::return_track;
    case clap::ProjectLocationTrackKind::master_track:
      return TrackRole::master;
    case clap::ProjectLocationTrackKind::audio_track:
    case clap::ProjectLocationTrackKind::hybrid_track:
      break;
  }
  return TrackRole::track;
}

/// The innermost track on the path.
TrackInfo read(const clap::ProjectLocationElement* path, std::uint32_t count) {
  TrackInfo info;
  for (std::uint32_t i = count; i-- > 0;) {
    const clap::ProjectLocationElement& element = path[i];
    const bool group = element.kind == clap::ProjectLocationKind::track_group;
    if (!group && element.kind != clap::ProjectLocationKind::track) continue;
    info.name.emplace(core::valid_utf8(core::bounded_text(element.name, sizeof element.name)));
    info.uid.emplace(core::valid_utf8(core::bounded_text(element.id, sizeof element.id)));
    info.roles = group ? TrackRoles(TrackRole::bus) : to_roles(element.track_kind);
    if (clap::has(element.flags, clap::ProjectLocationFlags::has_color)) {
      info.color = to_color(element.color);
    }
    if (clap::has(element.flags, clap::ProjectLocationFlags::has_index) &&
        element.index < INT32_MAX) {
      info.index = static_cast<std::int32_t>(element.index) + 1;
    }
    break;
  }
  return info;
}

template <typename T>
const std::optional<T>& first_of(const std::optional<T>& a, const std::optional<T>& b) {
  return a ? a : b;
}

/// Track info is the stable extension, so its word counts; the draft fills in what it leaves open.
void compose(TrackInfo& info, const TrackInfo& track, const TrackInfo& location) {
  info.name = first_of(track.name, location.name);
  info.color = first_of(track.color, location.color);
  info.roles = first_of(track.roles, location.roles);
  // "An ordinary track" is all that track info can say where the draft knows the kind of track.
  if (track.roles == TrackRoles(TrackRole::track) && location.roles) info.roles = location.roles;
  info.index = location.index;
  info.uid = location.uid;
  info.audio_channel_count = track.audio_channel_count;
  info.audio_port_type = track.audio_port_type;
}

void log_received(Instance& self, const char* source, const TrackInfo& received) {
  if (!core::log_enabled()) return;
  char color[16] = "null";
  if (received.color) {
    std::snprintf(color, sizeof color, "\"#%02x%02x%02x%02x\"", received.color->red,
                  received.color->green, received.color->blue, received.color->alpha);
  }
  core::log_event(&self, "track_info",
                  {{"source", core::json_text(source)},
                   {"name", received.name ? core::json_text(received.name->view()) : "null"},
                   {"color", color},
                   {"index", received.index ? std::to_string(*received.index) : "null"},
                   {"uid", received.uid ? core::json_text(received.uid->view()) : "null"},
                   {"revision", std::to_string(self.core()->track_info().newest().revision)}});
}

void changed(const clap::Plugin* plugin) {
  guarded([plugin] { Instance::from(plugin).track_info_changed(); });
}

void set_location(const clap::Plugin* plugin, const clap::ProjectLocationElement* path,
                  std::uint32_t count) {
  guarded([=] {
    Instance& self = Instance::from(plugin);
    if (self.core() != nullptr) self.set_project_location(path, count);
  });
}

}  // namespace

Instance::FromTrack& Instance::from_track() {
  if (from_track_ == nullptr) from_track_ = std::make_unique<FromTrack>();
  return *from_track_;
}

void Instance::track_info_changed() {
  if (core_ == nullptr) return;
  if (services_.on_main_thread()) {
    services_.ask_about_track();
  } else {
    services_.leave_question();
  }
}

void Instance::pull_track_info() {
  const clap::HostTrackInfo* const host = host_track_info_;
  if (core_ == nullptr || host == nullptr || host->get == nullptr) return;
  guarded([&] {
    clap::TrackInfo received = {};
    // "Knows nothing" is no news: what was sent before stays.
    if (!host->get(&host_, &received)) return;
    const TrackInfo info = read(received);
    core_->track_info().update(TrackInfoSource::track_info, [this, &info](TrackInfo& record) {
      FromTrack& from = from_track();
      from.track_info = info;
      compose(record, from.track_info, from.location);
    });
    log_received(*this, "track_info", info);
  });
}

void Instance::set_project_location(const clap::ProjectLocationElement* path, std::uint32_t count) {
  const TrackInfo info = path == nullptr ? TrackInfo{} : read(path, count);
  core_->track_info().update(TrackInfoSource::project_location, [this, &info](TrackInfo& record) {
    FromTrack& from = from_track();
    from.location = info;
    compose(record, from.track_info, from.location);
  });
  log_received(*this, "project_location", info);
}

const clap::PluginTrackInfo kTrackInfo = {held<changed>};
const clap::PluginProjectLocation kProjectLocation = {held<set_location>};

}  // namespace attacca::clap_wrapper
