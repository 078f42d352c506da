// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attacca::host {

enum class PluginFormat : std::uint8_t { clap, vst3 };

/// "clap" or "vst3". [any]
[[nodiscard]] constexpr std::string_view name_of(PluginFormat format) noexcept {
  return format == PluginFormat::clap ? "clap" : "vst3";
}

/// What a module says about one of its plugins before it is instantiated.
struct PluginDescription {
  PluginFormat format = PluginFormat::clap;
  std::string id;  ///< CLAP: the plugin id. VST3: 32 upper-case hex digits of the class id.
  std::string name;
  std::string vendor;
  std::string version;
  std::vector<std::string> features;  ///< CLAP features, or the VST3 sub-categories split at '|'.
};

}  // namespace attacca::host
