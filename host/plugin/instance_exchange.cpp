// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/plugin/instance_exchange.hpp"

#include <algorithm>

namespace attacca::host {

std::span<const ParameterEdit> PluginInstance::Exchange::collect(
    std::span<const ParameterEdit> from_block) noexcept {
  std::size_t count = 0;
  const std::size_t room = collected_.size() - std::min(from_block.size(), kEdits);
  while (count < room && edits_.reader().pop(collected_[count])) {
    collected_[count].frame = 0;
    ++count;
  }
  for (const ParameterEdit& edit : from_block.first(std::min(from_block.size(), kEdits))) {
    collected_[count++] = edit;
  }
  return {collected_.data(), count};
}

std::span<const ParameterEdit> PluginInstance::Exchange::repeat(
    std::span<const ParameterEdit> collected, std::uint32_t last_frame) noexcept {
  const std::size_t more = std::min(collected.size(), collected_.size() - collected.size());
  for (std::size_t i = 0; i < more; ++i) {
    collected_[collected.size() + i] = collected[i];
    collected_[collected.size() + i].frame = last_frame;
  }
  return {collected_.data(), collected.size() + more};
}

void PluginInstance::Exchange::report_from_audio(ReportKind kind, ParameterId id,
                                                 double reported) noexcept {
  Slot* slot = kind == ReportKind::value ? slot_of(id) : nullptr;
  // Once a value had to skip the queue, later ones of the same parameter must not overtake it.
  const bool skipped = slot != nullptr && slot->missed.load(std::memory_order_acquire);
  const std::uint64_t callback = callbacks_begun_.load(std::memory_order_relaxed);
  if (!skipped &&
      reports_.writer().push({kind, id, reported, true, callback, callback_began_ns_})) {
    return;
  }
  if (slot == nullptr) return;
  slot->newest.store(reported, std::memory_order_relaxed);
  slot->missed.store(true, std::memory_order_release);
  any_missed_.store(true, std::memory_order_release);
}

void PluginInstance::Exchange::report(ReportKind kind, ParameterId id, double reported) {
  const std::lock_guard lock(main_mutex_);
  main_reports_.push_back({kind, id, reported});
}

void PluginInstance::Exchange::set_parameters(const std::vector<ParameterInfo>& parameters) {
  std::vector<ParameterId> ids;
  ids.reserve(parameters.size());
  for (const ParameterInfo& parameter : parameters) ids.push_back(parameter.id);
  std::sort(ids.begin(), ids.end());
  slots_ = std::make_unique<Slot[]>(ids.size());
  slot_count_ = ids.size();
  for (std::size_t i = 0; i < ids.size(); ++i) slots_[i].id = ids[i];
}

PluginInstance::Exchange::Slot* PluginInstance::Exchange::slot_of(ParameterId id) const noexcept {
  Slot* const end = slots_.get() + slot_count_;
  Slot* const found = std::lower_bound(
      slots_.get(), end, id, [](const Slot& slot, ParameterId wanted) { return slot.id < wanted; });
  return found != end && found->id == id ? found : nullptr;
}

}  // namespace attacca::host
