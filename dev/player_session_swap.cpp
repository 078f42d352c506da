// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// The part of a player that takes another build over while it plays.

#include <algorithm>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "dev/dev_log.hpp"
#include "dev/player_session.hpp"
#include "dev/preparation.hpp"

namespace attacca::dev {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kSwapTurn{2};
/// Besides the warm-up, for a device that calls.
constexpr std::chrono::seconds kOverdue{5};

}  // namespace

void PlayerSession::begin_swap(const std::filesystem::path& binary) {
  // The one that comes is in use by the audio thread already.
  if (swap_) {
    link_.send(Word::refused, "another build is being taken over");
    return;
  }
  const auto prepared = prepare_swap(binary);
  vitals_.enter(Phase::playing);
  if (prepared) {
    swap_timer_ = loop_.add_timer(kSwapTurn, [this] { watch_swap(); });
    return;
  }
  swap_.reset();
  link_.send(Word::refused, prepared.error().message);
}

Result<void> PlayerSession::prepare_swap(const std::filesystem::path& binary) {
  swap_ = Swap{};
  swap_->began = Clock::now();
  swap_->binary = binary;
  vitals_.enter(Phase::loading);
  auto seat = load(binary);
  if (!seat) return tl::unexpected(seat.error());
  swap_->seat = std::move(*seat);
  host::PluginInstance& plugin = swap_->seat->plugin();
  // What the user changes from here on belongs to the new one: its editor opens next.
  vitals_.enter(Phase::saving_state);
  swap_->note = take_over_state(seat_->plugin(), plugin, swap_->state_bytes);
  if (device_ == nullptr) return {};
  vitals_.enter(Phase::starting);
  if (auto begun = swap_->seat->begin(device_->sample_rate(), device_->most_frames()); !begun) {
    return begun;
  }
  plugin.set_listener(this);
  swapper_.offer(*swap_->seat, law_for(plugin.ports()));
  move_editor(plugin);
  swap_->overdue = Clock::now() + kOverdue +
                   std::chrono::duration_cast<Clock::duration>(
                       std::chrono::duration<double>(Swapper::Times{}.most_warm_up_seconds));
  return {};
}

void PlayerSession::watch_swap() {
  ++vitals_.beats;
  if (device_ == nullptr) {
    // Nobody hears it: it takes its place at once.
    const auto handed = swapper_.finish_without_device();
    if (handed && handed->offered == swap_->seat.get()) return finish_swap(*handed);
    move_editor(swap_->seat->plugin());
    return finish_swap({.outcome = Swapper::Outcome::swapped, .offered = swap_->seat.get()});
  }
  const auto handed = take_outcome();
  if (handed && handed->offered == swap_->seat.get()) return finish_swap(*handed);
  // It comes back here without the device, and opens it again afterwards.
  if (Clock::now() >= swap_->overdue) lose_device("it does not call");
}

/// The first build's is taken here as well.
std::optional<Swapper::Handed> PlayerSession::take_outcome() {
  const auto handed = swapper_.take_outcome();
  if (handed && handed->outcome == Swapper::Outcome::refused && handed->offered == seat_.get()) {
    say("the plugin does not start to process: there is silence");
  }
  return handed;
}

void PlayerSession::finish_swap(const Swapper::Handed& handed) {
  Swap swap = std::move(*swap_);
  swap_.reset();
  loop_.remove(std::exchange(swap_timer_, 0));
  if (handed.outcome == Swapper::Outcome::refused) {
    move_editor(seat_->plugin());
    swap.seat->plugin().set_listener(nullptr);
    swap.seat->player().end();
    link_.send(Word::refused, "it does not start to process");
    return;
  }
  const double seconds = seconds_between(swap.began, Clock::now());
  std::swap(seat_, swap.seat);
  binary_ = swap.binary;
  places_said_.clear();
  sites_seen_ = 0;
  // The old one goes, and with it its module.
  swap.seat->plugin().set_listener(nullptr);
  vitals_.enter(Phase::closing);
  swap.seat->player().end();
  swap.seat.reset();
  vitals_.enter(Phase::playing);
  if (device_ != nullptr) device_->set_latency(seat_->plugin().latency());
  std::string note = swap.note;
  const std::uint32_t outputs = std::max(1u, seat_->player().outputs());
  if (seat_->player().inputs() > inputs_ || outputs > outputs_) {
    note += std::string(note.empty() ? "" : "; ") + "it has " +
            channels_text(seat_->player().inputs(), outputs) +
            " now, and the device was opened for " + channels_text(inputs_, outputs_) +
            ": begin again for all of them";
  }
  const json facts = {
      {"seconds", seconds}, {"state", swap.state_bytes}, {"notes", handed.notes}, {"note", note}};
  send_state();
  link_.send(Word::swapped, facts.dump());
}

}  // namespace attacca::dev
