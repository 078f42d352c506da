// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The checks of notes, on a synthesizer that is right and on some that are not.

#include <algorithm>
#include <string_view>

#include <doctest/doctest.h>
#include <stdlib.h>

#include "host/plugin/module.hpp"
#include "trial/validate/area_checks.hpp"
#include "trial/validate/check_runner.hpp"

using namespace attacca;
using namespace attacca::validate;

namespace {

CheckResult result_of(const Check& check, const char* fault) {
  if (fault != nullptr) {
    setenv("SYNTH", fault, 1);
  } else {
    unsetenv("SYNTH");
  }
  const auto module = host::Module::open(TEST_SYNTH);
  REQUIRE(module.has_value());
  const Subject subject{TEST_SYNTH, (*module)->plugins().at(0)};
  const host::HostProfile profile;
  return run_in_process({&check, &subject, &profile, "attacca"}, 1);
}

CheckResult result_of(std::string_view name, const char* fault) {
  const auto checks = events_checks();
  const auto check = std::find_if(checks.begin(), checks.end(),
                                  [name](const Check& each) { return each.name == name; });
  REQUIRE(check != checks.end());
  return result_of(*check, fault);
}

}  // namespace

TEST_CASE("a synthesizer that is right passes every check of notes") {
  for (const Check& check : events_checks()) {
    CAPTURE(check.name);
    const CheckResult result = result_of(check.name, nullptr);
    CAPTURE(result.messages);
    const bool has_no_bypass = check.name == "events.while-bypassed";
    CHECK(result.verdict == (has_no_bypass ? Verdict::skipped : Verdict::passed));
  }
}

TEST_CASE("a synthesizer that is right passes every check of how notes end") {
  for (const Check& check : voice_checks()) {
    if (check.formats == Formats::vst3) continue;
    CAPTURE(check.name);
    const CheckResult result = result_of(check, nullptr);
    CAPTURE(result.messages);
    // It has no note expressions.
    const bool has_none = check.name == "events.expression-of-another";
    CHECK(result.verdict == (has_none ? Verdict::skipped : Verdict::passed));
  }
}

TEST_CASE("an instrument without a sound is warned about") {
  CHECK(result_of("events.note-is-heard", "silent").verdict == Verdict::warned);
}

TEST_CASE("a note that hangs is found") {
  CHECK(result_of("events.ended-notes-fade", "hangs").verdict == Verdict::warned);
}

TEST_CASE("voices that outlast a deactivation are found") {
  const auto checks = voice_checks();
  const auto check = std::find_if(checks.begin(), checks.end(), [](const Check& each) {
    return each.name == "events.reactivation-ends-notes";
  });
  REQUIRE(check != checks.end());
  CHECK(result_of(*check, "keeps-on-reset").verdict == Verdict::warned);
}

TEST_CASE("voices that outlast a reset are found") {
  CHECK(result_of("events.reset-ends-notes", "keeps-on-reset").verdict == Verdict::failed);
}

TEST_CASE("keys at the ends of the keyboard are played") {
  CHECK(result_of("events.every-key", "only-middle").verdict == Verdict::failed);
}

TEST_CASE("notes that end without having begun are played") {
  CHECK(result_of("events.any-order", "counts-notes").verdict == Verdict::failed);
}

TEST_CASE("keys that no keyboard has are played") {
  CHECK(result_of("events.wild-storm", "takes-any-key").verdict == Verdict::failed);
}

TEST_CASE("a voice whose end is not reported, or reported twice, is found") {
  CHECK(result_of("events.voices-end", "forgets-choked").verdict == Verdict::failed);
  CHECK(result_of("events.voices-end", "ends-twice").verdict == Verdict::failed);
  CHECK(result_of("events.voices-end", "knows-no-wildcards").verdict == Verdict::failed);
}

TEST_CASE("a note-off for all notes that ends none is found") {
  CHECK(result_of("events.wildcards", "knows-no-wildcards").verdict == Verdict::failed);
}
