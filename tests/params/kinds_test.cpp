// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "attacca/params/checked.hpp"
#include "attacca/params/enum_param.hpp"
#include "attacca/params/format.hpp"
#include "attacca/params/int_param.hpp"
#include "tests/core/test_plugin.hpp"

namespace attacca::test {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

enum class Wave { sine, saw, square = 7 };

constexpr auto kWave = checked(EnumParamOptions<Wave>{.id = "wave",
                                                      .name = "Wave",
                                                      .values = {{Wave::sine, "sine", "Sine"},
                                                                 {Wave::square, "square", "Square"},
                                                                 {Wave::saw, "saw", "Saw"}},
                                                      .default_value = Wave::square});

struct Kinds final : TestPlugin {
  static constexpr PluginInfo info{.id = "org.attacca.test", .name = "Kinds", .vendor = "A"};
  IntParam ratio{params(),
                 {.id = "ratio", .name = "Ratio", .min = 1, .max = 16, .default_value = 4}};
  IntParam down{params(),
                {.id = "down",
                 .name = "Down",
                 .min = -3,
                 .max = 3,
                 .default_value = -3,
                 .reversed = true,
                 .unit = "st",
                 .smoothing = Smoothing::linear(1.0f)}};
  EnumParam<Wave> wave{params(), kWave};
};

}  // namespace

TEST_CASE("an IntParam has steps, and what lies between two is the nearer one") {
  Rig<Kinds> rig;
  IntParam& ratio = rig.plugin.ratio;
  CHECK(ratio.step_count() == 15);
  CHECK(ratio.value() == 4);
  CHECK(ratio.plain() == 4);
  for (int i = 1; i <= 16; ++i) {
    const double exact = ratio.to_normalized(i);
    CHECK(ratio.to_plain(exact) == i);
    CHECK(ratio.to_plain(exact + 0.4 / 15.0) == i);
    CHECK(ratio.to_plain(static_cast<double>(static_cast<float>(exact))) == i);
    CHECK(ratio.parse(ratio.format(exact)) == exact);
  }
  CHECK(ratio.to_plain(kNan) == 4);
  CHECK(ratio.to_normalized(1e300) == 1.0);
  CHECK(ratio.format(0.0) == "1");
  CHECK(ratio.parse("2.6") == ratio.to_normalized(3));
  CHECK_FALSE(ratio.parse("inf"));
  rig.instance->set_param(ratio, 1.0);
  CHECK(ratio.value() == 16);
}

TEST_CASE("a reversed IntParam begins with its largest value, and glides if it is told to") {
  Rig<Kinds> rig;
  IntParam& down = rig.plugin.down;
  CHECK(down.to_plain(0.0) == 3);
  CHECK(down.to_normalized(-3) == 1.0);
  CHECK(down.default_normalized() == 1.0);
  CHECK(down.format(1.0) == "-3 st");
  CHECK(down.parse("2 ST") == down.to_normalized(2));
  rig.activate();
  float first = 0.0f;
  float last = 0.0f;
  rig.plugin.on_process = [&](AudioBuffer& buffer, AuxBuffers&, ProcessContext&) {
    for (std::uint32_t i = 0; i < buffer.frames(); ++i) {
      last = down.smoothed.next();
      if (i == 0) first = last;
    }
    return ProcessStatus::normal();
  };
  rig.run();
  rig.run_with({{.frame = 0, .param = &down, .normalized = 0.0}}, 48);
  CHECK(down.value() == 3);
  CHECK(first == doctest::Approx(-3.0 + 6.0 / 48.0));
  CHECK(last == 3.0f);
}

TEST_CASE("an EnumParam has the values in the order of the list, by their C++ names") {
  Rig<Kinds> rig;
  EnumParam<Wave>& wave = rig.plugin.wave;
  CHECK(wave.step_count() == 2);
  CHECK(wave.value() == Wave::square);
  CHECK(wave.plain() == Wave::square);
  CHECK(wave.to_normalized(Wave::saw) == 1.0);
  CHECK(wave.to_normalized(Wave::square) == 0.5);
  CHECK(wave.format(1.0) == "Saw");
  CHECK(wave.parse(" saw ") == 1.0);
  CHECK(wave.parse("SQUARE") == 0.5);
  CHECK_FALSE(wave.parse("triangle"));
  CHECK_FALSE(wave.parse("1"));
  CHECK(wave.to_plain(kNan) == 1.0);
  rig.instance->set_param(wave, 0.2);
  CHECK(wave.value() == Wave::sine);
}

TEST_CASE("a state holds the id of an enum's value, and takes what an older version wrote") {
  Rig<Kinds> rig;
  rig.instance->set_param(rig.plugin.wave, rig.plugin.wave.to_normalized(Wave::saw));
  rig.instance->set_param(rig.plugin.ratio, 1.0);
  const std::string state = rig.instance->save_state();
  CHECK(state.find("\"wave\": \"saw\"") != std::string::npos);
  CHECK(state.find("\"ratio\": 16") != std::string::npos);
  CHECK(state.find("\"down\": -3") != std::string::npos);

  Rig<Kinds> other;
  REQUIRE(other.instance->load_state(state));
  CHECK(other.plugin.wave.value() == Wave::saw);
  CHECK(other.plugin.ratio.value() == 16);
  CHECK(other.instance->save_state() == state);

  const auto load = [&other](std::string_view value) {
    std::string text =
        R"({"format":"attacca-state","version":1,"plugin":"org.attacca.test","params":{"wave":)";
    text += value;
    REQUIRE(other.instance->load_state(text + "}}"));
    return other.plugin.wave.value();
  };
  CHECK(load("\"sine\"") == Wave::sine);
  CHECK(load("\"triangle\"") == Wave::square);  // unknown: the default
  CHECK(load("2") == Wave::saw);                // it was an IntParam
  CHECK(load("false") == Wave::sine);           // it was a BoolParam
  CHECK(load("[1]") == Wave::square);
}

TEST_CASE("what the compiler cannot see is refused when the plugin is made, by name") {
  const auto fault = [](const auto& declare) {
    ParamSet set;
    declare(set);
    return set.fault();
  };
  CHECK(fault([](ParamSet& set) {
          IntParam param{set, {.id = "few", .name = "F", .min = 3, .max = 3, .default_value = 3}};
          CHECK(param.step_count() == 1);
        }).find("\"few\"") != std::string::npos);
  CHECK(fault([](ParamSet& set) {
          IntParam param{set, {.id = "many", .name = "M", .min = INT32_MIN, .max = INT32_MAX}};
          CHECK(param.plain() == 0);
        }).find("2^22") != std::string::npos);
  CHECK(fault([](ParamSet& set) {
          IntParam param{set, {.id = "off", .name = "O", .max = 3, .default_value = 9}};
          CHECK(param.plain() == 3);
        }).find("default") != std::string::npos);
  CHECK(fault([](ParamSet& set) {
          EnumParam<Wave> param{set,
                                {.id = "none",
                                 .name = "N",
                                 .values = kWave.values,
                                 .default_value = static_cast<Wave>(99)}};
          CHECK(param.plain() == Wave::sine);
        }).find("\"none\"") != std::string::npos);
  CHECK(fault([](ParamSet& set) {
          const FloatParam param{set, {.id = ParamId::computed("a b"), .name = "Blank"}};
        }).find("\"a b\"") != std::string::npos);
  CHECK(fault([](ParamSet& set) {
          const FloatParam param{
              set, {.id = "half", .name = "Half", .format = {.write = [](double, unsigned) {
                                                    return std::string();
                                                  }}}};
        }).find("format") != std::string::npos);
}

}  // namespace attacca::test
