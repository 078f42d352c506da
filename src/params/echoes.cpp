// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "params/echoes.hpp"

#include <algorithm>
#include <new>

namespace attacca::core {

namespace {

/// A second of edits at the pace of a mouse with 500 events a second.
constexpr std::size_t kMostSent = 512;
/// One value in each block for the longest delay.
constexpr std::size_t kMostHeard = Echoes::kBlocks;

}  // namespace

Echoes::Sent::Sent(std::size_t params)
    : to_audio(kMostSent),
      to_main(kMostSent),
      open(std::make_unique<std::atomic<bool>[]>(params)) {}

void Echoes::keep_events() {
  heard_ = std::make_unique<RecentValues>(kMostHeard);
}

void Echoes::set_sample_rate(double sample_rate) noexcept {
  per_frame_ = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(static_cast<double>(kWindow) / (sample_rate / 2.0)));
}

Echoes::Sent* Echoes::arm() noexcept {
  if (owner_ == nullptr) {
    try {
      owner_ = std::make_unique<Sent>(params_);
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
    sent_.store(owner_.get(), std::memory_order_release);
  }
  return owner_.get();
}

void Echoes::begin_edit(std::size_t index) noexcept {
  const std::lock_guard lock(writers_);
  if (Sent* const sent = arm()) sent->open[index].store(true, std::memory_order_release);
}

void Echoes::end_edit(std::size_t index) noexcept {
  const std::lock_guard lock(writers_);
  if (Sent* const sent = arm()) sent->open[index].store(false, std::memory_order_release);
}

void Echoes::sent(std::size_t index, double value) noexcept {
  const std::lock_guard lock(writers_);
  Sent* const sent = arm();
  if (sent == nullptr) return;
  sent->to_audio.push(index, value, now() + kWindow);
  sent->to_main.push(index, value, now() + kWindow);
}

/// The newest value may come back too, and is news if the parameter has another one since.
bool Echoes::comes_back(RecentValues& values, std::size_t index, double value, double current,
                        std::uint64_t now) noexcept {
  const RecentValues::Match match = values.match(index, value, now);
  return match == RecentValues::Match::older ||
         (match == RecentValues::Match::newest && RecentValues::same(value, current));
}

bool Echoes::is_echo(Sent& sent, std::size_t index, double value, double current) noexcept {
  const bool old = comes_back(sent.to_audio, index, value, current, now());
  return old || sent.open[index].load(std::memory_order_acquire);
}

bool Echoes::take_from_main(std::size_t index, double value, double current) noexcept {
  const std::lock_guard lock(writers_);
  if (owner_ != nullptr) {
    if (comes_back(owner_->to_main, index, value, current, now())) return false;
    if (owner_->open[index].load(std::memory_order_relaxed)) return false;
  }
  if (heard_ != nullptr) {
    if (comes_back(*heard_, index, value, current, now())) return false;
    heard_->forget(index);
  }
  // A host that sends the value to process() too does so within a few blocks.
  if (Sent* const sent = arm()) sent->to_audio.push(index, value, now() + kWindow / 8);
  return true;
}

}  // namespace attacca::core
