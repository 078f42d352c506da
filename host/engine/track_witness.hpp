// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "host/plugin/plugin_instance.hpp"

namespace attacca::host {

/// What one side of a plugin says it has seen of its track, by read-only parameters with agreed
/// names: "Audio: revision seen", "Audio: updates seen", "Audio: digest seen", and the same with
/// "Editor". Each carries a 32-bit number as value = number / 4294967295 of its range.
/// docs/track-info.md documents them. All members [main].
class TrackWitness {
 public:
  enum class Side : std::uint8_t { audio, editor };

  TrackWitness(PluginInstance& instance, Side side);

  /// Whether the plugin reports what this side saw last.
  [[nodiscard]] bool reports() const noexcept { return digest_.has_value(); }
  [[nodiscard]] std::optional<std::uint32_t> revision() const { return number(revision_); }
  [[nodiscard]] std::optional<std::uint32_t> updates() const { return number(updates_); }
  [[nodiscard]] std::optional<std::uint32_t> digest() const { return number(digest_); }
  /// The digest that a report carries; nothing when it is about something else.
  [[nodiscard]] std::optional<std::uint32_t> digest_in(const ParameterReport& report) const;

 private:
  using Id = std::optional<ParameterId>;

  [[nodiscard]] Id find(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> number(Id id) const;
  static std::optional<std::uint32_t> decoded(const ParameterInfo& info, double value);

  PluginInstance* instance_;
  Id revision_;
  Id updates_;
  Id digest_;
};

}  // namespace attacca::host
