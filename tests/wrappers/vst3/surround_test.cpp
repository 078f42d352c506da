// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "abi/vst3/speaker_arrangements.hpp"
#include "hosted.hpp"

namespace attacca::test {

namespace {

namespace arr = vst3::speaker_arr;

constexpr std::int32_t kSurroundPlugin = 4;

vst3::SpeakerArrangement output_of(const Hosted& host) {
  vst3::SpeakerArrangement arrangement = 0;
  CHECK(host.processor->getBusArrangement(vst3::BusDirections::kOutput, 0, arrangement) ==
        vst3::kResultOk);
  return arrangement;
}

/// Whether it takes mono into this, and has it afterwards.
bool takes(const Hosted& host, vst3::SpeakerArrangement wanted) {
  vst3::SpeakerArrangement in = arr::kMono;
  const bool taken = host.processor->setBusArrangements(&in, 1, &wanted, 1) == vst3::kResultTrue;
  CHECK((output_of(host) == wanted) == taken);
  return taken;
}

}  // namespace

TEST_CASE("buses have the author's names and speakers") {
  Hosted host(kSurroundPlugin);
  host.initialize();
  CHECK(output_of(host) == arr::k51);
  vst3::BusInfo info = {};
  REQUIRE(host.component->getBusInfo(vst3::MediaTypes::kAudio, vst3::BusDirections::kOutput, 0,
                                     info) == vst3::kResultOk);
  CHECK(std::u16string(info.name) == u"Room");
  REQUIRE(host.component->getBusInfo(vst3::MediaTypes::kAudio, vst3::BusDirections::kInput, 0,
                                     info) == vst3::kResultOk);
  CHECK(std::u16string(info.name) == u"Voice");
}

TEST_CASE("arrangements choose among layouts of as many channels") {
  Hosted host(kSurroundPlugin);
  host.initialize();
  CHECK(takes(host, arr::k71_2));
  CHECK(takes(host, arr::kAmbi1stOrderACN));
  CHECK(takes(host, arr::k51));
  // Six channels of any kind are another layout.
  CHECK(takes(host, arr::k60Music));
  CHECK_FALSE(takes(host, arr::k40Cine));
  CHECK_FALSE(takes(host, arr::k71Cine));
  vst3::SpeakerArrangement in = arr::kMono;
  vst3::SpeakerArrangement out[] = {arr::k40Music, arr::kStereoTS};
  CHECK(host.processor->setBusArrangements(&in, 1, out, 2) == vst3::kResultTrue);
  CHECK(output_of(host) == arr::k40Music);
}

}  // namespace attacca::test
