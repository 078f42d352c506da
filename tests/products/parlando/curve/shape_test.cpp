// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/curve/shape.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "parlando/curve/shape_compiler.hpp"

namespace parlando {
namespace {

double at(std::string_view text, double t, double before = -7) {
  const CompiledShape compiled = compile_shape(text);
  CAPTURE(text);
  CHECK(compiled.fault == nullptr);
  return compiled.shape.value_at(t, before);
}

TEST_CASE("shapes by name begin and end where they should") {
  for (const char* const name : {"linear", "smooth", "exp", "log", "step"}) {
    CAPTURE(name);
    CHECK(at(name, 0) == doctest::Approx(0.0));
    CHECK(at(name, 1) == doctest::Approx(1.0));
  }
  CHECK(at("sine", 0) == doctest::Approx(0.0));
  CHECK(at("sine", 0.5) == doctest::Approx(1.0));
  CHECK(at("sine", 1) == doctest::Approx(0.0));
  CHECK(at("linear", 0.25) == 0.25);
  CHECK(at("smooth", 0.25) == doctest::Approx(0.15625));
  CHECK(at("exp", 0.5) < 0.05);
  CHECK(at("log", 0.5) > 0.85);
  CHECK(at("step", 0.999) == 0.0);
}

TEST_CASE("expressions follow the rules of arithmetic") {
  CHECK(at("=t", 0.3) == 0.3);
  CHECK(at("=1+2*3", 0) == 7);
  CHECK(at("=(1+2)*3", 0) == 9);
  CHECK(at("=7-2-1", 0) == 4);
  CHECK(at("=8/2/2", 0) == 2);
  CHECK(at("=2^3^2", 0) == 512);  // from the right
  CHECK(at("=-2^2", 0) == -4);    // the power first
  CHECK(at("=2^-1", 0) == 0.5);
  CHECK(at("= - - t", 0.5) == 0.5);
  CHECK(at("=sin(pi*t)", 0.5) == doctest::Approx(1.0));
  CHECK(at("=cos(0)+abs(-2)+sqrt(9)+floor(2.9)", 0) == 8);
  CHECK(at("=exp(log(5))", 0) == doctest::Approx(5.0));
  CHECK(at("=min(1,2)+max(1,2)*10", 0) == 21);
  CHECK(at("=clamp(t*2, 0.25, 0.75)", 0.1) == 0.25);
  CHECK(at("=clamp(t*2, 0.25, 0.75)", 0.9) == 0.75);
  CHECK(at("=1e-1", 0) == 0.1);
}

TEST_CASE("what is no number counts as the value before it") {
  CHECK(at("=1/0", 0.5, 0.25) == 0.25);
  CHECK(at("=0/0", 0.5, 0.25) == 0.25);
  CHECK(at("=log(-1)", 0.5, 0.25) == 0.25);
  CHECK(at("=10^400", 0.5, 0.25) == 0.25);
  CHECK(at("=1/t", 0.0, 0.5) == 0.5);
}

TEST_CASE("what cannot be read says what and where, and is a straight line") {
  const auto fault = [](const std::string& text) {
    const CompiledShape compiled = compile_shape(text);
    CHECK(compiled.fault != nullptr);
    CHECK(compiled.shape.value_at(0.5, 0) == 0.5);
    return compiled;
  };
  (void)fault("");
  (void)fault("lineal");
  CHECK(fault("=").fault_at == 1);
  CHECK(fault("=1+").fault_at == 3);
  CHECK(fault("=1 2").fault_at == 3);
  CHECK(fault("=t+tan(t)").fault_at == 3);
  CHECK(fault("=min(1)").fault_at == 6);
  CHECK(fault("=sin(1,2)").fault_at == 6);
  (void)fault("=(t");
  (void)fault("=t)");
  (void)fault("=sin t");
  (void)fault("=1..2");
  (void)fault("=\xC3\xA4");
  (void)fault(std::string("=t\0+t", 5));
}

TEST_CASE("nothing that is written costs more than it may") {
  std::string many = "=t";
  for (int i = 0; i < 31; ++i) many += "+t";
  CHECK(compile_shape(many).fault == nullptr);
  CHECK(compile_shape(many).shape.size() == 63);
  many += "+t";
  CHECK(compile_shape(many).fault != nullptr);
  CHECK(compile_shape("=" + std::string(200, '(') + "t" + std::string(50, ')')).fault != nullptr);
  CHECK(compile_shape("=" + std::string(250, '-') + "t").fault != nullptr);
  CHECK(compile_shape("=" + std::string(300, '1')).fault != nullptr);
}

TEST_CASE("a deep stack is worked out in full") {
  std::string deep = "=";
  for (int i = 0; i < 25; ++i) deep += "1+(";
  deep += "t";
  for (int i = 0; i < 25; ++i) deep += ")";
  CHECK(at(deep, 0.5) == 25.5);
}

}  // namespace
}  // namespace parlando
