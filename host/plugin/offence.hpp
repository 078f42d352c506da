// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace attacca::host {

/// One thing that a plugin did against the rules of its format.
enum class OffenceKind : std::uint8_t {
  main_call_off_main,         ///< A main-thread host call came from another thread.
  audio_call_off_audio,       ///< An audio-thread host call came from another thread.
  forbidden_on_audio,         ///< A call that must not come from the audio thread did.
  unknown_parameter,          ///< A parameter id that the plugin never declared.
  value_out_of_range,         ///< A parameter value outside its range, or not a number.
  unordered_output_event,     ///< Output events must come in order of time.
  output_event_out_of_block,  ///< An output event at or after the block's end.
  forbidden_output_event,     ///< For example a transport event from the plugin.
  output_queue_full,          ///< More reports in one block than the host keeps.
  gesture_mismatch,           ///< An end without a begin, or two begins.
  not_a_number_in_output,     ///< NaN or infinity in an output buffer.
  unknown_process_status,     ///< process() answered with a value that the format does not have.
  process_failed,             ///< process() reported an error.
  latency_changed_outside_activate,
  unknown_timer,
  unknown_descriptor,
  state_stream_misused,  ///< For example a negative size or a seek outside the stream.
  null_argument,         ///< A null pointer where the format demands a value.
  incomplete_plugin,     ///< A callback that must be there is null.
  wrong_state,           ///< A call that does not belong to the present phase.
  malformed_event,       ///< An output event with a key of 128, an unknown port, a short size …
};

/// A short English sentence part for people, such as "reported an unknown parameter". [any]
[[nodiscard]] std::string_view describe(OffenceKind kind) noexcept;

struct Offence {
  OffenceKind kind{};
  std::uint32_t detail = 0;  ///< A parameter id, frame or flag, depending on the kind.
  bool on_audio_thread = false;
};

/// Bounded record of what one plugin did wrong. Any thread may add, also the audio thread; the
/// first `kCapacity` offences are kept, all are counted.
class OffenceList {
 public:
  static constexpr std::size_t kCapacity = 64;

  /// Notes one offence: bounded work, no lock, no allocation. [any]
  void add(OffenceKind kind, std::uint32_t detail = 0) noexcept;

  /// How many were added since creation, kept or not. [any]
  [[nodiscard]] std::uint64_t count() const noexcept {
    return count_.load(std::memory_order_acquire);
  }

  /// How many of one kind were added. [any]
  [[nodiscard]] std::uint64_t count(OffenceKind kind) const noexcept;

  /// The offences kept so far, oldest first. [main]
  [[nodiscard]] std::vector<Offence> list() const;

 private:
  struct Slot {
    Offence offence;
    std::atomic<bool> ready{false};
  };

  static constexpr std::size_t kKinds = static_cast<std::size_t>(OffenceKind::malformed_event) + 1;
  std::array<Slot, kCapacity> slots_;
  std::array<std::atomic<std::uint64_t>, kKinds> by_kind_{};
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace attacca::host
