// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/state/state_value.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace attacca {

StateValue::StateValue() noexcept = default;
StateValue::StateValue(const StateValue& other) = default;
StateValue::StateValue(StateValue&& other) noexcept = default;
StateValue& StateValue::operator=(const StateValue& other) = default;
StateValue& StateValue::operator=(StateValue&& other) noexcept = default;
StateValue::~StateValue() = default;
StateValue::StateValue(bool truth) noexcept : held_(truth) {}
StateValue::StateValue(std::string text) noexcept : held_(std::move(text)) {}
StateValue::StateValue(std::string_view text) : held_(std::string(text)) {}
StateValue::StateValue(const char* text) : held_(std::string(text)) {}

StateValue StateValue::list() {
  StateValue value;
  value.held_.emplace<List>();
  return value;
}

StateValue StateValue::object() {
  StateValue value;
  value.held_.emplace<Object>();
  return value;
}

void StateValue::set_number(double number) noexcept {
  if (std::isfinite(number)) held_ = number;
}

std::optional<bool> StateValue::truth() const noexcept {
  const bool* const held = std::get_if<bool>(&held_);
  return held != nullptr ? std::optional(*held) : std::nullopt;
}

std::optional<double> StateValue::number() const noexcept {
  const double* const held = std::get_if<double>(&held_);
  return held != nullptr ? std::optional(*held) : std::nullopt;
}

std::span<const StateValue> StateValue::values() const noexcept {
  const List* const held = std::get_if<List>(&held_);
  return held != nullptr ? std::span<const StateValue>(*held) : std::span<const StateValue>();
}

std::span<const StateValue::Member> StateValue::members() const noexcept {
  const Object* const held = std::get_if<Object>(&held_);
  return held != nullptr ? std::span<const Member>(*held) : std::span<const Member>();
}

const StateValue* StateValue::find(std::string_view key) const noexcept {
  for (const Member& member : members()) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

StateValue* StateValue::find(std::string_view key) noexcept {
  return const_cast<StateValue*>(std::as_const(*this).find(key));
}

void StateValue::append(StateValue value) {
  if (!is_list()) held_.emplace<List>();
  std::get<List>(held_).push_back(std::move(value));
}

void StateValue::add_member(std::string key, StateValue value) {
  if (!is_object()) held_.emplace<Object>();
  std::get<Object>(held_).push_back({std::move(key), std::move(value)});
}

void StateValue::set(std::string_view key, StateValue value) {
  if (StateValue* const held = find(key); held != nullptr) {
    *held = std::move(value);
  } else {
    add_member(std::string(key), std::move(value));
  }
}

bool StateValue::rename(std::string_view from, std::string_view to) {
  if (find(from) == nullptr) return false;
  if (from == to) return true;
  remove(to);
  for (Member& member : std::get<Object>(held_)) {
    if (member.key == from) member.key = to;
  }
  return true;
}

bool StateValue::remove(std::string_view key) {
  Object* const object = std::get_if<Object>(&held_);
  return object != nullptr &&
         std::erase_if(*object, [key](const Member& member) { return member.key == key; }) > 0;
}

bool StateValue::operator==(const StateValue& other) const noexcept {
  return held_ == other.held_;
}

}  // namespace attacca
