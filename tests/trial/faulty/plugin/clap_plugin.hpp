// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>

#include "abi/clap/ext/gui.hpp"
#include "abi/clap/ext/params.hpp"
#include "abi/clap/ext/timer_support.hpp"
#include "abi/clap/ext/track_info.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "faulty/plugin/clap_offers.hpp"
#include "faulty/plugin/effect.hpp"
#include "faulty/plugin/window.hpp"

namespace attacca::faulty {

/// One instance, as CLAP hosts see it.
struct ClapPlugin {
  clap::Plugin plugin{};
  const clap::Host* host = nullptr;
  const clap::HostTrackInfo* track_info = nullptr;
  const clap::HostParams* params = nullptr;
  const clap::HostTimerSupport* timers = nullptr;
  const clap::HostGui* host_gui = nullptr;
  clap::Id timer = clap::kInvalidId;
  clap::Id configuration = 0;  ///< of the ports
  std::optional<double> gain_before_preset;
  bool has_gui = false;
  bool has_parent = false;
  bool has_been_sized = false;
  Window window;
  Effect effect;
  ClapOffers offers;
};

[[nodiscard]] ClapPlugin& self(const clap::Plugin* plugin) noexcept;

/// An editor with an empty window: it follows the track, and takes any X11 window. [main]
[[nodiscard]] const clap::PluginGui& gui_table() noexcept;

}  // namespace attacca::faulty
