// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <mutex>

#include "attacca/state/any_field.hpp"
#include "attacca/state/state_value.hpp"
#include "state/field_store.hpp"
#include "state/value_builder.hpp"

namespace attacca::core {

/// The FieldStore of plugins that have fields.
class StoredFields final : public FieldStore {
 public:
  StoredFields(FieldSet& set, ParamStore& params, ChangeBell edited);
  ~StoredFields() override;
  StoredFields(const StoredFields&) = delete;
  StoredFields& operator=(const StoredFields&) = delete;

  [[nodiscard]] std::shared_ptr<const void> newest(std::size_t index) const override;
  [[nodiscard]] std::uint64_t changes(std::size_t index) const override;
  void set(std::size_t index, std::shared_ptr<const void> value) override;
  void write(JsonWriter& json, StateContext context) const override;
  [[nodiscard]] std::unique_ptr<FieldReader> make_reader(StateContext context) const override;
  void load(std::span<const double> params, FieldReader& from) override;
  void call_changed() override;

 private:
  class Reader;

  [[nodiscard]] static bool belongs_to(const AnyField& field, StateContext context) noexcept;
  [[nodiscard]] AnyField* find(std::string_view id) const noexcept;
  [[nodiscard]] std::shared_ptr<const detail::FieldValues> all_newest() const;
  std::vector<std::shared_ptr<const detail::FieldValues>> take_left();

  FieldSet& set_;
  ParamStore& params_;
  const ChangeBell edited_;

  /// Held while values_ changes and goes on its way: what is newest here arrives last there.
  mutable std::mutex writers_;
  /// The newest is the last one; the others are what process() has not left yet. Never empty.
  std::vector<std::shared_ptr<const detail::FieldValues>> values_;
  std::vector<char> changed_;           ///< by index, since on_change() was called
  std::vector<std::uint64_t> changes_;  ///< by index, ever
};

}  // namespace attacca::core
