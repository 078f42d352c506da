// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "abi/vst3/base/flags.hpp"
#include "abi/vst3/base/types.hpp"
#include "abi/vst3/base/unknown.hpp"
#include "abi/vst3/plug_view.hpp"

namespace attacca::vst3 {

/// One line of a context menu (a struct, despite its name).
struct IContextMenuItem {
  /// How the line looks. A group start is a disabled marker as well, a group end a separator.
  enum class Flags : std::int32_t {
    kIsSeparator = 1,
    kIsDisabled = 2,
    kIsChecked = 4,
    kIsGroupStart = 10,
    kIsGroupEnd = 0x11,
  };
  using enum Flags;

  String128 name;
  std::int32_t tag;  ///< given to IContextMenuTarget::executeMenuItem
  Flags flags;       ///< looks
};

template <>
inline constexpr bool kIsFlags<IContextMenuItem::Flags> = true;

/// Does what a menu line says.
/// Implemented by the host and the plugin; reached through IContextMenu::addItem / getItem. Since
/// VST 3.5.0.
class IContextMenuTarget : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x3CDF2E75, 0x85D34144, 0xBF86D36B, 0xD7C4894D);

  /// [main; initialized or connected, or with a view] The line with this tag was chosen.
  virtual TResult executeMenuItem(std::int32_t tag) = 0;

 protected:
  ~IContextMenuTarget() = default;
};

/// A menu of the host to which the plugin adds its lines.
/// Implemented by the host; reached through IComponentHandler3::createContextMenu. Since VST
/// 3.5.0.
class IContextMenu : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x2E93C863, 0x0C9C4588, 0x97DBECF5, 0xAD17817D);

  using Item = IContextMenuItem;

  /// [main] The number of lines.
  virtual std::int32_t getItemCount() = 0;

  /// [main] Fills `item` and `*target` (borrowed) for the line at `index`.
  virtual TResult getItem(std::int32_t index, Item& item, IContextMenuTarget** target) = 0;

  /// [main] Appends a line with its target.
  virtual TResult addItem(const Item& item, IContextMenuTarget* target) = 0;

  /// [main] Removes the line with the same tag and target.
  virtual TResult removeItem(const Item& item, IContextMenuTarget* target) = 0;

  /// [main] Shows the menu at a place relative to the view.
  virtual TResult popup(UCoord x, UCoord y) = 0;

 protected:
  ~IContextMenu() = default;
};

/// Makes context menus.
/// Implemented by the host; reached through IComponentHandler. Since VST 3.5.0.
class IComponentHandler3 : public FUnknown {
 public:
  static constexpr Tuid iid = Tuid::from_words(0x69F11617, 0xD26B400D, 0xA4B6B964, 0x7B6EBBAB);

  /// [main; initialized or connected, or with a view] A menu for a parameter, or for the view
  /// where paramID is null. Owned by the caller; null when the host has none.
  virtual IContextMenu* createContextMenu(IPlugView* plugView, const ParamID* paramID) = 0;

 protected:
  ~IComponentHandler3() = default;
};

}  // namespace attacca::vst3
