// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// How a parameter's value is written and read by people, both ways in one object:
//
//     .format = attacca::format::hertz                      // one of ours, params/format.hpp
//     .format = {.write = write_bars, .read = read_bars}    // your own
//
// write() and read() are pure functions, called on the main thread; text is UTF-8. What write()
// makes, read() has to understand.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attacca {

/// Text for a plain value, and back. Without functions: a number, with the parameter's unit behind
/// it.
struct ValueFormat {
  /// The text, with its unit; `decimals` digits behind the point where it shows a number.
  std::string (*write)(double plain, unsigned decimals) = nullptr;
  /// The plain value that a text means, or nullopt. Infinities and NaN mean none.
  std::optional<double> (*read)(std::string_view text) = nullptr;
  /// What write() ends in, if that is always the same: hosts may show it beside the value.
  std::string_view unit = {};
  /// Digits where the parameter's options say nothing.
  std::uint8_t decimals = 2;
};

}  // namespace attacca
