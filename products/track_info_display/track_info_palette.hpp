// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

#include "attacca/track_info.hpp"

/// The colours of the view, all from the track's colour: a field in (nearly) that colour for the
/// name, and a quiet panel of the same hue, dark or light like the field. All opaque.
struct TrackInfoPalette {
  attacca::Color field_top;
  attacca::Color field_bottom;
  attacca::Color field_text;   ///< at least 7:1 on the field
  attacca::Color field_muted;  ///< at least 4.5:1 on the field
  attacca::Color badge;
  attacca::Color badge_text;  ///< at least 4.5:1 on the badge
  attacca::Color panel;
  attacca::Color panel_text;   ///< at least 7:1 on the panel
  attacca::Color panel_muted;  ///< at least 4.5:1 on the panel
  attacca::Color hairline;
  attacca::Color active;       ///< something is on (mute, solo)
  attacca::Color active_text;  ///< at least 4.5:1 on `active`

  /// Neutral for no colour and for colours of alpha 0. [any]
  [[nodiscard]] static TrackInfoPalette from(std::optional<attacca::Color> track_color);
};
