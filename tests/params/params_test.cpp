// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <clocale>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "attacca/decibels.hpp"
#include "params/number_text.hpp"
#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Params {
  ParamSet set;
  FloatParam level{set,
                   {.id = "level",
                    .name = "Level",
                    .range = FloatRange::linear(-60.0, 12.0),
                    .default_value = -6.0,
                    .unit = "dB",
                    .convert = decibels_to_gain}};
  FloatParam cutoff{set,
                    {.id = "cutoff",
                     .name = "Cutoff",
                     .range = FloatRange::skewed(20.0, 20000.0, 0.25),
                     .default_value = 1000.0,
                     .unit = "Hz",
                     .decimals = 1}};
  BoolParam on{set, {.id = "on", .name = "On", .on_text = "Engaged", .off_text = "Out"}};
  OutputParam count{set, {.id = "count", .name = "Count", .range = FloatRange::linear(0.0, 1e6)}};
};

}  // namespace

TEST_CASE("a range clamps at both ends and takes NaN for its lower end") {
  const FloatRange range = FloatRange::linear(-60.0, 12.0);
  CHECK(range.normalize(-60.0) == 0.0);
  CHECK(range.normalize(12.0) == 1.0);
  CHECK(range.normalize(-24.0) == 0.5);
  CHECK(range.normalize(1e300) == 1.0);
  CHECK(range.normalize(-1e300) == 0.0);
  CHECK(range.normalize(kNan) == 0.0);
  CHECK(range.denormalize(-0.5) == -60.0);
  CHECK(range.denormalize(1.5) == 12.0);
  CHECK(range.denormalize(kNan) == -60.0);
  CHECK(range.clamp(kNan) == -60.0);
}

TEST_CASE("a skewed range follows its formula and hits its ends exactly") {
  const FloatRange range = FloatRange::skewed(20.0, 20000.0, 0.25);
  CHECK(range.denormalize(0.5) == doctest::Approx(20.0 + 19980.0 * std::pow(0.5, 4.0)));
  CHECK(range.denormalize(0.0) == 20.0);
  CHECK(range.denormalize(1.0) == 20000.0);
  for (double n = 0.0; n <= 1.0; n += 0.01) {
    CHECK(range.normalize(range.denormalize(n)) == doctest::Approx(n).epsilon(1e-12));
  }
}

TEST_CASE("a stable id is 31 bits, never changes, and finds its parameter") {
  Params params;
  CHECK(params.level.stable_id() <= 0x7FFFFFFFu);
  // FNV-1a of "level" and so on, folded: saved projects depend on these numbers.
  CHECK(params.level.stable_id() == 1973533079u);
  CHECK(params.cutoff.stable_id() == 151600010u);
  for (Param* param : params.set.all()) CHECK(params.set.find_stable(param->stable_id()) == param);
  CHECK(params.set.find_stable(12345) == nullptr);
  CHECK(params.set.find("cutoff") == &params.cutoff);
  CHECK(params.set.find("Cutoff") == nullptr);
  CHECK(params.on.index() == 2);
}

TEST_CASE("NaN becomes the default on the way in and on the way out") {
  Params params;
  CHECK(params.level.to_plain(kNan) == doctest::Approx(-6.0));
  CHECK(params.level.to_normalized(kNan) == params.level.default_normalized());
  CHECK(params.on.to_plain(kNan) == 0.0);
  CHECK(params.count.to_normalized(kNan) == 0.0);
}

TEST_CASE("parsing what was formatted leads to the same text") {
  Params params;
  for (Param* param : params.set.all()) {
    for (double n = 0.0; n <= 1.0; n += 1.0 / 997) {
      const std::string text = param->format(n);
      const std::optional<double> parsed = param->parse(text);
      REQUIRE(parsed);
      CHECK(param->format(*parsed) == text);
    }
  }
}

TEST_CASE("texts are read with and without unit, and nonsense is refused") {
  Params params;
  CHECK(params.level.format(params.level.to_normalized(-6.25)) == "-6.25 dB");
  CHECK(params.level.format(params.level.to_normalized(-0.001)) == "0.00 dB");
  const double six = params.level.to_normalized(-6.0);
  CHECK(params.level.parse("-6") == six);
  CHECK(params.level.parse("  -6.0dB ") == six);
  CHECK(params.level.parse("-6,0 DB") == six);
  CHECK(params.level.parse("-0.6e1") == six);
  CHECK(params.level.parse("999") == 1.0);
  CHECK_FALSE(params.level.parse(""));
  CHECK_FALSE(params.level.parse("dB"));
  CHECK_FALSE(params.level.parse("-"));
  CHECK_FALSE(params.level.parse("."));
  CHECK_FALSE(params.level.parse("-6 Hz"));
  CHECK_FALSE(params.level.parse("1e999"));
  CHECK(params.on.format(1.0) == "Engaged");
  CHECK(params.on.parse("engaged") == 1.0);
  CHECK(params.on.parse("Out") == 0.0);
  CHECK(params.on.parse("off") == 0.0);
  CHECK(params.on.parse("1") == 1.0);
  CHECK_FALSE(params.on.parse("perhaps"));
  CHECK(params.count.format(1.0) == "1000000");
}

TEST_CASE("numbers are read exactly up to fifteen digits and survive any text") {
  CHECK(core::leading_number("0.1")->value == 0.1);
  CHECK(core::leading_number("123456789.012345")->value == 123456789.012345);
  CHECK(core::leading_number("1e-7")->value == 1e-7);
  CHECK(core::leading_number("3 e")->rest == "e");
  CHECK(core::leading_number("99999999999999999999999")->value == doctest::Approx(1e23));
  CHECK(core::leading_number("1e-99999")->value == 0.0);
  CHECK_FALSE(core::leading_number("1e99999"));
  CHECK_FALSE(core::leading_number("nan"));
  CHECK_FALSE(core::leading_number("inf"));
  CHECK(core::decimal_text(-0.0, 2) == "0.00");
  CHECK(core::decimal_text(1e300, 15).size() > 300);
}

TEST_CASE("the decimal mark is a point whatever the host's locale") {
  const char* comma_locale = nullptr;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8", "fr_FR.utf8"}) {
    if (comma_locale == nullptr && std::setlocale(LC_ALL, name) != nullptr) comma_locale = name;
  }
  if (comma_locale == nullptr) {
    MESSAGE("no locale with a decimal comma is installed: not tested");
    return;
  }
  Rig<> rig;
  rig.instance->set_param(rig.plugin.gain, rig.plugin.gain.to_normalized(-6.3));
  const std::string text = rig.plugin.gain.format(rig.plugin.gain.normalized());
  const std::string state = rig.instance->save_state();
  const bool loaded = rig.instance->load_state(state).has_value();
  std::setlocale(LC_ALL, "C");
  CHECK(text == "-6.30 dB");
  CHECK(state.find("\"gain\": -6.3") != std::string::npos);
  CHECK(loaded);
  CHECK(rig.plugin.gain.plain() == doctest::Approx(-6.3));
}

}  // namespace attacca::test
