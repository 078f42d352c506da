// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/offending_place.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace attacca::trial {

std::vector<OffendingPlace> offending_places(const host::RealtimeOffences& offences,
                                             const std::filesystem::path& plugin) {
  std::vector<OffendingPlace> places;
  const auto sites = offences.sites();
  if (sites.empty()) return places;
  std::error_code error;
  const std::string home = std::filesystem::weakly_canonical(plugin, error).string();
  auto symbolizer = host::Symbolizer::of_this_process();
  for (const host::OffenceSite& site : sites) {
    OffendingPlace place{site.kind, site.count, symbolizer.frames_of(site.backtrace), 0};
    for (std::size_t i = 0; i < place.frames.size(); ++i) {
      if (place.frames[i].module.starts_with(home)) place.in_plugin = i + 1;
    }
    places.push_back(std::move(place));
  }
  return places;
}

std::string line_of(const OffendingPlace& place) {
  constexpr std::size_t kMostFrames = 4;
  const std::size_t own = place.in_plugin > 0 ? place.in_plugin : place.frames.size();
  std::string line(host::name_of(place.kind));
  for (std::size_t i = 0; i < std::min(own, kMostFrames); ++i) {
    line += (i == 0 ? " in " : ", called by ") + host::to_text(place.frames[i]);
  }
  return line;
}

}  // namespace attacca::trial
