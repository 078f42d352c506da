// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <rtaudio/rtaudio_c.h>

#include "attacca/base/result.hpp"

namespace attacca::audio_io {

/// RtAudio by its C interface, opened when it is first wanted. The version whose header this was
/// built with: other ones lay their structs out in another way, and have another name.
class RtAudioLibrary {
 public:
  /// Errors: there is no such library, or it lacks a function. [main]
  [[nodiscard]] static Result<const RtAudioLibrary*> open();

#define ATTACCA_RTAUDIO_FUNCTION(name) decltype(&::rtaudio_##name) name = nullptr
  ATTACCA_RTAUDIO_FUNCTION(create);
  ATTACCA_RTAUDIO_FUNCTION(destroy);
  ATTACCA_RTAUDIO_FUNCTION(current_api);
  ATTACCA_RTAUDIO_FUNCTION(device_count);
  ATTACCA_RTAUDIO_FUNCTION(get_device_info);
  ATTACCA_RTAUDIO_FUNCTION(get_default_output_device);
  ATTACCA_RTAUDIO_FUNCTION(get_default_input_device);
  ATTACCA_RTAUDIO_FUNCTION(open_stream);
  ATTACCA_RTAUDIO_FUNCTION(close_stream);
  ATTACCA_RTAUDIO_FUNCTION(start_stream);
  ATTACCA_RTAUDIO_FUNCTION(abort_stream);
  ATTACCA_RTAUDIO_FUNCTION(is_stream_running);
  ATTACCA_RTAUDIO_FUNCTION(get_stream_sample_rate);
  ATTACCA_RTAUDIO_FUNCTION(show_warnings);
  ATTACCA_RTAUDIO_FUNCTION(error);
#undef ATTACCA_RTAUDIO_FUNCTION

  /// Finds all of them. Errors: as open().
  [[nodiscard]] Result<void> load();
};

}  // namespace attacca::audio_io
