// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include <attacca/gui/canvas.hpp>
#include <attacca/gui/geometry.hpp>
#include <attacca/track_info.hpp>

/// All that the view shows.
struct TrackInfoModel {
  attacca::TrackInfo info;
  std::string format_name;  ///< "VST3"
  std::string host_name;    ///< "Ardour"
  std::string identity;     ///< which build this is, one line
};

/// Draws the model over all of `size`: a pure function of its arguments. Laid out for 320 × 200
/// and everything above; what has no room is left out, the least useful first. [main]
void draw_track_info(attacca::gui::Canvas& canvas, attacca::LogicalSize size,
                     const TrackInfoModel& model);
