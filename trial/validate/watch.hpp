// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/guard/realtime_guard.hpp"
#include "host/plugin/offence.hpp"
#include "host/stack/symbolizer.hpp"
#include "trial/validate/check.hpp"

namespace attacca::validate {

/// A rule that is watched while all the checks run, instead of having a check of its own: the
/// plugin's calls into the host ("conduct.…") and what it does on the audio thread ("realtime.…").
struct Watch {
  std::string_view name;
  std::string_view rule;
  std::string_view source;
  Severity severity = Severity::failure;
};

/// Every watch there is: conduct first. [any]
[[nodiscard]] std::span<const Watch> all_watches();

/// How often a watched rule was broken in one check, and where.
struct WatchHit {
  const Watch* watch = nullptr;
  std::uint64_t count = 0;
  std::vector<std::string> where;  ///< What is known of the places, a line each; may be empty.
};

/// What an instance did against the rules so far. [main]
[[nodiscard]] std::vector<WatchHit> hits_of(const host::OffenceList& conduct);

/// The same of the audio thread. `named` are the places that add_places() has named already, while
/// a file was loaded that may be gone by now; the others are named here. [main]
[[nodiscard]] std::vector<WatchHit> hits_of(const host::RealtimeOffences& realtime,
                                            std::vector<std::string> named = {});

/// One place on one line: how often, and by which calls, the innermost first. [main]
[[nodiscard]] std::string place_of(const host::OffenceSite& site, host::Symbolizer& symbolizer);

/// Names the sites of `realtime` that `places` has no name for yet: one line each, the calls by
/// which it was reached, the innermost first. Addresses have names only while the plugin's file is
/// loaded. [main] Slow where there is something to name.
void add_places(const host::RealtimeOffences& realtime, std::vector<std::string>& places);

/// The watch with this name, or null. [any]
[[nodiscard]] const Watch* find_watch(std::string_view name) noexcept;

}  // namespace attacca::validate
