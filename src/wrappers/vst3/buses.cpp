// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/buses.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "base/unicode.hpp"

namespace attacca::vst3_wrapper {
namespace {

using vst3::BusDirection;
using vst3::SpeakerArrangement;

Channels main_channels(const AudioLayout& layout, BusDirection direction) noexcept {
  return direction == BusDirection::kInput ? layout.main_inputs : layout.main_outputs;
}

std::span<const AuxPort> aux_ports(const AudioLayout& layout, BusDirection direction) noexcept {
  return direction == BusDirection::kInput ? layout.aux_inputs : layout.aux_outputs;
}

std::size_t bus_count(const AudioLayout& layout, BusDirection direction) noexcept {
  return (main_channels(layout, direction) > 0 ? 1 : 0) + aux_ports(layout, direction).size();
}

struct Bus {
  bool main;
  Channels channels;
  std::string_view name;
};

Bus bus_at(const AudioLayout& layout, BusDirection direction, std::size_t index) noexcept {
  const Channels main = main_channels(layout, direction);
  if (main > 0 && index == 0) {
    return {true, main,
            direction == BusDirection::kInput ? layout.main_input_name : layout.main_output_name};
  }
  const AuxPort& port = aux_ports(layout, direction)[index - (main > 0 ? 1 : 0)];
  return {false, port.channels, port.name};
}

/// Whether a bus with these channels can be of this arrangement: the very one where it is known
/// what they are, else any with as many.
bool suits(Channels channels, SpeakerArrangement arrangement) noexcept {
  const auto count = static_cast<std::uint32_t>(vst3::channel_count(arrangement));
  if (channels != count) return false;
  return channels <= 2 || !channels.is_named() || arrangement == arrangement_of(channels);
}

bool fits(const AudioLayout& layout, BusDirection direction,
          std::span<const SpeakerArrangement> wanted) noexcept {
  if (bus_count(layout, direction) != wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!suits(bus_at(layout, direction, i).channels, wanted[i])) return false;
  }
  return true;
}

bool main_fits(const AudioLayout& layout, BusDirection direction,
               std::span<const SpeakerArrangement> wanted) noexcept {
  const Channels main = main_channels(layout, direction);
  return wanted.empty() ? main == 0 : suits(main, wanted[0]);
}

}  // namespace

SpeakerArrangement usual_arrangement(std::uint32_t channels) noexcept {
  namespace arr = vst3::speaker_arr;
  switch (channels) {
    case 0:
      return arr::kEmpty;
    case 1:
      return arr::kMono;
    case 2:
      return arr::kStereo;
    case 3:
      return arr::k30Cine;
    case 4:
      return arr::k40Music;
    case 5:
      return arr::k50;
    case 6:
      return arr::k51;
    case 7:
      return arr::k70Music;
    case 8:
      return arr::k71Music;
    case 12:
      return arr::k71_4;
    case 16:
      return arr::kAmbi3rdOrderACN;
    default:
      return channels >= 64 ? ~SpeakerArrangement{0} : (SpeakerArrangement{1} << channels) - 1;
  }
}

SpeakerArrangement arrangement_of(Channels channels) noexcept {
  namespace arr = vst3::speaker_arr;
  if (const auto order = channels.ambisonic_order()) {
    constexpr SpeakerArrangement kOrders[] = {
        vst3::kSpeakerACN0,    arr::kAmbi1stOrderACN, arr::kAmbi2cdOrderACN, arr::kAmbi3rdOrderACN,
        arr::kAmbi4thOrderACN, arr::kAmbi5thOrderACN, arr::kAmbi6thOrderACN, arr::kAmbi7thOrderACN};
    return kOrders[std::min<std::size_t>(*order, std::size(kOrders) - 1)];
  }
  if (channels <= 2 || !channels.is_named()) return usual_arrangement(channels);
  // The speakers have the bits of VST3 and its order, but for the last two.
  constexpr std::uint64_t kSame =
      (std::uint64_t{1} << static_cast<int>(Speaker::top_side_left)) - 1;
  const std::uint64_t mask = channels.speaker_mask();
  SpeakerArrangement arrangement = mask & kSame;
  if (channels.find(Speaker::top_side_left)) arrangement |= vst3::kSpeakerTsl;
  if (channels.find(Speaker::top_side_right)) arrangement |= vst3::kSpeakerTsr;
  return arrangement;
}

Buses::Buses(std::span<const AudioLayout> layouts) : layouts_(layouts) {
  take({0, false}, {}, {});
}

std::int32_t Buses::count(BusDirection direction) const noexcept {
  return static_cast<std::int32_t>(bus_count(layouts_[layout_], direction));
}

std::size_t Buses::most(BusDirection direction) const noexcept {
  std::size_t most = 0;
  for (const AudioLayout& layout : layouts_) most = std::max(most, bus_count(layout, direction));
  return most;
}

bool Buses::valid(BusDirection direction, std::int32_t index) const noexcept {
  const bool known = direction == BusDirection::kInput || direction == BusDirection::kOutput;
  return known && index >= 0 && index < count(direction);
}

bool Buses::info(BusDirection direction, std::int32_t index, vst3::BusInfo& info) const noexcept {
  if (!valid(direction, index)) return false;
  const Bus bus = bus_at(layouts_[layout_], direction, static_cast<std::size_t>(index));
  info = {};
  info.mediaType = vst3::MediaTypes::kAudio;
  info.direction = direction;
  info.channelCount = static_cast<std::int32_t>(bus.channels.count());
  core::utf16_from_utf8(bus.name.empty() ? std::string_view("Aux") : bus.name, info.name, 128);
  info.busType = bus.main ? vst3::BusTypes::kMain : vst3::BusTypes::kAux;
  if (bus.main) info.flags = vst3::BusInfo::kDefaultActive;
  return true;
}

bool Buses::arrangement(BusDirection direction, std::int32_t index,
                        SpeakerArrangement& arrangement) const noexcept {
  if (!valid(direction, index)) return false;
  arrangement = arrangements_[at(direction)][static_cast<std::size_t>(index)];
  return true;
}

Buses::Answer Buses::negotiate(std::span<const SpeakerArrangement> inputs,
                               std::span<const SpeakerArrangement> outputs) const noexcept {
  std::size_t best = layout_;
  int best_score = 0;
  for (std::size_t i = 0; i < layouts_.size(); ++i) {
    const AudioLayout& layout = layouts_[i];
    if (fits(layout, BusDirection::kInput, inputs) &&
        fits(layout, BusDirection::kOutput, outputs)) {
      return {i, true};
    }
    const int score = (main_fits(layout, BusDirection::kOutput, outputs) ? 2 : 0) +
                      (main_fits(layout, BusDirection::kInput, inputs) ? 1 : 0);
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return {best, false};
}

void Buses::take(Answer answer, std::span<const SpeakerArrangement> inputs,
                 std::span<const SpeakerArrangement> outputs) {
  const AudioLayout& layout = layouts_[answer.layout];
  std::array<std::vector<SpeakerArrangement>, 2> arrangements;
  for (const BusDirection direction : {BusDirection::kInput, BusDirection::kOutput}) {
    const auto& wanted = direction == BusDirection::kInput ? inputs : outputs;
    // An exact answer has as many buses as were asked for.
    std::vector<SpeakerArrangement> speakers(bus_count(layout, direction));
    for (std::size_t i = 0; i < speakers.size(); ++i) {
      speakers[i] =
          answer.exact ? wanted[i] : arrangement_of(bus_at(layout, direction, i).channels);
    }
    arrangements[at(direction)] = std::move(speakers);
  }
  layout_ = answer.layout;
  arrangements_ = std::move(arrangements);
  for (const BusDirection direction : {BusDirection::kInput, BusDirection::kOutput}) {
    has_main_[at(direction)].store(main_channels(layout, direction) > 0, std::memory_order_relaxed);
  }
}

bool Buses::activate(BusDirection direction, std::int32_t index, bool active) noexcept {
  if (!valid(direction, index)) return false;
  if (index >= 64) return true;
  const std::uint64_t bit = std::uint64_t{1} << index;
  std::atomic<std::uint64_t>& mask = active_[at(direction)];
  if (active) {
    mask.fetch_or(bit, std::memory_order_relaxed);
  } else {
    mask.fetch_and(~bit, std::memory_order_relaxed);
  }
  return true;
}

}  // namespace attacca::vst3_wrapper
