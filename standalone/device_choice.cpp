// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/device_choice.hpp"

#include <utility>

namespace attacca::standalone {

Result<std::unique_ptr<audio_io::AudioDevice>> open_backend(
    Backend backend, const audio_io::AudioSettings& settings) {
  switch (backend) {
    case Backend::pulse:
      return audio_io::open_sound_card(settings, audio_io::SoundSystem::pulse);
    case Backend::alsa:
      return audio_io::open_sound_card(settings, audio_io::SoundSystem::alsa);
    case Backend::dummy:
      return audio_io::open_dummy(settings);
    case Backend::automatic:
    case Backend::jack:
      break;
  }
  return audio_io::open_jack(settings);
}

Result<ChosenDevice> choose_device(Backend wanted, const audio_io::AudioSettings& settings) {
  ChosenDevice chosen;
  chosen.backend = wanted;
  if (wanted == Backend::automatic) {
    for (const Backend backend : {Backend::jack, Backend::pulse, Backend::alsa}) {
      auto device = open_backend(backend, settings);
      if (device) {
        chosen.device = std::move(*device);
        chosen.backend = backend;
        chosen.reasons.clear();
        return chosen;
      }
      chosen.reasons += "\n  " + device.error().message;
    }
    chosen.backend = Backend::dummy;
  }
  auto device = open_backend(chosen.backend, settings);
  if (!device) return tl::unexpected(device.error());
  chosen.device = std::move(*device);
  return chosen;
}

}  // namespace attacca::standalone
