// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct IStream;
struct OStream;
struct Plugin;

inline constexpr char kExtStateContext[] = "clap.state-context/2";

/// What a state is saved or loaded for.
enum class StateContextType : std::uint32_t {
  for_preset = 1,
  for_duplicate = 2,
  for_project = 3,
};

/// The state, with its purpose. Filled by the plugin, which then offers PluginState as well. Each
/// of the two loads what the other has saved, whatever the context.
struct PluginStateContext {
  using Owner = Plugin;
  static constexpr const char* kId = kExtStateContext;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  bool (*save)(const Plugin* plugin, const OStream* stream, StateContextType context_type);
  /// The context may be another one than at save. [main]
  bool (*load)(const Plugin* plugin, const IStream* stream, StateContextType context_type);
};

}  // namespace attacca::clap
