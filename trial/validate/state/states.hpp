// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "trial/validate/check_context.hpp"
#include "trial/validate/needs.hpp"
#include "trial/validate/playback.hpp"
#include "trial/validate/settings.hpp"
#include "trial/validate/usable_state.hpp"

namespace attacca::validate {

/// A processing instance with random values, which blocks have carried over, where it has any that
/// a host may set. [main]
inline WatchedInstance create_changed(CheckContext& context, bool keeps_bypass_off = false) {
  WatchedInstance instance = context.create_processing();
  need_state(context, *instance);
  // Every VST3 component answers getState; one without parameters may have nothing to say, and
  // take nothing back.
  if (settable(*instance).empty()) {
    const auto nothing = instance->save_state();
    if (nothing && !context.create()->load_state(*nothing)) context.skip("the plugin has no state");
  }
  Playback playback(*instance, 64);
  apply(context, *instance, playback, random_settings(context, *instance, keeps_bypass_off));
  return instance;
}

/// Whether what an instance saves changes by itself, as a time in it does, so that bytes say
/// nothing. Takes a second, since times are saved in seconds: for when there is a difference to
/// explain. [main]
inline bool changes_by_itself(CheckContext& context, host::PluginInstance& instance) {
  context.step("waiting whether what it saves changes by itself");
  const State before = saved_by(context, instance);
  (void)context.turn_loop_until([] { return false; }, std::chrono::milliseconds(1100));
  return saved_by(context, instance) != before;
}

/// "byte 17 is 3 instead of 4", or a difference of lengths; empty: none. [any]
inline std::string first_difference(const State& wanted, const State& got) {
  if (wanted.size() != got.size()) {
    return std::to_string(got.size()) + " bytes instead of " + std::to_string(wanted.size());
  }
  const auto place = std::mismatch(wanted.begin(), wanted.end(), got.begin());
  if (place.first == wanted.end()) return {};
  return "byte " + std::to_string(place.first - wanted.begin()) + " is " +
         std::to_string(std::to_integer<int>(*place.second)) + " instead of " +
         std::to_string(std::to_integer<int>(*place.first));
}

}  // namespace attacca::validate
