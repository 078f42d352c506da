// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "trial/validate/check_context.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/rendering.hpp"

namespace attacca::validate {

/// Something that is done with a fresh instance, which is active and processing, and what came out.
using Performance = std::function<Rendering(host::PluginInstance&, Playback&)>;

/// What `performance` gives on a fresh instance at 48 kHz, with blocks of up to 512 frames. [main]
[[nodiscard]] Rendering perform(CheckContext& context, const Performance& performance);

/// The same of a plugin that sounds the same every time: two fresh instances must give the same
/// bits, else the check ends as skipped, because random sound proves nothing. [main]
[[nodiscard]] Rendering perform_reliably(CheckContext& context, const Performance& performance);

/// Fails with `what` and the place when two renderings differ by more than `tolerance` × the
/// peak of the first one. [main]
bool expect_same_sound(CheckContext& context, const Rendering& expected, const Rendering& got,
                       double tolerance, const std::string& what);

/// Fails unless the last block was in order: finite, whole, inside its buffers, inputs untouched.
/// `when` says what was done. [main]
bool expect_clean(CheckContext& context, const Playback& playback, const std::string& when);

/// "64 frames". [any]
[[nodiscard]] std::string frames_text(std::uint64_t frames);

}  // namespace attacca::validate
