// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/key_codes.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"

namespace attacca::vst3 {

class IPlugFrame;

/// The kinds of parent window that IPlugView::attached can get.
inline constexpr char kPlatformTypeHWND[] = "HWND";
inline constexpr char kPlatformTypeHIView[] = "HIView";
inline constexpr char kPlatformTypeNSView[] = "NSView";
inline constexpr char kPlatformTypeUIView[] = "UIView";
inline constexpr char kPlatformTypeX11EmbedWindowID[] = "X11EmbedWindowID";
inline constexpr char kPlatformTypeWaylandSurfaceID[] = "WaylandSurfaceID";

/// The kind that the system has for which this is built, and whether sizes are in points there.
#if defined(_WIN32)
inline constexpr const auto& kPlatformTypeNative = kPlatformTypeHWND;
inline constexpr bool kNativeSizesAreLogical = false;
#elif defined(__APPLE__)
inline constexpr const auto& kPlatformTypeNative = kPlatformTypeNSView;
inline constexpr bool kNativeSizesAreLogical = true;
#else
inline constexpr const auto& kPlatformTypeNative = kPlatformTypeX11EmbedWindowID;
inline constexpr bool kNativeSizesAreLogical = false;
#endif

/// The names of platforms.
inline constexpr char kPlatformStringWin[] = "WIN";
inline constexpr char kPlatformStringMac[] = "MAC";
inline constexpr char kPlatformStringIOS[] = "IOS";
inline constexpr char kPlatformStringLinux[] = "Linux";

/// A rectangle: pixels on Windows and X11, points on macOS.
struct ViewRect {
  std::int32_t left;
  std::int32_t top;
  std::int32_t right;
  std::int32_t bottom;
};

/// The editor. The host releases it after removed().
/// Implemented by the plugin; reached through IEditController::createView.
class IPlugView : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x5BC32507, 0xD06049EA, 0xA6151B52, 0x2B755B29);

  /// [main] kResultTrue for the kinds of parent window it can live in.
  virtual TResult isPlatformTypeSupported(FIDString type) = 0;

  /// [main] Opens the editor in `parent`; for X11 the pointer's value is the window id. The view
  /// may ask for another size from here.
  virtual TResult attached(void* parent, FIDString type) = 0;

  /// [main] Closes the window. Must be safe without attached().
  virtual TResult removed() = 0;

  /// [main] The mouse wheel turned.
  virtual TResult onWheel(float distance) = 0;

  /// [main] A key went down. kResultTrue only when it was used.
  virtual TResult onKeyDown(char16_t key, VirtualKeyCodes keyCode, KeyModifier modifiers) = 0;

  /// [main] A key went up. kResultTrue only when it was used.
  virtual TResult onKeyUp(char16_t key, VirtualKeyCodes keyCode, KeyModifier modifiers) = 0;

  /// [main] Fills `size`; the old one until onSize.
  virtual TResult getSize(ViewRect* size) = 0;

  /// [main] The window has this size now; the one place to resize the content.
  virtual TResult onSize(ViewRect* newSize) = 0;

  /// [main] The keyboard focus came (1) or went (0).
  virtual TResult onFocus(TBool state) = 0;

  /// [main] Gives the frame, and null before the view dies. On Linux the frame offers IRunLoop.
  virtual TResult setFrame(IPlugFrame* frame) = 0;

  /// [main] kResultTrue when the user may resize it.
  virtual TResult canResize() = 0;

  /// [main] Changes `rect` to the nearest size it can have.
  virtual TResult checkSizeConstraint(ViewRect* rect) = 0;

 protected:
  ~IPlugView() = default;
};

/// The window around an editor.
/// Implemented by the host; reached through IPlugView::setFrame. Mandatory.
class IPlugFrame : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x367FAF01, 0xAFA94693, 0x8D4DA2A0, 0xED0882A3);

  /// [main] Asks for another size; the host calls IPlugView::onSize before it returns.
  virtual TResult resizeView(IPlugView* view, ViewRect* newSize) = 0;

 protected:
  ~IPlugFrame() = default;
};

/// Finds the parameter under the mouse.
/// Implemented by the plugin; reached through IPlugView. Since VST 3.0.2.
class IParameterFinder : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x0F618302, 0x215D4587, 0xA512073C, 0x77B9D383);

  /// [main; initialized or connected, or with a view] The parameter at a place in the view, in
  /// its units. Out: resultTag.
  virtual TResult findParameter(std::int32_t xPos, std::int32_t yPos, ParamID& resultTag) = 0;

 protected:
  ~IParameterFinder() = default;
};

}  // namespace attacca::vst3
