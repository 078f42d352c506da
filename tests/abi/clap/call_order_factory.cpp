// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <doctest/doctest.h>

#include "abi/clap/factory/preset_discovery.hpp"
#include "tests/abi/clap/call_order.hpp"

namespace attacca::clap {

TEST_CASE("each slot of PresetDiscoveryMetadataReceiver is reached by its name") {
  using T = PresetDiscoveryMetadataReceiver;
  CHECK(reaches_slots<T, 1, &T::on_error, &T::begin_preset, &T::add_plugin_id, &T::set_soundpack_id,
                      &T::set_flags, &T::add_creator, &T::set_description, &T::set_timestamps,
                      &T::add_feature, &T::add_extra_info>());
}

TEST_CASE("each slot of PresetDiscoveryProvider is reached by its name") {
  using T = PresetDiscoveryProvider;
  CHECK(reaches_slots<T, 2, &T::init, &T::destroy, &T::get_metadata, &T::get_extension>());
}

TEST_CASE("each slot of PresetDiscoveryIndexer is reached by its name") {
  using T = PresetDiscoveryIndexer;
  CHECK(reaches_slots<T, 7, &T::declare_filetype, &T::declare_location, &T::declare_soundpack,
                      &T::get_extension>());
}

TEST_CASE("each slot of PresetDiscoveryFactory is reached by its name") {
  using T = PresetDiscoveryFactory;
  CHECK(reaches_slots<T, 0, &T::count, &T::get_descriptor, &T::create>());
}

}  // namespace attacca::clap
