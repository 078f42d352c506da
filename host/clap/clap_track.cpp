// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "abi/clap/port_type.hpp"
#include "host/clap/clap_instance.hpp"

namespace attacca::host {

namespace {

/// Copies UTF-8 into a fixed array, cut at a code point boundary and terminated.
template <std::size_t Size>
void copy_text(const std::string& text, char (&target)[Size]) {
  std::size_t length = std::min(text.size(), Size - 1);
  if (length < text.size()) {
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0u) == 0x80u) --length;
  }
  std::memcpy(target, text.data(), length);
  target[length] = '\0';
}

thread_local const ClapInstance* t_notifying = nullptr;

clap::Color clap_color(const Color& color) {
  return {color.alpha, color.red, color.green, color.blue};
}

clap::ProjectLocationTrackKind track_kind(TrackRole role) {
  switch (role) {
    case TrackRole::instrument:
      return clap::ProjectLocationTrackKind::instrument_track;
    case TrackRole::bus:
    case TrackRole::return_:
      return clap::ProjectLocationTrackKind::return_track;
    case TrackRole::master:
      return clap::ProjectLocationTrackKind::master_track;
    default:
      return clap::ProjectLocationTrackKind::audio_track;
  }
}

}  // namespace

bool ClapInstance::fill_track_info(clap::TrackInfo& info) {
  const std::lock_guard lock(track_mutex_);
  if (!has_track_) return false;
  info = {};
  if (track_.name) {
    info.flags |= clap::TrackInfoFlags::has_track_name;
    copy_text(*track_.name, info.name);
  }
  if (track_.color) {
    info.flags |= clap::TrackInfoFlags::has_track_color;
    info.color = clap_color(*track_.color);
  }
  if (track_.channel_count) {
    info.flags |= clap::TrackInfoFlags::has_audio_channel;
    info.audio_channel_count = static_cast<std::int32_t>(*track_.channel_count);
    if (*track_.channel_count == 1) info.audio_port_type = clap::kPortMono;
    if (*track_.channel_count == 2) info.audio_port_type = clap::kPortStereo;
  }
  const TrackRoles roles = track_.role.value_or(TrackRole::track);
  if (roles.has(TrackRole::return_)) info.flags |= clap::TrackInfoFlags::is_for_return_track;
  if (roles.has(TrackRole::bus)) info.flags |= clap::TrackInfoFlags::is_for_bus;
  if (roles.has(TrackRole::master)) info.flags |= clap::TrackInfoFlags::is_for_master;
  return true;
}

bool ClapInstance::do_send_track_info(const TrackInfoMessage& message) {
  {
    const std::lock_guard lock(track_mutex_);
    track_ = message.info;
    has_track_ = true;
  }
  if (profile_.clap_project_location) send_project_location(message.info);
  if (track_info_ == nullptr || track_info_->changed == nullptr) {
    return profile_.clap_project_location && project_location_ != nullptr;
  }
  const ClapInstance* const outer = std::exchange(t_notifying, this);
  track_info_->changed(plugin_);
  t_notifying = outer;
  return true;
}

bool ClapInstance::is_notifying() const noexcept {
  return t_notifying == this;
}

void ClapInstance::send_project_location(const TrackInfo& info) {
  if (project_location_ == nullptr || project_location_->set == nullptr) return;
  std::array<clap::ProjectLocationElement, 3> path{};
  path[0].kind = clap::ProjectLocationKind::project;
  path[1].kind = clap::ProjectLocationKind::track;
  path[2].kind = clap::ProjectLocationKind::device;
  clap::ProjectLocationElement& track = path[1];
  track.track_kind = track_kind(info.role.value_or(TrackRole::track).chief());
  if (info.name) copy_text(*info.name, track.name);
  if (info.uid) copy_text(*info.uid, track.id);
  if (info.index) {
    track.flags |= clap::ProjectLocationFlags::has_index;
    track.index = *info.index - 1;
  }
  if (info.color) {
    track.flags |= clap::ProjectLocationFlags::has_color;
    track.color = clap_color(*info.color);
  }
  copy_text(description_.name, path[2].name);
  project_location_->set(plugin_, path.data(), path.size());
}

std::string_view ClapInstance::track_info_way() const noexcept {
  return track_info_way_;
}

}  // namespace attacca::host
