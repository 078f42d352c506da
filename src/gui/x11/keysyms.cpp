// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "gui/x11/keysyms.hpp"

#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <utility>

#include <dlfcn.h>

namespace attacca::gui {

namespace {

/// The functions of libxkbcommon that are needed, as its interface of version 0.8 has them.
struct Xkbcommon {
  int (*keysym_to_utf8)(std::uint32_t keysym, char* buffer, std::size_t size) = nullptr;
  std::uint32_t (*to_upper)(std::uint32_t keysym) = nullptr;
  void* (*context_new)(int flags) = nullptr;
  void (*context_unref)(void*) = nullptr;
  void* (*compose_table_new)(void* context, const char* locale, int flags) = nullptr;
  void (*compose_table_unref)(void*) = nullptr;
  void* (*compose_state_new)(void* table, int flags) = nullptr;
  void (*compose_state_unref)(void*) = nullptr;
  int (*compose_feed)(void*, std::uint32_t keysym) = nullptr;
  int (*compose_status)(void*) = nullptr;
  int (*compose_utf8)(void*, char* buffer, std::size_t size) = nullptr;
  void (*compose_reset)(void*) = nullptr;
  bool found = false;

  /// It stays in the process, as Pango does.
  static const Xkbcommon& of_process() {
    static const Xkbcommon functions = load();
    return functions;
  }

 private:
  static Xkbcommon load() {
    Xkbcommon xkb;
    void* const library = dlopen("libxkbcommon.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) return xkb;
    xkb.found = true;
    const auto find = [&](auto& function, const char* name) {
      function =
          reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
      xkb.found = xkb.found && function != nullptr;
    };
    find(xkb.keysym_to_utf8, "xkb_keysym_to_utf8");
    find(xkb.to_upper, "xkb_keysym_to_upper");
    find(xkb.context_new, "xkb_context_new");
    find(xkb.context_unref, "xkb_context_unref");
    find(xkb.compose_table_new, "xkb_compose_table_new_from_locale");
    find(xkb.compose_table_unref, "xkb_compose_table_unref");
    find(xkb.compose_state_new, "xkb_compose_state_new");
    find(xkb.compose_state_unref, "xkb_compose_state_unref");
    find(xkb.compose_feed, "xkb_compose_state_feed");
    find(xkb.compose_status, "xkb_compose_state_get_status");
    find(xkb.compose_utf8, "xkb_compose_state_get_utf8");
    find(xkb.compose_reset, "xkb_compose_state_reset");
    return xkb;
  }
};

constexpr int kComposing = 1;
constexpr int kComposed = 2;
constexpr int kCancelled = 3;

/// The locale of what is typed, as the C library looks for it; the host may not have set its own.
const char* locale_of_user() {
  for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "C";
}

std::string two_bytes(std::uint32_t latin1) {
  if (latin1 < 0x80) return {static_cast<char>(latin1)};
  return {static_cast<char>(0xC0u | latin1 >> 6u), static_cast<char>(0x80u | (latin1 & 0x3Fu))};
}

bool is_control(const std::string& text) {
  return text.size() == 1 && (static_cast<unsigned char>(text[0]) < 0x20 || text[0] == 0x7F);
}

std::uint32_t without_keypad(std::uint32_t keysym) noexcept {
  // KP_Space … KP_9 have the ASCII codes in their low bits; KP_Equal too.
  const bool types = keysym == 0xFF80 || (keysym >= 0xFFAA && keysym <= 0xFFB9) || keysym == 0xFFBD;
  return types ? keysym & 0x7Fu : keysym;
}

}  // namespace

Key key_of(std::uint32_t keysym) noexcept {
  if (keysym >= 0xFFBE && keysym <= 0xFFC9) {
    return static_cast<Key>(static_cast<std::uint32_t>(Key::f1) + keysym - 0xFFBE);
  }
  switch (keysym) {
    case 0xFF0D:
    case 0xFF8D:
      return Key::enter;
    case 0xFF1B:
      return Key::escape;
    case 0xFF09:
    case 0xFE20:
      return Key::tab;
    case 0xFF08:
      return Key::backspace;
    case 0xFFFF:
    case 0xFF9F:
      return Key::del;
    case 0xFF63:
    case 0xFF9E:
      return Key::insert;
    case 0xFF51:
    case 0xFF96:
      return Key::left;
    case 0xFF53:
    case 0xFF98:
      return Key::right;
    case 0xFF52:
    case 0xFF97:
      return Key::up;
    case 0xFF54:
    case 0xFF99:
      return Key::down;
    case 0xFF50:
    case 0xFF95:
      return Key::home;
    case 0xFF57:
    case 0xFF9C:
      return Key::end;
    case 0xFF55:
    case 0xFF9A:
      return Key::page_up;
    case 0xFF56:
    case 0xFF9B:
      return Key::page_down;
    case 0xFF67:
      return Key::menu;
    default:
      return Key::other;
  }
}

std::uint32_t capital_of(std::uint32_t keysym) {
  if (const Xkbcommon& xkb = Xkbcommon::of_process(); xkb.found) return xkb.to_upper(keysym);
  const bool ascii = keysym >= 'a' && keysym <= 'z';
  const bool latin1 = keysym >= 0xE0 && keysym <= 0xFE && keysym != 0xF7;  // the division sign
  return ascii || latin1 ? keysym - 0x20 : keysym;
}

void KeyText::read_table() {
  if (std::exchange(has_looked_, true)) return;
  const Xkbcommon& xkb = Xkbcommon::of_process();
  if (!xkb.found) return;
  context_ = xkb.context_new(0);
  if (context_ != nullptr) table_ = xkb.compose_table_new(context_, locale_of_user(), 0);
  if (table_ != nullptr) state_ = xkb.compose_state_new(table_, 0);
}

KeyText::~KeyText() {
  if (!has_looked_) return;
  const Xkbcommon& xkb = Xkbcommon::of_process();
  if (state_ != nullptr) xkb.compose_state_unref(state_);
  if (table_ != nullptr) xkb.compose_table_unref(table_);
  if (context_ != nullptr) xkb.context_unref(context_);
}

std::string KeyText::plain(std::uint32_t keysym) const {
  keysym = without_keypad(keysym);
  std::string text;
  if ((keysym >= 0x20 && keysym <= 0x7E) || (keysym >= 0xA0 && keysym <= 0xFF)) {
    text = two_bytes(keysym);
  } else if (const Xkbcommon& xkb = Xkbcommon::of_process(); xkb.found) {
    char buffer[8] = {};
    if (xkb.keysym_to_utf8(keysym, buffer, sizeof buffer) > 0) text = buffer;
  }
  return is_control(text) ? std::string() : text;
}

std::optional<std::string> KeyText::press(std::uint32_t keysym) {
  read_table();
  const Xkbcommon& xkb = Xkbcommon::of_process();
  if (state_ == nullptr) return plain(keysym);
  xkb.compose_feed(state_, keysym);
  switch (xkb.compose_status(state_)) {
    case kComposing:
      return std::nullopt;
    case kComposed: {
      char buffer[64] = {};
      xkb.compose_utf8(state_, buffer, sizeof buffer);
      xkb.compose_reset(state_);
      return std::string(buffer);
    }
    case kCancelled:
      xkb.compose_reset(state_);
      return std::nullopt;
    default:
      return plain(keysym);
  }
}

}  // namespace attacca::gui
