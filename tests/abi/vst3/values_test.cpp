// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <cstdint>
#include <cstring>

#include <doctest/doctest.h>

#include "abi/vst3/channel_context.hpp"
#include "abi/vst3/edit_controller.hpp"
#include "abi/vst3/events.hpp"
#include "abi/vst3/midi_mapping2.hpp"
#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"

namespace attacca::vst3 {
namespace {

std::uint16_t packed(const Midi2Controller& controller) {
  std::uint16_t word = 0;
  std::memcpy(&word, &controller, sizeof word);
  return word;
}

TEST_CASE("Midi2Controller: the bits lie from the lowest up") {
  Midi2Controller controller{};
  CHECK(packed(controller) == 0);
  controller.bank = 127;
  CHECK(packed(controller) == 0x007F);
  controller = {};
  controller.registered = 1;
  CHECK(packed(controller) == 0x0080);
  controller = {};
  controller.index = 127;
  CHECK(packed(controller) == 0x7F00);
  controller = {};
  controller.reserved = 1;
  CHECK(packed(controller) == 0x8000);
}

TEST_CASE("flags: combined, tested and removed without leaving the type") {
  using F = ParameterFlags;
  F flags = ParameterInfo::kCanAutomate | ParameterInfo::kIsBypass;
  static_assert(sizeof flags == 4);
  CHECK(static_cast<std::int32_t>(flags) == 0x10001);
  CHECK(has(flags, F::kIsBypass));
  CHECK_FALSE(has(flags, F::kIsReadOnly));
  CHECK_FALSE(has(flags, F::kCanAutomate | F::kIsReadOnly));
  CHECK_FALSE(has(flags, F::kNoFlags));
  flags &= ~F::kIsBypass;
  CHECK(flags == F::kCanAutomate);
  flags |= F::kIsList;
  CHECK(static_cast<std::int32_t>(flags) == 9);
  CHECK(has(Event::kIsLive | Event::kUserReserved2, EventFlags::kUserReserved2));
}

TEST_CASE("speakers: channels follow ascending bits") {
  CHECK(channel_count(speaker_arr::kEmpty) == 0);
  CHECK(channel_count(speaker_arr::kMono) == 1);
  CHECK(channel_count(speaker_arr::k51) == 6);
  CHECK(channel_count(speaker_arr::kAmbi7thOrderACN) == 64);
  CHECK(speaker_of_channel(speaker_arr::kMono, 0) == kSpeakerM);
  CHECK(speaker_of_channel(speaker_arr::k51, 3) == kSpeakerLfe);
  CHECK(speaker_of_channel(speaker_arr::k51, 5) == kSpeakerRs);
  CHECK(speaker_of_channel(speaker_arr::k51, 6) == 0);
  CHECK(speaker_of_channel(speaker_arr::kAmbi7thOrderACN, 63) == Speaker{1} << 63);
  CHECK(speaker_label(speaker_of_channel(speaker_arr::k71CineSideFill, 7)) == "Sr");
  CHECK(speaker_label(speaker_arr::kStereo).empty());
  CHECK(speaker_label(0).empty());
  CHECK(speaker_label(Speaker{1} << 61).empty());
}

TEST_CASE("colour: alpha is the highest byte and blue the lowest") {
  constexpr ColorSpec color = 0x11223344;
  CHECK(alpha_of(color) == 0x11);
  CHECK(red_of(color) == 0x22);
  CHECK(green_of(color) == 0x33);
  CHECK(blue_of(color) == 0x44);
}

}  // namespace
}  // namespace attacca::vst3
