// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "attacca/params/int_param.hpp"
#include "params/param_store.hpp"
#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

struct Params {
  ParamSet set;
  FloatParam level{set,
                   {.id = "level",
                    .name = "Level",
                    .range = FloatRange::linear(0.0, 10.0),
                    .default_value = 5.0,
                    .modulation = Modulation::per_note}};
  FloatParam fixed{set, {.id = "fixed", .name = "Fixed"}};
  IntParam steps{set, {.id = "steps", .name = "Steps", .max = 10, .modulation = Modulation::whole}};
  core::ParamStore store{set};
};

}  // namespace

TEST_CASE("modulation moves what process() computes with, and nothing that is saved or shown") {
  Params params;
  params.store.apply_modulation(params.level, 0.25);
  CHECK(params.level.value() == 7.5f);
  CHECK(params.level.plain() == 5.0);
  CHECK(params.level.normalized() == 0.5);
  CHECK(params.level.modulation_offset() == 0.25);
  CHECK(params.level.modulated_normalized() == 0.75);
  // It stays with the next value, until it is taken away.
  params.store.apply_event(params.level, 0.1);
  CHECK(params.level.value() == 3.5f);
  CHECK(params.level.plain() == 1.0);
  params.store.apply_modulation(params.level, 0.0);
  CHECK(params.level.value() == 1.0f);
}

TEST_CASE("an edit while modulated keeps the modulation") {
  Params params;
  params.store.apply_modulation(params.level, -0.25);
  params.store.set(params.level, 1.0);
  params.store.begin_callback();
  CHECK(params.level.value() == 7.5f);
  CHECK(params.level.plain() == 10.0);
}

TEST_CASE("modulation ends at the ends of the range") {
  Params params;
  params.store.apply_modulation(params.level, 7.0);
  CHECK(params.level.modulation_offset() == 1.0);
  CHECK(params.level.value() == 10.0f);
  params.store.apply_modulation(params.level, std::nan(""));
  CHECK(params.level.value() == 10.0f);
  params.store.apply_modulation(params.steps, 0.33);
  CHECK(params.steps.value() == 3);
  CHECK(params.steps.plain() == 0);
}

TEST_CASE("what may not be modulated is not, and a new start is without") {
  Params params;
  params.store.apply_modulation(params.fixed, 0.5);
  CHECK(params.fixed.value() == 0.0f);
  CHECK(params.fixed.modulation_offset() == 0.0);
  params.store.apply_modulation(params.level, 0.25);
  params.store.prepare(48000.0);
  CHECK(params.level.value() == 5.0f);
}

TEST_CASE("a voice's modulation comes on top of that of all") {
  Params params;
  params.store.apply_modulation(params.level, 0.1);
  CHECK(params.level.value_modulated_by(0.2) == doctest::Approx(8.0f));
  CHECK(params.level.value_modulated_by(-9.0) == 0.0f);
  CHECK(params.level.value() == 6.0f);
}

}  // namespace attacca::test
