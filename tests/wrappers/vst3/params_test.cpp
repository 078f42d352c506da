// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cstring>
#include <limits>

#include <doctest/doctest.h>

#include "hosted.hpp"

namespace attacca::test {
namespace {

using Flags = vst3::ParameterInfo;

vst3::ParamID gain_id(Hosted& host) {
  return host.plugin().gain.stable_id();
}

TEST_CASE("parameter infos are zero-filled, equal each time, and have the flags") {
  Hosted host;
  host.initialize();
  REQUIRE(host.controller->getParameterCount() == 4);
  vst3::ParameterInfo info;
  vst3::ParameterInfo again;
  std::memset(&info, 0x5A, sizeof info);
  std::memset(&again, 0xA5, sizeof again);
  REQUIRE(host.controller->getParameterInfo(0, info) == vst3::kResultOk);
  REQUIRE(host.controller->getParameterInfo(0, again) == vst3::kResultOk);
  CHECK(std::memcmp(&info, &again, sizeof info) == 0);
  CHECK(info.id == gain_id(host));
  CHECK(std::u16string(info.title) == u"Gain");
  CHECK(std::u16string(info.units) == u"x");
  CHECK(info.stepCount == 0);
  CHECK(info.defaultNormalizedValue == 1.0);
  CHECK(info.flags == Flags::kCanAutomate);
  host.controller->getParameterInfo(1, info);
  CHECK(info.stepCount == 1);
  CHECK(info.flags == (Flags::kCanAutomate | Flags::kIsBypass));
  host.controller->getParameterInfo(2, info);
  CHECK(info.flags == Flags::kIsReadOnly);
  host.controller->getParameterInfo(3, info);
  CHECK(info.flags == (Flags::kIsReadOnly | Flags::kIsHidden));
  std::memset(&info, 0x5A, sizeof info);
  const vst3::ParameterInfo before = info;
  CHECK(host.controller->getParameterInfo(4, info) == vst3::kInvalidArgument);
  CHECK(host.controller->getParameterInfo(-1, info) == vst3::kInvalidArgument);
  CHECK(std::memcmp(&info, &before, sizeof info) == 0);
}

TEST_CASE("values become UTF-16 text and back") {
  Hosted host;
  host.initialize();
  vst3::String128 text;
  std::fill(std::begin(text), std::end(text), u'?');
  REQUIRE(host.controller->getParamStringByValue(gain_id(host), 0.25, text) == vst3::kResultOk);
  CHECK(std::u16string(text) == u"0.25");  // the unit is in ParameterInfo::units
  double value = 0.0;
  REQUIRE(host.controller->getParamValueByString(gain_id(host), text, value) == vst3::kResultOk);
  CHECK(value == doctest::Approx(0.25));
  char16_t with_unit[] = u"0.75 x";
  REQUIRE(host.controller->getParamValueByString(gain_id(host), with_unit, value) ==
          vst3::kResultOk);
  CHECK(value == doctest::Approx(0.75));
  value = 0.25;
  char16_t nonsense[] = u"loud";
  CHECK(host.controller->getParamValueByString(gain_id(host), nonsense, value) ==
        vst3::kResultFalse);
  for (std::u16string number : {u"nan", u"-nan", u"inf", u"-inf", u"1e999", u"-1e999", u""}) {
    CHECK(host.controller->getParamValueByString(gain_id(host), number.data(), value) ==
          vst3::kResultFalse);
  }
  CHECK(value == doctest::Approx(0.25));
  char16_t comma[] = u"0,5";
  CHECK(host.controller->getParamValueByString(gain_id(host), comma, value) == vst3::kResultOk);
  CHECK(value == doctest::Approx(0.5));
  // 128 units without a terminator are read no further.
  std::fill(std::begin(text), std::end(text), u'7');
  host.controller->getParamValueByString(gain_id(host), text, value);
  CHECK(host.controller->getParamStringByValue(gain_id(host), 0.5, nullptr) ==
        vst3::kInvalidArgument);
  CHECK(host.controller->getParamValueByString(gain_id(host), nullptr, value) ==
        vst3::kInvalidArgument);
}

TEST_CASE("an unknown parameter id is refused everywhere") {
  Hosted host;
  host.initialize();
  vst3::String128 text = {};
  double value = 0.5;
  CHECK(host.controller->getParamStringByValue(1, 0.5, text) == vst3::kInvalidArgument);
  CHECK(host.controller->getParamValueByString(1, text, value) == vst3::kInvalidArgument);
  CHECK(host.controller->setParamNormalized(1, 0.5) == vst3::kInvalidArgument);
  CHECK(host.controller->getParamNormalized(1) == 0.0);
  CHECK(host.controller->normalizedParamToPlain(1, 0.3) == 0.3);
}

TEST_CASE("a value set by the host's main thread is not echoed, and process() has it") {
  Hosted host;
  host.initialize();
  host.controller->setComponentHandler(&host.handler);
  host.setup();
  host.component->setActive(1);
  CHECK(host.controller->setParamNormalized(gain_id(host), 0.5) == vst3::kResultOk);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 0.5);
  CHECK(host.handler.calls.empty());
  host.process();
  CHECK(host.samples[0][0] == 0.5f);
}

TEST_CASE("while the host processes, a late value of its main thread undoes no automation") {
  Hosted host;
  host.start();
  Changes older;
  older.add(gain_id(host), {{0, 0.25}});
  host.process(16, &older);
  Changes newer;
  newer.add(gain_id(host), {{0, 0.75}});
  host.process(16, &newer);
  CHECK(host.controller->setParamNormalized(gain_id(host), 0.25) == vst3::kResultOk);
  host.process();
  CHECK(host.samples[0][0] == 0.75f);
}

TEST_CASE("values out of range and NaN do no harm") {
  Hosted host;
  host.initialize();
  CHECK(host.controller->setParamNormalized(
            gain_id(host), std::numeric_limits<double>::quiet_NaN()) == vst3::kInvalidArgument);
  host.controller->setParamNormalized(gain_id(host), 7.0);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 1.0);
  host.controller->setParamNormalized(gain_id(host), -7.0);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 0.0);
}

TEST_CASE("a report that the host hands back to the controller is accepted and ignored") {
  Hosted host;
  host.initialize();
  const vst3::ParamID blocks = host.plugin().blocks.stable_id();
  CHECK(host.controller->setParamNormalized(blocks, 0.5) == vst3::kResultOk);
  CHECK(host.controller->getParamNormalized(blocks) == 0.0);
}

TEST_CASE("a queue's points reach the samples they were meant for") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{0, 0.25}, {5, 0.5}, {9, 0.75}});
  host.process(16, &changes);
  CHECK(host.samples[0][0] == 0.25f);
  CHECK(host.samples[0][4] == 0.25f);
  CHECK(host.samples[0][5] == 0.5f);
  CHECK(host.samples[0][8] == 0.5f);
  CHECK(host.samples[0][9] == 0.75f);
  CHECK(host.samples[1][15] == 0.75f);
}

TEST_CASE("several queues of one parameter, unsorted points and foreign ids are put in order") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(0x1234567, {{0, 0.9}, {3, 0.1}});
  changes.add(gain_id(host), {{8, 0.75}, {4, 0.5}});
  changes.add(gain_id(host), {{0, 0.25}, {12, 0.125}});
  changes.add(host.plugin().blocks.stable_id(), {{0, 1.0}});
  host.process(16, &changes);
  CHECK(host.samples[0][0] == 0.25f);
  CHECK(host.samples[0][4] == 0.5f);
  CHECK(host.samples[0][8] == 0.75f);
  CHECK(host.samples[0][12] == 0.125f);
}

TEST_CASE("of several points at one frame the last one wins") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{4, 0.5}, {4, 0.75}});
  changes.add(gain_id(host), {{4, 0.25}});
  host.process(16, &changes);
  CHECK(host.samples[0][3] == 1.0f);
  CHECK(host.samples[0][4] == 0.25f);
}

TEST_CASE("points before and beyond the block are applied at its ends") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{-5, 0.5}, {99, 0.25}});
  host.process(16, &changes);
  CHECK(host.samples[0][0] == 0.5f);
  CHECK(host.samples[0][15] == 0.5f);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 0.25);
  host.process();
  CHECK(host.samples[0][0] == 0.25f);
}

TEST_CASE("more points than are held at once all arrive in order, the last value too") {
  Hosted host;
  host.start(2048);
  Changes changes;
  std::vector<Queue::Point> points;
  for (int frame = 0; frame < 2000; ++frame) points.push_back({frame, (frame % 100) / 128.0});
  std::vector<Queue::Point> even;
  std::vector<Queue::Point> odd;
  for (const Queue::Point& point : points) (point.offset % 2 == 0 ? even : odd).push_back(point);
  std::reverse(odd.begin(), odd.end());
  changes.add(gain_id(host), odd);
  changes.add(gain_id(host), even);
  host.process(2048, &changes);
  for (std::size_t frame = 0; frame < 2000; ++frame) {
    REQUIRE(host.samples[0][frame] == static_cast<float>(points[frame].value));
  }
  CHECK(host.samples[0][2047] == static_cast<float>(points.back().value));
}

TEST_CASE("a queue that lies about its length ends where it ends") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{0, 0.5}});
  changes.queues[0]->claimed_points = INT32_MAX;
  host.process(16, &changes);
  CHECK(host.samples[0][0] == 0.5f);
}

TEST_CASE("NaN and out-of-range points do no harm") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{0, std::numeric_limits<double>::quiet_NaN()}, {4, 9.0}, {8, -9.0}});
  host.process(16, &changes);
  CHECK(host.samples[0][4] == 1.0f);
  CHECK(host.samples[0][8] == 0.0f);
}

TEST_CASE("a flush applies parameters and touches nothing else") {
  Hosted host;
  host.start();
  Changes changes;
  changes.add(gain_id(host), {{0, 0.5}});
  CHECK(host.flush(&changes) == vst3::kResultOk);
  CHECK(host.flush(nullptr) == vst3::kResultOk);
  CHECK(host.plugin().frames == 0);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 0.5);
  host.process();
  CHECK(host.samples[0][0] == 0.5f);
}

TEST_CASE("a flush works while inactive, before initialize even") {
  Hosted host;
  Changes changes;
  changes.add(gain_id(host), {{0, 0.5}});
  CHECK(host.flush(&changes) == vst3::kResultOk);
  CHECK(host.controller->getParamNormalized(gain_id(host)) == 0.5);
}

TEST_CASE("what the plugin reports leaves through the output queues") {
  Hosted host;
  host.start();
  Changes out;
  host.process(16, nullptr, &out);
  REQUIRE(out.queues.size() == 1);
  CHECK(out.queues[0]->id == host.plugin().blocks.stable_id());
  CHECK(out.queues[0]->points.back().value == doctest::Approx(0.001));
}

TEST_CASE("a report that the host has no room for is offered again, with the newest value") {
  Hosted host;
  host.start();
  host.process();  // no output changes at all
  Changes refusing;
  refusing.null_queues = true;
  host.process(16, nullptr, &refusing);
  Changes full;
  full.add(host.plugin().blocks.stable_id(), {});
  full.queues[0]->full = true;
  host.process(16, nullptr, &full);
  Changes out;
  CHECK(host.flush(nullptr, &out) == vst3::kResultOk);
  REQUIRE(out.queues.size() == 1);
  CHECK(out.queues[0]->points.back().value == doctest::Approx(0.003));
}

}  // namespace
}  // namespace attacca::test
