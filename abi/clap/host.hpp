// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "abi/clap/version.hpp"

namespace attacca::clap {

/// The host as one plugin sees it. Filled by the host; it outlives Plugin::destroy.
struct Host {
  Version clap_version;
  /// Private to the host.
  void* host_data;
  const char* name;     ///< required
  const char* vendor;   ///< may be empty
  const char* url;      ///< may be empty
  const char* version;  ///< required, free text
  /// The table of an extension, null if the host lacks it. Legal from Plugin::init on; the answer
  /// may be kept until the plugin is destroyed. query() gives it its type. [any]
  const void* (*get_extension)(const Host* host, const char* extension_id);
  /// Asks to be deactivated and activated again, later. [any]
  void (*request_restart)(const Host* host);
  /// Asks to be activated and processed; wakes a plugin that sleeps. [any]
  void (*request_process)(const Host* host);
  /// Asks for a call of Plugin::on_main_thread. [any]
  void (*request_callback)(const Host* host);
};

}  // namespace attacca::clap
