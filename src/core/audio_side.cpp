// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "core/audio_side.hpp"

#include <algorithm>
#include <limits>
#include <thread>
#include <utility>

#include "base/limits.hpp"
#include "platform/denormals_off.hpp"

namespace attacca::core {

/// Somebody's presence inside.
class AudioSide::Entry {
 public:
  enum class Patience : std::uint8_t { none, wait };

  Entry(AudioSide& side, Patience patience) noexcept : side_(side) {
    inside_ = !side_.taken_.exchange(true, std::memory_order_acquire);
    while (!inside_ && patience == Patience::wait) {
      std::this_thread::yield();
      inside_ = !side_.taken_.exchange(true, std::memory_order_acquire);
    }
  }
  ~Entry() {
    if (inside_) side_.taken_.store(false, std::memory_order_release);
  }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  explicit operator bool() const noexcept { return inside_; }

 private:
  AudioSide& side_;
  bool inside_;
};

[[gnu::cold]] AudioSide::AudioSide(Plugin& plugin, ParamStore& params, Echoes& echoes,
                                   TrackInfoHub& track_info, TrackObserver* observer,
                                   HostServices& services, const detail::PluginEntry& entry)
    : plugin_(plugin),
      params_(params),
      echoes_(echoes),
      track_info_(track_info),
      observer_(observer),
      services_(services),
      info_(entry.info),
      split_at_params_(info_.split_at == SplitAt::parameters ||
                       info_.split_at == SplitAt::notes_and_parameters),
      split_at_notes_(info_.split_at == SplitAt::notes ||
                      info_.split_at == SplitAt::notes_and_parameters),
      smallest_(info_.smallest_piece),
      double_path_(entry.make_double_path == nullptr ? nullptr : entry.make_double_path(plugin)),
      around_(plugin.around_) {
  facts_.note_outputs = static_cast<std::uint32_t>(info_.notes_out.size());
  facts_.voices = info_.voices;
  voices_.store(info_.voices, std::memory_order_relaxed);
}

[[gnu::cold]] bool AudioSide::start(const AudioLayout& layout, const BufferConfig& config) {
  const Entry entry(*this, Entry::Patience::wait);
  BufferConfig bounded = config;
  bounded.max_block_frames = std::min(config.max_block_frames, kMostPartFrames);
  bounded.min_block_frames = std::min(config.min_block_frames, bounded.max_block_frames);
  router_.allocate(layout, bounded.max_block_frames, double_path_ != nullptr);
  views_.allocate(router_);
  if (double_path_ != nullptr) double_path_->allocate(router_);
  lost_events_.store(0, std::memory_order_relaxed);
  lost_an_end_.store(false, std::memory_order_relaxed);
  queue_.allocate(wants_events() ? info_.event_room : 0);
  params_.begin_callback();
  params_.prepare(bounded.sample_rate);
  echoes_.set_sample_rate(bounded.sample_rate);
  facts_.sample_rate = bounded.sample_rate;
  facts_.pool = info_.thread_pool ? services_.thread_pool() : nullptr;
  // What process() has set before holds: it may be the only place that knows.
  detail::InitFacts facts{.latency = facts_.latency, .tail = tail(), .voices = facts_.voices};
  InitContext context(facts);
  if (!plugin_.initialize(layout, bounded, context)) return false;
  if (around_ != nullptr) {
    around_->allocate(layout, bounded, facts.latency, double_path_ != nullptr);
    least_tail_ = facts.latency;
  }
  facts_.latency = facts.latency;
  latency_.store(facts.latency, std::memory_order_relaxed);
  facts_.voices = facts.voices;
  if (note_voices()) services_.main_thread().want();
  tail_.store(facts.tail, std::memory_order_relaxed);
  declared_tail_ = facts.tail_is_declared ? facts.tail : 0;
  reset_wanted_.store(false, std::memory_order_relaxed);
  reset_inside();
  running_.store(true, std::memory_order_release);
  return true;
}

/// Whether anything can happen within a buffer.
[[gnu::cold]] bool AudioSide::wants_events() const noexcept {
  const auto params = plugin_.params().all();
  return !info_.notes_in.empty() ||
         std::any_of(params.begin(), params.end(), [this](const Param* param) {
           return !param->flags().read_only && !splits_at(*param);
         });
}

[[gnu::cold]] void AudioSide::stop() noexcept {
  const Entry entry(*this, Entry::Patience::wait);
  if (!running_.exchange(false, std::memory_order_acq_rel)) return;
  plugin_.deactivate();
}

void AudioSide::reset_inside() noexcept {
  // First what has come already: it belongs to the new beginning and must not glide into it.
  params_.begin_callback();
  queue_.clear();
  plugin_.reset();
  if (around_ != nullptr) around_->reset();
  params_.snap();
  fresh_ = true;
}

void AudioSide::reset() noexcept {
  const Entry entry(*this, Entry::Patience::none);
  if (entry) {
    if (running()) reset_inside();
  } else {
    reset_wanted_.store(true, std::memory_order_release);
  }
}

void AudioSide::settle() noexcept {
  if (running()) return;
  const Entry entry(*this, Entry::Patience::none);
  if (entry && !running()) params_.begin_callback();
}

void AudioSide::flush(ParamEventSource* in, ParamEventSink* out) noexcept {
  if (echoes_.armed()) {
    // Only the audio side can tell an echo from news.
    const Entry entry(*this, Entry::Patience::none);
    note_all(in, static_cast<bool>(entry));
  } else {
    note_all(in, false);
  }
  settle();
  if (out != nullptr) params_.report(*out, 0);
}

// One function for the whole way of a block: it runs in every callback of every instance.
[[gnu::flatten]] ProcessStatus AudioSide::process(const Block& block) noexcept {
  const Entry entry(*this, Entry::Patience::none);
  if (!entry) {
    // A second callback beside the first, or one beside activation.
    flush(block.events_in, nullptr);
    ChannelRouter::clear_outputs(block);
    return ProcessStatus::error();
  }
  return process_inside(block);
}

ProcessStatus AudioSide::process_inside(const Block& block) noexcept {
  const DenormalsOff denormals_off;
  params_.begin_callback();
  ProcessStatus status = ProcessStatus::normal();
  const bool is_offered = !block.has_doubles || double_path_ != nullptr;
  if (running() && block.frames > 0 && is_offered) {
    // Looking is cheaper than writing, and nearly always enough.
    if (!blocks_.load(std::memory_order_relaxed)) blocks_.store(true, std::memory_order_relaxed);
    if (reset_wanted_.load(std::memory_order_relaxed) &&
        reset_wanted_.exchange(false, std::memory_order_acquire)) {
      reset_inside();
    }
    facts_.track_info = &track_info_.begin_callback(facts_.track_info_changed);
    if (observer_ != nullptr && facts_.track_info_changed) observer_->audio_saw(*facts_.track_info);
    facts_.mode = block.mode;
    facts_.clock = block.clock;
    echoes_.advance(block.frames);
    status = run(block);
    note_tail(status);
    note_latency();
    note_news();
    router_.clear_beyond_layout(block);
  } else {
    apply_all(block.events_in);
    ChannelRouter::clear_outputs(block);
    if (!is_offered) status = ProcessStatus::error();
  }
  if (status.kind() == ProcessStatus::Kind::error) ChannelRouter::clear_outputs(block);
  if (block.events_out != nullptr) {
    params_.report(*block.events_out, block.frames > 0 ? block.frames - 1 : 0);
  }
  return status;
}

inline bool AudioSide::splits_at(const Param& param) const noexcept {
  const Split split = param.flags().split;
  return split == Split::as_plugin ? split_at_params_ : split == Split::always;
}

/// Whether an event begins a new piece of the block. What the transport does always has an effect
/// on all that follows.
inline bool AudioSide::splits_at(const ParamEvent& event) const noexcept {
  if (event.param != nullptr) return splits_at(*event.param);
  return event.transport != nullptr || (split_at_notes_ && queue_.is_wanted());
}

/// Where a block is cut for what happens at `frame`: neither part may be shorter than the smallest
/// piece. `at` where it cannot be cut.
inline std::uint32_t AudioSide::cut_for(std::uint32_t frame, std::uint32_t at,
                                        std::uint32_t frames) const noexcept {
  if (smallest_ <= 1) return frame;
  if (frames - at < 2 * smallest_ || frame - at < smallest_) return at;
  return std::min(frame, frames - smallest_);
}

/// Uses the pending event for the piece that begins at `at` and reads the next.
inline void AudioSide::take_event(std::uint32_t at, std::uint32_t limit) noexcept {
  if (queue_.is_wanted()) {
    queue_event(event_.frame <= at ? 0 : std::min(event_.frame, limit - 1) - at);
  } else {
    apply(event_);
  }
  pending_ = events_->next(event_);
}

/// Applies the pending event, and lets the plugin have it at `frame` of the piece.
inline void AudioSide::queue_event(std::uint32_t frame) noexcept {
  if (event_.for_plugin() != nullptr) return queue_.push(frame, *event_.other);
  if (event_.param == nullptr) return apply(event_);
  if (event_.modulates) {
    apply(event_);
    auto& by = queue_.push<ParamModulation>(frame);
    by.param = event_.param;
    by.amount = event_.normalized;
  } else {
    const double before = ParamStore::working(*event_.param);
    apply(event_);
    auto& to = queue_.push<ParamValue>(frame);
    to.param = event_.param;
    to.normalized = ParamStore::working(*event_.param);
    to.before = before;
  }
}

/// Takes the events of the piece that begins at `at`, and says where it ends.
inline std::uint32_t AudioSide::take_piece(const Block& block, std::uint32_t at) noexcept {
  if (at == laid_out_to_) {
    laid_out_from_ = at;
    laid_out_to_ += router_.enter(block, at, std::min(router_.max_frames(), block.frames - at));
  }
  const std::uint32_t limit = laid_out_to_;
  while (pending_) {
    if (event_.frame > at) {
      // What lies beyond the block is for its end, or for the next one.
      if (event_.frame >= limit && (limit < block.frames || splits_at(event_))) return limit;
      if (splits_at(event_)) {
        const std::uint32_t cut = cut_for(event_.frame, at, block.frames);
        if (cut > at) return std::min(cut, limit);
      }
    }
    if (queue_.is_wanted() && queue_.is_full()) {
      return std::clamp(event_.frame, at + 1, limit);
    }
    take_event(at, limit);
  }
  return limit;
}

/// What is left lies at the block's end or beyond it.
inline void AudioSide::finish_events() noexcept {
  for (; pending_; pending_ = events_->next(event_)) {
    if (event_.for_plugin() != nullptr) {
      queue_.keep(*event_.other);
    } else {
      apply(event_);
    }
  }
}

ProcessStatus AudioSide::run(const Block& block) noexcept {
  events_ = block.events_in;
  pending_ = events_ != nullptr && events_->next(event_);
  laid_out_from_ = laid_out_to_ = 0;
  transport_ = block.transport;
  transport_from_ = 0;
  facts_.output = block.events_out == nullptr ? nullptr : block.events_out->events();
  if (queue_.is_wanted()) make_up_for_lost();
  facts_.dropped_events = queue_.take_dropped();
  facts_.points_are_lines = block.points_are_lines;
  ProcessStatus status = ProcessStatus::normal();
  for (std::uint32_t at = 0; at < block.frames;) {
    const std::uint32_t end = take_piece(block, at);
    if (fresh_) {
      // What has come up to the first sample after a reset is where it begins.
      params_.snap();
      fresh_ = false;
    }
    const bool failed = status.kind() == ProcessStatus::Kind::error;
    const ProcessStatus part = run_piece(block, at, end - at);
    if (!failed) status = part;
    at = end;
  }
  finish_events();
  return status;
}

/// Runs the plugin over `frames` frames from `at` on.
inline ProcessStatus AudioSide::run_piece(const Block& block, std::uint32_t at,
                                          std::uint32_t frames) noexcept {
  const std::uint32_t from = at - laid_out_from_;
  facts_.set_transport(transport_, std::int64_t{at} - transport_from_);
  facts_.piece_from = at;
  facts_.piece_frames = frames;
  if (queue_.is_wanted()) facts_.events = queue_.first(frames);
  ProcessContext context(facts_);
  if (around_ != nullptr) around_->before(router_, from, frames);
  const ProcessStatus status = block.has_doubles
                                   ? double_path_->process(router_, from, frames, context)
                                   : plugin_.process(views_.main(router_, from, frames),
                                                     views_.aux(router_, from, frames), context);
  if (around_ != nullptr) around_->after(router_, from, frames);
  facts_.track_info_changed = false;
  if (queue_.is_wanted()) {
    queue_.advance(frames, facts_.events.size());
    facts_.dropped_events = 0;
  }
  return status;
}

inline void AudioSide::apply(const ParamEvent& event) noexcept {
  if (event.param != nullptr) {
    if (event.modulates) {
      params_.apply_modulation(*event.param, event.normalized);
    } else if (echoes_.take_event(event.param->index(), event.normalized,
                                  [&event] { return event.param->normalized(); })) {
      params_.apply_event(*event.param, event.normalized);
    }
  } else if (event.transport != nullptr) {
    transport_ = event.transport;
    transport_from_ = event.frame;
  }
}

/// `own`: whether the audio side is ours.
void AudioSide::note_all(ParamEventSource* events, bool own) noexcept {
  ParamEvent event;
  while (events != nullptr && events->next(event)) {
    if (event.for_plugin() != nullptr && running()) {
      // The count last: who sees it sees the end too, and nobody looks for one without it.
      if (EventQueue::ends_notes(*event.other)) {
        lost_an_end_.store(true, std::memory_order_relaxed);
      }
      lost_events_.fetch_add(1, std::memory_order_release);
    }
    Param* const param = event.param;
    if (param == nullptr || event.modulates) continue;  // modulation is of a moment
    const auto current = [param] { return param->normalized(); };
    if (own && !echoes_.take_event(param->index(), event.normalized, current)) continue;
    params_.note(*param, event.normalized);
  }
}

/// What came beside a callback is counted, and no note hangs for want of its end.
inline void AudioSide::make_up_for_lost() noexcept {
  if (lost_events_.load(std::memory_order_relaxed) == 0) return;
  queue_.count_dropped(lost_events_.exchange(0, std::memory_order_acquire));
  if (lost_an_end_.exchange(false, std::memory_order_relaxed)) queue_.keep(Event(0, NoteOff{}));
}

/// Of a callback without frames: what is for the plugin alone waits for one that has some.
void AudioSide::apply_all(ParamEventSource* events) noexcept {
  ParamEvent event;
  while (events != nullptr && events->next(event)) {
    if (event.for_plugin() != nullptr && running()) {
      queue_.keep(*event.other);
    } else {
      apply(event);
    }
  }
}

inline void AudioSide::note_tail(ProcessStatus status) noexcept {
  using Kind = ProcessStatus::Kind;
  std::uint32_t tail = status.kind() == Kind::normal ? declared_tail_ : status.tail_samples();
  if (status.kind() == Kind::keep_alive) tail = std::numeric_limits<std::uint32_t>::max();
  tail = std::max(tail, least_tail_);
  if (status.kind() != Kind::error) tail_.store(tail, std::memory_order_relaxed);
}

inline void AudioSide::note_latency() noexcept {
  if (facts_.latency == latency_.load(std::memory_order_relaxed)) return;
  latency_.store(facts_.latency, std::memory_order_relaxed);
  services_.main_thread().want_from_audio();
}

/// True if the number is another one; the host hears of it on the main thread.
bool AudioSide::note_voices() noexcept {
  facts_.voices = std::clamp(facts_.voices, std::min(info_.voices, 1u), info_.voices);
  if (facts_.voices == voices()) return false;
  voices_.store(facts_.voices, std::memory_order_relaxed);
  news_.fetch_or(detail::kNewsVoices, std::memory_order_release);
  return true;
}

inline void AudioSide::note_news() noexcept {
  if (facts_.news == 0 && facts_.voices == voices()) return;
  const bool has_news = facts_.news != 0;
  news_.fetch_or(std::exchange(facts_.news, 0), std::memory_order_release);
  if (note_voices() || has_news) services_.main_thread().want_from_audio();
}

}  // namespace attacca::core
