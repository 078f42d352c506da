// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "params/recent_values.hpp"

namespace attacca::core {

/// Recognises a host that sends a value back to where it came from.
///
/// VST3 hosts hand each edit of the editor's to process(), many blocks later at times; some also
/// set the controller to what automation plays, as late as their main thread likes; some CLAP hosts
/// send the plugin's own events back. An old value that comes back is no news: taken for one, it
/// would turn the user's knob back. So:
///   - while a gesture is open, the editor alone moves its parameter;
///   - an event, or a value from the host's main thread, is passed over if that side of the plugin
///     was given the very value a while ago and a newer one since;
///   - any other value is the host's own and is taken.
///
/// "A while" is counted in blocks and in time processed, whichever is longer: kBlocks and half a
/// second for edits. A host that hands on only some of the values, or keeps float, is recognised as
/// well. What is wanted for that is allocated with the first edit.
class Echoes {
 public:
  /// A host may be so many blocks late.
  static constexpr std::uint64_t kBlocks = 64;

  explicit Echoes(std::size_t params) : params_(params) {}
  Echoes(const Echoes&) = delete;
  Echoes& operator=(const Echoes&) = delete;

  /// Keeps what events bring as well, for take_from_main(). Before the first callback. [main]
  void keep_events();
  /// Hz. [main], inactive
  void set_sample_rate(double sample_rate) noexcept;

  // The main side. Normalized 0..1. If memory runs out, echoes are taken for news.

  void begin_edit(std::size_t index) noexcept;  ///< [not audio]
  void end_edit(std::size_t index) noexcept;    ///< [not audio]
  /// The editor's value is about to be sent to the host. [not audio]
  void sent(std::size_t index, double value) noexcept;
  /// Whether a value from the host's main thread is news; `current` is what the parameter has. If
  /// so, it is remembered for a short time: the host may be sending it to process() as well.
  /// [not audio]
  [[nodiscard]] bool take_from_main(std::size_t index, double value, double current) noexcept;

  // The audio side.

  /// Whether anything may be an echo. [any]
  [[nodiscard]] bool armed() const noexcept {
    return sent_.load(std::memory_order_acquire) != nullptr;
  }
  /// Whether an event is news; `current()` is what the parameter has, which is only asked where it
  /// matters. [audio, or main while inactive]
  template <typename Current>
  [[nodiscard]] bool take_event(std::size_t index, double value, Current&& current) noexcept {
    Sent* const sent = sent_.load(std::memory_order_acquire);
    if (sent != nullptr && is_echo(*sent, index, value, current())) return false;
    if (plugin_sets_ && comes_back(set_by_plugin_, index, value, current(), now())) return false;
    if (heard_ != nullptr) heard_->push(index, value, now() + kWindow);
    return true;
  }
  /// process() sets the value itself, and the host hears of it: it may come back on either side.
  /// [audio]
  void set_by_plugin(std::size_t index, double value) noexcept {
    if (heard_ != nullptr) heard_->push(index, value, now() + kWindow);
    set_by_plugin_.push(index, value, now() + kWindow);
    plugin_sets_ = true;
  }
  /// A block has begun. [audio]
  void advance(std::uint32_t frames) noexcept {
    if (heard_ == nullptr && !armed() && !plugin_sets_) return;
    const std::uint64_t by_time = std::uint64_t{frames} * per_frame_;
    now_.store(now() + (by_time < kPerBlock ? by_time : kPerBlock), std::memory_order_relaxed);
  }

 private:
  // A clock for which no block is longer than kPerBlock and half a second no shorter than kWindow.
  static constexpr std::uint64_t kPerBlock = std::uint64_t{1} << 20;
  static constexpr std::uint64_t kWindow = kBlocks * kPerBlock;

  struct Sent {
    explicit Sent(std::size_t params);
    RecentValues to_audio;
    RecentValues to_main;
    std::unique_ptr<std::atomic<bool>[]> open;  ///< a gesture of the parameter
  };

  [[nodiscard]] std::uint64_t now() const noexcept { return now_.load(std::memory_order_relaxed); }
  Sent* arm() noexcept;
  static bool comes_back(RecentValues& values, std::size_t index, double value, double current,
                         std::uint64_t now) noexcept;
  bool is_echo(Sent& sent, std::size_t index, double value, double current) noexcept;

  const std::size_t params_;
  std::mutex writers_;
  std::unique_ptr<Sent> owner_;
  std::atomic<Sent*> sent_{nullptr};
  std::unique_ptr<RecentValues> heard_;
  static constexpr std::size_t kMostSetByPlugin = 32;
  RecentValues set_by_plugin_{kMostSetByPlugin};  ///< the audio side's on both ends
  bool plugin_sets_ = false;
  std::atomic<std::uint64_t> now_{0};
  std::uint64_t per_frame_ = 1;
};

}  // namespace attacca::core
