// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/audio_device.hpp"
#include "audio_io/midi_ports.hpp"

namespace attacca::audio_io {
namespace {

tl::unexpected<Error> not_built() {
  return fail(
      "this program was built without ALSA and PulseAudio: install librtaudio-dev (5.2) and "
      "librtmidi-dev, configure and build again");
}

}  // namespace

Result<std::unique_ptr<AudioDevice>> open_sound_card(const AudioSettings& /*settings*/,
                                                     SoundSystem /*system*/) {
  return not_built();
}

Result<std::vector<std::string>> sound_card_names(SoundSystem /*system*/, bool /*inputs*/) {
  return not_built();
}

std::vector<std::string> midi_port_names(bool /*inputs*/) {
  return {};
}

}  // namespace attacca::audio_io
