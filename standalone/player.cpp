// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "standalone/player.hpp"

#include <algorithm>

#include "host/plugin/midi_message.hpp"

namespace attacca::standalone {
namespace {

/// Of one block; the format's lists have room for as many.
constexpr std::size_t kMostNotes = 2048;

void silence(const audio_io::AudioBlock& block, std::uint32_t from, std::uint32_t frames) noexcept {
  for (float* const channel : block.outputs) std::fill_n(channel + from, frames, 0.0f);
}

}  // namespace

Player::Side::Side(const std::vector<host::PortInfo>& infos) {
  for (const host::PortInfo& info : infos) channels += info.channel_count;
  pointers.resize(channels);
  std::size_t first = 0;
  for (const host::PortInfo& info : infos) {
    ports.push_back({.channels = std::span(pointers).subspan(first, info.channel_count)});
    first += info.channel_count;
  }
}

void Player::Side::point_at(std::span<float* const> device, std::uint32_t from) noexcept {
  for (std::size_t i = 0; i < pointers.size(); ++i) pointers[i] = device[i] + from;
  for (host::PortBuffers& port : ports) port.silent_channels = 0;
}

Player::Player(host::PluginInstance& instance, const host::Transport& song)
    : instance_(instance),
      song_(song),
      in_(instance.ports().inputs),
      out_(instance.ports().outputs),
      notes_(kMostNotes) {
  song_.is_playing = true;
  instance_.tap_notes(this);
}

Player::~Player() {
  end();
  instance_.tap_notes(nullptr);
}

Result<void> Player::begin(double sample_rate, std::uint32_t most_frames) {
  sample_rate_ = sample_rate;
  most_frames_ = most_frames;
  if (auto active = instance_.activate(sample_rate, most_frames); !active) return active;
  song_.position_frames = static_cast<std::int64_t>(song_.seconds() * sample_rate);
  song_.sample_rate = sample_rate;
  state_.store(State::starting, std::memory_order_release);
  return {};
}

void Player::end() {
  state_.store(State::parked, std::memory_order_release);
  instance_.deactivate();
}

void Player::stop() noexcept {
  const State state = state_.load(std::memory_order_acquire);
  if (state == State::running || state == State::park_wanted) instance_.stop_processing();
  // Only now may the main thread deactivate it.
  state_.store(State::parked, std::memory_order_release);
}

Result<bool> Player::attend() {
  State state = state_.load(std::memory_order_acquire);
  if (state == State::running && instance_.wants_restart()) {
    state_.compare_exchange_strong(state, State::park_wanted, std::memory_order_acq_rel);
    return false;
  }
  if (state != State::parked || !instance_.wants_restart()) return false;
  instance_.clear_restart();
  instance_.deactivate();
  if (auto active = instance_.activate(sample_rate_, most_frames_); !active) {
    return tl::unexpected(active.error());
  }
  state_.store(State::starting, std::memory_order_release);
  return true;
}

bool Player::is_ready() noexcept {
  switch (state_.load(std::memory_order_acquire)) {
    case State::running:
      return true;
    case State::starting: {
      const bool started = instance_.start_processing();
      state_.store(started ? State::running : State::refused, std::memory_order_release);
      return started;
    }
    case State::park_wanted:
      instance_.stop_processing();
      state_.store(State::parked, std::memory_order_release);
      return false;
    case State::refused:
    case State::parked:
      return false;
  }
  return false;
}

void Player::process(const audio_io::AudioBlock& block) noexcept {
  next_midi_ = 0;
  midi_out_ = block.midi_out;
  const bool is_playing = is_ready();
  for (std::uint32_t from = 0; from < block.frames;) {
    const std::uint32_t frames = std::min(block.frames - from, std::max(most_frames_, 1u));
    if (is_playing) {
      play_piece(block, from, frames);
    } else {
      silence(block, from, frames);
    }
    song_.position_frames += frames;
    steady_ += frames;
    from += frames;
  }
  if (!is_playing) dropped_.fetch_add(block.midi_in.size(), std::memory_order_relaxed);
}

void Player::play_piece(const audio_io::AudioBlock& block, std::uint32_t from,
                        std::uint32_t frames) noexcept {
  in_.point_at(block.inputs, from);
  out_.point_at(block.outputs, from);
  piece_from_ = from;
  host::ProcessBlock piece;
  piece.frames = frames;
  piece.inputs = in_.ports;
  piece.outputs = out_.ports;
  piece.notes = read_midi(block, from, frames);
  piece.transport = &song_;
  piece.steady_frames = steady_;
  if (instance_.process(piece) == host::ProcessStatus::error) silence(block, from, frames);
}

std::span<const host::NoteEvent> Player::read_midi(const audio_io::AudioBlock& block,
                                                   std::uint32_t from,
                                                   std::uint32_t frames) noexcept {
  std::size_t count = 0;
  std::uint64_t dropped = 0;
  for (; next_midi_ < block.midi_in.size(); ++next_midi_) {
    const audio_io::MidiMessage& message = block.midi_in[next_midi_];
    if (message.frame >= from + frames) break;
    const auto event = host::note_event_of(message.frame, message.bytes);
    if (!event || count == notes_.size()) {
      ++dropped;
      continue;
    }
    notes_[count] = *event;
    notes_[count++].frame = std::max(message.frame, from) - from;
  }
  if (dropped > 0) dropped_.fetch_add(dropped, std::memory_order_relaxed);
  return std::span(notes_).first(count);
}

void Player::note(const host::NoteEvent& event) noexcept {
  if (midi_out_ == nullptr) return;
  if (const auto message = host::midi_bytes_of(event)) {
    (void)midi_out_->send(piece_from_ + event.frame, message->all());
  }
}

}  // namespace attacca::standalone
