// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/plugin_instance.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <chrono>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include <time.h>

#include "host/plugin/instance_exchange.hpp"

namespace attacca::host {

namespace {

thread_local const PluginInstance* t_audio_instance = nullptr;
thread_local const PluginInstance* t_main_instance = nullptr;

// Where profiles have plugins wait for track info, they wait so many blocks.
constexpr std::uint64_t kLateBlocks = 8;

std::uint64_t now_ns() noexcept {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(now.tv_nsec);
}

// All exponent bits set: infinity or not a number. On the bits, so that no compiler flag about
// floating point can fold it away.
bool all_finite(const float* samples, std::uint32_t frames) noexcept {
  std::uint32_t bad = 0;
  for (std::uint32_t i = 0; i < frames; ++i) {
    bad |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(samples[i]) & 0x7f800000u) ==
                                      0x7f800000u);
  }
  return bad == 0;
}

}  // namespace

PluginInstance::AudioRole::AudioRole(PluginInstance& instance) noexcept
    : outer_(t_audio_instance), guard_(instance.realtime_offences_) {
  t_audio_instance = &instance;
}

PluginInstance::AudioRole::~AudioRole() {
  t_audio_instance = outer_;
}

PluginInstance::MainRole::MainRole(PluginInstance& instance) noexcept
    : outer_main_(t_main_instance), outer_audio_(t_audio_instance) {
  t_main_instance = &instance;
  t_audio_instance = nullptr;
}

PluginInstance::MainRole::~MainRole() {
  t_main_instance = outer_main_;
  t_audio_instance = outer_audio_;
}

PluginInstance::PluginInstance(PluginDescription description, MainLoop& loop,
                               const HostProfile& profile)
    : description_(std::move(description)),
      profile_(profile),
      loop_(loop),
      exchange_(std::make_unique<Exchange>()),
      hook_(loop.add_hook([this] { pump(); })),
      sleep_rule_(description_.format) {}

PluginInstance::~PluginInstance() {
  assert(!active_ && "a derived class forgot to call shut_down()");
  loop_.remove(hook_);
}

std::uint64_t PluginInstance::callbacks_begun() const noexcept {
  return exchange_->callbacks_begun();
}

bool PluginInstance::on_audio_thread() const noexcept {
  return t_audio_instance == this;
}

bool PluginInstance::has_main_role() const noexcept {
  return t_main_instance == this;
}

template <typename Call>
void PluginInstance::call_life_cycle(Call&& call) {
  if (!profile_.activates_on_worker || !loop_.is_main_thread()) return call();
  changing_.store(true, std::memory_order_release);
  std::atomic<bool> done{false};
  std::thread worker([&] {
    {
      const MainRole role(*this);
      call();
    }
    done.store(true, std::memory_order_release);
    loop_.wake();
  });
  while (!done.load(std::memory_order_acquire)) loop_.run_once(std::chrono::milliseconds(1));
  worker.join();
  changing_.store(false, std::memory_order_release);
}

Result<void> PluginInstance::activate(double sample_rate, std::uint32_t max_frames) {
  if (!is_at_rest()) return fail(description_.name + " is active already; deactivate it first");
  if (!(sample_rate > 0.0) || max_frames == 0) {
    return fail("cannot activate " + description_.name + ": rate and block size must be positive");
  }
  if (!ports_.note_inputs.empty() || !ports_.note_outputs.empty()) exchange_->notes.make_room();
  Result<void> result;
  call_life_cycle([&] {
    result = do_activate(sample_rate, max_frames);
    if (result && profile_.sleeps_when_silent) tail_before_sleep_.store(tail_before_sleep());
    active_.store(result.has_value(), std::memory_order_release);
  });
  return result;
}

void PluginInstance::deactivate() {
  if (!is_active() || changing_.load(std::memory_order_acquire)) return;
  if (is_processing()) stop_processing();
  call_life_cycle([&] {
    do_deactivate();
    asleep_.store(false, std::memory_order_release);
    active_.store(false, std::memory_order_release);
  });
}

Result<void> PluginInstance::set_main_output(const ChannelSet& wanted) {
  if (!is_at_rest()) return fail(description_.name + " is active; deactivate it first");
  return do_set_main_output(wanted);
}

Result<void> PluginInstance::select_layout(std::uint32_t id) {
  if (!is_at_rest()) return fail(description_.name + " is active; deactivate it first");
  return do_select_layout(id);
}

Result<void> PluginInstance::do_select_layout(std::uint32_t /*id*/) {
  return fail(description_.name + " lists no layouts");
}

void PluginInstance::shut_down() {
  if (!profile_.destroys_while_active) return deactivate();
  processing_.store(false, std::memory_order_release);
  active_.store(false, std::memory_order_release);
}

bool PluginInstance::start_processing() noexcept {
  const AudioRole role(*this);
  asleep_.store(false, std::memory_order_release);
  sleep_rule_.begin();
  const bool started = do_start_processing();
  processing_.store(started, std::memory_order_release);
  return started;
}

void PluginInstance::stop_processing() noexcept {
  asleep_.store(false, std::memory_order_release);
  if (!is_processing()) return;  // also where it slept: it has been stopped already
  const AudioRole role(*this);
  do_stop_processing();
  processing_.store(false, std::memory_order_release);
}

void PluginInstance::reset() noexcept {
  const AudioRole role(*this);
  do_reset();
}

ProcessStatus PluginInstance::process(ProcessBlock& block) noexcept {
  auto edits = exchange_->collect(block.edits);
  if (profile_.redundant_parameters && block.frames > 0) {
    edits = exchange_->repeat(edits, block.frames - 1);
  }
  CallbackVisitor* const visitor = block.visitor;
  const bool has_visitor =
      visitor != nullptr || invited_.load(std::memory_order_relaxed) != nullptr;
  bool has_input = false;
  if (profile_.sleeps_when_silent) {
    has_input = !edits.empty() || !block.notes.empty() || has_visitor || !has_silent_inputs(block);
    if (sleeps_through(block, has_input)) return ProcessStatus::sleep;
  }
  const Transport* const transport = block.transport;
  if (profile_.null_transport) block.transport = nullptr;
  if (has_visitor) {
    timed_visitor_.accompany(
        visitor != nullptr ? visitor : invited_.exchange(nullptr, std::memory_order_acquire));
    block.visitor = &timed_visitor_;
  }
  const std::uint64_t begin = now_ns();
  exchange_->begin_callback(begin);
  exchange_->notes.begin_block(block.steady_frames);
  ProcessStatus status;
  {
    const AudioRole role(*this);
    status = doubles_
                 ? doubles_->convert(
                       block, [&](ProcessBlock& wide) noexcept { return do_process(wide, edits); })
                 : do_process(block, edits);
  }
  block.visited_ns = has_visitor ? timed_visitor_.leave() : 0;
  const std::uint64_t end = now_ns() - block.visited_ns;
  block.transport = transport;
  block.visitor = visitor;
  timing_.add(end - begin, block.deadline_ns != 0 && end > block.deadline_ns);
  blocks_.fetch_add(1, std::memory_order_release);
  if (status == ProcessStatus::error) {
    offences_.add(OffenceKind::process_failed);
  } else {
    check_output(block);
  }
  if (profile_.sleeps_when_silent &&
      sleep_rule_.may_sleep(block, status, has_input,
                            tail_before_sleep_.load(std::memory_order_relaxed))) {
    fall_asleep();
  }
  return status;
}

bool PluginInstance::sleeps_through(ProcessBlock& block, bool has_input) noexcept {
  // Cleared before the block: what the plugin asks for in it counts for the next one.
  const bool wakes = wakes_up_.exchange(false, std::memory_order_acquire) || has_input;
  if (!is_asleep()) return false;
  if (wakes) {
    is_waking_ = true;
    const bool started = start_processing();
    is_waking_ = false;
    if (started) return false;
    asleep_.store(true, std::memory_order_release);  // tried again with the next reason
  }
  block.visited_ns = 0;
  silence_outputs(block);
  slept_.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void PluginInstance::fall_asleep() noexcept {
  // clap/plugin.h: stop_processing comes before a plugin is sent to sleep.
  stop_processing();
  asleep_.store(true, std::memory_order_release);
}

void PluginInstance::process_empty() noexcept {
  if (is_asleep()) return;
  ProcessBlock block;
  const auto edits = exchange_->collect({});
  ProcessStatus status;
  {
    const AudioRole role(*this);
    status = do_process(block, edits);
  }
  if (status == ProcessStatus::error) offences_.add(OffenceKind::process_failed);
}

void PluginInstance::check_output(const ProcessBlock& block) noexcept {
  for (const PortBuffers& port : block.outputs) {
    for (std::size_t channel = 0; channel < port.channels.size(); ++channel) {
      if (port.channels[channel] != nullptr && !all_finite(port.channels[channel], block.frames)) {
        offences_.add(OffenceKind::not_a_number_in_output, static_cast<std::uint32_t>(channel));
        return;
      }
    }
    for (std::size_t channel = 0; channel < port.doubles.size(); ++channel) {
      const double* const samples = port.doubles[channel];
      if (!std::all_of(samples, samples + block.frames,
                       [](double s) { return std::isfinite(s); })) {
        offences_.add(OffenceKind::not_a_number_in_output, static_cast<std::uint32_t>(channel));
        return;
      }
    }
  }
}

const ParameterInfo* PluginInstance::find_parameter(ParameterId id) const noexcept {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [id](const ParameterInfo& info) { return info.id == id; });
  return found == parameters_.end() ? nullptr : &*found;
}

const ParameterInfo* PluginInstance::find_parameter(std::string_view name) const noexcept {
  const auto found = std::find_if(parameters_.begin(), parameters_.end(),
                                  [name](const ParameterInfo& info) { return info.name == name; });
  return found == parameters_.end() ? nullptr : &*found;
}

Result<void> PluginInstance::set_parameter(ParameterId id, double value) {
  if (find_parameter(id) == nullptr) {
    return fail(description_.name + " has no parameter " + std::to_string(id));
  }
  const ParameterEdit change = edit(id, value, 0);
  on_set_parameter(change);
  if (!is_active()) {
    do_flush({&change, 1});
    return {};
  }
  if (!exchange_->push_edit(change)) {
    return fail("too many parameter changes wait for the audio thread of " + description_.name +
                "; is it processing?");
  }
  return {};
}

void PluginInstance::set_parameters(std::vector<ParameterInfo> parameters) {
  exchange_->set_parameters(parameters);
  parameters_ = std::move(parameters);
}

void PluginInstance::flush_if_inactive() {
  if (!is_at_rest()) return;
  const auto edits = exchange_->collect({});
  if (!edits.empty()) do_flush(edits);
}

Result<void> PluginInstance::load_state(std::span<const std::byte> state) {
  auto loaded = do_load_state(state);
  if (loaded) follow_loaded_state();
  return loaded;
}

void PluginInstance::follow_loaded_state() {
  std::optional<TrackInfo> sent;
  if (profile_.track_info_after_state > 0 && !holds_track_info()) {
    const std::lock_guard lock(sent_mutex_);
    sent = sent_;
  }
  for (std::uint32_t i = 0; sent && i < profile_.track_info_after_state; ++i) {
    (void)do_send_track_info({*sent, false, {}});
  }
  if (!profile_.reads_parameters_after_load) return;
  for (const ParameterInfo& parameter : parameters_) {
    if (const auto value = parameter_value(parameter.id)) {
      (void)value_to_text(parameter.id, *value);
    }
  }
}

bool PluginInstance::send_track_info(const TrackInfoMessage& message) {
  if (profile_.track_info_late) {
    const std::lock_guard lock(sent_mutex_);
    const bool is_first = !sent_.has_value();
    if (holds_track_info() || (is_first && blocks_.load(std::memory_order_acquire) < kLateBlocks)) {
      sent_ = message.info;
      holds_track_info_.store(true, std::memory_order_release);
      return !track_info_way().empty();
    }
  }
  return send_track(message);
}

void PluginInstance::release_track_info() {
  if (!holds_track_info() || blocks_.load(std::memory_order_acquire) < kLateBlocks) return;
  TrackInfo info;
  {
    const std::lock_guard lock(sent_mutex_);
    info = *std::exchange(sent_, std::nullopt);
    holds_track_info_.store(false, std::memory_order_release);
  }
  (void)send_track({info, false, {}});
}

bool PluginInstance::send_track(const TrackInfoMessage& message) {
  if (!profile_.track_info_on_worker || !loop_.is_main_thread()) return send_track_here(message);
  bool was_called = false;
  std::thread([&] { was_called = send_track_here(message); }).join();
  return was_called;
}

bool PluginInstance::send_track_here(const TrackInfoMessage& message) {
  std::optional<TrackInfo> before;
  {
    const std::lock_guard lock(sent_mutex_);
    before = std::exchange(sent_, message.info);
  }
  TrackInfoMessage passing{message.info, false, {}};
  if (profile_.track_info_unnamed_first && !before) {
    passing.info.name.reset();
    (void)do_send_track_info(passing);
    passing.info.name = message.info.name;
  }
  const bool has_moved = before && before->index != message.info.index;
  if (profile_.track_info_wrong_index_first && has_moved && message.info.index) {
    *passing.info.index += 1;
    (void)do_send_track_info(passing);
  }
  bool was_called = false;
  for (std::uint32_t i = 0; i < profile_.track_info_repeats; ++i) {
    was_called = do_send_track_info(message);
  }
  return was_called;
}

Result<double> PluginInstance::normalized_value(ParameterId id) {
  const auto value = parameter_value(id);
  if (!value) return value;
  return normalized_from_report(id, *value);
}

double PluginInstance::normalized_from_report(ParameterId id, double reported) {
  const ParameterInfo* const info = find_parameter(id);
  if (info == nullptr || !(info->maximum > info->minimum)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return (reported - info->minimum) / (info->maximum - info->minimum);
}

void PluginInstance::deliver_reports() {
  exchange_->deliver([this](const Exchange::Report& from) {
    const bool is_value = from.kind == ReportKind::value;
    if (is_value && from.from_audio) accept_audio_report(from.id, from.reported);
    if (listener_ == nullptr) return;
    ParameterReport report{
        from.kind, from.id, 0.0, 0.0, from.from_audio, from.callback, from.callback_began_ns};
    if (is_value) {
      report.value = plain_from_report(from.id, from.reported);
      report.normalized = normalized_from_report(from.id, from.reported);
    }
    listener_->on_parameter_report(*this, report);
  });
}

void PluginInstance::deliver_notes() {
  exchange_->notes.deliver([this](const NoteReport& report) {
    if (listener_ != nullptr) listener_->on_note_report(*this, report);
  });
}

std::uint64_t PluginInstance::notes_left_out() const noexcept {
  return exchange_->notes_left_out.load(std::memory_order_relaxed);
}

void PluginInstance::tap_notes(NoteTap* tap, TapMode mode) noexcept {
  exchange_->notes.set_tap(tap, mode);
}

std::uint64_t PluginInstance::note_reports_lost() const noexcept {
  return exchange_->notes.lost();
}

bool PluginInstance::has_room_for_notes() noexcept {
  return exchange_->notes.has_room(NoteReports::kReports / 2);
}

void PluginInstance::pump() {
  release_track_info();
  do_pump();
  if (profile_.sleeps_when_silent && is_active() && !changing_.load(std::memory_order_acquire)) {
    tail_before_sleep_.store(tail_before_sleep(), std::memory_order_relaxed);
  }
  flush_if_inactive();
  deliver_reports();
  deliver_notes();
}

}  // namespace attacca::host
