// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>

#include "host/plugin/held_callback.hpp"
#include "trial/validate/audio_thread.hpp"
#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"

namespace attacca::validate {

/// One audio callback that stands still in its middle, on a thread of its own, while the main
/// thread acts. A main thread that waits for the callback is found out: after the limit the
/// callback goes on by itself. All members [main].
class OpenCallback {
 public:
  /// Long enough that a busy machine is not taken for a plugin that waits.
  static constexpr std::chrono::milliseconds kLimit{4000};

  /// Begins a block and returns when it is inside. Ends the check, as one that does not apply,
  /// where the plugin never looks at its events, so that its callback cannot be held.
  OpenCallback(CheckContext& context, AudioThread& audio, Playback& playback,
               std::uint32_t frames = 64, std::chrono::milliseconds limit = kLimit);
  ~OpenCallback() { (void)end(); }
  OpenCallback(const OpenCallback&) = delete;
  OpenCallback& operator=(const OpenCallback&) = delete;

  /// Lets the callback go on, and waits for its end. False: it had gone on before, because what
  /// the main thread called did not return within the limit.
  bool end();

 private:
  AudioThread& audio_;
  Playback& playback_;
  host::HeldCallback held_;
  bool is_over_ = false;
};

}  // namespace attacca::validate
