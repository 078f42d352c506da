// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/process.hpp"
#include "abi/clap/version.hpp"

namespace attacca::clap {

/// What a plugin says about itself before it runs. Filled by the plugin; static data that lives
/// until PluginEntry::deinit. For texts that are missing prefer "" to null.
struct PluginDescriptor {
  Version clap_version;
  const char* id;    ///< required, unique in the world, like "com.vendor.product"
  const char* name;  ///< required
  const char* vendor;
  const char* url;
  const char* manual_url;
  const char* support_url;
  const char* version;  ///< free text, such as "1.2.3"
  const char* description;
  /// Ends with null; see plugin_features.hpp.
  const char* const* features;
};

/// One plugin instance. Created by the factory, filled by the plugin, freed by its own destroy.
/// Every callback must be there. "Active" means between activate and deactivate, "processing"
/// between start_processing and stop_processing; [audio] is a role that any thread may play, one
/// at a time.
struct Plugin {
  /// The same content as the descriptor of the factory.
  const PluginDescriptor* desc;
  /// Private to the plugin.
  void* plugin_data;
  /// The first call; from here on the host may be called. After false the host calls destroy.
  /// [main]
  bool (*init)(const Plugin* plugin);
  /// The last call. The plugin is inactive and without a GUI by then, though hosts have been seen
  /// that forget: clean up instead of crashing. [main; inactive]
  void (*destroy)(const Plugin* plugin);
  /// Gets ready to process blocks of 1 <= min <= max <= INT32_MAX frames; may allocate. Latency
  /// and ports are fixed from here until deactivate. [main; inactive]
  bool (*activate)(const Plugin* plugin, double sample_rate, std::uint32_t min_frames_count,
                   std::uint32_t max_frames_count);
  /// [main; active], after stop_processing
  void (*deactivate)(const Plugin* plugin);
  /// False refuses. [audio; active, not processing]
  bool (*start_processing)(const Plugin* plugin);
  /// Comes before a pause and before deactivate. [audio; processing]
  void (*stop_processing)(const Plugin* plugin);
  /// Drops voices, tails and buffers, keeps parameter values. Process::steady_time may jump back
  /// after it. [audio; active]
  void (*reset)(const Plugin* plugin);
  /// [audio; processing]
  ProcessStatus (*process)(const Plugin* plugin, const Process* process);
  /// The table of an extension, null for ids not known exactly; answers the older ids as well. Not
  /// before init. query() gives it its type. [any]
  const void* (*get_extension)(const Plugin* plugin, const char* id);
  /// The answer to Host::request_callback. [main]
  void (*on_main_thread)(const Plugin* plugin);
};

}  // namespace attacca::clap
