// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Written by scripts/abi/clap_layout.py from measured facts about CLAP 1.2.10; not by hand.

#include <doctest/doctest.h>

#include "abi/clap/ext/draft/extensible_audio_ports.hpp"
#include "abi/clap/ext/draft/gain_adjustment_metering.hpp"
#include "abi/clap/ext/draft/mini_curve_display.hpp"
#include "abi/clap/ext/draft/project_location.hpp"
#include "abi/clap/ext/draft/resource_directory.hpp"
#include "abi/clap/ext/draft/transport_control.hpp"
#include "abi/clap/ext/draft/triggers.hpp"
#include "abi/clap/ext/draft/tuning.hpp"
#include "abi/clap/ext/draft/undo.hpp"
#include "abi/clap/ext/draft/webview.hpp"
#include "tests/abi/clap/call_order.hpp"

namespace attacca::clap {

TEST_CASE("each slot of PluginTuning is reached by its name") {
  using T = PluginTuning;
  CHECK(reaches_slots<T, 0, &T::changed>());
}

TEST_CASE("each slot of HostTuning is reached by its name") {
  using T = HostTuning;
  CHECK(
      reaches_slots<T, 0, &T::get_relative, &T::should_play, &T::get_tuning_count, &T::get_info>());
}

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

TEST_CASE("each slot of PluginMiniCurveDisplay is reached by its name") {
  using T = PluginMiniCurveDisplay;
  CHECK(
      reaches_slots<T, 0, &T::get_curve_count, &T::render, &T::set_observed, &T::get_axis_name>());
}

TEST_CASE("each slot of HostMiniCurveDisplay is reached by its name") {
  using T = HostMiniCurveDisplay;
  CHECK(reaches_slots<T, 0, &T::get_hints, &T::set_dynamic, &T::changed>());
}

TEST_CASE("each slot of PluginGainAdjustmentMetering is reached by its name") {
  using T = PluginGainAdjustmentMetering;
  CHECK(reaches_slots<T, 0, &T::get>());
}

TEST_CASE("each slot of HostTransportControl is reached by its name") {
  using T = HostTransportControl;
  CHECK(reaches_slots<T, 0, &T::request_start, &T::request_stop, &T::request_continue,
                      &T::request_pause, &T::request_toggle_play, &T::request_jump,
                      &T::request_loop_region, &T::request_toggle_loop, &T::request_enable_loop,
                      &T::request_record, &T::request_toggle_record, &T::request_tempo,
                      &T::request_time_signature>());
}

TEST_CASE("each slot of PluginTriggers is reached by its name") {
  using T = PluginTriggers;
  CHECK(reaches_slots<T, 0, &T::count, &T::get_info>());
}

TEST_CASE("each slot of HostTriggers is reached by its name") {
  using T = HostTriggers;
  CHECK(reaches_slots<T, 0, &T::rescan, &T::clear>());
}

TEST_CASE("each slot of PluginWebview is reached by its name") {
  using T = PluginWebview;
  CHECK(reaches_slots<T, 0, &T::get_uri, &T::get_resource, &T::receive>());
}

TEST_CASE("each slot of HostWebview is reached by its name") {
  using T = HostWebview;
  CHECK(reaches_slots<T, 0, &T::send>());
}

TEST_CASE("each slot of PluginExtensibleAudioPorts is reached by its name") {
  using T = PluginExtensibleAudioPorts;
  CHECK(reaches_slots<T, 0, &T::add_port, &T::remove_port>());
}

TEST_CASE("each slot of PluginResourceDirectory is reached by its name") {
  using T = PluginResourceDirectory;
  CHECK(reaches_slots<T, 0, &T::set_directory, &T::collect, &T::get_files_count,
                      &T::get_file_path>());
}

TEST_CASE("each slot of HostResourceDirectory is reached by its name") {
  using T = HostResourceDirectory;
  CHECK(reaches_slots<T, 0, &T::request_directory, &T::release_directory>());
}

}  // namespace attacca::clap
