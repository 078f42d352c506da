// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/value_builder.hpp"

#include "base/limits.hpp"

namespace attacca::core {

bool ValueBuilder::key(std::string_view key) {
  key_ = key;
  return true;
}

bool ValueBuilder::end() {
  Open done = std::move(open_.back());
  open_.pop_back();
  return place(std::move(done.value), done.key);
}

bool ValueBuilder::start(StateValue value) {
  if (++count_ > kMostStateValues) return refuse("it holds too many values");
  open_.push_back({std::move(value), std::move(key_)});
  key_.clear();
  return true;
}

bool ValueBuilder::add(StateValue value) {
  if (++count_ > kMostStateValues) return refuse("it holds too many values");
  return place(std::move(value), key_);
}

bool ValueBuilder::place(StateValue value, const std::string& key) {
  if (open_.empty()) return built(std::move(value));
  StateValue& around = open_.back().value;
  if (around.is_object()) {
    around.add_member(key, std::move(value));
  } else {
    around.append(std::move(value));
  }
  return true;
}

}  // namespace attacca::core
