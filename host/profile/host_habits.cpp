// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/profile/host_habits.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace attacca::host {

namespace {

using P = HostProfile;

constexpr std::array<std::string_view, 3> kBlockSizes = {"fixed", "varying", "odd"};
constexpr std::array<std::string_view, 4> kStateMoments = {"first", "inactive", "active", "racing"};
constexpr std::array<std::string_view, 3> kScaleMoments = {"before", "after", "one-first"};

constexpr auto kHabits = std::to_array<HostHabit>({
    {"stream_chunk", &P::stream_chunk,
     "State streams move at most this many bytes a call; 0: as many as asked for", 0, 1u << 20},
    {"block_sizes", &P::block_sizes,
     "Blocks are of one size, cut into pieces of varying length, or cut at odd places"},
    {"maximum_block_factor", &P::maximum_block_factor,
     "Plugins are activated for blocks of this many times the size that is played", 1, 64},
    {"empty_blocks", &P::empty_blocks,
     "Between blocks, a call without frames or buffers: a parameter flush"},
    {"null_transport", &P::null_transport, "Blocks come without a transport"},
    {"doubles", &P::doubles, "Plugins that take 64-bit samples get them"},
    {"moves_audio_thread", &P::moves_audio_thread,
     "Blocks are played on one OS thread and then on another"},
    {"activates_on_worker", &P::activates_on_worker,
     "Plugins are activated and deactivated on a worker thread, while the main thread runs on"},
    {"destroys_while_active", &P::destroys_while_active,
     "Plugins are destroyed without having been stopped and deactivated"},
    {"redundant_parameters", &P::redundant_parameters,
     "Every parameter change is sent again at the end of its block"},
    {"sleeps_when_silent", &P::sleeps_when_silent,
     "Plugins get no blocks while nothing comes in, unless their status or tail insists"},
    {"loads_state", &P::loads_state,
     "A project's state comes first of all, before activation, after it, or while it goes on"},
    {"saves_state_while_playing", &P::saves_state_while_playing,
     "The state is saved while blocks are played"},
    {"reads_parameters_after_load", &P::reads_parameters_after_load,
     "After a state, every parameter is asked for its value and text"},
    {"track_info_late", &P::track_info_late, "Plugins hear of their track only after eight blocks"},
    {"track_info_unnamed_first", &P::track_info_unnamed_first,
     "The first call about the track has no name, the second one has"},
    {"track_info_repeats", &P::track_info_repeats,
     "Every change of the track is sent this many times", 1, 8},
    {"track_info_after_state", &P::track_info_after_state,
     "After a state, the track is sent again this many times", 0, 8},
    {"track_info_on_worker", &P::track_info_on_worker,
     "Calls about the track come on a thread that is not the main thread"},
    {"track_info_wrong_index_first", &P::track_info_wrong_index_first,
     "When a track moves, a wrong index is sent first"},
    {"editor_before_activation", &P::editor_before_activation,
     "The editor is opened before the plugin is activated"},
    {"editor_scale", &P::editor_scale,
     "The editor's scale is set before it is in its window, after, or to 1 before"},
    {"editor_asks_size_first", &P::editor_asks_size_first,
     "The editor's size is asked for before its scale is set"},
    {"editor_openings", &P::editor_openings,
     "The editor is opened this many times in a row, and closed in between", 1, 32},
    {"clap_track_info", &P::clap_track_info, "CLAP: offers clap.track-info/1"},
    {"clap_track_info_compat", &P::clap_track_info_compat, "CLAP: offers the older track info id"},
    {"clap_project_location", &P::clap_project_location,
     "CLAP: sends plugins their place in the project, a draft extension"},
    {"clap_run_loop", &P::clap_run_loop, "CLAP: offers timers and file descriptors"},
    {"clap_thread_pool", &P::clap_thread_pool,
     "CLAP: lends plugins threads for the parts of a block"},
    {"clap_resize_sets_no_size", &P::clap_resize_sets_no_size,
     "CLAP: request_resize is agreed to, and no set_size follows"},
    {"clap_stop_before_deactivate", &P::clap_stop_before_deactivate,
     "CLAP: calls stop_processing before deactivate"},
    {"clap_entry_inits", &P::clap_entry_inits,
     "CLAP: init and deinit of the entry are called this many times", 1, 4},
    {"vst3_info_listener", &P::vst3_info_listener, "VST3: sends the track by IInfoListener"},
    {"vst3_context_info", &P::vst3_context_info,
     "VST3: offers PreSonus context info, and prefers it"},
    {"vst3_run_loop", &P::vst3_run_loop, "VST3: offers a run loop"},
    {"vst3_run_loop_without_editor", &P::vst3_run_loop_without_editor,
     "VST3: the run loop is there without an editor too, from the host's context"},
    {"vst3_double_initialize", &P::vst3_double_initialize,
     "VST3: single components get initialize and terminate twice"},
    {"vst3_double_activate", &P::vst3_double_activate, "VST3: setActive(true) twice in a row"},
    {"vst3_activates_on_audio_thread", &P::vst3_activates_on_audio_thread,
     "VST3: before the first block, off and on again on the audio thread"},
    {"vst3_restarts_processing", &P::vst3_restarts_processing,
     "VST3: setProcessing(false) is followed by setProcessing(true), and no block comes"},
    {"vst3_late_handler", &P::vst3_late_handler,
     "VST3: controllers get their component handler only after activation"},
    {"vst3_component_state", &P::vst3_component_state,
     "VST3: the controller is given the component's state"},
    {"vst3_writes_back_parameters", &P::vst3_writes_back_parameters,
     "VST3: after a state, the controller's values are sent to the processor"},
    {"vst3_edit_delay", &P::vst3_edit_delay,
     "VST3: what the editor edits is handed to process() so many blocks later", 0, 50},
    {"vst3_null_lists", &P::vst3_null_lists,
     "VST3: lists of events and changes that are empty are null"},
    {"vst3_inactive_buses", &P::vst3_inactive_buses,
     "VST3: only main buses are active; the others have null channel pointers"},
    {"vst3_partial_lists", &P::vst3_partial_lists,
     "VST3: lists about the track hold only what changed"},
    {"vst3_name_length_is_uids", &P::vst3_name_length_is_uids,
     "VST3: the name's length key holds the length of the uid"},
    {"vst3_getstring_counts_characters", &P::vst3_getstring_counts_characters,
     "VST3: getString takes the size in bytes for a number of characters"},
    {"vst3_answers_absent_keys", &P::vst3_answers_absent_keys,
     "VST3: success for strings that are not there, and the buffer untouched"},
    {"vst3_name_units", &P::vst3_name_units,
     "VST3: names end after this many UTF-16 units, also inside a pair; 0: whole", 0, 4096},
    {"vst3_no_color_is_zero", &P::vst3_no_color_is_zero,
     "VST3: a track without colour sends the colour 0"},
    {"vst3_translated_role_words", &P::vst3_translated_role_words,
     "VST3: the words for kinds of tracks are in the user's language"},
});

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

}  // namespace

std::span<const HostHabit> host_habits() noexcept {
  return kHabits;
}

const HostHabit* find_habit(std::string_view key) noexcept {
  const auto* const found = std::find_if(
      kHabits.begin(), kHabits.end(), [key](const HostHabit& habit) { return habit.key == key; });
  return found != kHabits.end() ? found : nullptr;
}

std::span<const std::string_view> words_of(const HostHabit& habit) noexcept {
  if (std::holds_alternative<BlockSizes P::*>(habit.field)) return kBlockSizes;
  if (std::holds_alternative<StateMoment P::*>(habit.field)) return kStateMoments;
  if (std::holds_alternative<ScaleMoment P::*>(habit.field)) return kScaleMoments;
  return {};
}

std::string value_text(const HostHabit& habit, const HostProfile& profile) {
  return std::visit(
      [&](auto field) -> std::string {
        const auto value = profile.*field;
        using Value = std::remove_cv_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, bool>) {
          return value ? "true" : "false";
        } else if constexpr (std::is_same_v<Value, std::uint32_t>) {
          return std::to_string(value);
        } else {
          return std::string(words_of(habit)[static_cast<std::size_t>(value)]);
        }
      },
      habit.field);
}

Result<void> set_habit(const HostHabit& habit, HostProfile& profile,
                       const std::variant<bool, std::int64_t, std::string>& value) {
  return std::visit(
      [&](auto field) -> Result<void> {
        using Value = std::remove_reference_t<decltype(profile.*field)>;
        if constexpr (std::is_same_v<Value, bool>) {
          const bool* const given = std::get_if<bool>(&value);
          if (given == nullptr) return fail("must be true or false");
          profile.*field = *given;
        } else if constexpr (std::is_same_v<Value, std::uint32_t>) {
          const std::int64_t* const given = std::get_if<std::int64_t>(&value);
          if (given == nullptr || *given < habit.minimum || *given > habit.maximum) {
            return fail("must be a whole number from " + std::to_string(habit.minimum) + " to " +
                        std::to_string(habit.maximum));
          }
          profile.*field = static_cast<std::uint32_t>(*given);
        } else {
          const auto words = words_of(habit);
          const std::string* const given = std::get_if<std::string>(&value);
          const auto found =
              given != nullptr ? std::find(words.begin(), words.end(), *given) : words.end();
          if (found == words.end()) return fail("must be one of " + joined(words));
          profile.*field = static_cast<Value>(found - words.begin());
        }
        return {};
      },
      habit.field);
}

}  // namespace attacca::host
