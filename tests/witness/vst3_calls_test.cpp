// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <doctest/doctest.h>

#include "witness/vst3/calls.hpp"

namespace attacca::witness {
namespace {

/// The place of a virtual function in its table, as the Itanium C++ ABI writes a pointer to it (2.3
/// Member Function Pointers): one more than the offset.
template <typename Method>
std::size_t place_of(Method method) {
  std::ptrdiff_t word = 0;
  std::memcpy(&word, &method, sizeof word);
  REQUIRE(word % 2 == 1);
  return static_cast<std::size_t>(word - 1) / sizeof(void*);
}

template <typename I, Literal Name, typename... Calls>
void check_order(Vst3Calls<I, Name, Calls...>) {
  constexpr std::size_t kMethodsOfUnknown = 3;
  std::size_t place = kMethodsOfUnknown;
  INFO(Name.view());
  [[maybe_unused]] const auto check = [&](std::size_t actual, std::string_view name) {
    INFO(name);
    CHECK(actual == place);
    ++place;
  };
  (check(place_of(Calls::kMethod), Calls::kName), ...);
}

TEST_CASE("the methods of every interface stand in the order of the compiler's tables") {
  [&]<typename... Lists>(std::tuple<Lists...>*) {
    (check_order(Lists{}), ...);
  }(static_cast<Vst3Interfaces*>(nullptr));
}

}  // namespace
}  // namespace attacca::witness
