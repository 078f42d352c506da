// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <doctest/doctest.h>

#include "abi/clap/audio_buffer.hpp"
#include "abi/clap/color.hpp"
#include "abi/clap/entry.hpp"
#include "abi/clap/events.hpp"
#include "abi/clap/host.hpp"
#include "abi/clap/plugin.hpp"
#include "abi/clap/plugin_factory.hpp"
#include "abi/clap/process.hpp"
#include "abi/clap/stream.hpp"
#include "abi/clap/universal_plugin_id.hpp"
#include "abi/clap/version.hpp"
#include "tests/abi/clap/call_order.hpp"

namespace attacca::clap {

TEST_CASE("each slot of PluginEntry is reached by its name") {
  using T = PluginEntry;
  CHECK(reaches_slots<T, 2, &T::init, &T::deinit, &T::get_factory>());
}

TEST_CASE("each slot of Host is reached by its name") {
  using T = Host;
  CHECK(reaches_slots<T, 7, &T::get_extension, &T::request_restart, &T::request_process,
                      &T::request_callback>());
}

TEST_CASE("each slot of InputEvents is reached by its name") {
  using T = InputEvents;
  CHECK(reaches_slots<T, 1, &T::size, &T::get>());
}

TEST_CASE("each slot of OutputEvents is reached by its name") {
  using T = OutputEvents;
  CHECK(reaches_slots<T, 1, &T::try_push>());
}

TEST_CASE("each slot of Plugin is reached by its name") {
  using T = Plugin;
  CHECK(reaches_slots<T, 2, &T::init, &T::destroy, &T::activate, &T::deactivate,
                      &T::start_processing, &T::stop_processing, &T::reset, &T::process,
                      &T::get_extension, &T::on_main_thread>());
}

TEST_CASE("each slot of PluginFactory is reached by its name") {
  using T = PluginFactory;
  CHECK(reaches_slots<T, 0, &T::get_plugin_count, &T::get_plugin_descriptor, &T::create_plugin>());
}

TEST_CASE("each slot of IStream is reached by its name") {
  using T = IStream;
  CHECK(reaches_slots<T, 1, &T::read>());
}

TEST_CASE("each slot of OStream is reached by its name") {
  using T = OStream;
  CHECK(reaches_slots<T, 1, &T::write>());
}

}  // namespace attacca::clap
