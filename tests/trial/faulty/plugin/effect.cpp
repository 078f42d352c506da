// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "faulty/plugin/effect.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <xmmintrin.h>

#include "faulty/plugin/this_fault.hpp"

namespace attacca::faulty {

namespace {

constexpr std::size_t kGain = 0;
constexpr std::size_t kBypass = 1;
constexpr double kDigestRange = 4294967295.0;

std::array<std::array<float, Effect::kEcho>, Effect::kChannels> g_shared_echo{};
std::atomic<double> g_shared_trail{0.5};

/// A reader that calls itself for every level.
int levels_of(std::span<const std::byte> text) {
  volatile char frame[4096];  // volatile: it must stay
  const char first = text.empty() ? '\0' : static_cast<char>(text[0]);
  frame[0] = first;
  if (first != '[' && first != '{') return 0;
  const int below = levels_of(text.subspan(1));
  return below + (frame[0] == first ? 1 : 0);
}

}  // namespace

const char* name_of(const FactoryPreset& preset) noexcept {
  const bool is_last = preset.key == kPresets.back().key;
  return is(Fault::preset_without_name) && is_last ? "" : preset.name;
}

ParamFacts facts_of(std::size_t index) noexcept {
  const double gain = is(Fault::default_out_of_range) ? 1.5 : 0.5;
  const std::array<ParamFacts, kParams> facts = {{
      {"Gain", "", gain, 0, false, false},
      {"Bypass", "", 0.0, 1, true, false},
      {"Audio: digest seen", "", 0.0, 0, false, true},
      {"Editor: digest seen", "", 0.0, 0, false, true},
  }};
  return facts[std::min(index, kParams - 1)];
}

Effect::Effect() : track_(make_track_cell()) {
  values_[kGain] = 0.5;
  values_[kBypass] = 0.0;
  if (is(Fault::leaks_thread)) {
    std::thread([] {
      for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    }).detach();
  }
  if (is(Fault::leaks_descriptor)) (void)open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (is(Fault::leaks_memory_each_instance)) leak();
  if (is(Fault::takes_signal_handler)) std::signal(SIGFPE, SIG_IGN);
}

Effect::~Effect() {
  if (is(Fault::crashes_destroyed_active) && is_active_) std::raise(SIGSEGV);
  if (is(Fault::aborts_with_edits_waiting) && has_edits_waiting_) std::abort();
}

void Effect::activate() {
  if (is(Fault::hangs_on_second_activation) && ++activations_ > 1) {
    for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
  }
  is_active_ = true;
  has_reported_ = false;
  if (is(Fault::field_lost_by_activation)) trail() = 0.5;
  reset();
  if (!is(Fault::reactivation_keeps_notes)) voices_.reset();
}

void Effect::deactivate() {
  is_active_ = false;
  if (is(Fault::silent_after_load)) mutes_ = false;
}

std::uint32_t Effect::latency() const noexcept {
  if (is(Fault::reports_half_its_latency)) return kEcho / 2;
  return is(Fault::bypass_not_delayed) ? kEcho : 0;
}

void Effect::reset() noexcept {
  if (is(Fault::reset_keeps_tail) || is(Fault::not_a_number_for_ever)) return;
  echo_ = {};
  echo_at_ = 0;
  bypassed_ = values_[kBypass] >= 0.5 ? 1.0f : 0.0f;
  modulation_ = 0.0;
  if (!is(Fault::reset_keeps_notes) && !is(Fault::reactivation_keeps_notes)) voices_.reset();
}

void Effect::modulate(double offset) noexcept {
  if (is(Fault::modulation_is_saved)) return set(kGain, values_[kGain] + offset);
  modulation_ = offset;
}

double Effect::value(std::size_t index) const noexcept {
  if (index < values_.size()) return values_[index];
  return (index == 2 ? seen_by_audio_ : seen_by_editor_) / kDigestRange;
}

void Effect::set(std::size_t index, double value) noexcept {
  if (index >= values_.size() || std::isnan(value)) return;
  const double heard = values_[index] + modulation_;
  const bool is_clamped = index == kGain && modulation_ != 0.0 && (heard > 1.0 || heard < 0.0);
  if (is(Fault::modulation_swallows_value) && is_clamped) return;
  has_edits_waiting_ = true;
  const double now = std::clamp(index == kBypass ? std::round(value) : value, 0.0, 1.0);
  const double before = values_[index].exchange(now);
  if (index == kGain && before != now) trail() = (trail() + now) / 2.0;
}

std::atomic<double>& Effect::trail() const noexcept {
  return is(Fault::field_shared_by_instances) ? g_shared_trail : trail_;
}

std::string Effect::text_of(std::size_t index, double value) const {
  char text[64];
  if (index == kBypass) return value < 0.5 ? "Off" : "On";
  if (index == kGain) {
    const double shown = is(Fault::text_drifts) ? value * 2.0 + 0.01 : value * 2.0;
    std::snprintf(text, sizeof text, "%.6f", shown);
  } else {
    std::snprintf(text, sizeof text, "%.0f", value * kDigestRange);
  }
  return text;
}

std::optional<double> Effect::value_of(std::size_t index, std::string_view text) const {
  if (index == kBypass) {
    if (text == "On") return 1.0;
    return text == "Off" ? std::optional<double>(0.0) : std::nullopt;
  }
  const std::string copy(text);
  char* end = nullptr;
  const double number = std::strtod(copy.c_str(), &end);
  if (end == copy.c_str()) return std::nullopt;
  if (is(Fault::reads_no_number) && !std::isfinite(number)) return number;
  if (!std::isfinite(number)) return std::nullopt;
  return std::clamp(number / (index == kGain ? 2.0 : kDigestRange), 0.0, 1.0);
}

namespace {

// A state is a mark, numbers, and their sum. The first version had the gain alone, 0..2.
constexpr char kMark[] = "FLT2";
constexpr char kFirstMark[] = "FLT1";

bool begins_with(std::span<const std::byte> bytes, const char* mark) {
  return bytes.size() >= 4 && std::memcmp(bytes.data(), mark, 4) == 0;
}

bool is_share(double value) {
  return value >= 0.0 && value <= 1.0;
}

}  // namespace

std::vector<std::byte> Effect::save() const {
  std::vector<std::byte> bytes(kStateSize);
  std::memcpy(bytes.data(), is(Fault::migrates_each_time) ? kFirstMark : kMark, 4);
  const double gain = values_[kGain];
  const double bypass = values_[kBypass];
  const double trailed = trail();
  const double program = program_;
  const double numbers[] = {gain, bypass, trailed, program, gain + bypass + trailed + program};
  std::memcpy(bytes.data() + 4, numbers, sizeof numbers);
  if (is(Fault::migrates_each_time)) {
    const double first[] = {gain, gain};
    std::memcpy(bytes.data() + 4, first, sizeof first);
    bytes.resize(kFirstStateSize);
  }
  if (is(Fault::state_differs_each_time)) {
    static std::atomic<std::uint32_t> saves{0};
    const std::uint32_t number = ++saves;
    bytes.resize(kStateSize + sizeof number);
    std::memcpy(bytes.data() + kStateSize, &number, sizeof number);
  }
  bytes.insert(bytes.end(), more_.begin(), more_.end());
  return bytes;
}

bool Effect::load_first_version(std::span<const std::byte> bytes) {
  double numbers[2];
  std::memcpy(numbers, bytes.data() + 4, sizeof numbers);
  if (!(numbers[0] >= 0.0 && numbers[0] <= 2.0) || numbers[1] != numbers[0]) return false;
  if (is(Fault::old_state_refused)) return false;
  set(kGain, numbers[0] / 2.0);
  if (is(Fault::old_state_keeps_rest)) return true;
  set(kBypass, 0.0);
  trail() = 0.5;
  program_ = 0.0;
  return true;
}

bool Effect::load(std::span<const std::byte> bytes) {
  if (is(Fault::accepts_empty_state) && bytes.empty()) {
    set(kGain, 0.0);
    return true;
  }
  const bool is_ours = begins_with(bytes, kMark) || begins_with(bytes, kFirstMark);
  if (is(Fault::crashes_on_garbage) && bytes.size() > 4 && !is_ours) std::raise(SIGSEGV);
  if (is(Fault::recurses_on_nesting) && levels_of(bytes) > 100'000) return false;
  double numbers[5] = {};
  if (bytes.size() >= 4) {
    std::memcpy(numbers, bytes.data() + 4, std::min(bytes.size() - 4, sizeof numbers));
  }
  if (is(Fault::half_applied_state) && bytes.size() >= 12) set(kGain, numbers[0]);
  if (is(Fault::half_applied_field) && bytes.size() >= 28) trail() = numbers[2];
  if (begins_with(bytes, kFirstMark) && bytes.size() >= kFirstStateSize) {
    return load_first_version(bytes);
  }
  if (bytes.size() < kStateSize || !begins_with(bytes, kMark)) return false;
  const auto [gain, bypass, trail_read, program, sum] = numbers;
  if (!is_share(gain) || !is_share(trail_read) || (bypass != 0.0 && bypass != 1.0) ||
      !(program >= 0.0 && program <= static_cast<double>(kPresets.size())) ||
      program != std::round(program) || sum != gain + bypass + trail_read + program) {
    return false;
  }
  if (is(Fault::lock_during_state_load)) state_mutex_.lock();
  set(kGain, gain);
  set(kBypass, bypass);
  trail() = is(Fault::field_forgotten) ? 0.5 : trail_read;
  program_ = program;
  if (is(Fault::lock_during_state_load)) state_mutex_.unlock();
  if (is(Fault::silent_after_load)) mutes_ = true;
  if (is(Fault::grows_each_load)) {
    more_.assign(bytes.begin() + kStateSize, bytes.end());
    more_.insert(more_.end(), 8, std::byte{});
  }
  return true;
}

bool Effect::load_program(std::size_t program) {
  if (program > kPresets.size()) return false;
  const bool is_same = program == this->program();
  if (is_same && !is(Fault::program_resent_undoes_edits)) return true;
  const bool is_last = program == kPresets.size();
  if (is(Fault::listed_preset_refused) && is_last) return false;
  if (is(Fault::preset_waits_for_activation) && is_active_) return true;
  set(kGain, program == 0 ? 0.5 : kPresets[program - 1].gain);
  if (!is(Fault::preset_sets_a_part)) {
    set(kBypass, program == 0 ? 0.0 : kPresets[program - 1].bypass);
    trail() = 0.5;
  }
  program_ = static_cast<double>(program);
  return true;
}

std::size_t Effect::program() const noexcept {
  return static_cast<std::size_t>(program_);
}

// -- track and editor ----------------------------------------------------------------------------

void Effect::receive(TrackRecord record) {
  if (is(Fault::name_cut_inside_character)) record.name[20] = '\0';
  track_->write(record);
  const std::lock_guard lock(main_mutex_);
  received_ = digest_of(record);
  if (has_editor_ && !is(Fault::editor_stale_until_reopened)) show();
}

void Effect::open_editor() {
  if (is(Fault::leaks_memory_each_opening)) leak();
  const std::lock_guard lock(main_mutex_);
  has_editor_ = true;
  show();
}

void Effect::close_editor() {
  const std::lock_guard lock(main_mutex_);
  has_editor_ = false;
}

void Effect::idle_editor() {
  const std::lock_guard lock(main_mutex_);
  if (has_editor_ && is(Fault::editor_by_way_of_audio)) show();
}

void Effect::show() {
  if (is(Fault::editor_by_way_of_audio)) {
    seen_by_editor_ = seen_by_audio_.load();
    return;
  }
  if (meter_writers_ != 0) {
    if (is(Fault::meter_borrow_aborts)) {
      std::fputs("already mutably borrowed\n", stderr);
      std::abort();
    }
    if (is(Fault::meter_borrow_skips)) return;
  }
  seen_by_editor_ = received_;
}

// -- audio ---------------------------------------------------------------------------------------

void Effect::begin_callback() noexcept {
  if (is(Fault::lock_during_state_load)) state_mutex_.lock();
  if (is(Fault::meter_borrow_aborts) || is(Fault::meter_borrow_skips)) ++meter_writers_;
  seen_by_audio_ = track_->enter_callback();
  voices_.begin_block();
  misbehave();
}

void Effect::end_callback() noexcept {
  track_->leave_callback();
  if (is(Fault::meter_borrow_aborts) || is(Fault::meter_borrow_skips)) --meter_writers_;
  if (is(Fault::lock_during_state_load)) state_mutex_.unlock();
}

void Effect::misbehave() noexcept {
  if (is(Fault::allocates_each_block)) {
    void* volatile memory = std::malloc(16);  // volatile: the pair must stay
    std::free(memory);
  }
  if (is(Fault::prints_in_callback)) std::fputs("block\n", stderr);
  if (is(Fault::sleeps_in_callback)) std::this_thread::sleep_for(std::chrono::microseconds(10));
  if (is(Fault::changes_floating_point)) _mm_setcsr(_mm_getcsr() | 0x6000u);  // round to zero
}

void Effect::note_on(const NoteName& note, double velocity) noexcept {
  if (is(Fault::allocates_on_first_note) && !had_note_) {
    void* volatile voice = std::malloc(256);  // volatile: it must stay
    std::free(voice);
  }
  had_note_ = true;
  voices_.begin(note, velocity);
}

void Effect::note_off(const NoteName& named) noexcept {
  if (is(Fault::ends_unknown_note) && !had_note_) std::raise(SIGSEGV);
  voices_.end(named);
}

void Effect::process(const float* const* in, float* const* out, std::size_t channels,
                     std::uint32_t frames) noexcept {
  render(in, out, channels, frames);
}

void Effect::process(const double* const* in, double* const* out, std::size_t channels,
                     std::uint32_t frames) noexcept {
  if (is(Fault::doubles_taken_for_floats)) {
    return render(reinterpret_cast<const float* const*>(in), reinterpret_cast<float* const*>(out),
                  channels, frames);
  }
  if (is(Fault::doubles_cleared_first)) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      std::fill_n(out[channel], frames, 0.0);
    }
  }
  render(in, out, channels, frames);
  if (is(Fault::doubles_written_past_block)) out[0][frames] = 0.0;
}

template <typename Sample>
void Effect::render(const Sample* const* in, Sample* const* out, std::size_t channels,
                    std::uint32_t frames) noexcept {
  if (is(Fault::crashes_on_one_frame) && frames == 1) std::raise(SIGSEGV);
  has_edits_waiting_ = false;
  auto& echo = is(Fault::shares_statics) ? g_shared_echo : echo_;
  const auto gain =
      static_cast<float>(mutes_ ? 0.0 : std::clamp(values_[kGain] + modulation_, 0.0, 1.0) * 2.0);
  const float bypass = values_[kBypass] >= 0.5 ? 1.0f : 0.0f;
  const float fade = is(Fault::bypass_clicks) ? 1.0f : 1.0f / 480.0f;
  const auto next = [bypass, fade](float bypassed) {
    return bypass > bypassed ? std::min(bypassed + fade, 1.0f) : std::max(bypassed - fade, bypass);
  };
  const std::uint32_t start = echo_at_;
  for (std::size_t channel = 0; channel < std::min(channels, kChannels); ++channel) {
    std::uint32_t at = start;
    float bypassed = bypassed_;
    for (std::uint32_t i = 0; i < frames; ++i) {
      const auto dry = static_cast<float>(in[channel][i]);
      float& past = echo[channel][at];
      bypassed = next(bypassed);
      const float wet = gain * (latency() > 0 ? past : dry + 0.25f * past);
      out[channel][i] =
          bypassed == 1.0f ? in[channel][i] : static_cast<Sample>(wet + (dry - wet) * bypassed);
      // Only what is finite may stay, and nothing of it for longer than the tail.
      const bool keeps = is(Fault::not_a_number_for_ever);
      past = keeps ? dry + 0.0f * past : std::isfinite(dry) ? dry : 0.0f;
      at = (at + 1) % kEcho;
    }
    if (is(Fault::writes_past_block)) out[channel][frames] = Sample{0};
    if (is(Fault::changes_input)) const_cast<Sample*>(in[channel])[0] *= Sample{0.5};
  }
  echo_at_ = (start + frames) % kEcho;
  if (bypass == 0.0f && !mutes_) {
    voices_.add_to(out, std::min(channels, kChannels), frames,
                   std::clamp(values_[kGain] + modulation_, 0.0, 1.0));
  }
  for (std::uint32_t i = 0; i < frames && bypassed_ != bypass; ++i) bypassed_ = next(bypassed_);
}

std::optional<double> Effect::report() const noexcept {
  if (has_reported_ && reported_ == seen_by_audio_) return std::nullopt;
  return seen_by_audio_ / kDigestRange;
}

void Effect::reported() noexcept {
  reported_ = seen_by_audio_;
  has_reported_ = true;
}

}  // namespace attacca::faulty
