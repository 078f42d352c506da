// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/cairo/drawing_libraries.hpp"

#include <string>
#include <type_traits>

#include <dlfcn.h>

namespace attacca::gui {

// NOLINTNEXTLINE(bugprone-macro-parentheses): a defined name takes none
#define ATTACCA_DEFINE(name) decltype(&::name) name = nullptr;
ATTACCA_DRAWING_FUNCTIONS(ATTACCA_DEFINE)
#undef ATTACCA_DEFINE
void (*pango_context_set_round_glyph_positions)(PangoContext*, gboolean) = nullptr;
void (*pango_layout_set_line_spacing)(PangoLayout*, float) = nullptr;
#ifdef ATTACCA_CAIRO_XCB
decltype(&::cairo_xcb_surface_create) cairo_xcb_surface_create = nullptr;
decltype(&::cairo_xcb_surface_set_size) cairo_xcb_surface_set_size = nullptr;
#endif

namespace {

/// It depends on all the others, whose functions are found through it.
constexpr const char* kLibrary =
#ifdef __APPLE__
    "libpangocairo-1.0.0.dylib";
#else
    "libpangocairo-1.0.so.0";
#endif

Result<void> load() {
  void* const library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == nullptr) {
    const char* const reason = dlerror();
    return fail("cannot draw: Pango and Cairo cannot be loaded (" +
                std::string(reason != nullptr ? reason : kLibrary) +
                "); install them, for instance Debian's libpangocairo-1.0-0");
  }
  const auto find = [library](auto& function, const char* name) {
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
    return function != nullptr;
  };
  const char* missing = nullptr;
#define ATTACCA_FIND(name) \
  if (!find(name, #name)) missing = #name;
  ATTACCA_DRAWING_FUNCTIONS(ATTACCA_FIND)
#undef ATTACCA_FIND
  if (missing != nullptr) {
    return fail("cannot draw: the Pango or Cairo in this process has no function " +
                std::string(missing) + "; it is too old, or built without it");
  }
  find(pango_context_set_round_glyph_positions, "pango_context_set_round_glyph_positions");
  find(pango_layout_set_line_spacing, "pango_layout_set_line_spacing");
#ifdef ATTACCA_CAIRO_XCB
  find(cairo_xcb_surface_create, "cairo_xcb_surface_create");
  find(cairo_xcb_surface_set_size, "cairo_xcb_surface_set_size");
#endif
  return {};
}

}  // namespace

Result<void> load_drawing_libraries() {
  static const Result<void> loaded = load();
  return loaded;
}

}  // namespace attacca::gui
