// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

#include "host/plugin/plugin_description.hpp"

namespace attacca::validate {

class CheckContext;

/// What it means when the rule does not hold.
enum class Severity : std::uint8_t {
  failure,  ///< Hosts crash, lose something, or sound wrong.
  warning,  ///< Allowed, but it annoys users or a host in the field.
};

/// The formats that a check is about.
enum class Formats : std::uint8_t { both, clap, vst3 };

[[nodiscard]] constexpr bool includes(Formats formats, host::PluginFormat format) noexcept {
  return formats == Formats::both ||
         (formats == Formats::clap) == (format == host::PluginFormat::clap);
}

/// One rule and the code that tries it on a plugin. Checks are constants; `run` gets a fresh
/// process, in which the plugin has not been loaded yet, and reports through the context.
struct Check {
  /// "area.what-must-hold", in small letters with hyphens, such as "state.cut-anywhere". Unique.
  std::string_view name;
  /// The rule in one sentence.
  std::string_view rule;
  /// Where the rule comes from: a part of the format's specification, a known trap, a bug thread.
  std::string_view source;
  void (*run)(CheckContext& context) = nullptr;
  Severity severity = Severity::failure;
  Formats formats = Formats::both;
  bool per_profile = false;    ///< Depends on the host's habits: run once for every profile.
  bool needs_display = false;  ///< Skipped where no window can be opened.
  std::chrono::milliseconds timeout{10'000};
  /// The host breaks its own side of the contract here, as one in the field does: whatever comes of
  /// it, a crash as well, is a warning.
  bool warns_at_most = false;

  /// The part of the name before the first dot.
  [[nodiscard]] constexpr std::string_view area() const noexcept {
    return name.substr(0, name.find('.'));
  }
};

}  // namespace attacca::validate
