// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The name by which a saved state knows a parameter, checked by the compiler:
//
//     attacca::FloatParam gain_{params(), {.id = "gain", .name = "Gain"}};
//     attacca::FloatParam bad_{params(), {.id = "my gain", .name = "Gain"}};  // does not compile
//
// Any thread; plain data. Never change an id once states have been saved.

#include <string_view>

#include "attacca/params/detail/fault.hpp"

namespace attacca {

/// A parameter's id: a literal that is not empty and has no blanks or control characters. UTF-8.
/// All members [any].
class ParamId {
 public:
  consteval ParamId(const char* text) : text_(text) {
    if (text_.empty()) detail::fault("an id is empty");
    if (!is_valid(text_)) detail::fault("an id has no blanks and no control characters");
  }

  /// One that the compiler cannot know, without checks but those when the plugin is made. `text`
  /// outlives the parameter.
  static constexpr ParamId computed(std::string_view text) noexcept { return ParamId(text, 0); }

  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

  /// Whether an id may look like this.
  static constexpr bool is_valid(std::string_view text) noexcept {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F') return false;
    }
    return !text.empty();
  }

 private:
  constexpr ParamId(std::string_view text, int) noexcept : text_(text) {}
  std::string_view text_;
};

}  // namespace attacca
