// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "abi/clap/query.hpp"
#include "loaded_plugin.hpp"

namespace attacca::clap_test {
namespace {

using Flags = clap::ParamInfoFlags;

clap::ParamInfo info_of(const LoadedPlugin& plugin, const Param& param) {
  clap::ParamInfo info;
  std::memset(&info, 0xEE, sizeof info);
  REQUIRE(plugin.extension<clap::PluginParams>().get_info(
      plugin.table(), static_cast<std::uint32_t>(param.index()), &info));
  return info;
}

std::string text_of(const LoadedPlugin& plugin, const Param& param, double value) {
  char text[64] = "";
  REQUIRE(plugin.extension<clap::PluginParams>().value_to_text(plugin.table(), param.stable_id(),
                                                               value, text, sizeof text));
  return text;
}

TEST_CASE("parameters are listed in their order with ids of their own") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& params = plugin.extension<clap::PluginParams>();
  REQUIRE(params.count(plugin.table()) == 5);
  std::set<clap::Id> ids;
  for (const Param* param : FullPlugin::latest->params().all()) {
    const clap::ParamInfo info = info_of(plugin, *param);
    CHECK(info.id == param->stable_id());
    CHECK(info.id != clap::kInvalidId);
    CHECK(info.name == std::string(param->name()));
    CHECK(std::string(info.module).empty());
    CHECK(info.min_value <= info.default_value);
    CHECK(info.default_value <= info.max_value);
    CHECK(plugin.value(*param) == info.default_value);
    ids.insert(info.id);
  }
  CHECK(ids.size() == 5);
}

TEST_CASE("the flags say what a host may do with a parameter") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const FullPlugin& full = *FullPlugin::latest;
  CHECK(info_of(plugin, full.gain).flags == Flags::is_automatable);
  CHECK(info_of(plugin, full.bypass).flags ==
        (Flags::is_automatable | Flags::is_bypass | Flags::is_stepped));
  CHECK(info_of(plugin, full.steps).flags == (Flags::is_automatable | Flags::is_stepped));
  CHECK(info_of(plugin, full.seen).flags == Flags::is_readonly);
  CHECK(info_of(plugin, full.secret).flags == (Flags::is_hidden | Flags::is_stepped));
}

TEST_CASE("stepped parameters have whole bounds and whole values") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const FullPlugin& full = *FullPlugin::latest;
  const clap::ParamInfo info = info_of(plugin, full.steps);
  CHECK(info.min_value == 0.0);
  CHECK(info.max_value == 3.0);
  CHECK(info.default_value == 1.0);
  CHECK(info_of(plugin, full.bypass).max_value == 1.0);

  InList in;
  for (double value : {0.0, 1.0, 2.0, 3.0}) {
    in.clear();
    in.value(0, info.id, value);
    plugin.flush(&in, nullptr);
    CHECK(plugin.value(full.steps) == value);
  }
}

TEST_CASE("the fraction of a stepped value is cut off") {
  FakeHost host;
  LoadedPlugin plugin(host, Start::initialized);
  const FullPlugin& full = *FullPlugin::latest;
  CHECK(text_of(plugin, full.steps, 2.9) == "step 2");
  CHECK(text_of(plugin, full.bypass, 0.9) == text_of(plugin, full.bypass, 0.0));
  InList in;
  in.value(0, full.steps.stable_id(), 1.99);
  plugin.flush(&in, nullptr);
  CHECK(plugin.value(full.steps) == 1.0);
}

TEST_CASE("value to text to value to text is stable") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& params = plugin.extension<clap::PluginParams>();
  for (const Param* param : FullPlugin::latest->params().all()) {
    const clap::ParamInfo info = info_of(plugin, *param);
    for (int i = 0; i <= 50; ++i) {
      const double value = info.min_value + (info.max_value - info.min_value) * i / 50.0;
      const std::string text = text_of(plugin, *param, value);
      CHECK_FALSE(text.empty());
      double parsed = -1.0;
      REQUIRE(params.text_to_value(plugin.table(), info.id, text.c_str(), &parsed));
      CHECK(parsed >= info.min_value);
      CHECK(parsed <= info.max_value);
      CHECK(text_of(plugin, *param, parsed) == text);
    }
  }
}

TEST_CASE("text that means no value is refused and leaves the value alone") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& params = plugin.extension<clap::PluginParams>();
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  double value = 0.25;
  CHECK_FALSE(params.text_to_value(plugin.table(), gain, "banana", &value));
  CHECK_FALSE(params.text_to_value(plugin.table(), gain, "", &value));
  CHECK_FALSE(params.text_to_value(plugin.table(), gain, "\xff\xfe", &value));
  for (const char* text : {"nan", "NaN", "-nan", "inf", "-inf", "infinity", "1e999", "-1e999"}) {
    CAPTURE(text);
    CHECK_FALSE(params.text_to_value(plugin.table(), gain, text, &value));
  }
  CHECK(value == 0.25);
  // People whose decimal mark is a comma type one.
  CHECK(params.text_to_value(plugin.table(), gain, "0,75", &value));
  CHECK(value == doctest::Approx(0.375));  // of 0 to 2
}

TEST_CASE("text is cut to the host's room, and ends") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& params = plugin.extension<clap::PluginParams>();
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  char text[8] = "*******";
  CHECK(params.value_to_text(plugin.table(), gain, 0.5, text, 3));
  CHECK(std::strlen(text) == 2);
  CHECK(text[3] == '*');
  CHECK(params.value_to_text(plugin.table(), gain, 0.5, text, 1));
  CHECK(text[0] == '\0');
  CHECK_FALSE(params.value_to_text(plugin.table(), gain, 0.5, text, 0));
}

TEST_CASE("null pointers, unknown ids and wild numbers are answered, not followed") {
  FakeHost host;
  const LoadedPlugin plugin(host, Start::initialized);
  const auto& params = plugin.extension<clap::PluginParams>();
  const clap::Id gain = FullPlugin::latest->gain.stable_id();
  clap::ParamInfo info = {};
  double value = 0.0;
  char text[64];
  CHECK_FALSE(params.get_info(plugin.table(), 0, nullptr));
  CHECK_FALSE(params.get_info(plugin.table(), 5, &info));
  CHECK_FALSE(params.get_info(plugin.table(), UINT32_MAX, &info));
  CHECK_FALSE(params.get_value(plugin.table(), gain, nullptr));
  CHECK_FALSE(params.get_value(plugin.table(), gain + 1, &value));
  CHECK_FALSE(params.get_value(plugin.table(), clap::kInvalidId, &value));
  CHECK_FALSE(params.value_to_text(plugin.table(), gain, 0.5, nullptr, 64));
  CHECK_FALSE(params.value_to_text(plugin.table(), gain + 1, 0.5, text, sizeof text));
  CHECK_FALSE(params.text_to_value(plugin.table(), gain, nullptr, &value));
  CHECK_FALSE(params.text_to_value(plugin.table(), gain, "0.5", nullptr));
  CHECK_FALSE(params.text_to_value(plugin.table(), gain + 1, "0.5", &value));
  for (double wild : {std::nan(""), std::numeric_limits<double>::infinity(), -1e300, 1e300}) {
    for (const Param* param : FullPlugin::latest->params().all()) {
      CHECK_FALSE(text_of(plugin, *param, wild).empty());
    }
  }
}

TEST_CASE("flush applies values at once, in every phase") {
  for (const Start start : {Start::initialized, Start::active}) {
    FakeHost host;
    LoadedPlugin plugin(host, start);
    const FullPlugin& full = *FullPlugin::latest;
    InList in;
    in.value(0, full.gain.stable_id(), 0.25);
    in.value(1000, full.gain.stable_id(), 0.75);
    in.value(3, full.bypass.stable_id(), 1.0);
    OutList out;
    plugin.flush(&in, &out);
    CHECK(plugin.value(full.gain) == 0.75);
    CHECK(plugin.value(full.bypass) == 1.0);
    CHECK(out.sent().empty());  // the host knows its own values
  }
}

TEST_CASE("flush and process have the same effect") {
  FakeHost host;
  LoadedPlugin flushed(host);
  FullPlugin& by_flush = *FullPlugin::latest;
  LoadedPlugin processed(host);
  FullPlugin& by_process = *FullPlugin::latest;
  StereoBlock block(32);
  block.in.value(0, by_flush.gain.stable_id(), 0.3);
  block.in.value(5, by_flush.steps.stable_id(), 3.0);
  block.in.value(9, by_flush.gain.stable_id(), 0.6);
  flushed.flush(&block.in, nullptr);
  processed.process(block);
  for (std::size_t i = 0; i < by_flush.params().size(); ++i) {
    if (by_flush.params()[i].flags().read_only) continue;
    CHECK(flushed.value(by_flush.params()[i]) == processed.value(by_process.params()[i]));
  }
}

TEST_CASE("flush with null lists, and with lists of null callbacks, does nothing") {
  FakeHost host;
  LoadedPlugin plugin(host);
  plugin.flush(nullptr, nullptr);
  const clap::InputEvents in = {};
  const clap::OutputEvents out = {};
  plugin.extension<clap::PluginParams>().flush(plugin.table(), &in, &out);
  CHECK(plugin.value(FullPlugin::latest->gain) == 0.5);
}

TEST_CASE("a host cannot set what is read-only") {
  FakeHost host;
  LoadedPlugin plugin(host);
  const FullPlugin& full = *FullPlugin::latest;
  InList in;
  in.value(0, full.seen.stable_id(), 0.9);
  plugin.flush(&in, nullptr);
  CHECK(plugin.value(full.seen) == 0.0);
}

}  // namespace
}  // namespace attacca::clap_test
