// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <string>

#include "attacca/base/result.hpp"
#include "audio_io/audio_device.hpp"
#include "standalone/options.hpp"

namespace attacca::standalone {

/// A device of one backend; `automatic` means JACK here. [main] Errors: those of the backend.
[[nodiscard]] Result<std::unique_ptr<audio_io::AudioDevice>> open_backend(
    Backend backend, const audio_io::AudioSettings& settings);

struct ChosenDevice {
  std::unique_ptr<audio_io::AudioDevice> device;
  Backend backend = Backend::automatic;  ///< which it is
  std::string reasons;  ///< a line for each that could not be had, when there is no sound at all
};

/// With `automatic` the first of JACK, PulseAudio and ALSA that there is, else the one that makes
/// no sound. [main] Errors: the backend that is named has no device.
[[nodiscard]] Result<ChosenDevice> choose_device(Backend wanted,
                                                 const audio_io::AudioSettings& settings);

}  // namespace attacca::standalone
