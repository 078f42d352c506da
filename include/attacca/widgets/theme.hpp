// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The colours and measures of a plugin's widgets:
//
//     const Theme theme = Theme::dark();
//     auto own = Theme::make({.background = {24, 26, 30}, .accent = {255, 136, 0}});
//     auto read = Theme::parse("base = light\naccent = #c2185b\n");
//
// Any thread; plain data. A theme is worked out of a few colours, and whatever these are, its text
// can be read and its controls can be seen: the contrasts are those of WCAG 2.2.

#include <string_view>

#include "attacca/base/color.hpp"
#include "attacca/base/result.hpp"

namespace attacca::widgets {

/// What a theme is worked out of.
struct ThemeColors {
  Color background = {30, 32, 36};
  Color accent = {255, 140, 40};  ///< values, and what is chosen
  double text_contrast = 7.0;     ///< of text on what is behind it, 4.5 … 21; 1 … 21 is taken
  double control_contrast = 3.0;  ///< of a control's parts on what is behind them, 1 … 21
};

/// How widgets look. Lengths are logical pixels. All members [any].
struct Theme {
  Color background;  ///< of the editor
  Color panel;       ///< of sections, menus and what lies on the background
  Color control;     ///< the body of a control
  Color raised;      ///< the same with the pointer above it
  Color track;       ///< what a value moves along: behind arcs, bars and meters
  Color groove;      ///< what is let in: fields to type in, pads
  Color outline;     ///< around controls; can be seen on background and panel
  Color separator;   ///< between parts; quiet
  Color text;        ///< readable on background, panel and control
  Color quiet_text;  ///< captions; readable as well (4.5)
  Color accent;      ///< values; can be seen on background, panel, control and groove
  Color on_accent;   ///< text on the accent
  Color focus;       ///< the ring around what has the keyboard
  Color modulation;  ///< how far the host modulates a value
  Color automation;  ///< where the host has no colour for it
  Color recording;   ///< automation is being recorded; too loud
  Color good;        ///< levels as they should be
  Color loud;        ///< levels near full scale

  double text_size = 13;
  double caption_size = 11.5;
  double heading_size = 15;
  double corner = 5;    ///< radius
  double gap = 8;       ///< between widgets
  double padding = 12;  ///< within panels, and at the editor's rim

  /// Works a theme out. What cannot have the contrast that is asked for gets the most there is.
  [[nodiscard]] static Theme make(const ThemeColors& colors);
  [[nodiscard]] static Theme dark();
  [[nodiscard]] static Theme light();
  /// For eyes that need it: text 15 : 1 and more, controls 7 : 1.
  [[nodiscard]] static Theme high_contrast();

  /// A theme out of lines `key = value`; # begins a comment. Keys: base (dark, light or
  /// high-contrast; the first line if any), background and accent (#rrggbb), text-size (8 … 32
  /// logical pixels; all measures follow), corner (0 … 16).
  /// Errors: the line and what is wrong with it; more than 64 kB.
  [[nodiscard]] static Result<Theme> parse(std::string_view text);
};

}  // namespace attacca::widgets
