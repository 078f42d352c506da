// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// One value in a saved state: what a field is written as, and what a migration works on.
//
//     attacca::StateValue steps = attacca::StateValue::list();
//     for (bool step : pattern) steps.append(step);
//     attacca::StateValue value = attacca::StateValue::object();
//     value.set("name", "Intro"); value.set("steps", std::move(steps));
//
// Any thread that may allocate, so never the audio thread; values are copied whole. What is asked
// for and is not there, or is of another kind, is a null pointer or nullopt: states come from
// outside. Numbers are double, so integers are exact up to 2^53; texts are UTF-8.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace attacca {

namespace core {
class ValueBuilder;
}

/// Nothing, a truth, a number, a text, a list of values, or an object: values with a key each, in
/// the order in which they were set. All members [not audio].
class StateValue {
 public:
  struct Member;
  using List = std::vector<StateValue>;
  using Object = std::vector<Member>;

  StateValue() noexcept;
  StateValue(const StateValue& other);
  StateValue(StateValue&& other) noexcept;
  StateValue& operator=(const StateValue& other);
  StateValue& operator=(StateValue&& other) noexcept;
  ~StateValue();
  StateValue(bool truth) noexcept;  // NOLINT: values are to be written as they are
  /// Infinity and NaN, which a state cannot hold, become nothing.
  template <typename Number>
    requires(std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>)
  StateValue(Number number) {  // NOLINT
    set_number(static_cast<double>(number));
  }
  StateValue(std::string text) noexcept;  // NOLINT
  StateValue(std::string_view text);      // NOLINT
  StateValue(const char* text);           // NOLINT

  [[nodiscard]] static StateValue list();
  [[nodiscard]] static StateValue object();

  // What it is. The pointers are valid until it is changed.

  [[nodiscard]] bool is_nothing() const noexcept { return held_.index() == 0; }
  [[nodiscard]] std::optional<bool> truth() const noexcept;
  [[nodiscard]] std::optional<double> number() const noexcept;
  /// UTF-8; null if it is no text.
  [[nodiscard]] const std::string* text() const noexcept {
    return std::get_if<std::string>(&held_);
  }
  /// The values of a list; none if it is no list.
  [[nodiscard]] std::span<const StateValue> values() const noexcept;
  /// The values of an object with their keys; none if it is no object.
  [[nodiscard]] std::span<const Member> members() const noexcept;
  [[nodiscard]] bool is_list() const noexcept { return std::holds_alternative<List>(held_); }
  [[nodiscard]] bool is_object() const noexcept { return std::holds_alternative<Object>(held_); }

  /// The value with this key, or null: there is none, or this is no object.
  [[nodiscard]] const StateValue* find(std::string_view key) const noexcept;
  [[nodiscard]] StateValue* find(std::string_view key) noexcept;

  // Changing it.

  /// Puts `value` at the end; what is no list becomes one.
  void append(StateValue value);
  /// Gives `key` this value, in place of the one it had; what is no object becomes one.
  void set(std::string_view key, StateValue value);
  /// The value at `from` has the key `to` from now on, in the same place, and a value that `to` had
  /// is gone. False if there is none at `from`.
  bool rename(std::string_view from, std::string_view to);
  /// False if there is none.
  bool remove(std::string_view key);

  bool operator==(const StateValue& other) const noexcept;

 private:
  friend class core::ValueBuilder;

  void set_number(double number) noexcept;
  /// Without a look at the keys that are there.
  void add_member(std::string key, StateValue value);

  std::variant<std::monostate, bool, double, std::string, List, Object> held_;
};

/// One value of an object. UTF-8.
struct StateValue::Member {
  std::string key;
  StateValue value;
  bool operator==(const Member& other) const noexcept = default;
};

}  // namespace attacca
