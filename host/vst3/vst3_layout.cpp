// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>
#include <vector>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "host/vst3/vst3_instance.hpp"

namespace attacca::host {

namespace {

vst3::SpeakerArrangement arrangement_of(const ChannelSet& wanted) {
  namespace arr = vst3::speaker_arr;
  if (wanted.ambisonic_order) {
    constexpr vst3::SpeakerArrangement kOrders[] = {
        vst3::kSpeakerACN0,    arr::kAmbi1stOrderACN, arr::kAmbi2cdOrderACN, arr::kAmbi3rdOrderACN,
        arr::kAmbi4thOrderACN, arr::kAmbi5thOrderACN, arr::kAmbi6thOrderACN, arr::kAmbi7thOrderACN};
    return kOrders[std::min<std::size_t>(*wanted.ambisonic_order, std::size(kOrders) - 1)];
  }
  if (wanted.count == 1) return arr::kMono;
  if (wanted.speakers == 0) {
    return wanted.count >= 64 ? ~vst3::SpeakerArrangement{0}
                              : (vst3::SpeakerArrangement{1} << wanted.count) - 1;
  }
  // CLAP numbers the speakers as VST3 does, but for the two at the sides of the ceiling.
  constexpr std::uint64_t kSame = (std::uint64_t{1} << 18) - 1;
  vst3::SpeakerArrangement arrangement = wanted.speakers & kSame;
  if ((wanted.speakers >> 18 & 1u) != 0) arrangement |= vst3::kSpeakerTsl;
  if ((wanted.speakers >> 19 & 1u) != 0) arrangement |= vst3::kSpeakerTsr;
  return arrangement;
}

}  // namespace

Result<void> Vst3Instance::do_set_main_output(const ChannelSet& wanted) {
  const auto present = [this](vst3::BusDirection direction) {
    const std::int32_t count = component_->getBusCount(vst3::MediaTypes::kAudio, direction);
    std::vector<vst3::SpeakerArrangement> all(static_cast<std::size_t>(std::max(count, 0)));
    for (std::int32_t i = 0; i < count; ++i) {
      (void)processor_->getBusArrangement(direction, i, all[static_cast<std::size_t>(i)]);
    }
    return all;
  };
  auto inputs = present(vst3::BusDirections::kInput);
  auto outputs = present(vst3::BusDirections::kOutput);
  if (outputs.empty()) return fail(description_.name + " has no audio output");
  outputs[0] = arrangement_of(wanted);
  const vst3::SpeakerArrangement asked = outputs[0];
  (void)processor_->setBusArrangements(inputs.data(), static_cast<std::int32_t>(inputs.size()),
                                       outputs.data(), static_cast<std::int32_t>(outputs.size()));
  read_ports();
  // One that says no may have adapted: other buses came along, or are as they can be.
  vst3::SpeakerArrangement taken = 0;
  (void)processor_->getBusArrangement(vst3::BusDirections::kOutput, 0, taken);
  if (taken != asked) return fail(description_.name + " refuses this main output");
  return {};
}

}  // namespace attacca::host
