// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "attacca/base/result.hpp"
#include "attacca/state/detail/field_values.hpp"
#include "attacca/state/field_set.hpp"
#include "attacca/state/state_context.hpp"
#include "params/param_store.hpp"
#include "state/json_events.hpp"
#include "state/json_writer.hpp"

namespace attacca::core {

struct ReadState;

/// Reads the fields of a state; nothing changes by it. [main]
class FieldReader {
 public:
  virtual ~FieldReader() = default;
  /// Takes the value of the state's "fields".
  virtual JsonEvents& events() noexcept = 0;
  /// Makes values of what was read; `into` hears of each field that the plugin does not have, or
  /// whose value is none of its own. Errors: a field twice, what the plugin's code threw.
  virtual Result<void> decode(ReadState& into) = 0;
};

struct FieldCode;

/// Where the fields of one plugin meet: edits, states, and what process() works with. Only plugins
/// with fields have one: the others carry none of its code.
class FieldStore {
 public:
  virtual ~FieldStore() = default;

  /// The newest value of a field; never null. [not audio]
  [[nodiscard]] virtual std::shared_ptr<const void> newest(std::size_t index) const = 0;
  /// How often it has got another value. [not audio]
  [[nodiscard]] virtual std::uint64_t changes(std::size_t index) const = 0;
  /// An edit: the next callback has it, and the host hears of it. [not audio]
  virtual void set(std::size_t index, std::shared_ptr<const void> value) = 0;

  /// The members of the state's "fields". [main]
  virtual void write(JsonWriter& json, StateContext context) const = 0;
  [[nodiscard]] virtual std::unique_ptr<FieldReader> make_reader(StateContext context) const = 0;
  /// Takes over what a reader of this store has decoded, and the normalized values of all
  /// parameters by index, in one step. [main]
  virtual void load(std::span<const double> params, FieldReader& from) = 0;

  /// Calls what AnyField::on_change() has left for each field that has changed since. Exceptions
  /// leave it, and the rest is for the next call. [main]
  virtual void call_changed() = 0;

  /// Null without fields. [main]
  [[nodiscard]] static const FieldCode* code_of(const FieldSet& set) noexcept { return set.code_; }
  /// The store of a running plugin; null without fields. [main]
  [[nodiscard]] static const FieldStore* of(const FieldSet& set) noexcept { return set.store_; }
  /// What is wrong with what was declared; empty if nothing is. [main]
  [[nodiscard]] static const std::string& fault_of(const FieldSet& set) noexcept {
    return set.fault_;
  }

 protected:
  /// Null once it has none.
  static void join(FieldSet& set, FieldStore* store) noexcept { set.store_ = store; }
  static AnyField* find_former(const FieldSet& set, std::string_view id) noexcept {
    for (const auto& [former, field] : set.former_) {
      if (former == id) return field;
    }
    return nullptr;
  }
  static const detail::FieldValues*& in_process(FieldSet& set) noexcept { return set.in_process_; }
};

/// What FieldSet::code_ points to, once there is a field.
struct FieldCode {
  /// `edited` is rung for each edit, on the thread that makes it. The arguments outlive the
  /// store. [main]
  std::unique_ptr<FieldStore> (*make_store)(FieldSet& set, ParamStore& params, ChangeBell edited);
};

/// The one there is. [any]
[[nodiscard]] const FieldCode& field_code() noexcept;

/// A store for the plugin's fields; null if it has none. [main]
[[nodiscard]] std::unique_ptr<FieldStore> make_field_store(FieldSet& set, ParamStore& params,
                                                           ChangeBell edited);

}  // namespace attacca::core
