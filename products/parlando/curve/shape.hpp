// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace parlando {

/// How a curve goes from its beginning to its end: a bounded program without branches, worked out
/// on a stack. docs/parlando/protocol.md ("shape") says what can be written.
///
///     const Compiled compiled = compile_shape("=t^2");   // off the audio thread
///     const double share = shape.value_at(0.5, 0.0);     // on it
class Shape {
 public:
  static constexpr std::size_t kMostSteps = 64;

  enum class Do : std::uint8_t {
    number,  ///< puts one on the stack
    t,
    add,
    subtract,
    multiply,
    divide,
    power,
    negate,
    sine,
    cosine,
    absolute,
    root,
    exponential,
    logarithm,
    smaller,
    larger,
    floor,
    clamp,
    smooth,      ///< of t: slow at both ends
    round_trip,  ///< of t: there and back along a sine
    step,        ///< of t: 0, and 1 at the end
  };

  /// A straight line.
  Shape() noexcept { (void)append(Do::t); }

  /// Where the curve is at `t` (0 at its beginning, 1 at its end): 0 is its beginning, 1 its end,
  /// and it may lie outside. What is no finite number is `before`. At most kMostSteps steps.
  /// [audio]
  [[nodiscard]] double value_at(double t, double before) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< in steps

 private:
  friend class ShapeCompiler;

  void clear() noexcept { size_ = 0; }
  bool append(Do what, double number = 0) noexcept;

  std::array<Do, kMostSteps> steps_{};
  std::array<double, kMostSteps> numbers_{};
  std::size_t size_ = 0;
};

}  // namespace parlando
