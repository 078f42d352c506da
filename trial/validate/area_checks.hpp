// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <span>

#include "trial/validate/check.hpp"

// The checks of each area that are one source file; check_list.cpp puts all areas together. Areas
// of several files (audio, clap, parameters, state, vst3) and habits have a header of their own.
namespace attacca::validate {

/// "scan.…": loading a file and what it says of itself. The first one, "scan.loads", also finds out
/// which plugins a file holds; see discovery.hpp. [any]
[[nodiscard]] std::span<const Check> scan_checks();

/// "events.…": notes, for plugins with a note input. [any]
[[nodiscard]] std::span<const Check> events_checks();

/// "events.…": how notes end, and what shapes them. [any]
[[nodiscard]] std::span<const Check> voice_checks();

/// "latency.…": the reported latency and tail. [any]
[[nodiscard]] std::span<const Check> latency_checks();

/// "latency.…": the reported latency beside what is heard, as a table. [any]
[[nodiscard]] std::span<const Check> measured_latency_checks();

/// "latency.…": what a bypass makes of the sound. [any]
[[nodiscard]] std::span<const Check> bypass_checks();

/// "track.…": whenever a plugin receives track info, its next callback knows it. [any]
[[nodiscard]] std::span<const Check> track_arrival_checks();

/// "track.…": track info that is sent while a callback is held open. [any]
[[nodiscard]] std::span<const Check> track_callback_checks();

/// "track.…": names, colours and roles arrive as they were sent. [any]
[[nodiscard]] std::span<const Check> track_values_checks();

/// "track.…": floods, several sending threads, and several tracks. [any]
[[nodiscard]] std::span<const Check> track_sender_checks();

/// "track.…": editors follow the track, whether audio runs or not. [any]
[[nodiscard]] std::span<const Check> track_editor_checks();

/// "threads.…": nothing waits for an audio callback that is held open. [any]
[[nodiscard]] std::span<const Check> held_thread_checks();

/// "threads.…": calls on other threads while audio runs. [any]
[[nodiscard]] std::span<const Check> busy_thread_checks();

/// "threads.…": instances beside each other. [any]
[[nodiscard]] std::span<const Check> several_instances_checks();

/// "editor.…": opening, closing, and the order of things. [any]
[[nodiscard]] std::span<const Check> editor_life_checks();

/// "editor.…": sizes, scales, and what an open editor costs and leaves behind. [any]
[[nodiscard]] std::span<const Check> editor_window_checks();

/// "editor.…": what comes of a knob that the user drags. [any]
[[nodiscard]] std::span<const Check> editor_drag_checks();

/// "lifecycle.…": activation, processing and the end, many times over. [any]
[[nodiscard]] std::span<const Check> lifecycle_checks();

/// "lifecycle.…": what stays behind when instances and files go. [any]
[[nodiscard]] std::span<const Check> leftover_checks();

/// "process.…": what a plugin may not do to the process of its host. [any]
[[nodiscard]] std::span<const Check> process_checks();

/// "realtime.…": moments at which callbacks tend to allocate, lock or wait. [any]
[[nodiscard]] std::span<const Check> realtime_checks();

}  // namespace attacca::validate
