// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "trial/validate/vst3/untouched.hpp"
#include "trial/validate/vst3/vst3_checks.hpp"
#include "trial/validate/vst3/vst3_session.hpp"

namespace attacca::validate {

namespace {

using namespace vst3;  // the interfaces and results, which every line names

constexpr std::array kValues = {0.0, 0.01, 0.25, 0.5, 0.6180339887, 0.75, 0.99, 1.0};

std::vector<ParameterInfo> parameters_of(Vst3Session& session) {
  session.open();
  auto all = session.parameters();
  if (all.empty()) session.check().skip("the plugin has no parameters");
  return all;
}

void ids_are_good(CheckContext& context) {
  Vst3Session session(context);
  std::set<ParamID> ids;
  for (const ParameterInfo& info : parameters_of(session)) {
    context.expect(info.id <= kMaxParamId, name_of(info) + ": the id is above 0x7FFFFFFF");
    context.expect(ids.insert(info.id).second, "two parameters have the id of " + name_of(info));
  }
}

void infos_are_good(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  const std::int32_t count = session.controller()->getParameterCount();
  for (std::int32_t i = 0; i < count; ++i) {
    ParameterInfo info{};
    ParameterInfo again{};
    const TResult result = session.controller()->getParameterInfo(i, info);
    if (!context.expect(result == kResultOk, "getParameterInfo(" + std::to_string(i) + ") of " +
                                                 std::to_string(count) + " answered " +
                                                 name_of(result))) {
      continue;
    }
    (void)session.controller()->getParameterInfo(i, again);
    context.expect(equal_bytes(info, again), name_of(info) + ": asked again, its info differs");
    context.expect(
        is_terminated(info.title) && is_terminated(info.shortTitle) && is_terminated(info.units),
        name_of(info) + ": a text of its info has no end");
    context.expect(info.stepCount >= 0,
                   name_of(info) + " has " + std::to_string(info.stepCount) + " steps");
    context.expect(info.defaultNormalizedValue >= 0.0 && info.defaultNormalizedValue <= 1.0,
                   name_of(info) + ": its default is " +
                       std::to_string(info.defaultNormalizedValue) + ", outside 0..1");
  }
}

void flags_fit(CheckContext& context) {
  Vst3Session session(context);
  for (const ParameterInfo& info : parameters_of(session)) {
    if (!has(info.flags, ParameterInfo::kIsReadOnly)) continue;
    context.expect(!has(info.flags, ParameterInfo::kCanAutomate),
                   name_of(info) + " is read-only and automatable");
    context.expect(!has(info.flags, ParameterInfo::kIsProgramChange),
                   name_of(info) + " is read-only and a program change");
  }
}

void bypass_is_good(CheckContext& context) {
  Vst3Session session(context);
  std::vector<ParameterInfo> bypasses;
  for (const ParameterInfo& info : parameters_of(session)) {
    if (has(info.flags, ParameterInfo::kIsBypass)) bypasses.push_back(info);
  }
  if (bypasses.empty()) context.skip("the plugin has no bypass");
  context.expect(bypasses.size() == 1,
                 std::to_string(bypasses.size()) + " parameters are the bypass");
  for (const ParameterInfo& info : bypasses) {
    context.expect(info.stepCount == 1, name_of(info) + ", the bypass, has the step count " +
                                            std::to_string(info.stepCount) + ", not 1");
    context.expect(has(info.flags, ParameterInfo::kCanAutomate),
                   name_of(info) + ", the bypass, is not automatable");
  }
}

void index_is_checked(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  const std::int32_t count = session.controller()->getParameterCount();
  for (const std::int32_t index : {count, -1, std::numeric_limits<std::int32_t>::max()}) {
    expect_refusal<ParameterInfo>(
        context, "getParameterInfo(" + std::to_string(index) + ") of " + std::to_string(count),
        [&](ParameterInfo& info) { return session.controller()->getParameterInfo(index, info); });
  }
}

void defaults_are_set(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  for (const ParameterInfo& info : session.writable()) {
    const double value = session.controller()->getParamNormalized(info.id);
    context.expect(std::abs(value - info.defaultNormalizedValue) <= 1e-4,
                   name_of(info) + " is " + std::to_string(value) +
                       " in a new instance, its default is " +
                       std::to_string(info.defaultNormalizedValue));
  }
}

void plain_round_trip(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  const auto& controller = session.controller();
  for (const ParameterInfo& info : session.writable()) {
    double last_plain = 0.0;
    int ups = 0;
    int downs = 0;
    for (std::size_t i = 0; i < kValues.size(); ++i) {
      double value = kValues[i];
      // Only the values that a stepped parameter has come back.
      if (info.stepCount > 0) value = std::round(value * info.stepCount) / info.stepCount;
      const double plain = controller->normalizedParamToPlain(info.id, value);
      const double back = controller->plainParamToNormalized(info.id, plain);
      // Where the range is steep, single precision moves a position more than a plain value.
      const double again = controller->normalizedParamToPlain(info.id, back);
      const bool is_same = std::abs(back - value) <= 1e-4 ||
                           (std::abs(back - value) <= 1e-2 &&
                            std::abs(again - plain) <= 1e-6 * std::max(1.0, std::abs(plain)));
      context.expect(std::isfinite(plain) && is_same,
                     name_of(info) + ": " + std::to_string(value) + " is the plain value " +
                         std::to_string(plain) + ", which is " + std::to_string(back));
      if (i > 0 && plain > last_plain) ++ups;
      if (i > 0 && plain < last_plain) ++downs;
      last_plain = plain;
    }
    context.expect(ups == 0 || downs == 0,
                   name_of(info) + ": plain values rise and fall from 0 to 1");
  }
}

/// Hosts call this while they process too, some for tracks that are bypassed and get no blocks.
void values_are_kept(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  constexpr std::array kBoth = {0.25, 0.75};
  const auto set_and_read = [&](const ParameterInfo& info) {
    std::array<double, kBoth.size()> read{};
    for (std::size_t i = 0; i < kBoth.size(); ++i) {
      (void)session.controller()->setParamNormalized(info.id, kBoth[i]);
      read[i] = session.controller()->getParamNormalized(info.id);
    }
    return read;
  };
  std::vector<std::array<double, kBoth.size()>> at_rest;
  for (const ParameterInfo& info : session.writable()) at_rest.push_back(set_and_read(info));
  session.play();
  context.step("setting parameters between setProcessing(1) and the first block");
  std::size_t at = 0;
  for (const ParameterInfo& info : session.writable()) {
    const auto read = set_and_read(info);
    for (std::size_t i = 0; i < kBoth.size(); ++i) {
      context.expect(std::abs(read[i] - at_rest[at][i]) < 1e-6,
                     name_of(info) + ", set to " + std::to_string(kBoth[i]) +
                         " while the host processes and sends no block, is " +
                         std::to_string(read[i]) + "; at rest it was " +
                         std::to_string(at_rest[at][i]));
    }
    ++at;
  }
}

void values_are_clamped(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  for (const ParameterInfo& info : session.writable()) {
    for (const double outside : {-0.5, 1.5, 1e30}) {
      (void)session.controller()->setParamNormalized(info.id, outside);
      const double value = session.controller()->getParamNormalized(info.id);
      context.expect(
          value >= 0.0 && value <= 1.0,
          name_of(info) + ", set to " + std::to_string(outside) + ", is " + std::to_string(value));
    }
  }
}

void texts_fit(CheckContext& context) {
  struct Room {
    char16_t text[128];
    char16_t behind[32];
  };
  Vst3Session session(context);
  for (const ParameterInfo& info : parameters_of(session)) {
    for (const double value : kValues) {
      auto room = untouched<Room>();
      context.step("the text of " + name_of(info));
      if (session.controller()->getParamStringByValue(info.id, value, room.text) != kResultOk) {
        continue;
      }
      context.expect(is_terminated(room.text),
                     name_of(info) + ": the text of " + std::to_string(value) + " has no end");
      context.expect(
          is_untouched(room.behind),
          name_of(info) + ": the text of " + std::to_string(value) + " needs more than 128 units");
    }
  }
}

void odd_texts(CheckContext& context) {
  Vst3Session session(context);
  const std::array<std::u16string, 6> texts = {
      u"",     std::u16string(10'000, u'9'),     u"\xd800\xdc00 \xd800", u"NaN",
      u"-1e9", u"nobody names a value like this"};
  (void)parameters_of(session);
  for (const ParameterInfo& info : session.writable()) {
    for (const std::u16string& each : texts) {
      std::u16string text = each;
      double value = 0.5;
      context.step("an odd text for " + name_of(info));
      const TResult result =
          session.controller()->getParamValueByString(info.id, text.data(), value);
      context.expect(result != kResultOk || (value >= 0.0 && value <= 1.0),
                     name_of(info) + ": a text of " + std::to_string(text.size()) +
                         " units is the value " + std::to_string(value) + ", outside 0..1");
      context.expect(text == each, name_of(info) + ": the text itself was changed");
    }
  }
}

void unknown_ids(CheckContext& context) {
  Vst3Session session(context);
  session.open();
  ParamID unknown = 0x7ffffffeu;
  for (const ParameterInfo& info : session.parameters()) {
    if (info.id == unknown) context.skip("the plugin has the parameter 0x7FFFFFFE");
  }
  for (const ParamID id : {unknown, kNoParamId}) {
    context.step("questions about an unknown parameter");
    const TResult result = session.controller()->setParamNormalized(id, 0.5);
    context.expect(result != kResultOk, "setParamNormalized of the unknown parameter " +
                                            std::to_string(id) + " answered kResultOk");
    (void)session.controller()->getParamNormalized(id);
    (void)session.controller()->normalizedParamToPlain(id, 0.5);
    (void)session.controller()->plainParamToNormalized(id, 0.5);
    char16_t text[128] = {};
    (void)session.controller()->getParamStringByValue(id, 0.5, text);
    double value = 0.0;
    char16_t number[] = u"0.5";
    (void)session.controller()->getParamValueByString(id, number, value);
  }
}

void host_is_not_echoed(CheckContext& context) {
  Vst3Session session(context);
  (void)parameters_of(session);
  session.play();
  session.handler().forget();
  for (const ParameterInfo& info : session.writable()) {
    (void)session.controller()->setParamNormalized(info.id, 0.25);
    (void)session.controller()->setParamNormalized(info.id, 0.75);
  }
  // Long enough for edits that are reported by a timer or a thread.
  (void)context.turn_loop_until(
      [&session] { return session.handler().count(HostCallKind::perform_edit) > 0; },
      std::chrono::milliseconds(60));
  const std::size_t edits = session.handler().count(HostCallKind::perform_edit) +
                            session.handler().count(HostCallKind::begin_edit);
  context.expect(edits == 0, "setParamNormalized of " + std::to_string(session.writable().size()) +
                                 " parameters led to " + std::to_string(edits) +
                                 " calls of beginEdit and performEdit");
}

constexpr std::chrono::milliseconds kTime{10'000};

constexpr Check kChecks[] = {
    {"vst3.param-ids", "parameter ids are unique and at most 0x7FFFFFFF", "VST3: ParamID",
     ids_are_good, Severity::failure, Formats::vst3},
    {"vst3.param-infos", "parameter infos are complete, in range, and the same when asked again",
     "VST3: ParameterInfo", infos_are_good, Severity::failure, Formats::vst3},
    {"vst3.param-flags", "a read-only parameter is neither automatable nor a program change",
     "VST3: ParameterInfo::kIsReadOnly", flags_fit, Severity::warning, Formats::vst3},
    {"vst3.param-bypass", "there is one bypass, a toggle that can be automated",
     "VST3: ParameterInfo::kIsBypass", bypass_is_good, Severity::failure, Formats::vst3},
    {"vst3.param-index", "a parameter that does not exist is refused, and no struct written",
     "VST3: IEditController::getParameterInfo", index_is_checked, Severity::warning, Formats::vst3,
     false, false, kTime, true},
    {"vst3.param-defaults", "a new instance has the default values",
     "VST3: ParameterInfo::defaultNormalizedValue", defaults_are_set, Severity::warning,
     Formats::vst3},
    {"vst3.param-plain", "plain values come back, and rise or fall all the way",
     "VST3: IEditController::normalizedParamToPlain, plainParamToNormalized", plain_round_trip,
     Severity::failure, Formats::vst3},
    {"vst3.param-kept", "a value that the host sets is read back, also while it processes",
     "VST3: IEditController::setParamNormalized, getParamNormalized; hosts keep processing and "
     "send "
     "no blocks to bypassed tracks",
     values_are_kept, Severity::failure, Formats::vst3},
    {"vst3.param-clamped", "values outside 0..1 are not kept",
     "VST3: IEditController::setParamNormalized", values_are_clamped, Severity::warning,
     Formats::vst3},
    {"vst3.param-texts-fit", "texts of values fit into 128 units and end there",
     "VST3: IEditController::getParamStringByValue, String128", texts_fit, Severity::failure,
     Formats::vst3},
    {"vst3.param-odd-texts", "odd texts are refused or become a value in 0..1",
     "VST3: IEditController::getParamValueByString", odd_texts, Severity::warning, Formats::vst3},
    {"vst3.param-unknown", "unknown parameters are refused", "VST3: IEditController", unknown_ids,
     Severity::warning, Formats::vst3, false, false, kTime, true},
    {"vst3.param-no-echo", "what the host sets is not reported back as an edit",
     "VST3: IEditController::setParamNormalized must not be echoed to the handler",
     host_is_not_echoed, Severity::failure, Formats::vst3},
};

}  // namespace

std::span<const Check> vst3_parameter_checks() {
  return kChecks;
}

}  // namespace attacca::validate
