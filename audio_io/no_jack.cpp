// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/audio_device.hpp"

namespace attacca::audio_io {

Result<std::unique_ptr<AudioDevice>> open_jack(const AudioSettings& /*settings*/) {
  return fail(
      "this program was built without JACK: install libjack-jackd2-dev, configure and build again");
}

}  // namespace attacca::audio_io
