// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/probe/probing.hpp"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "parlando/probe/controllers.hpp"
#include "parlando/probe/key_switches.hpp"
#include "parlando/probe/polyphony.hpp"
#include "parlando/probe/range.hpp"
#include "parlando/score/instrument.hpp"
#include "toy_instrument.hpp"

namespace parlando::probe::test {

namespace {

Findings with_keys(int lowest, int highest) {
  Findings findings;
  findings.keys = {lowest, highest};
  for (int key = lowest; key <= highest; ++key) findings.sounding.push_back(key);
  findings.latency = ToyInstrument{}.latency;
  return findings;
}

}  // namespace

TEST_CASE("the keys that sound are found, how late they do, and at which pitch") {
  Findings findings;
  REQUIRE(find_range(ToyInstrument{}, findings));
  CHECK(findings.keys == score::KeyRange{36, 84});
  CHECK(findings.sounding.size() == 49);
  CHECK(findings.transposition == -12);
  // Its own latency, without the one that hosts compensate.
  CHECK(std::abs(findings.latency - 0.012) < 0.001);
}

TEST_CASE("an instrument that makes no sound is told so, and how to load one") {
  ToyInstrument mute;
  mute.lowest = 1;
  mute.highest = 0;
  Findings findings;
  const auto found = find_range(mute, findings);
  REQUIRE_FALSE(found);
  CHECK(found.error().message.find("--state") != std::string::npos);
}

TEST_CASE("as many notes are counted as sound on together") {
  for (const int polyphony : {1, 4, 9}) {
    CAPTURE(polyphony);
    ToyInstrument toy;
    toy.polyphony = polyphony;
    Findings findings = with_keys(36, 84);
    REQUIRE(find_polyphony(toy, findings));
    CHECK(findings.polyphony == polyphony);
  }
  ToyInstrument many;
  many.polyphony = 64;
  Findings findings = with_keys(36, 84);
  REQUIRE(find_polyphony(many, findings));
  CHECK(findings.polyphony == 0);
}

TEST_CASE("keys that die away sooner than others take no voices from these") {
  ToyInstrument plucked;
  plucked.polyphony = 8;
  plucked.shortest_above = 66;
  Findings findings = with_keys(36, 84);
  REQUIRE(find_polyphony(plucked, findings));
  CHECK(findings.tried > 8);
  CHECK(findings.tried < 16);
  CHECK(findings.polyphony == 8);
}

TEST_CASE("an instrument that is silent in the middle is tried on a key that sounds") {
  Findings findings;
  findings.keys = {36, 84};
  findings.sounding = {36, 52, 70, 84};
  CHECK(findings.middle_key() == 52);
}

TEST_CASE("keys that switch are found, first the one that is on at the start") {
  Findings findings = with_keys(36, 84);
  REQUIRE(find_key_switches(ToyInstrument{}, findings));
  CHECK(findings.key_switches == std::vector<int>{24, 26});
  ToyInstrument plain;
  plain.usual_switch = -1;
  plain.other_switch = -1;
  REQUIRE(find_key_switches(plain, findings));
  CHECK(findings.key_switches.empty());
}

TEST_CASE("what a controller changes is found and said, and what changes nothing is not") {
  Findings findings = with_keys(36, 84);
  const std::array tried = {1, 7, 10, 64, 74};
  std::vector<int> told;
  REQUIRE(find_controllers(ToyInstrument{}, tried, findings,
                           [&](int controller) { told.push_back(controller); }));
  CHECK(std::equal(told.begin(), told.end(), tried.begin(), tried.end()));
  REQUIRE(findings.controllers.size() == 4);
  CHECK(findings.controllers[0].controller == 7);
  CHECK(findings.controllers[0].does == "louder, from silence");
  CHECK(findings.controllers[1].controller == 10);
  CHECK(findings.controllers[1].does.find("to the right") != std::string::npos);
  CHECK(findings.controllers[2].controller == 64);
  CHECK(findings.controllers[2].does == "holds notes");
  CHECK(findings.controllers[3].controller == 74);
  CHECK(findings.controllers[3].does.find("brighter") != std::string::npos);
}

TEST_CASE("what was found is a definition that can be read") {
  Findings findings;
  findings.keys = {36, 84};
  findings.transposition = -12;
  findings.latency = 0.0123;
  findings.polyphony = 4;
  findings.controllers = {{7, "louder by 12 dB"}};
  findings.key_switches = {12, 14};
  score::Json definition = {{"parlando", 1}, {"name", "Toy"}};
  definition.update(findings.definition());
  const auto read = score::parse_instrument(definition.dump());
  if (!read) FAIL(read.error().message);
  CHECK(read->range == score::KeyRange{24, 72});
  CHECK(read->transposition == -12);
  CHECK(read->polyphony == 4);
  CHECK(read->latency == doctest::Approx(0.012));
  CHECK(read->articulations.size() == 2);
  CHECK(read->controllers == findings.controllers);
}

TEST_CASE("what the renderer cannot do is the answer") {
  const auto found = probe(
      [](const Performance&) -> attacca::Result<Recording> {
        return attacca::fail("no such file");
      },
      [](const std::string&) {});
  REQUIRE_FALSE(found);
  CHECK(found.error().message == "no such file");
}

}  // namespace parlando::probe::test
