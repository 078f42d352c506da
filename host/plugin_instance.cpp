// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin_instance.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

#include <time.h>

#include "host/instance_exchange.hpp"

namespace attacca::host {

namespace {

thread_local const PluginInstance* t_audio_instance = nullptr;

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

PluginInstance::PluginInstance(PluginDescription description, MainLoop& loop)
    : description_(std::move(description)),
      loop_(loop),
      exchange_(std::make_unique<Exchange>()),
      hook_(loop.add_hook([this] { pump(); })) {}

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

Result<void> PluginInstance::activate(double sample_rate, std::uint32_t max_frames) {
  if (active_) return fail(description_.name + " is active already; deactivate it first");
  if (!(sample_rate > 0.0) || max_frames == 0) {
    return fail("cannot activate " + description_.name + ": rate and block size must be positive");
  }
  auto result = do_activate(sample_rate, max_frames);
  active_ = result.has_value();
  return result;
}

void PluginInstance::deactivate() {
  if (!active_) return;
  if (is_processing()) stop_processing();
  do_deactivate();
  active_ = false;
}

void PluginInstance::shut_down() {
  deactivate();
}

bool PluginInstance::start_processing() noexcept {
  const AudioRole role(*this);
  const bool started = do_start_processing();
  processing_.store(started, std::memory_order_release);
  return started;
}

void PluginInstance::stop_processing() noexcept {
  if (!is_processing()) return;
  const AudioRole role(*this);
  do_stop_processing();
  processing_.store(false, std::memory_order_release);
}

void PluginInstance::reset() noexcept {
  const AudioRole role(*this);
  do_reset();
}

ProcessStatus PluginInstance::process(ProcessBlock& block) noexcept {
  const auto edits = exchange_->collect(block.edits);
  const std::uint64_t begin = now_ns();
  exchange_->begin_callback(begin);
  ProcessStatus status;
  {
    const AudioRole role(*this);
    status = do_process(block, edits);
  }
  const std::uint64_t end = now_ns();
  timing_.add(end - begin, block.deadline_ns != 0 && end > block.deadline_ns);
  if (status == ProcessStatus::error) {
    offences_.add(OffenceKind::process_failed);
  } else {
    check_output(block);
  }
  return status;
}

void PluginInstance::check_output(const ProcessBlock& block) noexcept {
  for (const PortBuffers& port : block.outputs) {
    for (std::size_t channel = 0; channel < port.channels.size(); ++channel) {
      if (port.channels[channel] != nullptr && !all_finite(port.channels[channel], block.frames)) {
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
  if (!active_) {
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
  if (active_) return;
  const auto edits = exchange_->collect({});
  if (!edits.empty()) do_flush(edits);
}

void PluginInstance::deliver_reports() {
  exchange_->deliver([this](const Exchange::Report& from) {
    const bool is_value = from.kind == ReportKind::value;
    if (is_value && from.from_audio) accept_audio_report(from.id, from.reported);
    if (listener_ == nullptr) return;
    ParameterReport report{from.kind,       from.id,       0.0,
                           from.from_audio, from.callback, from.callback_began_ns};
    if (is_value) report.value = plain_from_report(from.id, from.reported);
    listener_->on_parameter_report(*this, report);
  });
}

void PluginInstance::pump() {
  do_pump();
  flush_if_inactive();
  deliver_reports();
}

}  // namespace attacca::host
