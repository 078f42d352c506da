// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>

namespace attacca::clap {

struct Host;
struct IStream;
struct OStream;
struct Plugin;

inline constexpr char kExtState[] = "clap.state";

/// Saves and loads everything that a project has to keep. Filled by the plugin; legal at any time
/// after Plugin::init, even while another thread processes.
struct PluginState {
  using Owner = Plugin;
  static constexpr const char* kId = kExtState;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The same state gives the same bytes. [main]
  bool (*save)(const Plugin* plugin, const OStream* stream);
  /// False on nothing and on bytes that make no sense. [main]
  bool (*load)(const Plugin* plugin, const IStream* stream);
};

/// Filled by the host.
struct HostState {
  using Owner = Host;
  static constexpr const char* kId = kExtState;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// Something other than a parameter's value has changed and wants to be saved. [main]
  void (*mark_dirty)(const Host* host);
};

}  // namespace attacca::clap
