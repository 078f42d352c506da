// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Shapes of curves as anybody may send them: what compiles costs no more than it may and has a
// number everywhere, and a curve of it keeps its range, its order and its distance, and ends.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "parlando/curve/curve_walk.hpp"
#include "parlando/curve/shape_compiler.hpp"

namespace {

using namespace attacca;

void walk(const parlando::Shape& shape, std::int64_t length, std::int64_t block) {
  parlando::CurveWalk curve({.from = -1, .to = 1, .length = length, .steps = 16'383, .low = -1},
                            shape);
  std::int64_t last = -1;
  for (std::int64_t begin = 0; !curve.is_over(); begin += block) {
    fuzz::require(begin <= length + block, "a curve ends");
    while (const auto point = curve.next(begin + block)) {
      fuzz::require(point->frame >= begin && point->frame < begin + block,
                    "a value lies in its block");
      const bool keeps_distance =
          last < 0 || point->frame == length || point->frame - last >= curve.kSpacing;
      fuzz::require(keeps_distance && point->frame > last, "values keep their order and distance");
      fuzz::require(point->value >= -1 && point->value <= 1, "values stay in range");
      last = point->frame;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const parlando::CompiledShape compiled = parlando::compile_shape(text);
  fuzz::require(compiled.fault_at <= size, "a fault lies in the text");
  fuzz::require(compiled.shape.size() <= parlando::Shape::kMostSteps, "a shape is bounded");
  double before = 0;
  for (int i = 0; i <= 32; ++i) {
    before = compiled.shape.value_at(i / 32.0, before);
    fuzz::require(std::isfinite(before), "a shape is a number everywhere");
    if (compiled.fault != nullptr) {
      fuzz::require(before == i / 32.0, "what cannot be read is a straight line");
    }
  }
  walk(compiled.shape, 1 + static_cast<std::int64_t>(size) * 37, 64);
  walk(compiled.shape, 1'000, 1 + static_cast<std::int64_t>(size % 100));
  return 0;
}
