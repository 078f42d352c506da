// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cairo.h>
#ifdef ATTACCA_CAIRO_XCB  // where windows are X11's
#include <cairo-xcb.h>
#endif
#include <glib-object.h>
#include <pango/pangocairo.h>

#include "attacca/base/result.hpp"

/// Cairo and Pango are loaded when something is to be drawn, and not with the plugin: a host that
/// scans needs none of the thirty libraries that come with them, a machine without them loads the
/// plugin all the same, and so does a host that brought older ones along (which then are the ones
/// in use: one process has one Pango). In this namespace their functions' names mean pointers that
/// load_drawing_libraries() has set; calls look as usual. A function that is not in the list does
/// not link, and one that is newer than Pango 1.42 does not compile (src/gui/CMakeLists.txt).
namespace attacca::gui {

/// Loads them, once; they stay in the process, because Pango does not survive being
/// unloaded (it leaves threads running, and types registered in GObject). Nothing below may be
/// called before this has succeeded. [any]
/// Errors: a library or one of its functions is missing.
[[nodiscard]] Result<void> load_drawing_libraries();

// clang-format off
#define ATTACCA_DRAWING_FUNCTIONS(X) \
  X(cairo_arc) X(cairo_arc_negative) X(cairo_clip) X(cairo_clip_extents) X(cairo_close_path) \
  X(cairo_create) X(cairo_curve_to) X(cairo_destroy) X(cairo_device_destroy) \
  X(cairo_device_finish) X(cairo_device_reference) X(cairo_fill) X(cairo_font_options_create) \
  X(cairo_font_options_destroy) X(cairo_font_options_set_antialias) \
  X(cairo_font_options_set_hint_metrics) X(cairo_font_options_set_hint_style) X(cairo_get_source) \
  X(cairo_identity_matrix) X(cairo_image_surface_create) \
  X(cairo_image_surface_create_from_png_stream) X(cairo_image_surface_get_data) \
  X(cairo_image_surface_get_stride) X(cairo_line_to) X(cairo_move_to) X(cairo_new_path) \
  X(cairo_new_sub_path) X(cairo_paint) X(cairo_paint_with_alpha) \
  X(cairo_pattern_add_color_stop_rgba) X(cairo_pattern_create_linear) \
  X(cairo_pattern_create_radial) X(cairo_pattern_destroy) X(cairo_pattern_set_extend) \
  X(cairo_rectangle) X(cairo_restore) X(cairo_save) X(cairo_scale) X(cairo_set_line_cap) \
  X(cairo_set_line_join) X(cairo_set_line_width) X(cairo_set_operator) X(cairo_set_source) \
  X(cairo_set_source_rgba) X(cairo_set_source_surface) X(cairo_status_to_string) X(cairo_stroke) \
  X(cairo_surface_destroy) X(cairo_surface_finish) X(cairo_surface_flush) \
  X(cairo_surface_get_device) X(cairo_surface_mark_dirty) X(cairo_surface_status) \
  X(cairo_surface_write_to_png) X(cairo_translate) \
  X(g_object_unref) \
  X(pango_attr_letter_spacing_new) X(pango_attr_list_insert) X(pango_attr_list_new) \
  X(pango_attr_list_unref) X(pango_cairo_context_set_font_options) X(pango_cairo_font_map_new) \
  X(pango_cairo_show_layout) X(pango_cairo_update_context) X(pango_find_base_dir) \
  X(pango_font_description_free) X(pango_font_description_new) \
  X(pango_font_description_set_absolute_size) X(pango_font_description_set_family_static) \
  X(pango_font_description_set_weight) X(pango_font_map_create_context) \
  X(pango_layout_get_baseline) X(pango_layout_get_extents) \
  X(pango_layout_get_line_count) X(pango_layout_is_ellipsized) X(pango_layout_new) \
  X(pango_layout_set_alignment) X(pango_layout_set_attributes) X(pango_layout_set_ellipsize) \
  X(pango_layout_set_font_description) X(pango_layout_set_height) X(pango_layout_set_text) \
  X(pango_layout_set_width) X(pango_layout_set_wrap)
// clang-format on

// NOLINTNEXTLINE(bugprone-macro-parentheses): a declared name takes none
#define ATTACCA_DECLARE(name) extern decltype(&::name) name;
ATTACCA_DRAWING_FUNCTIONS(ATTACCA_DECLARE)
#undef ATTACCA_DECLARE

/// @name Since Pango 1.44; null where an older one is in the process.
/// @{
extern void (*pango_context_set_round_glyph_positions)(PangoContext*, gboolean);
extern void (*pango_layout_set_line_spacing)(PangoLayout*, float);
/// @}

#ifdef ATTACCA_CAIRO_XCB
/// Null where Cairo was built without XCB.
/// @{
extern decltype(&::cairo_xcb_surface_create) cairo_xcb_surface_create;
extern decltype(&::cairo_xcb_surface_set_size) cairo_xcb_surface_set_size;
/// @}
#endif

}  // namespace attacca::gui
