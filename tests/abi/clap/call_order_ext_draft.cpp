// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <doctest/doctest.h>

#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/draft/undo.hpp"
#include "tests/abi/clap/call_order.hpp"

namespace attacca::clap {

TEST_CASE("each slot of PluginUndoDelta is reached by its name") {
  using T = PluginUndoDelta;
  CHECK(reaches_slots<T, 0, &T::get_delta_properties, &T::can_use_delta_format_version, &T::undo,
                      &T::redo>());
}

TEST_CASE("each slot of PluginUndoContext is reached by its name") {
  using T = PluginUndoContext;
  CHECK(reaches_slots<T, 0, &T::set_can_undo, &T::set_can_redo, &T::set_undo_name,
                      &T::set_redo_name>());
}

TEST_CASE("each slot of HostUndo is reached by its name") {
  using T = HostUndo;
  CHECK(reaches_slots<T, 0, &T::begin_change, &T::cancel_change, &T::change_made, &T::request_undo,
                      &T::request_redo, &T::set_wants_context_updates>());
}

TEST_CASE("each slot of PluginProjectLocation is reached by its name") {
  using T = PluginProjectLocation;
  CHECK(reaches_slots<T, 0, &T::set>());
}

}  // namespace attacca::clap
