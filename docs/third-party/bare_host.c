// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A CLAP host without any extension. By hand, so that it can be checked without Attacca:
//   gcc -o bare_host bare_host.c -ldl && ./bare_host /usr/lib/clap/ZaMaximX2.clap
// The structs follow entry.h, plugin-factory.h, plugin.h and host.h of CLAP, up to the last member
// that is used.

#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct host {
  uint32_t version[3];
  void* data;
  const char *name, *vendor, *url, *release;
  const void* (*get_extension)(const struct host*, const char*);
  void (*request_restart)(const struct host*);
  void (*request_process)(const struct host*);
  void (*request_callback)(const struct host*);
};
struct descriptor {
  uint32_t version[3];
  const char *id, *name;
};
struct plugin {
  const struct descriptor* descriptor;
  void* data;
  bool (*init)(const struct plugin*);
  void (*destroy)(const struct plugin*);
  bool (*activate)(const struct plugin*, double, uint32_t, uint32_t);
  void (*deactivate)(const struct plugin*);
  bool (*start_processing)(const struct plugin*);
  void (*stop_processing)(const struct plugin*);
  void (*reset)(const struct plugin*);
  int32_t (*process)(const struct plugin*, const void*);
  const void* (*get_extension)(const struct plugin*, const char*);
};
struct factory {
  uint32_t (*count)(const struct factory*);
  const struct descriptor* (*get)(const struct factory*, uint32_t);
  const struct plugin* (*create)(const struct factory*, const struct host*, const char*);
};
struct entry {
  uint32_t version[3];
  bool (*init)(const char*);
  void (*deinit)(void);
  const void* (*get_factory)(const char*);
};

static const void* has_none(const struct host* host, const char* id) {
  (void)host;
  printf("asked for %s, answered NULL\n", id);
  return NULL;
}
static void ignore(const struct host* host) {
  (void)host;
}

int main(int count, char** arguments) {
  setvbuf(stdout, NULL, _IONBF, 0);
  void* const file = count > 1 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  if (file == NULL) return 1;
  const struct entry* const entry = dlsym(file, "clap_entry");
  if (entry == NULL || !entry->init(arguments[1])) return 1;
  const struct factory* const factory = entry->get_factory("clap.plugin-factory");
  const struct descriptor* const first = factory->get(factory, 0);
  printf("%s, built with CLAP %u.%u.%u\n", first->id, first->version[0], first->version[1],
         first->version[2]);
  const struct host host = {{1, 2, 2}, NULL,     "bare host", "",     "",
                            "1",       has_none, ignore,      ignore, ignore};

  const struct plugin* const other = factory->create(factory, &host, "no.such.plugin");
  printf("create_plugin(\"no.such.plugin\") made %s\n",
         other == NULL ? "nothing" : other->descriptor->id);

  const struct plugin* const plugin = factory->create(factory, &host, first->id);
  printf("init: %d\n", plugin->init(plugin));
  const char* const ids[] = {"clap.params", "clap.state", "clap.latency", "clap.gui"};
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; ++i) {
    printf("the plugin has %s: %s\n", ids[i],
           plugin->get_extension(plugin, ids[i]) != NULL ? "yes" : "no");
  }
  printf("activate: %d\n", plugin->activate(plugin, 48000.0, 1, 512));
  printf("deactivate ...\n");
  plugin->deactivate(plugin);
  printf("... came back\n");
  return 0;
}
