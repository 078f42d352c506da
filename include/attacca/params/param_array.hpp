// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// The same parameters several times: an array of structs that each have a scope.
//
//     struct Operator {
//       attacca::ParamScope scope;
//       attacca::FloatParam level{scope, {.id = "level", .name = "Level"}};
//     };
//     attacca::ParamArray<Operator, 4> operators_{params(), {.id = "op", .name = "Operator"}};
//
// makes op1_level to op4_level, in the groups "Operator 1" to "Operator 4". Made on the main
// thread; then as any array, on the thread that its elements may be used on.

#include <array>
#include <cstddef>
#include <utility>

#include "attacca/params/param_scope.hpp"

namespace attacca {

/// `N` structs of parameters, each made with `T{ParamScope}` in a group of its own. All members
/// [any].
template <typename T, std::size_t N>
class ParamArray {
 public:
  ParamArray(ParamScope scope, const ParamGroupOptions& options)
      : ParamArray(scope, options, std::make_index_sequence<N>{}) {}
  ParamArray(const ParamArray&) = delete;
  ParamArray& operator=(const ParamArray&) = delete;

  [[nodiscard]] T& operator[](std::size_t index) noexcept { return elements_[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return elements_[index]; }
  [[nodiscard]] static constexpr std::size_t size() noexcept { return N; }

  [[nodiscard]] auto begin() noexcept { return elements_.begin(); }
  [[nodiscard]] auto end() noexcept { return elements_.end(); }
  [[nodiscard]] auto begin() const noexcept { return elements_.begin(); }
  [[nodiscard]] auto end() const noexcept { return elements_.end(); }

 private:
  template <std::size_t... kIndexes>
  ParamArray(ParamScope scope, const ParamGroupOptions& options, std::index_sequence<kIndexes...>)
      : elements_{{T{scope.element(options, kIndexes)}...}} {}

  std::array<T, N> elements_;
};

}  // namespace attacca
