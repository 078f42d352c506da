// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <jack/jack.h>
#include <jack/midiport.h>

#include "attacca/base/result.hpp"

namespace attacca::audio_io {

/// JACK's library, opened when it is first wanted: programs start on machines that have none, and
/// PipeWire brings its own under the same name. It stays loaded, as its threads may outlive a
/// client.
class JackLibrary {
 public:
  /// Errors: there is no such library, or it lacks a function. [main]
  [[nodiscard]] static Result<const JackLibrary*> open();

#define ATTACCA_JACK_FUNCTION(name) decltype(&::jack_##name) name = nullptr
  ATTACCA_JACK_FUNCTION(client_open);
  ATTACCA_JACK_FUNCTION(client_close);
  ATTACCA_JACK_FUNCTION(activate);
  ATTACCA_JACK_FUNCTION(deactivate);
  ATTACCA_JACK_FUNCTION(get_sample_rate);
  ATTACCA_JACK_FUNCTION(get_buffer_size);
  ATTACCA_JACK_FUNCTION(set_process_callback);
  ATTACCA_JACK_FUNCTION(set_xrun_callback);
  ATTACCA_JACK_FUNCTION(set_latency_callback);
  ATTACCA_JACK_FUNCTION(on_info_shutdown);
  ATTACCA_JACK_FUNCTION(port_register);
  ATTACCA_JACK_FUNCTION(port_get_buffer);
  ATTACCA_JACK_FUNCTION(port_name);
  ATTACCA_JACK_FUNCTION(port_get_latency_range);
  ATTACCA_JACK_FUNCTION(port_set_latency_range);
  ATTACCA_JACK_FUNCTION(recompute_total_latencies);
  ATTACCA_JACK_FUNCTION(get_ports);
  ATTACCA_JACK_FUNCTION(connect);
  ATTACCA_JACK_FUNCTION(free);
  ATTACCA_JACK_FUNCTION(set_error_function);
  ATTACCA_JACK_FUNCTION(set_info_function);
  ATTACCA_JACK_FUNCTION(midi_get_event_count);
  ATTACCA_JACK_FUNCTION(midi_event_get);
  ATTACCA_JACK_FUNCTION(midi_clear_buffer);
  ATTACCA_JACK_FUNCTION(midi_event_write);
#undef ATTACCA_JACK_FUNCTION

  /// Finds all of them. Errors: as open().
  [[nodiscard]] Result<void> load();
};

}  // namespace attacca::audio_io
