// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/curve/shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace parlando {
namespace {

/// The stack of one working-out. The compiler has seen to it that nothing is taken from an empty
/// one; each step puts at most one number on it.
class Stack {
 public:
  void push(double value) noexcept { values_[size_++] = value; }
  double pop() noexcept { return values_[--size_]; }

 private:
  std::array<double, Shape::kMostSteps> values_;
  std::size_t size_ = 0;
};

}  // namespace

bool Shape::append(Do what, double number) noexcept {
  if (size_ == kMostSteps) return false;
  steps_[size_] = what;
  numbers_[size_] = number;
  ++size_;
  return true;
}

double Shape::value_at(double t, double before) const noexcept {
  Stack stack;
  const auto with_one = [&](auto function) { stack.push(function(stack.pop())); };
  const auto with_two = [&](auto function) {
    const double second = stack.pop();
    stack.push(function(stack.pop(), second));
  };
  for (std::size_t i = 0; i < size_; ++i) {
    switch (steps_[i]) {
      case Do::number:
        stack.push(numbers_[i]);
        break;
      case Do::t:
        stack.push(t);
        break;
      case Do::add:
        with_two([](double a, double b) { return a + b; });
        break;
      case Do::subtract:
        with_two([](double a, double b) { return a - b; });
        break;
      case Do::multiply:
        with_two([](double a, double b) { return a * b; });
        break;
      case Do::divide:
        with_two([](double a, double b) { return a / b; });
        break;
      case Do::power:
        with_two([](double a, double b) { return std::pow(a, b); });
        break;
      case Do::negate:
        with_one([](double a) { return -a; });
        break;
      case Do::sine:
        with_one([](double a) { return std::sin(a); });
        break;
      case Do::cosine:
        with_one([](double a) { return std::cos(a); });
        break;
      case Do::absolute:
        with_one([](double a) { return std::abs(a); });
        break;
      case Do::root:
        with_one([](double a) { return std::sqrt(a); });
        break;
      case Do::exponential:
        with_one([](double a) { return std::exp(a); });
        break;
      case Do::logarithm:
        with_one([](double a) { return std::log(a); });
        break;
      case Do::smaller:
        with_two([](double a, double b) { return std::fmin(a, b); });
        break;
      case Do::larger:
        with_two([](double a, double b) { return std::fmax(a, b); });
        break;
      case Do::floor:
        with_one([](double a) { return std::floor(a); });
        break;
      case Do::clamp: {
        const double high = stack.pop();
        const double low = stack.pop();
        stack.push(std::fmin(std::fmax(stack.pop(), low), high));
        break;
      }
      case Do::smooth:
        stack.push(t * t * (3 - 2 * t));
        break;
      case Do::round_trip:
        stack.push((1 - std::cos(2 * std::numbers::pi * t)) / 2);
        break;
      case Do::step:
        stack.push(t < 1 ? 0.0 : 1.0);
        break;
    }
  }
  const double value = stack.pop();
  return std::isfinite(value) ? value : before;
}

}  // namespace parlando
