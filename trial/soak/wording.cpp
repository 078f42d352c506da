// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/soak/wording.hpp"

#include <algorithm>
#include <cmath>

#include "text/formatted.hpp"
#include "text/utf8.hpp"

namespace attacca::trial {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string text_of_seconds(double seconds) {
  if (seconds < 60.0) return text::formatted("%.1f s", seconds);
  const auto whole = static_cast<unsigned long>(seconds);
  if (whole < 3600) return text::formatted("%lu:%02lu", whole / 60, whole % 60);
  return text::formatted("%lu:%02lu:%02lu", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string text_of_kilobytes(double kilobytes) {
  if (std::abs(kilobytes) < 1000.0) return text::formatted("%.0f kB", kilobytes);
  return text::formatted("%.1f MB", kilobytes / 1000.0);
}

std::string text_of_share(double percent) {
  return percent < 0.0 ? "not measured"
                       : text::formatted(percent < 10.0 ? "%.2f %%" : "%.1f %%", percent);
}

std::string text_of_number(double number) {
  return text::formatted("%.6g", number);
}

std::string fitted(std::string_view text, std::size_t columns) {
  if (text::count_code_points(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t at = 0;
  for (std::size_t points = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
    if (begins && points++ == columns - 1) break;
  }
  return std::string(text.substr(0, at)) + "…";
}

}  // namespace attacca::trial
