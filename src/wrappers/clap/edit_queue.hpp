// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

#include "abi/clap/events.hpp"
#include "attacca/params/param_set.hpp"
#include "attacca/rt/single_reader_single_writer_queue.hpp"

namespace attacca::clap_wrapper {

/// Edits made in the editor, on their way to the host's next process() or flush(): in order, each
/// once, gestures always in pairs.
///
/// A host that takes nothing for very long fills it. What then finds no room is left out and
/// counted, but an end always fits its begin, and a parameter that fell behind sends its newest
/// value once there is room: the host ends up with what the plugin has.
///
/// Room for edits is made when the first comes: instances without an open editor have none.
///
/// Writers wait for one another (the editor may live on a thread of its own), never for send().
class EditQueue {
 public:
  static constexpr std::size_t kCapacity = 1024;

  /// The parameters that edits speak of; they outlive the queue's use. Before the first edit.
  /// [main]
  void bind(const ParamSet& params);

  /// A second begin without an end, and an end without a begin, are passed over. Normalized 0..1.
  /// [not audio]
  void begin(const Param& param) noexcept;
  void value(const Param& param, double normalized) noexcept;
  void end(const Param& param) noexcept;

  /// How many edits were left out so far. [any]
  [[nodiscard]] std::uint64_t left_out() const noexcept {
    return left_out_.load(std::memory_order_relaxed);
  }

  /// Sends what waits, at frame 0. Stops when the host has no room and goes on next time. Bounded
  /// by what waited at the beginning. A null list, and a second call while one is under way, do
  /// nothing. [audio, or main while inactive]
  void send(const clap::OutputEvents* out) noexcept;

 private:
  struct Edit {
    enum class Kind : std::uint8_t { begin, value, end } kind = Kind::value;
    std::uint32_t index = 0;
    double normalized = 0.0;
  };
  struct Slot {
    bool open = false;                ///< between begin and end; guarded by writers_
    std::atomic<bool> behind{false};  ///< a value was left out
  };

  bool make_room() noexcept;
  std::size_t queued() noexcept;
  bool push(const Edit& edit, std::size_t room_to_keep) noexcept;
  void send_queued(const clap::OutputEvents& out) noexcept;
  void send_behind(const clap::OutputEvents& out) noexcept;
  bool send_one(const Edit& edit, const clap::OutputEvents& out) noexcept;
  bool catch_up(std::size_t index, const clap::OutputEvents& out) noexcept;

  const ParamSet* params_ = nullptr;
  std::unique_ptr<Slot[]> slots_;  ///< one per parameter
  std::mutex writers_;
  std::size_t open_ = 0;  ///< gestures between begin and end; guarded by writers_
  std::atomic<std::uint64_t> left_out_{0};
  std::atomic<bool> any_behind_{false};
  std::atomic<bool> waiting_{false};  ///< there is, or may be, something to send

  /// Made by the first push(), under writers_; send() looks at it only once has_edits_ is set.
  std::optional<rt::SingleReaderSingleWriterQueue<Edit>> edits_;
  std::atomic<bool> has_edits_{false};
  std::optional<Edit> refused_;  ///< popped, but the host had no room [audio]
  std::atomic_flag sending_;     ///< hosts have been seen to call flush() beside process()
};

}  // namespace attacca::clap_wrapper
