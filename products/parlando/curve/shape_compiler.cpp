// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/curve/shape_compiler.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

namespace parlando {
namespace {

constexpr std::size_t kMostBytes = 256;
constexpr int kDeepest = 32;

/// Names of exponential shapes: slow first, or fast first, over 60 dB.
constexpr std::string_view kExponential = "(1000^t-1)/999";
constexpr std::string_view kLogarithmic = "log(1+999*t)/log(1000)";

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

struct Function {
  std::string_view name;
  Shape::Do what;
  int arguments;
};
constexpr Function kFunctions[] = {
    {"sin", Shape::Do::sine, 1},        {"cos", Shape::Do::cosine, 1},
    {"abs", Shape::Do::absolute, 1},    {"sqrt", Shape::Do::root, 1},
    {"exp", Shape::Do::exponential, 1}, {"log", Shape::Do::logarithm, 1},
    {"min", Shape::Do::smaller, 2},     {"max", Shape::Do::larger, 2},
    {"floor", Shape::Do::floor, 1},     {"clamp", Shape::Do::clamp, 3},
};

}  // namespace

/// Reads an expression by recursive descent, and appends the steps as it goes:
///     sum: product { (+|-) product }    product: sign { (*|/) sign }    sign: [-|+] sign | power
///     power: atom [ ^ sign ]            atom: number | t | pi | name ( sum, … ) | ( sum )
class ShapeCompiler {
 public:
  explicit ShapeCompiler(std::string_view text, std::size_t offset) noexcept
      : text_(text), offset_(offset) {
    compiled_.shape.clear();
  }

  CompiledShape compile() noexcept {
    sum();
    skip_blanks();
    if (at_ < text_.size()) fail("something stands behind the expression's end");
    if (compiled_.fault != nullptr) compiled_.shape = Shape();
    return compiled_;
  }
  static CompiledShape of(Shape::Do what) noexcept {
    CompiledShape compiled;
    compiled.shape.clear();
    (void)compiled.shape.append(what);
    return compiled;
  }

 private:
  void fail(const char* what) noexcept {
    if (compiled_.fault != nullptr) return;
    compiled_.fault = what;
    compiled_.fault_at = offset_ + at_;
    at_ = text_.size();
  }
  void append(Shape::Do what, double number = 0) noexcept {
    if (!compiled_.shape.append(what, number)) fail("it has more than 64 operations");
  }
  void skip_blanks() noexcept {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  [[nodiscard]] char next() noexcept {
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char c) noexcept {
    if (next() != c) return false;
    ++at_;
    return true;
  }
  void expect(char c, const char* otherwise) noexcept {
    if (!take(c)) fail(otherwise);
  }

  void sum() noexcept {
    product();
    while (compiled_.fault == nullptr) {
      if (take('+')) {
        product();
        append(Shape::Do::add);
      } else if (take('-')) {
        product();
        append(Shape::Do::subtract);
      } else {
        return;
      }
    }
  }
  void product() noexcept {
    sign();
    while (compiled_.fault == nullptr) {
      if (take('*')) {
        sign();
        append(Shape::Do::multiply);
      } else if (take('/')) {
        sign();
        append(Shape::Do::divide);
      } else {
        return;
      }
    }
  }
  void sign() noexcept {
    if (++depth_ > kDeepest) {
      fail("it is nested more than 32 deep");
    } else if (take('-')) {
      sign();
      append(Shape::Do::negate);
    } else if (take('+')) {
      sign();
    } else {
      atom();
      if (compiled_.fault == nullptr && take('^')) {
        sign();
        append(Shape::Do::power);
      }
    }
    --depth_;
  }
  void atom() noexcept {
    const char c = next();
    if (is_digit(c) || c == '.') return number();
    if (is_letter(c)) return name();
    if (take('(')) {
      sum();
      return expect(')', "a closing parenthesis is missing");
    }
    fail(c == '\0' ? "it ends too early" : "a number, t, pi or a function is missing");
  }
  void number() noexcept {
    double value = 0;
    const char* const begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return fail("a number cannot be read");
    at_ += static_cast<std::size_t>(end - begin);
    append(Shape::Do::number, value);
  }
  void name() noexcept {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word == "t") return append(Shape::Do::t);
    if (word == "pi") return append(Shape::Do::number, std::numbers::pi);
    for (const Function& function : kFunctions) {
      if (function.name == word) return call(function);
    }
    at_ = begin;
    fail(
        "there is no such name: t, pi, sin, cos, abs, sqrt, exp, log, min, max, floor and clamp "
        "are known");
  }
  void call(const Function& function) noexcept {
    expect('(', "an opening parenthesis is missing");
    for (int i = 0; i < function.arguments && compiled_.fault == nullptr; ++i) {
      if (i > 0) expect(',', "an argument is missing");
      sum();
    }
    expect(')', "a closing parenthesis is missing, or there are too many arguments");
    append(function.what);
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t at_ = 0;
  int depth_ = 0;
  CompiledShape compiled_;
};

CompiledShape compile_shape(std::string_view text) noexcept {
  if (text.size() > kMostBytes) {
    CompiledShape compiled;
    compiled.fault = "it is longer than 256 bytes";
    return compiled;
  }
  if (!text.empty() && text.front() == '=') return ShapeCompiler(text.substr(1), 1).compile();
  if (text == "linear") return {};
  if (text == "smooth") return ShapeCompiler::of(Shape::Do::smooth);
  if (text == "sine") return ShapeCompiler::of(Shape::Do::round_trip);
  if (text == "step") return ShapeCompiler::of(Shape::Do::step);
  if (text == "exp") return ShapeCompiler(kExponential, 0).compile();
  if (text == "log") return ShapeCompiler(kLogarithmic, 0).compile();
  CompiledShape compiled;
  compiled.fault = "it is neither linear, smooth, exp, log, sine, step nor an expression after =";
  return compiled;
}

}  // namespace parlando
