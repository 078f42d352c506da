// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/rtaudio_library.hpp"

#include "audio_io/quiet_alsa.hpp"
#include "audio_io/run_time_library.hpp"

namespace attacca::audio_io {

Result<void> RtAudioLibrary::load() {
  auto library = RunTimeLibrary::open("librtaudio.so.6", "install librtaudio6");
  if (!library)
    return fail("RtAudio, which speaks to ALSA and PulseAudio, is not installed: " +
                library.error().message);
#define ATTACCA_FIND(name) library->find("rtaudio_" #name, name)
  ATTACCA_FIND(create);
  ATTACCA_FIND(destroy);
  ATTACCA_FIND(current_api);
  ATTACCA_FIND(device_count);
  ATTACCA_FIND(get_device_info);
  ATTACCA_FIND(get_default_output_device);
  ATTACCA_FIND(get_default_input_device);
  ATTACCA_FIND(open_stream);
  ATTACCA_FIND(close_stream);
  ATTACCA_FIND(start_stream);
  ATTACCA_FIND(abort_stream);
  ATTACCA_FIND(is_stream_running);
  ATTACCA_FIND(get_stream_sample_rate);
  ATTACCA_FIND(show_warnings);
  ATTACCA_FIND(error);
#undef ATTACCA_FIND
  quiet_alsa();
  return library->has_all();
}

Result<const RtAudioLibrary*> RtAudioLibrary::open() {
  return loaded_once<RtAudioLibrary>();
}

}  // namespace attacca::audio_io
