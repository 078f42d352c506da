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

}  // namespace

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
  reset();
  if (!is(Fault::reactivation_keeps_notes)) voices_.reset();
}

void Effect::deactivate() {
  is_active_ = false;
  if (is(Fault::silent_after_load)) mutes_ = false;
}

std::uint32_t Effect::latency() const noexcept {
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
  values_[index] = std::clamp(index == kBypass ? std::round(value) : value, 0.0, 1.0);
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

// A mark, the two values, and a sum over them.
std::vector<std::byte> Effect::save() const {
  std::vector<std::byte> bytes(kStateSize);
  std::memcpy(bytes.data(), "FLT1", 4);
  const double values[] = {values_[kGain], values_[kBypass], values_[kGain] + values_[kBypass]};
  std::memcpy(bytes.data() + 4, values, sizeof values);
  if (is(Fault::state_differs_each_time)) {
    static std::atomic<std::uint32_t> saves{0};
    const std::uint32_t number = ++saves;
    bytes.resize(kStateSize + sizeof number);
    std::memcpy(bytes.data() + kStateSize, &number, sizeof number);
  }
  return bytes;
}

bool Effect::load(std::span<const std::byte> bytes) {
  if (is(Fault::accepts_empty_state) && bytes.empty()) {
    set(kGain, 0.0);
    return true;
  }
  if (is(Fault::crashes_on_garbage) && bytes.size() > 4 &&
      std::memcmp(bytes.data(), "FLT1", 4) != 0) {
    std::raise(SIGSEGV);
  }
  if (is(Fault::half_applied_state) && bytes.size() >= 12) {
    double gain = 0.0;
    std::memcpy(&gain, bytes.data() + 4, sizeof gain);
    set(kGain, gain);
  }
  if (bytes.size() < kStateSize || std::memcmp(bytes.data(), "FLT1", 4) != 0) return false;
  double values[3];
  std::memcpy(values, bytes.data() + 4, sizeof values);
  if (!(values[0] >= 0.0 && values[0] <= 1.0) || (values[1] != 0.0 && values[1] != 1.0) ||
      values[2] != values[0] + values[1]) {
    return false;
  }
  if (is(Fault::lock_during_state_load)) state_mutex_.lock();
  set(kGain, values[0]);
  set(kBypass, values[1]);
  if (is(Fault::lock_during_state_load)) state_mutex_.unlock();
  if (is(Fault::silent_after_load)) mutes_ = true;
  return true;
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
