// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/track_info_hub.hpp"

namespace attacca::core {

bool TrackInfoHub::update(TrackInfoSource source, const std::function<void(TrackInfo&)>& change) {
  bool changed = false;
  newest_.update([&](TrackInfo& info) {
    const TrackInfo before = info;
    change(info);
    changed = !info.same_content(before);
    info.revision = before.revision + 1;
    info.source = source;
    return changed;
  });
  if (changed && listener_) listener_();
  return changed;
}

TrackInfo TrackInfoHub::newest() const {
  return newest_.copy();
}

void TrackInfoHub::set_image(std::vector<std::uint8_t> png) {
  const std::lock_guard lock(image_mutex_);
  image_ = std::move(png);
}

std::vector<std::uint8_t> TrackInfoHub::image() const {
  const std::lock_guard lock(image_mutex_);
  return image_;
}

}  // namespace attacca::core
