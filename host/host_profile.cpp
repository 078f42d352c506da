// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/host_profile.hpp"

#include <array>

namespace attacca::host {

namespace {

constexpr std::array<std::string_view, 6> kNames = {"attacca",    "ardour",   "juce",
                                                    "studio-one", "qtractor", "short-reads"};

}  // namespace

Result<HostProfile> host_profile(std::string_view name) {
  HostProfile profile;
  if (name == "attacca") return profile;
  if (name == "ardour") {
    // Ardour 7.3, measured: single components are initialised twice, lists are whole, and the
    // name's length key holds the length of the uid.
    profile.name = "Ardour";
    profile.vst3_double_initialize = true;
    profile.vst3_name_length_is_uids = true;
    profile.vst3_context_info = true;
    return profile;
  }
  if (name == "juce") {
    // JUCE's host classes: no run loop in the host context, success for strings it does not have.
    profile.name = "JUCE";
    profile.vst3_answers_absent_keys = true;
    return profile;
  }
  if (name == "studio-one") {
    profile.name = "Studio One";
    profile.vst3_context_info = true;
    profile.vst3_info_listener = false;
    return profile;
  }
  if (name == "qtractor") {
    // Qtractor 0.9.31, measured: no track info, and deactivate without stop_processing.
    profile.name = "Qtractor";
    profile.clap_track_info = false;
    profile.clap_track_info_compat = false;
    profile.clap_stop_before_deactivate = false;
    return profile;
  }
  if (name == "short-reads") {
    profile.stream_chunk = 17;
    return profile;
  }
  std::string message = "there is no host profile \"" + std::string(name) + "\"; known are";
  for (const std::string_view known : kNames) message += " " + std::string(known);
  return fail(std::move(message));
}

std::span<const std::string_view> host_profile_names() noexcept {
  return kNames;
}

}  // namespace attacca::host
