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
  std::string_view models;  ///< What really happened, or does, in the field.
  /// The check or watch that must name it; where the formats differ, CLAP's|VST3's.
  std::string_view caught_by;
};

/// The table of faults, one row each. "correct" is not among them.
inline constexpr auto kFaults = std::to_array<FaultInfo>({
    {Fault::borrow_aborts, "borrow-aborts", InFormats::both,
     "a borrow-counted cell whose writer aborts while the audio thread is inside a callback",
     "track.sent-during-held-callback"},
    {Fault::borrow_skips, "borrow-skips", InFormats::both,
     "the same with a try-borrow that skips the update when the audio thread is busy",
     "track.sent-during-held-callback"},
    {Fault::lock_held_in_callback, "lock-held-in-callback", InFormats::both,
     "a mutex around the track that the audio thread holds for its whole callback",
     "track.update-returns"},
    {Fault::string_shared, "string-shared", InFormats::both,
     "a std::string that the main thread writes while the audio thread reads it",
     "track.never-torn"},
    {Fault::writers_unserialised, "writers-unserialised", InFormats::both,
     "a triple buffer with two writers at a time, as hosts call from two threads",
     "track.two-senders"},
    {Fault::burst_limited, "burst-limited", InFormats::both,
     "updates that come too soon after the last one are left out, the last of a burst with them",
     "track.burst"},
    {Fault::track_by_callback_count, "track-by-callback-count", InFormats::both,
     "the audio thread looks for news every eighth callback only", "track.while-processing"},
    {Fault::meter_borrow_aborts, "meter-borrow-aborts", InFormats::both,
     "a cell that process() fills for the editor, which aborts when it looks meanwhile",
     "track.editor-while-held"},
    {Fault::meter_borrow_skips, "meter-borrow-skips", InFormats::both,
     "the same with a try-borrow: the editor keeps what it has", "track.editor-while-held"},
    {Fault::editor_by_way_of_audio, "editor-by-way-of-audio", InFormats::both,
     "the editor shows what the audio thread saw, and nothing when no callback comes",
     "track.editor-engine-stopped"},
    {Fault::editor_stale_until_reopened, "editor-stale-until-reopened", InFormats::both,
     "the editor reads the track when it opens, and never again", "track.editor-while-running"},
    {Fault::list_cast_wrongly, "list-cast-wrongly", InFormats::vst3,
     "an untyped attribute list pointer taken for a pointer to the pointer",
     "track.before-activation"},
    {Fault::wrong_attribute_keys, "wrong-attribute-keys", InFormats::vst3,
     "attribute keys in other words than the interface's", "track.before-activation"},
    {Fault::name_cut_at_64, "name-cut-at-64", InFormats::both,
     "a name cut at half its room, because characters were counted as bytes", "track.long-names"},
    {Fault::partial_list_erases, "partial-list-erases", InFormats::vst3,
     "a list that holds the colour alone erases the name", "track.part-keeps-rest"},
    {Fault::old_track_id_only, "old-track-id-only", InFormats::clap,
     "track info under the id of its draft only", "clap-plugin.old-ids"},
    {Fault::name_cut_inside_character, "name-cut-inside-character", InFormats::both,
     "a name cut in the middle of a UTF-8 character", "track.every-script"},
    {Fault::lock_during_state_load, "lock-during-state-load", InFormats::both,
     "a lock that the audio thread takes and a state load holds", "realtime.no-lock"},
    {Fault::allocates_on_first_note, "allocates-on-first-note", InFormats::both,
     "memory for the first voice is allocated when it sounds", "realtime.first-note"},
    {Fault::allocates_each_block, "allocates-each-block", InFormats::both,
     "memory allocated and freed in every block", "realtime.no-allocation"},
    {Fault::frees_old_track, "frees-old-track", InFormats::both,
     "the audio thread frees the track that was replaced", "realtime.no-free"},
    {Fault::prints_in_callback, "prints-in-callback", InFormats::both,
     "a debug print in the callback", "realtime.no-file"},
    {Fault::sleeps_in_callback, "sleeps-in-callback", InFormats::both,
     "the audio thread waits a little", "realtime.no-sleep"},
    {Fault::writes_past_block, "writes-past-block", InFormats::both,
     "one sample written behind the block", "audio.stays-inside-block"},
    {Fault::changes_input, "changes-input", InFormats::both, "the input used as scratch memory",
     "audio.inputs-untouched"},
    {Fault::not_a_number_for_ever, "not-a-number-for-ever", InFormats::both,
     "one NaN at the input, and silence until the project is loaded again",
     "audio.reactivation-heals"},
    {Fault::reset_keeps_tail, "reset-keeps-tail", InFormats::clap, "a reset that clears nothing",
     "audio.reset-clears"},
    {Fault::shares_statics, "shares-statics", InFormats::both, "a buffer that all instances share",
     "audio.instances-independent"},
    {Fault::stale_silence_flags, "stale-silence-flags", InFormats::both,
     "outputs flagged silent that are not", "audio.flags-are-true"},
    {Fault::crashes_on_one_frame, "crashes-on-one-frame", InFormats::both,
     "a loop that was written for blocks of at least two frames", "audio.any-block-size"},
    {Fault::crashes_without_transport, "crashes-without-transport", InFormats::both,
     "a transport that is taken for granted", "audio.no-transport"},
    {Fault::default_out_of_range, "default-out-of-range", InFormats::both,
     "a default value outside the range", "parameters.ranges"},
    {Fault::text_drifts, "text-drifts", InFormats::both,
     "a value that moves each time it goes through its text", "parameters.text-round-trip"},
    {Fault::ignores_flush, "ignores-flush", InFormats::both,
     "parameter changes without audio are dropped", "parameters.edit-without-frames"},
    {Fault::accepts_unknown_parameter, "accepts-unknown-parameter", InFormats::vst3,
     "an id that was never declared changes a parameter", "parameters.unknown-ids"},
    {Fault::half_applied_state, "half-applied-state", InFormats::both,
     "a state that is refused after a part of it was applied", "state.cut-anywhere"},
    {Fault::accepts_empty_state, "accepts-empty-state", InFormats::both,
     "an empty state taken for silence", "state.empty-is-refused"},
    {Fault::crashes_on_garbage, "crashes-on-garbage", InFormats::both,
     "bytes of another plugin crash the loader", "state.garbage"},
    {Fault::reads_state_at_once, "reads-state-at-once", InFormats::both,
     "a state taken from a single read", "state.short-streams|state.partial-reads"},
    {Fault::state_differs_each_time, "state-differs-each-time", InFormats::both,
     "a state with a counter in it, so that projects are never clean", "state.saved-twice"},
    {Fault::silent_after_load, "silent-after-load", InFormats::both,
     "a state loaded while audio runs is silent until the next activation",
     "state.while-active-is-heard"},
    {Fault::halves_mixed, "halves-mixed", InFormats::vst3,
     "one function for the component's and the controller's state", "vst3.state-two"},
    {Fault::factory_takes_any_id, "factory-takes-any-id", InFormats::both,
     "a factory that makes its plugin whatever it is asked for",
     "clap-entry.exact-ids|vst3.create-unknown"},
    {Fault::answers_unknown_interfaces, "answers-unknown-interfaces", InFormats::both,
     "an interface or extension that nobody knows is answered",
     "clap-plugin.unknown-extensions|vst3.interface-refusal"},
    {Fault::leaks_reference, "leaks-reference", InFormats::vst3,
     "a reference to the host's context that is kept after terminate", "vst3.destroyed-lets-go"},
    {Fault::crashes_destroyed_active, "crashes-destroyed-active", InFormats::both,
     "destroyed while active, as some hosts do",
     "clap-plugin.destroyed-active|vst3.end-while-active"},
    {Fault::leaks_thread, "leaks-thread", InFormats::both,
     "a thread of the plugin's that is still there when it is gone", "lifecycle.unload-joins"},
    {Fault::leaks_descriptor, "leaks-descriptor", InFormats::both,
     "a file descriptor left open by each instance", "lifecycle.descriptors-flat"},
    {Fault::takes_signal_handler, "takes-signal-handler", InFormats::both,
     "a signal handler of the host's replaced", "process.signal-handlers"},
    {Fault::changes_floating_point, "changes-floating-point", InFormats::both,
     "the rounding mode changed on the host's audio thread", "process.float-mode-on-audio"},
    {Fault::calls_main_from_audio, "calls-main-from-audio", InFormats::both,
     "a main-thread function of the host called from the audio thread", "conduct.not-from-audio"},
    {Fault::hangs_on_second_activation, "hangs-on-second-activation", InFormats::both,
     "a wait for something that happens once only", "lifecycle.fifty-activations"},
});

/// The fault that a file with this name has; none where it names none. [any]
[[nodiscard]] Fault fault_of_file(std::string_view path) noexcept;

}  // namespace attacca::faulty
