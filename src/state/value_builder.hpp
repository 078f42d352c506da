// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "attacca/state/state_value.hpp"
#include "state/json_events.hpp"

namespace attacca::core {

/// Builds one value after the other out of what is read. Bounded: more than kMostStateValues in all
/// are refused.
class ValueBuilder : public JsonEvents {
 public:
  bool nothing() override { return add(StateValue()); }
  bool truth(bool value) override { return add(StateValue(value)); }
  bool number(double value) override { return add(StateValue(value)); }
  bool text(std::string_view value) override { return add(StateValue(value)); }
  bool key(std::string_view key) override;
  bool start_object() override { return start(StateValue::object()); }
  bool start_list() override { return start(StateValue::list()); }
  bool end() override;

 protected:
  /// A whole value outside of any other. False stops the reading.
  virtual bool built(StateValue value) = 0;
  [[nodiscard]] bool is_inside() const noexcept { return !open_.empty(); }

 private:
  struct Open {
    StateValue value;
    std::string key;  ///< where it belongs in the object around it
  };

  bool start(StateValue value);
  bool add(StateValue value);
  bool place(StateValue value, const std::string& key);

  std::vector<Open> open_;
  std::string key_;  ///< of the next value
  std::size_t count_ = 0;
};

}  // namespace attacca::core
