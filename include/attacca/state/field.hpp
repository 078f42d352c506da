// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What a plugin remembers beside its parameters, as a member of the plugin: saved, loaded, migrated
// and handed to process() with the rest of the state.
//
//     attacca::Field<Pattern> pattern_{fields(), {.id = "pattern"}};
//     pattern_.set(edited);                                     // the editor, a background task
//     const Pattern& pattern = pattern_.in_process();           // process(), wait-free
//
// set() and value() are for every thread but the audio thread, in_process() is for process(). A
// state crosses as one whole: no callback sees its parameters with older fields, or its fields with
// older parameters. The value that a callback sees stays as it is until that callback returns, and
// is never freed on the audio thread.

#include <concepts>
#include <memory>
#include <utility>

#include "attacca/state/any_field.hpp"
#include "attacca/state/state_form.hpp"
#include "attacca/state/state_value.hpp"

namespace attacca {

/// A value of type T that belongs to the plugin's state. T can be copied, and has a form in states:
/// state_form.hpp lists the types that have one, and how to give one to a type of your own.
template <HasStateForm T>
class Field final : public AnyField {
 public:
  /// Joins the plugin's fields(). `default_value` is what it has to begin with, and after loading a
  /// state that lacks it or has something else in its place. [main]
  Field(FieldSet& set, const FieldOptions& options, T default_value = T())
      : AnyField(set, options, std::make_shared<const T>(std::move(default_value))) {}

  /// A copy of the newest value, whoever set it. [not audio]
  [[nodiscard]] T value() const { return *static_cast<const T*>(newest().get()); }

  /// Makes it the newest value: the next callback has it, and the host hears that the project has
  /// changed. One that equals the value it has, where T has ==, changes nothing. [not audio]
  void set(T value) { publish(std::make_shared<const T>(std::move(value))); }

  /// The value that belongs to the parameters of this callback. The reference holds until the
  /// callback returns. [audio, or main while inactive]
  [[nodiscard]] const T& in_process() const noexcept {
    return *static_cast<const T*>(in_callback());
  }

 private:
  StateValue write(const void* value) const override {
    return state_form(*static_cast<const T*>(value));
  }
  std::shared_ptr<const void> read(const StateValue& from) const override {
    auto value = std::make_shared<T>();
    if (!read_state_form(from, *value)) return nullptr;
    return value;
  }
  bool are_equal(const void* a, const void* b) const override {
    if constexpr (std::equality_comparable<T>) {
      return *static_cast<const T*>(a) == *static_cast<const T*>(b);
    } else {
      return a == b;
    }
  }
};

}  // namespace attacca
