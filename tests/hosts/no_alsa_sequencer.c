// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Preloaded into a host on machines whose kernel has no ALSA sequencer: a sequencer that opens, has
// no other clients, and never has an event.
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define UNUSED __attribute__((unused))

static char sequencer[64];
static int pipe_ends[2] = {-1, -1};
static int ports;
static int queues;

int snd_seq_open(void** handle, const char* name, int streams UNUSED, int mode UNUSED) {
  if (strcmp(name, "hw") == 0) return -ENOENT;
  if (pipe_ends[0] < 0 && pipe(pipe_ends) != 0) return -errno;
  *handle = sequencer;
  return 0;
}
int snd_seq_close(void* s UNUSED) { return 0; }
int snd_seq_client_id(void* s UNUSED) { return 128; }
int snd_seq_set_client_name(void* s UNUSED, const char* n UNUSED) { return 0; }
int snd_seq_alloc_queue(void* s UNUSED) { return queues++; }
int snd_seq_free_queue(void* s UNUSED, int q UNUSED) { return 0; }
int snd_seq_control_queue(void* s UNUSED, int q UNUSED, int t UNUSED, int v UNUSED,
                          void* e UNUSED) {
  return 0;
}
int snd_seq_create_simple_port(void* s UNUSED, const char* n UNUSED, unsigned c UNUSED,
                               unsigned t UNUSED) {
  return ports++;
}
int snd_seq_delete_simple_port(void* s UNUSED, int p UNUSED) { return 0; }
int snd_seq_drain_output(void* s UNUSED) { return 0; }
int snd_seq_drop_input(void* s UNUSED) { return 0; }
int snd_seq_drop_output(void* s UNUSED) { return 0; }
int snd_seq_event_input(void* s UNUSED, void** event) {
  *event = NULL;
  return -EAGAIN;
}
int snd_seq_event_input_pending(void* s UNUSED, int fetch UNUSED) { return 0; }
int snd_seq_event_output(void* s UNUSED, void* e UNUSED) { return 0; }
int snd_seq_event_output_direct(void* s UNUSED, void* e UNUSED) { return 0; }
int snd_seq_get_any_client_info(void* s UNUSED, int c UNUSED, void* i UNUSED) { return -ENOENT; }
int snd_seq_get_any_port_info(void* s UNUSED, int c UNUSED, int p UNUSED, void* i UNUSED) {
  return -ENOENT;
}
int snd_seq_get_port_info(void* s UNUSED, int p UNUSED, void* i UNUSED) { return 0; }
int snd_seq_set_port_info(void* s UNUSED, int p UNUSED, void* i UNUSED) { return 0; }
int snd_seq_get_queue_status(void* s UNUSED, int q UNUSED, void* t UNUSED) { return -ENOENT; }
int snd_seq_get_queue_tempo(void* s UNUSED, int q UNUSED, void* t UNUSED) { return 0; }
int snd_seq_set_queue_timer(void* s UNUSED, int q UNUSED, void* t UNUSED) { return 0; }
int snd_seq_set_queue_tempo(void* s UNUSED, int q UNUSED, void* t UNUSED) { return 0; }
int snd_seq_poll_descriptors_count(void* s UNUSED, short events UNUSED) { return 1; }
int snd_seq_poll_descriptors(void* s UNUSED, struct pollfd* fds, unsigned n, short e UNUSED) {
  if (n > 0) {
    fds[0].fd = pipe_ends[0];
    fds[0].events = POLLIN;
    fds[0].revents = 0;
  }
  return 1;
}
int snd_seq_query_next_client(void* s UNUSED, void* i UNUSED) { return -ENOENT; }
int snd_seq_query_next_port(void* s UNUSED, void* i UNUSED) { return -ENOENT; }
int snd_seq_query_port_subscribers(void* s UNUSED, void* i UNUSED) { return -ENOENT; }
int snd_seq_remove_events(void* s UNUSED, void* i UNUSED) { return 0; }
int snd_seq_subscribe_port(void* s UNUSED, void* i UNUSED) { return 0; }
int snd_seq_unsubscribe_port(void* s UNUSED, void* i UNUSED) { return 0; }
