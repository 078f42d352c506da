// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/validate/open_callback.hpp"

namespace attacca::validate {

OpenCallback::OpenCallback(CheckContext& context, AudioThread& audio, Playback& playback,
                           std::uint32_t frames, std::chrono::milliseconds limit)
    : audio_(audio), playback_(playback), held_(limit) {
  playback_.visitor = &held_;
  audio_.start([this, frames] { playback_.run(frames); });
  constexpr std::chrono::milliseconds kLook{2};
  bool is_inside = false;
  do {
    is_inside = held_.wait_until_inside(kLook);
  } while (!is_inside && !audio_.wait_for(std::chrono::milliseconds(0)));
  if (is_inside || held_.wait_until_inside(std::chrono::milliseconds(0))) return;
  (void)end();
  context.skip("the plugin does not look at its events, so that its callback cannot be held open");
}

bool OpenCallback::end() {
  if (!is_over_) {
    is_over_ = true;
    held_.release();
    audio_.wait();
    playback_.visitor = nullptr;
  }
  return !held_.gave_up();
}

}  // namespace attacca::validate
