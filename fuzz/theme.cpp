// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Input: a theme, as an author or a user has written it.

#include "attacca/widgets/theme.hpp"

#include <cmath>
#include <string_view>

#include "attacca/gui/contrast.hpp"
#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "fuzz/unicode_rules.hpp"

namespace attacca::fuzz {
namespace {

void check(std::string_view text) {
  const auto theme = widgets::Theme::parse(text);
  if (!theme) {
    return require(is_one_clear_line(theme.error().message), "a mistake is one clear line");
  }
  require(std::isfinite(theme->text_size) && theme->text_size >= 8 && theme->text_size <= 32,
          "text has a size that can be read");
  require(gui::contrast_ratio(theme->text, theme->background) >= 4.5,
          "whatever the colours, text can be read");
  require(gui::contrast_ratio(theme->accent, theme->panel) >= 2.9, "and values can be seen");
}

}  // namespace
}  // namespace attacca::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  attacca::fuzz::check(attacca::fuzz::as_text(data, size));
  return 0;
}
