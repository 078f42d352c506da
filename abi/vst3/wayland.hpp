// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/plug_view.hpp"

struct wl_display;
struct wl_surface;
struct xdg_surface;
struct xdg_toplevel;

namespace attacca::vst3 {

/// Opens the connection to the Wayland compositor for the editors of a plugin, which must have it
/// from here. A preview in the field.
/// Implemented by the host; reached through IHostApplication::createInstance. Since VST 3.8.0.
class IWaylandHost : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x5E9582EE, 0x86594652, 0xB213678E, 0x7F1A705E);

  /// [main; initialized] A connection, to be closed with the next call.
  virtual wl_display* openWaylandConnection() = 0;

  /// [main; initialized] Closes it.
  virtual TResult closeWaylandConnection(wl_display* display) = 0;

 protected:
  ~IWaylandHost() = default;
};

/// The surfaces around an editor. A preview in the field.
/// Implemented by the host; reached through IPlugFrame. Since VST 3.8.0.
class IWaylandFrame : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x809FAEC6, 0x231C4FFA, 0x98ED046C, 0x6E9E2003);

  /// [main; with a view] The surface to embed into.
  virtual wl_surface* getWaylandSurface(wl_display* display) = 0;

  /// [main; with a view] The surface of the window around it. Fills parentSize.
  virtual xdg_surface* getParentSurface(ViewRect& parentSize, wl_display* display) = 0;

  /// [main; with a view] The window around it, for dialogs.
  virtual xdg_toplevel* getParentToplevel(wl_display* display) = 0;

 protected:
  ~IWaylandFrame() = default;
};

}  // namespace attacca::vst3
