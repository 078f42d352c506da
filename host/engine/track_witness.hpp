// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "host/engine/track_digest.hpp"
#include "host/plugin/plugin_instance.hpp"

namespace attacca::host {

/// What one side of a plugin says it has seen of its track, by read-only parameters with agreed
/// names that begin with "Audio: " or "Editor: " (docs/track-info.md). "digest, high half" and
/// "digest, low half" carry 20 bits each, which a float can; "digest seen", the older form, and
/// "revision seen" and "updates seen" carry 32 bits. All members [main].
class TrackWitness {
 public:
  enum class Side : std::uint8_t { audio, editor };

  TrackWitness(PluginInstance& instance, Side side);

  /// Whether the plugin reports what this side saw last.
  [[nodiscard]] bool reports() const noexcept { return has_halves() || whole_.has_value(); }
  [[nodiscard]] std::optional<std::uint32_t> revision() const { return number(revision_); }
  [[nodiscard]] std::optional<std::uint32_t> updates() const { return number(updates_); }
  /// Nothing while the two halves are of different records: the plugin is changing them.
  [[nodiscard]] std::optional<std::uint32_t> digest() const;
  /// The digest that is complete with this report; nothing when it is about something else, or the
  /// other half has not come in the same callback. For every report in its order.
  [[nodiscard]] std::optional<std::uint32_t> digest_in(const ParameterReport& report);

  /// The digests, in the form of this side, that a plugin can arrive at when it received `info`.
  /// [any]
  [[nodiscard]] std::vector<std::uint32_t> digests_of(const TrackInfo& info) const;

 private:
  using Id = std::optional<ParameterId>;

  [[nodiscard]] bool has_halves() const noexcept { return high_ && low_; }
  [[nodiscard]] Id find(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> number(Id id, std::uint32_t range = 0xFFFFFFFFu) const;

  PluginInstance* instance_;
  Id revision_;
  Id updates_;
  Id whole_;
  Id high_;
  Id low_;
  /// What reports have brought last, with the count of its record, and in which callback.
  struct ReportedHalf {
    std::optional<std::uint32_t> half;
    std::uint64_t callback = 0;
  };
  ReportedHalf reported_high_;
  ReportedHalf reported_low_;
};

}  // namespace attacca::host
