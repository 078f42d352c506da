// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "attacca/base/result.hpp"
#include "dev/crossfade.hpp"
#include "dev/phrase.hpp"
#include "dev/seat.hpp"
#include "dev/sound_options.hpp"
#include "host/base/main_loop.hpp"
#include "host/engine/audio_clip.hpp"
#include "host/plugin/plugin_instance.hpp"
#include "host/plugin/track_info.hpp"

namespace attacca::dev {

// What a plugin needs before it plays, the same when it is tried and when it is heard. [main]

/// Loads a build and makes the plugin `id` (empty: the first one) of it. Errors: those of loading.
[[nodiscard]] Result<std::unique_ptr<Seat>> load_seat(const std::filesystem::path& binary,
                                                      const std::string& id,
                                                      const SoundOptions& options,
                                                      host::MainLoop& loop);

/// Errors: a colour that is none.
[[nodiscard]] Result<host::TrackInfo> track_of(const SoundOptions& options);

/// What is played to `channels` inputs, at `rate` Hz; nothing: the device's own inputs are heard,
/// or there are none. Errors: a file that cannot be read, a signal that there is not.
[[nodiscard]] Result<std::optional<host::AudioClip>> input_for(const SoundOptions& options,
                                                               double rate, std::uint32_t channels);

/// The MIDI file that was asked for; the built-in phrase for what has a note input and no audio
/// input. Errors: a file that cannot be read.
[[nodiscard]] Result<std::optional<Phrase>> phrase_for(const SoundOptions& options,
                                                       const host::PortLayout& ports, double rate);

/// Builds of what has an audio input sound alike; instruments begin their notes anew.
[[nodiscard]] FadeLaw law_for(const host::PortLayout& ports) noexcept;

/// Where `from` is, `to` will be: by the state, or, where a changed plugin refuses that, by the
/// parameters whose ids both have. Returns what could not be kept, as a sentence; empty: nothing.
/// `bytes` becomes the size of the state.
[[nodiscard]] std::string take_over_state(host::PluginInstance& from, host::PluginInstance& to,
                                          std::size_t& bytes);

}  // namespace attacca::dev
