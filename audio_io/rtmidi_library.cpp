// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/rtmidi_library.hpp"

#include "audio_io/quiet_alsa.hpp"
#include "audio_io/run_time_library.hpp"

namespace attacca::audio_io {

Result<void> RtMidiLibrary::load() {
  auto library = RunTimeLibrary::open("librtmidi.so.6", "install librtmidi6");
  if (!library)
    return fail("RtMidi, which speaks to ALSA's sequencer, is not installed: " +
                library.error().message);
#define ATTACCA_FIND(name) library->find("rtmidi_" #name, name)
  ATTACCA_FIND(in_create);
  ATTACCA_FIND(in_free);
  ATTACCA_FIND(in_set_callback);
  ATTACCA_FIND(in_cancel_callback);
  ATTACCA_FIND(in_ignore_types);
  ATTACCA_FIND(out_create);
  ATTACCA_FIND(out_free);
  ATTACCA_FIND(out_send_message);
  ATTACCA_FIND(open_port);
  ATTACCA_FIND(open_virtual_port);
  ATTACCA_FIND(close_port);
  ATTACCA_FIND(get_port_count);
  ATTACCA_FIND(get_port_name);
#undef ATTACCA_FIND
  quiet_alsa();
  return library->has_all();
}

Result<const RtMidiLibrary*> RtMidiLibrary::open() {
  return loaded_once<RtMidiLibrary>();
}

}  // namespace attacca::audio_io
