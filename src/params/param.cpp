// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/params/param.hpp"

#include <cmath>
#include <utility>

#include "attacca/params/param_set.hpp"
#include "params/gesture_flag.hpp"
#include "params/param_store.hpp"
#include "params/stable_id.hpp"

namespace attacca {

namespace {

ParamFlags consistent(ParamFlags flags) noexcept {
  if (flags.read_only) flags.automatable = false;
  return flags;
}

}  // namespace

Param::Param(ParamScope scope, std::string_view id, std::string_view name, ParamFlags flags,
             Modulation modulation)
    : id_(id),
      name_(name),
      set_(&scope.set()),
      group_(scope.own_group()),
      flags_(consistent(flags)),
      modulation_(flags_.read_only ? Modulation::none : modulation) {
  if (!ParamId::is_valid(id)) refuse("its id is empty or has blanks");
  if (group_ != nullptr) {
    std::string whole(group_->prefix);
    whole += id;
    id_ = set_->keep(std::move(whole));
  }
  stable_id_ = core::stable_id_of(id_);
  index_ = set_->add(*this);
}

std::string_view Param::value_id(double /*normalized*/) const noexcept {
  return {};
}

std::optional<double> Param::find_value_id(std::string_view /*id*/) const noexcept {
  return std::nullopt;
}

void Param::refuse(const char* why) {
  if (why == nullptr) return;
  std::string text = "the parameter \"";
  text += id_;
  text += "\" cannot be: ";
  text += why;
  set_->refuse(std::move(text));
}

void Param::on_change(std::function<void()> callback) {
  watched_ = callback != nullptr;
  for (ParamSet::Watch& watch : set_->watches_) {
    if (watch.param != this) continue;
    watch.callback = std::move(callback);
    return;
  }
  set_->watches_.push_back({this, std::move(callback), normalized()});
}

void Param::store_newest(double normalized) noexcept {
  const double old = shared_.audio.value.load(std::memory_order_relaxed);
  if (normalized == old) return;
  shared_.audio.value.store(normalized, std::memory_order_relaxed);
  if (set_->store_ != nullptr) set_->store_->report_later(*this);
}

void Param::set_normalized_from_audio(double normalized) noexcept {
  if (set_->store_ != nullptr) set_->store_->set_from_audio(*this, normalized);
}

bool Param::begin_gesture_from_audio() noexcept {
  if (flags_.read_only || set_->store_ == nullptr) return false;
  // One that the host has not seen the end of yet just goes on.
  core::set_flag(gesture_begins_, !core::flag(gesture_is_open_));
  core::set_flag(gesture_ends_, false);
  set_->store_->report_later(*this);
  return true;
}

bool Param::end_gesture_from_audio() noexcept {
  if (flags_.read_only || set_->store_ == nullptr) return false;
  const bool ends = core::flag(gesture_begins_) || core::flag(gesture_is_open_);
  core::set_flag(gesture_ends_, ends);
  if (ends) set_->store_->report_later(*this);
  return true;
}

}  // namespace attacca
