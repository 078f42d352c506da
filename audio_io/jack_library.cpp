// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "audio_io/jack_library.hpp"

#include "audio_io/run_time_library.hpp"

namespace attacca::audio_io {

Result<void> JackLibrary::load() {
  auto library =
      RunTimeLibrary::open("libjack.so.0", "install jackd2, or pipewire-jack where PipeWire runs");
  if (!library) return fail("JACK is not installed: " + library.error().message);
#define ATTACCA_FIND(name) library->find("jack_" #name, name)
  ATTACCA_FIND(client_open);
  ATTACCA_FIND(client_close);
  ATTACCA_FIND(activate);
  ATTACCA_FIND(deactivate);
  ATTACCA_FIND(get_sample_rate);
  ATTACCA_FIND(get_buffer_size);
  ATTACCA_FIND(set_process_callback);
  ATTACCA_FIND(set_xrun_callback);
  ATTACCA_FIND(set_latency_callback);
  ATTACCA_FIND(on_info_shutdown);
  ATTACCA_FIND(port_register);
  ATTACCA_FIND(port_get_buffer);
  ATTACCA_FIND(port_name);
  ATTACCA_FIND(port_get_latency_range);
  ATTACCA_FIND(port_set_latency_range);
  ATTACCA_FIND(recompute_total_latencies);
  ATTACCA_FIND(get_ports);
  ATTACCA_FIND(connect);
  ATTACCA_FIND(free);
  ATTACCA_FIND(set_error_function);
  ATTACCA_FIND(set_info_function);
  ATTACCA_FIND(midi_get_event_count);
  ATTACCA_FIND(midi_event_get);
  ATTACCA_FIND(midi_clear_buffer);
  ATTACCA_FIND(midi_event_write);
#undef ATTACCA_FIND
  if (auto all = library->has_all(); !all) return all;
  // What JACK has to say about a server that is not there, we say ourselves.
  set_error_function([](const char*) {});
  set_info_function([](const char*) {});
  return {};
}

Result<const JackLibrary*> JackLibrary::open() {
  return loaded_once<JackLibrary>();
}

}  // namespace attacca::audio_io
