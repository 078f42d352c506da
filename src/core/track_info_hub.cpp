// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/track_info_hub.hpp"

namespace attacca::core {

constinit const TrackInfo TrackInfoHub::kNothing{};

TrackInfoHub::~TrackInfoHub() {
  delete record_.load(std::memory_order_acquire);
}

TrackInfoHub::Record& TrackInfoHub::record() {
  const std::lock_guard lock(making_);
  Record* made = record_.load(std::memory_order_relaxed);
  if (made == nullptr) {
    made = new Record;
    record_.store(made, std::memory_order_release);
  }
  return *made;
}

bool TrackInfoHub::update(TrackInfoSource source, const std::function<void(TrackInfo&)>& change) {
  bool changed = false;
  record().newest.update([&](TrackInfo& info) {
    const TrackInfo before = info;
    change(info);
    // Hosts without a colour for a track send one of alpha 0, or none: here it becomes one form.
    if (info.color && info.color->alpha == 0) info.color.reset();
    changed = !info.same_content(before);
    info.revision = before.revision + 1;
    info.source = source;
    return changed;
  });
  if (changed && listener_) listener_();
  return changed;
}

TrackInfo TrackInfoHub::newest() const {
  const Record* const record = record_.load(std::memory_order_acquire);
  return record != nullptr ? record->newest.copy() : TrackInfo{};
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
