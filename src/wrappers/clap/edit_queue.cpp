// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/edit_queue.hpp"

#include <new>

#include "wrappers/clap/param_value.hpp"

namespace attacca::clap_wrapper {
namespace {

std::uint32_t index_of(const Param& param) noexcept {
  return static_cast<std::uint32_t>(param.index());
}

}  // namespace

void EditQueue::bind(const ParamSet& params) {
  slots_ = std::make_unique<Slot[]>(params.size());
  params_ = &params;
}

bool EditQueue::make_room() noexcept {
  if (edits_) return true;
  try {
    edits_.emplace(kCapacity);
  } catch (const std::bad_alloc&) {
    return false;
  }
  has_edits_.store(true, std::memory_order_release);
  return true;
}

bool EditQueue::push(const Edit& edit, std::size_t room_to_keep) noexcept {
  if (make_room() && edits_->writer().room() > room_to_keep && edits_->writer().push(edit)) {
    waiting_.store(true, std::memory_order_release);
    return true;
  }
  left_out_.fetch_add(1, std::memory_order_relaxed);
  return false;
}

// Room is kept for the ends of all open gestures, so that push() in end() cannot fail.

void EditQueue::begin(const Param& param) noexcept {
  const std::lock_guard lock(writers_);
  Slot& slot = slots_[param.index()];
  if (slot.open || !push({Edit::Kind::begin, index_of(param), 0.0}, open_ + 1)) return;
  slot.open = true;
  ++open_;
}

void EditQueue::value(const Param& param, double normalized) noexcept {
  const std::lock_guard lock(writers_);
  if (push({Edit::Kind::value, index_of(param), normalized}, open_)) return;
  slots_[param.index()].behind.store(true, std::memory_order_release);
  any_behind_.store(true, std::memory_order_release);
  waiting_.store(true, std::memory_order_release);
}

void EditQueue::end(const Param& param) noexcept {
  const std::lock_guard lock(writers_);
  Slot& slot = slots_[param.index()];
  if (!slot.open) return;
  push({Edit::Kind::end, index_of(param), 0.0}, 0);
  slot.open = false;
  --open_;
}

void EditQueue::send(const clap::OutputEvents* out) noexcept {
  if (!waiting_.load(std::memory_order_relaxed)) return;
  if (params_ == nullptr || out == nullptr || out->try_push == nullptr) return;
  if (sending_.test_and_set(std::memory_order_acquire)) return;
  // Taken down first: what comes while we send puts it up again.
  waiting_.exchange(false, std::memory_order_acq_rel);
  send_queued(*out);
  if (refused_ || queued() > 0 || any_behind_.load(std::memory_order_relaxed)) {
    waiting_.store(true, std::memory_order_relaxed);
  }
  sending_.clear(std::memory_order_release);
}

std::size_t EditQueue::queued() noexcept {
  return has_edits_.load(std::memory_order_acquire) ? edits_->reader().size() : 0;
}

void EditQueue::send_queued(const clap::OutputEvents& out) noexcept {
  if (refused_) {
    if (!send_one(*refused_, out)) return;
    refused_.reset();
  }
  for (std::size_t left = queued(); left > 0; --left) {
    Edit edit;
    if (!edits_->reader().pop(edit)) break;
    if (!send_one(edit, out)) {
      refused_ = edit;
      return;
    }
  }
  send_behind(out);
}

void EditQueue::send_behind(const clap::OutputEvents& out) noexcept {
  if (!any_behind_.load(std::memory_order_relaxed)) return;
  any_behind_.exchange(false, std::memory_order_acq_rel);
  for (std::size_t index = 0; index < params_->size(); ++index) {
    if (!catch_up(index, out)) return;
  }
}

bool EditQueue::send_one(const Edit& edit, const clap::OutputEvents& out) noexcept {
  const Param& param = (*params_)[edit.index];
  switch (edit.kind) {
    case Edit::Kind::value:
      return push_value(out, 0, param, edit.normalized);
    case Edit::Kind::begin:
      return push_gesture(out, 0, clap::EventType::param_gesture_begin, param);
    case Edit::Kind::end:
      break;
  }
  // What was left out still belongs to the gesture.
  return catch_up(edit.index, out) &&
         push_gesture(out, 0, clap::EventType::param_gesture_end, param);
}

bool EditQueue::catch_up(std::size_t index, const clap::OutputEvents& out) noexcept {
  Slot& slot = slots_[index];
  if (!slot.behind.exchange(false, std::memory_order_acq_rel)) return true;
  const Param& param = (*params_)[index];
  if (push_value(out, 0, param, param.normalized())) return true;
  slot.behind.store(true, std::memory_order_relaxed);
  any_behind_.store(true, std::memory_order_release);
  return false;
}

}  // namespace attacca::clap_wrapper
