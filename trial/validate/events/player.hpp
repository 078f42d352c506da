// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "trial/validate/audio/sameness.hpp"
#include "trial/validate/needs.hpp"

namespace attacca::validate {

using Notes = std::vector<host::NoteEvent>;

/// -60 dB below full scale.
inline constexpr double kQuiet = 1e-3;
/// 20 s at 48 kHz, in blocks of 512: for what rings out.
inline constexpr int kRelease = 1900;

inline host::NoteEvent note(host::NoteEventKind kind, int key, std::uint32_t frame = 0,
                            int channel = 0, std::int32_t id = -1) {
  host::NoteEvent event;
  event.frame = frame;
  event.kind = kind;
  event.channel = static_cast<std::int16_t>(channel);
  event.key = static_cast<std::int16_t>(key);
  event.note_id = id;
  return event;
}

/// A processing plugin that takes notes, and what plays it. [main]
struct Player {
  explicit Player(CheckContext& check)
      : context(check), instance(check.create()), playback(prepared(check, *instance), 512) {
    playback.signal = Signal::silence;
  }
  static host::PluginInstance& prepared(CheckContext& check, host::PluginInstance& instance) {
    need_note_input(check, instance);
    check.start(instance);
    return instance;
  }
  /// One block with these notes; whether it was in order.
  bool play(const Notes& notes, const std::string& what, std::uint32_t frames = 512) {
    (void)playback.run(frames, {}, notes);
    return expect_clean(context, playback, what);
  }
  /// Silence for the input, and what still comes out in the last of `blocks` blocks.
  double rest(int blocks) {
    for (int i = 0; i < blocks; ++i) (void)playback.run(512);
    return static_cast<double>(playback.peak());
  }
  /// The same, of the loudest block.
  double loudest(int blocks) {
    double peak = 0.0;
    for (int i = 0; i < blocks; ++i) peak = std::max(peak, rest(1));
    return peak;
  }
  /// Whether silence comes within so many blocks, and stays for a moment.
  bool falls_silent(int blocks = kRelease) {
    for (int i = 0; i < blocks; ++i) {
      if (rest(1) <= kQuiet && loudest(4) <= kQuiet) return true;
    }
    return false;
  }

  CheckContext& context;
  WatchedInstance instance;
  Playback playback;
};

}  // namespace attacca::validate
