// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace attacca::faulty {

/// What is wrong with a plugin. One binary holds all of them; the name of its file says which one
/// it has, and a file called "correct" has none.
enum class Fault : std::uint8_t {
  none,
  // The track, from the main thread to audio.
  borrow_aborts,
  borrow_skips,
  lock_held_in_callback,
  string_shared,
  writers_unserialised,
  burst_limited,
  track_by_callback_count,
  // The editor.
  meter_borrow_aborts,
  meter_borrow_skips,
  editor_by_way_of_audio,
  editor_stale_until_reopened,
  // How track info is read.
  list_cast_wrongly,
  wrong_attribute_keys,
  name_cut_at_64,
  partial_list_erases,
  old_track_id_only,
  name_cut_inside_character,
  // The audio thread.
  lock_during_state_load,
  allocates_on_first_note,
  allocates_each_block,
  frees_old_track,
  prints_in_callback,
  sleeps_in_callback,
  // Sound.
  writes_past_block,
  changes_input,
  not_a_number_for_ever,
  reset_keeps_tail,
  shares_statics,
  stale_silence_flags,
  crashes_on_one_frame,
  crashes_without_transport,
  // Parameters and state.
  default_out_of_range,
  text_drifts,
  ignores_flush,
  accepts_unknown_parameter,
  half_applied_state,
  accepts_empty_state,
  crashes_on_garbage,
  reads_state_at_once,
  state_differs_each_time,
  silent_after_load,
  halves_mixed,
  // Life and the host's process.
  factory_takes_any_id,
  answers_unknown_interfaces,
  leaks_reference,
  crashes_destroyed_active,
  leaks_thread,
  leaks_descriptor,
  takes_signal_handler,
  changes_floating_point,
  calls_main_from_audio,
  hangs_on_second_activation,
};

enum class InFormats : std::uint8_t { both, clap, vst3 };

struct FaultInfo {
  Fault fault{};
  std::string_view name;  ///< The file is called so.
  InFormats formats{};
  std::string_view models;     ///< What really happened, or does, in the field.
  std::string_view caught_by;  ///< The check or watch that must name it.
};

/// The table of faults, one row each. "correct" is not among them.
inline constexpr auto kFaults = std::to_array<FaultInfo>({
    {Fault::borrow_aborts, "borrow-aborts", InFormats::both,
     "a borrow-counted cell whose writer aborts while the audio thread is inside a callback",
     "track.told-during-held-callback"},
});

/// The fault that a file with this name has; none where it names none. [any]
[[nodiscard]] Fault fault_of_file(std::string_view path) noexcept;

}  // namespace attacca::faulty
