// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "attacca/base/result.hpp"

namespace attacca::host {

/// How a period of the engine is cut into calls of process().
enum class BlockSizes : std::uint8_t {
  fixed,    ///< One call a period.
  varying,  ///< Pieces of any length from one frame on, never the same twice.
  odd,      ///< Two pieces, one of them of an odd length.
};

/// When a project's state reaches a plugin that is being made.
enum class StateMoment : std::uint8_t {
  first,     ///< Right after it was made, before anything else was asked or sent.
  inactive,  ///< Before it is activated.
  active,    ///< While it is active, before or between its blocks.
  racing,    ///< On the main thread, while another thread activates it.
};

/// When an editor receives its scale.
enum class ScaleMoment : std::uint8_t {
  before,     ///< Before it is put into its window.
  after,      ///< Only when it is there.
  one_first,  ///< 1 before, and the scale itself when it is there.
};

/// How the host behaves towards plugins. Real DAWs differ in these points; each field is one of
/// them, and the defaults are the well-behaved host. host_habits() describes every field, and
/// names it as profile files do.
struct HostProfile {
  std::string name = "Attacca";  ///< The host's name, as plugins see it.
  std::string vendor = "Attacca";
  std::string version = "0.1.0";

  /// Bytes handed over per read or write of a state stream; 0 = as many as asked for.
  std::uint32_t stream_chunk = 0;

  /// @name Blocks and threads
  /// @{
  BlockSizes block_sizes = BlockSizes::fixed;
  std::uint32_t maximum_block_factor = 1;  ///< Activated for blocks of so many times the size.
  bool empty_blocks = false;               ///< Calls without frames between blocks.
  bool null_transport = false;
  bool doubles = false;              ///< Plugins that take 64-bit samples get them.
  bool moves_audio_thread = false;   ///< The audio role alternates between two OS threads.
  bool activates_on_worker = false;  ///< … while the main thread runs its loop.
  bool destroys_while_active = false;
  bool redundant_parameters = false;  ///< Every edit again at the end of its block.
  bool sleeps_when_silent = false;    ///< No blocks while nothing comes in and plugins allow it.
  /// @}

  /// @name State
  /// @{
  StateMoment loads_state = StateMoment::inactive;  ///< For scenarios.
  bool saves_state_while_playing = false;           ///< For scenarios.
  bool reads_parameters_after_load = false;
  /// @}

  /// @name Track info
  /// @{
  bool track_info_late = false;              ///< Nothing before the eighth block.
  bool track_info_unnamed_first = false;     ///< The first call has no name, the next one has.
  std::uint32_t track_info_repeats = 1;      ///< Equal calls for each change.
  std::uint32_t track_info_after_state = 0;  ///< Equal calls after each loaded state.
  bool track_info_on_worker = false;
  bool track_info_wrong_index_first = false;
  /// @}

  /// @name Editor
  /// @{
  bool editor_before_activation = false;  ///< For scenarios.
  ScaleMoment editor_scale = ScaleMoment::before;
  bool editor_asks_size_first = false;  ///< Before the scale is set.
  std::uint32_t editor_openings = 1;    ///< Opened and closed so often, the last time to stay.
  /// @}

  bool clap_track_info = true;            ///< Serve `clap.track-info/1`.
  bool clap_track_info_compat = true;     ///< Serve the older id of track info too.
  bool clap_project_location = false;     ///< Notify plugins that have the draft extension.
  bool clap_run_loop = true;              ///< Offer timers and descriptors to CLAP plugins.
  bool clap_thread_pool = true;           ///< Lend threads for the parts of a block.
  bool clap_resize_sets_no_size = false;  ///< An agreed request_resize is not followed by set_size.
  bool clap_stop_before_deactivate = true;  ///< Qtractor deactivates without stop_processing.
  std::uint32_t clap_entry_inits = 1;       ///< Calls of init and of deinit on the entry.

  bool vst3_info_listener = true;  ///< Call `IInfoListener::setChannelContextInfos`.
  bool vst3_context_info = false;  ///< Offer PreSonus context info; preferred when wanted.
  bool vst3_run_loop = true;       ///< Offer `IRunLoop` from the frame and the host context.
  bool vst3_run_loop_without_editor = true;     ///< … from the host context.
  bool vst3_double_initialize = false;          ///< Single components: initialize, terminate twice.
  bool vst3_double_activate = false;            ///< setActive(1) twice in a row.
  bool vst3_activates_on_audio_thread = false;  ///< Off and on again before the first block.
  bool vst3_restarts_processing = false;        ///< setProcessing(0) is followed by (1) at once.
  bool vst3_late_handler = false;               ///< No component handler before activation.
  bool vst3_component_state = true;             ///< The controller is given the component's state.
  bool vst3_writes_back_parameters = false;     ///< What the controller shows, after a state.
  std::uint32_t vst3_edit_delay = 0;  ///< Blocks before an edit of the editor's reaches process().
  bool vst3_null_lists = false;       ///< Null instead of empty lists.
  bool vst3_inactive_buses = false;   ///< Only the main buses are active.
  bool vst3_partial_lists = false;    ///< Send only the keys that changed.
  bool vst3_name_length_is_uids = false;  ///< Ardour: "channel name length" holds the uid's length.
  bool vst3_getstring_counts_characters = false;  ///< Takes the size in bytes for characters.
  bool vst3_answers_absent_keys = false;    ///< JUCE: success for absent strings, buffer untouched.
  std::uint32_t vst3_name_units = 0;        ///< Names end after so many UTF-16 units; 0: whole.
  bool vst3_no_color_is_zero = false;       ///< A track without colour sends 0.
  bool vst3_translated_role_words = false;  ///< The index namespace in the user's language.

  friend bool operator==(const HostProfile&, const HostProfile&) = default;
};

/// The profile with this name, or the one in the file, when `name_or_path` ends in ".toml" or has a
/// slash. [main] Errors: an unknown name, with the list of known ones; those of
/// read_host_profile().
[[nodiscard]] Result<HostProfile> host_profile(std::string_view name_or_path);

/// The names of the profiles that ship with the host, "attacca", the well-behaved host, first.
/// profiles/ holds their files. [any]
[[nodiscard]] std::span<const std::string_view> host_profile_names() noexcept;

}  // namespace attacca::host
