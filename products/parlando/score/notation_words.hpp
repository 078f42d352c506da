// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace parlando::score {

/// A word of the notation that says how loud.
struct Dynamic {
  std::string_view word;
  int velocity;  ///< 1..127
};

inline constexpr std::array<Dynamic, 8> kDynamics = {{{"ppp", 16},
                                                      {"pp", 32},
                                                      {"p", 48},
                                                      {"mp", 64},
                                                      {"mf", 80},
                                                      {"f", 96},
                                                      {"ff", 112},
                                                      {"fff", 127}}};

/// What a phrase begins with.
inline constexpr int kUsualVelocity = 80;

}  // namespace parlando::score
