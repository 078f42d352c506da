// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>

namespace attacca::clap {

struct Host;
struct Plugin;

inline constexpr char kExtGui[] = "clap.gui";

// Window systems. Sizes are in physical pixels or in logical units, as noted.

inline constexpr char kWindowApiWin32[] = "win32";      ///< physical
inline constexpr char kWindowApiCocoa[] = "cocoa";      ///< logical, so no set_scale
inline constexpr char kWindowApiUikit[] = "uikit";      ///< logical, so no set_scale
inline constexpr char kWindowApiX11[] = "x11";          ///< physical; embeds by XEmbed
inline constexpr char kWindowApiWayland[] = "wayland";  ///< physical; cannot embed, floating only
/// Logical, so no set_scale; Window::ptr is null. With an extension that is not declared here.
inline constexpr char kWindowApiWebview[] = "webview";

/// What a window to embed in is, on the system that this is built for, and whether sizes are in
/// logical units there.
#if defined(_WIN32)
inline constexpr const auto& kWindowApiNative = kWindowApiWin32;
inline constexpr bool kNativeSizesAreLogical = false;
#elif defined(__APPLE__)
inline constexpr const auto& kWindowApiNative = kWindowApiCocoa;
inline constexpr bool kNativeSizesAreLogical = true;
#else
inline constexpr const auto& kWindowApiNative = kWindowApiX11;
inline constexpr bool kNativeSizesAreLogical = false;
#endif

using Hwnd = void*;          ///< HWND
using Nsview = void*;        ///< NSView*
using Uiview = void*;        ///< UIView*
using Xwnd = unsigned long;  ///< X11 Window; 4 bytes where the target is Windows

/// A window of the host to embed in or to stay above. Filled by the host.
struct Window {
  const char* api;  ///< says which member of the union is valid
  union {
    Nsview cocoa;
    Uiview uikit;
    Xwnd x11;
    Hwnd win32;
    void* ptr;  ///< any other api
  };
};

/// The number of a window of kWindowApiNative.
inline std::uintptr_t native_number(const Window& window) noexcept {
#if defined(_WIN32)
  return reinterpret_cast<std::uintptr_t>(window.win32);
#elif defined(__APPLE__)
  return reinterpret_cast<std::uintptr_t>(window.cocoa);
#else
  return static_cast<std::uintptr_t>(window.x11);
#endif
}

/// How a window may be resized. Filled by the plugin.
struct GuiResizeHints {
  bool can_resize_horizontally;
  bool can_resize_vertically;
  bool preserve_aspect_ratio;  ///< counts only if both directions resize
  std::uint32_t aspect_ratio_width;
  std::uint32_t aspect_ratio_height;
};

/// The plugin's window. Filled by the plugin; independent of being active. Embedded: create,
/// set_scale, can_resize, set_size or get_size, set_parent. Floating: create, set_transient,
/// suggest_title. Then show and hide as often as wanted.
struct PluginGui {
  using Owner = Plugin;
  static constexpr const char* kId = kExtGui;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// [main]
  bool (*is_api_supported)(const Plugin* plugin, const char* api, bool is_floating);
  /// A hint. Points `api` to a constant string of the plugin. [main]
  bool (*get_preferred_api)(const Plugin* plugin, const char** api, bool* is_floating);
  /// Makes the window without showing it. `api` may be null if floating. [main]
  bool (*create)(const Plugin* plugin, const char* api, bool is_floating);
  /// Comes before Plugin::destroy. [main]
  void (*destroy)(const Plugin* plugin);
  /// 2.0 means 200 %. False means ignored. Not for window systems with logical units. [main]
  bool (*set_scale)(const Plugin* plugin, double scale);
  /// [main], after create
  bool (*get_size)(const Plugin* plugin, std::uint32_t* width, std::uint32_t* height);
  /// [main; not floating]
  bool (*can_resize)(const Plugin* plugin);
  /// [main; not floating]
  bool (*get_resize_hints)(const Plugin* plugin, GuiResizeHints* hints);
  /// Turns a wanted size into the nearest usable one, and resizes nothing. [main; not floating]
  bool (*adjust_size)(const Plugin* plugin, std::uint32_t* width, std::uint32_t* height);
  /// The host resizes. [main; not floating]
  bool (*set_size)(const Plugin* plugin, std::uint32_t width, std::uint32_t height);
  /// Embeds. [main; not floating]
  bool (*set_parent)(const Plugin* plugin, const Window* window);
  /// Stays above the host's window. [main; floating]
  bool (*set_transient)(const Plugin* plugin, const Window* window);
  /// [main; floating]
  void (*suggest_title)(const Plugin* plugin, const char* title);
  /// [main]
  bool (*show)(const Plugin* plugin);
  /// Keeps what the window holds. [main]
  bool (*hide)(const Plugin* plugin);
};

/// Filled by the host.
struct HostGui {
  using Owner = Host;
  static constexpr const char* kId = kExtGui;
  static constexpr std::array<const char*, 0> kCompatIds{};

  /// The host queries the hints again. [any; not floating]
  void (*resize_hints_changed)(const Host* host);
  /// True means accepted: do not wait for set_size then. Off the main thread the answer is
  /// provisional. [any; not floating]
  bool (*request_resize)(const Host* host, std::uint32_t width, std::uint32_t height);
  /// [any]
  bool (*request_show)(const Host* host);
  /// [any]
  bool (*request_hide)(const Host* host);
  /// The floating window is gone. With `was_destroyed` the host must call PluginGui::destroy.
  /// [any]
  void (*closed)(const Host* host, bool was_destroyed);
};

}  // namespace attacca::clap
