// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// Has the compiler look at a parameter's options as a whole. Ids, ranges and the values of an enum
// are checked by the compiler anyway; a default outside its range, or an IntParam's min above its
// max, only when the plugin is made, unless:
//
//     attacca::IntParam ratio_{params(), attacca::checked(attacca::IntParamOptions{
//         .id = "ratio", .name = "Ratio", .min = 1, .max = 16, .default_value = 17})};  // error
//
// At compile time only, so on no thread.

namespace attacca {

/// The same options, which are right. [any]
template <typename Options>
consteval Options checked(Options options) {
  (void)options.fault();
  return options;
}

}  // namespace attacca
