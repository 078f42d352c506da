// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/buses.hpp"

#include <algorithm>
#include <string_view>

#include "abi/vst3/speaker_arrangements.hpp"
#include "abi/vst3/speakers.hpp"
#include "base/unicode.hpp"

namespace attacca::vst3_wrapper {
namespace {

using vst3::BusDirection;
using vst3::SpeakerArrangement;

std::uint32_t main_channels(const AudioLayout& layout, BusDirection direction) noexcept {
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
  std::uint32_t channels;
  std::string_view name;
};

Bus bus_at(const AudioLayout& layout, BusDirection direction, std::size_t index) noexcept {
  const std::uint32_t main = main_channels(layout, direction);
  if (main > 0 && index == 0) {
    return {true, main, direction == BusDirection::kInput ? "Input" : "Output"};
  }
  const AuxPort& port = aux_ports(layout, direction)[index - (main > 0 ? 1 : 0)];
  return {false, port.channels, port.name};
}

bool fits(const AudioLayout& layout, BusDirection direction,
          std::span<const SpeakerArrangement> wanted) noexcept {
  if (bus_count(layout, direction) != wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto channels = static_cast<std::uint32_t>(vst3::channel_count(wanted[i]));
    if (bus_at(layout, direction, i).channels != channels) return false;
  }
  return true;
}

bool main_fits(const AudioLayout& layout, BusDirection direction,
               std::span<const SpeakerArrangement> wanted) noexcept {
  const std::uint32_t main = main_channels(layout, direction);
  if (wanted.empty()) return main == 0;
  return static_cast<std::uint32_t>(vst3::channel_count(wanted[0])) == main;
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
  info.channelCount = static_cast<std::int32_t>(bus.channels);
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
    std::vector<SpeakerArrangement>& speakers = arrangements[at(direction)];
    const auto& wanted = direction == BusDirection::kInput ? inputs : outputs;
    if (answer.exact) {
      speakers.assign(wanted.begin(), wanted.end());
      continue;
    }
    for (std::size_t i = 0; i < bus_count(layout, direction); ++i) {
      speakers.push_back(usual_arrangement(bus_at(layout, direction, i).channels));
    }
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
