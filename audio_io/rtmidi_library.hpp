// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <rtmidi/rtmidi_c.h>

#include "attacca/base/result.hpp"

namespace attacca::audio_io {

/// RtMidi by its C interface, opened when it is first wanted.
class RtMidiLibrary {
 public:
  /// Errors: there is no such library, or it lacks a function. [main]
  [[nodiscard]] static Result<const RtMidiLibrary*> open();

#define ATTACCA_RTMIDI_FUNCTION(name) decltype(&::rtmidi_##name) name = nullptr
  ATTACCA_RTMIDI_FUNCTION(in_create);
  ATTACCA_RTMIDI_FUNCTION(in_free);
  ATTACCA_RTMIDI_FUNCTION(in_set_callback);
  ATTACCA_RTMIDI_FUNCTION(in_cancel_callback);
  ATTACCA_RTMIDI_FUNCTION(in_ignore_types);
  ATTACCA_RTMIDI_FUNCTION(out_create);
  ATTACCA_RTMIDI_FUNCTION(out_free);
  ATTACCA_RTMIDI_FUNCTION(out_send_message);
  ATTACCA_RTMIDI_FUNCTION(open_port);
  ATTACCA_RTMIDI_FUNCTION(open_virtual_port);
  ATTACCA_RTMIDI_FUNCTION(close_port);
  ATTACCA_RTMIDI_FUNCTION(get_port_count);
  ATTACCA_RTMIDI_FUNCTION(get_port_name);
#undef ATTACCA_RTMIDI_FUNCTION

  /// Finds all of them. Errors: as open().
  [[nodiscard]] Result<void> load();
};

}  // namespace attacca::audio_io
