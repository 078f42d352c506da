// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/programs.hpp"

#include <algorithm>
#include <cstdio>

#include "base/unicode.hpp"

namespace attacca::vst3_wrapper {
namespace {

constexpr std::int32_t kChannels = 16;
constexpr std::int32_t kPrograms = 128;

/// Which of the ports that ask for program changes this is; nothing for another one.
std::optional<std::int32_t> place_of(const NotePorts& ports, std::int32_t bus) noexcept {
  if (bus < 0 || static_cast<std::size_t>(bus) >= ports.size()) return std::nullopt;
  if (!ports[static_cast<std::size_t>(bus)].program_changes) return std::nullopt;
  return static_cast<std::int32_t>(
      std::count_if(ports.begin(), ports.begin() + bus,
                    [](const NotePort& port) { return port.program_changes; }));
}

}  // namespace

Programs::Programs(const NotePorts& ports, const Plugin& plugin) : ports_(ports), plugin_(plugin) {
  // Groups have hashes for ids, so that nearly always the first place is free.
  constexpr vst3::UnitID kStep = 0x100;
  static_assert(NotePorts::kMost * kChannels < kStep);
  first_unit_ = 0x7E000000;
  const auto meets = [&](const ParamGroup* group) {
    const std::uint32_t from = group->stable_id - static_cast<std::uint32_t>(first_unit_);
    return from < static_cast<std::uint32_t>(kStep);
  };
  const auto groups = plugin.params().groups();
  while (std::any_of(groups.begin(), groups.end(), meets)) first_unit_ -= kStep;
}

std::int32_t Programs::unit_count() const noexcept {
  const auto asks = [](const NotePort& port) { return port.program_changes; };
  return kChannels * static_cast<std::int32_t>(std::count_if(ports_.begin(), ports_.end(), asks));
}

void Programs::unit_info(std::int32_t index, vst3::UnitInfo& info) const noexcept {
  char name[64];
  std::snprintf(name, sizeof name, "MIDI %d: channel %d", index / kChannels + 1,
                index % kChannels + 1);
  info.id = first_unit_ + index;
  info.parentUnitId = vst3::kRootUnitId;
  info.programListId = kList;
  core::utf16_from_utf8(name, info.name, 128);
}

vst3::ProgramListID Programs::root_list() const noexcept {
  return unit_count() == 0 && has_pitch_names() ? kList : vst3::kNoProgramListId;
}

std::optional<vst3::UnitID> Programs::unit_of(std::int32_t bus,
                                              std::int32_t channel) const noexcept {
  const auto place = place_of(ports_, bus);
  if (!place || channel < 0 || channel >= kChannels) return std::nullopt;
  return first_unit_ + *place * kChannels + channel;
}

bool Programs::has_unit(vst3::UnitID unit) const noexcept {
  return unit >= first_unit_ && unit - first_unit_ < unit_count();
}

std::int32_t Programs::program_count() const {
  if (unit_count() > 0) return kPrograms;
  return has_pitch_names() ? 1 : 0;
}

void Programs::program_name(std::int32_t index, vst3::String128 name) const {
  char text[16];
  std::snprintf(text, sizeof text, "%d", index + 1);
  core::utf16_from_utf8(text, name, 128);
}

NoteNames Programs::names() const {
  NoteNames names;
  plugin_.note_names(names);
  return names;
}

bool Programs::has_pitch_names() const {
  return !names().all().empty();
}

/// The list is the same for all channels, and so are the names: those of the first.
bool Programs::pitch_name(std::int16_t pitch, vst3::String128 name) const {
  const NoteNames all = names();
  const std::string_view found = all.find(pitch, 0, 0);
  if (found.empty()) return false;
  core::utf16_from_utf8(found, name, 128);
  return true;
}

}  // namespace attacca::vst3_wrapper
