// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/strip.hpp"

#include <algorithm>
#include <span>

namespace attacca::host {

namespace {

/// Of one block; both formats' lists have room for more.
constexpr std::size_t kMostNotes = 1024;

/// No plugin is believed more: 22 s at 48 kHz.
constexpr std::uint32_t kMostLatency = 1u << 20;

std::uint32_t latency_of(const Slot& slot) {
  return std::min(slot.instance.latency(), kMostLatency);
}

}  // namespace

Slot::Slot(PluginInstance& plugin, std::uint32_t max_frames, bool has_listeners)
    : instance(plugin),
      memory(plugin.ports(), max_frames),
      takes_notes(!plugin.ports().note_inputs.empty()) {
  if (!has_listeners || plugin.ports().note_outputs.empty()) return;
  sent = std::make_unique<NoteBuffer>();
  instance.tap_notes(sent.get(), TapMode::beside);
}

Slot::~Slot() {
  if (sent != nullptr) instance.tap_notes(nullptr);
}

Strip::Strip(Track& track, std::uint32_t channels, std::uint32_t max_frames, std::uint64_t position,
             bool is_source)
    : track_(track), samples_(std::size_t{channels} * max_frames), channels_(channels) {
  const std::uint64_t length = track.clip().frames();
  clip_position_ = track.loops() && length > 0 ? position % length : std::min(position, length);
  for (std::size_t i = 0; i < channels; ++i) channels_[i] = samples_.data() + i * max_frames;
  const auto notes = track.notes().items();
  const auto first = std::lower_bound(
      notes.begin(), notes.end(), position,
      [](const NoteClip::Item& item, std::uint64_t wanted) { return item.position < wanted; });
  next_note_ = static_cast<std::size_t>(first - notes.begin());
  block_notes_.resize(std::min(notes.size(), kMostNotes));
  if (!track.sidechains_.empty()) {
    sidechain_samples_.resize(samples_.size());
    sidechain_.resize(channels);
    for (std::size_t i = 0; i < channels; ++i) {
      sidechain_[i] = sidechain_samples_.data() + i * max_frames;
    }
  }
  for (const auto& instance : track.chain()) {
    const bool has_listeners = is_source || instance != track.chain().back();
    slots_.push_back(std::make_unique<Slot>(*instance, max_frames, has_listeners));
  }
}

void Strip::listen_to(Strip& source) {
  if (received_ == nullptr) received_ = std::make_unique<NoteBuffer>();
  sources_.push_back(&source);
}

std::uint32_t Strip::source_latency() const {
  std::uint32_t latency = 0;
  for (const Strip* const source : sources_) latency = std::max(latency, source->note_latency());
  return latency;
}

std::uint32_t Strip::note_latency() const {
  std::uint32_t latency = source_latency();
  std::uint32_t until_sender = latency;
  for (const auto& slot : slots_) {
    latency += latency_of(*slot);
    if (slot->sent != nullptr) until_sender = latency;
  }
  return until_sender;
}

std::uint32_t Strip::latency() const {
  std::uint32_t latency = source_latency();
  for (const auto& slot : slots_) latency += latency_of(*slot);
  return latency;
}

void Strip::delay(std::uint32_t frames) {
  delay_ = DelayLine(channels_.size(), frames);
}

void Strip::read_clip(std::uint32_t frames) noexcept {
  const AudioClip& clip = track_.clip();
  const std::uint64_t length = clip.frames();
  std::uint32_t done = 0;
  while (done < frames) {
    if (track_.loops() && length > 0 && clip_position_ >= length) clip_position_ = 0;
    const std::uint64_t left = clip_position_ < length ? length - clip_position_ : 0;
    const auto take = static_cast<std::uint32_t>(std::min<std::uint64_t>(frames - done, left));
    const std::uint32_t count = take > 0 ? take : frames - done;  // past the end: silence
    for (std::size_t i = 0; i < channels_.size(); ++i) {
      float* const target = channels_[i] + done;
      if (take > 0 && i < clip.channels.size()) {
        std::copy_n(clip.channels[i].data() + clip_position_, count, target);
      } else {
        std::fill_n(target, count, 0.0f);
      }
    }
    clip_position_ += take;
    done += count;
  }
}

std::span<const NoteEvent> Strip::read_notes(std::uint32_t frames,
                                             std::uint64_t position) noexcept {
  const auto notes = track_.notes().items();
  std::size_t count = 0;
  while (next_note_ < notes.size() && count < block_notes_.size() &&
         notes[next_note_].position < position + frames) {
    const NoteClip::Item& item = notes[next_note_++];
    block_notes_[count] = item.event;
    block_notes_[count].frame =
        static_cast<std::uint32_t>(std::max(item.position, position) - position);
    ++count;
  }
  return std::span(block_notes_).first(count);
}

bool Strip::read_sidechain(std::uint32_t frames, std::uint64_t position) noexcept {
  const std::uint64_t wanted = track_.sidechain_.load(std::memory_order_acquire);
  if (wanted != track_.sidechain_seen_) {
    track_.sidechain_seen_ = wanted;
    track_.sidechain_began_ = position;
  }
  const std::uint64_t number = wanted & 0xffffffffu;
  if (number == 0 || number > track_.sidechains_.size() || sidechain_.empty()) return false;
  const AudioClip& clip = track_.sidechains_[number - 1];
  const std::uint64_t length = clip.frames();
  std::uint64_t at = position - track_.sidechain_began_;
  for (std::uint32_t i = 0; i < frames; ++i, ++at) {
    const bool is_over = length == 0 || (at >= length && !track_.sidechain_loops_);
    for (std::size_t channel = 0; channel < sidechain_.size(); ++channel) {
      const bool is_there = !is_over && channel < clip.channels.size();
      sidechain_[channel][i] = is_there ? clip.channels[channel][at % length] : 0.0f;
    }
  }
  return true;
}

bool Strip::is_ready(Slot& slot) noexcept {
  switch (slot.state.load(std::memory_order_acquire)) {
    case Slot::State::running:
      return true;
    case Slot::State::starting: {
      const bool started = slot.instance.start_processing();
      slot.state.store(started ? Slot::State::running : Slot::State::refused,
                       std::memory_order_release);
      return started;
    }
    case Slot::State::park_wanted:
      slot.instance.stop_processing();
      slot.state.store(Slot::State::parked, std::memory_order_release);
      return false;
    case Slot::State::refused:
    case Slot::State::parked:
      return false;
  }
  return false;
}

std::uint64_t Strip::play(std::uint32_t frames, const Transport& transport,
                          std::int64_t steady_frames, std::uint64_t deadline_ns) noexcept {
  std::uint64_t visited_ns = 0;
  read_clip(frames);
  const bool has_sidechain = read_sidechain(frames, static_cast<std::uint64_t>(steady_frames));
  const std::span<const float* const> sidechain =
      has_sidechain ? std::span<const float* const>(sidechain_) : std::span<const float* const>();
  std::span<const NoteEvent> notes = read_notes(frames, static_cast<std::uint64_t>(steady_frames));
  std::size_t foreign = 0;  // of these: what other plugins sent
  if (received_ != nullptr) {
    const std::size_t own = notes.size();
    received_->begin(frames);
    received_->add(notes);
    for (const Strip* const source : sources_) received_->add(source->sent());
    notes = received_->events();
    foreign = notes.size() - std::min(own, notes.size());
  }
  sent_ = {};
  const bool is_alone = slots_.size() == 1;
  const NoteBuffer* way = received_.get();  // by which the notes came
  for (std::size_t place = 0; place < slots_.size(); ++place) {
    Slot* const slot = slots_[place].get();
    if (slot->sent != nullptr) slot->sent->begin(frames);
    if (!is_ready(*slot)) continue;
    const bool takes_notes = slot->takes_notes || is_alone;
    if (slot->instance.profile().empty_blocks) slot->instance.process_empty();
    slot->memory.load(channels_, frames, sidechain);
    ProcessBlock block;
    block.frames = frames;
    block.inputs = slot->memory.inputs();
    block.outputs = slot->memory.outputs();
    if (takes_notes) block.notes = notes;
    block.transport = &transport;
    block.steady_frames = steady_frames;
    block.deadline_ns = deadline_ns == 0 ? 0 : deadline_ns + visited_ns;
    if (slot->instance.process(block) != ProcessStatus::error) {
      slot->memory.store(channels_, frames);
    }
    visited_ns += block.visited_ns;
    if (takes_notes) {
      Track::NoteTraffic& traffic = track_.traffic_[place];
      traffic.events.fetch_add(foreign, std::memory_order_relaxed);
      if (way != nullptr) traffic.lost.store(way->lost(), std::memory_order_relaxed);
      notes = {};
    }
    if (slot->sent != nullptr) {
      notes = sent_ = slot->sent->events();
      foreign = notes.size();
      way = slot->sent.get();
    }
  }
  delay_.play(channels_, frames);
  return visited_ns;
}

bool Strip::is_restarting() noexcept {
  bool restarting = false;
  for (const auto& slot : slots_) {
    if (slot->state.load(std::memory_order_acquire) == Slot::State::park_wanted) is_ready(*slot);
    const Slot::State state = slot->state.load(std::memory_order_acquire);
    restarting = restarting || state == Slot::State::parked ||
                 (state == Slot::State::running && slot->instance.wants_restart());
  }
  return restarting;
}

bool Strip::has_room_for_notes() noexcept {
  return std::all_of(slots_.begin(), slots_.end(),
                     [](const auto& slot) { return slot->instance.has_room_for_notes(); });
}

void Strip::stop() noexcept {
  for (const auto& slot : slots_) {
    if (slot->instance.is_processing()) slot->instance.stop_processing();
    slot->state.store(Slot::State::parked, std::memory_order_release);
  }
}

}  // namespace attacca::host
