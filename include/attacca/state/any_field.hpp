// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// What all fields have in common: Field<T> (field.hpp) is what authors declare, this is what
// generic code sees:
//
//     for (const attacca::AnyField* field : fields().all()) names.push_back(field->id());
//     pattern_.on_change([this] { redraw(); });  // in the plugin's constructor
//
// The tags of its members say for which threads they are. A field is fixed in its place: it can be
// neither copied nor moved.

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "attacca/params/param_id.hpp"
#include "attacca/state/field_set.hpp"

namespace attacca {

class StateValue;

namespace core {
class StoredFields;
}

/// What a field is called, and which states have it.
struct FieldOptions {
  /// The key in saved states; never changes once states have been saved.
  ParamId id;
  /// Whether presets and duplicates have it. Loading one that has not leaves the value as it is.
  bool in_presets = true;
  bool in_duplicates = true;
};

/// One field, whatever it holds. Lives as a member of the plugin and registers itself.
class AnyField {
 public:
  AnyField(const AnyField&) = delete;
  AnyField& operator=(const AnyField&) = delete;
  virtual ~AnyField() = default;

  /// The author's id: unique in the plugin, the key in saved states. [any]
  [[nodiscard]] std::string_view id() const noexcept { return options_.id.text(); }
  /// The position in the FieldSet. [any]
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] const FieldOptions& options() const noexcept { return options_; }

  /// Calls `callback` on the main thread whenever the value has changed, by set() or by a loaded
  /// state; changes in quick succession may be one call. While the plugin is made; one for a field,
  /// the last. [main]
  void on_change(std::function<void()> callback) { on_change_ = std::move(callback); }

 protected:
  /// `first` is not null. [main]
  AnyField(FieldSet& set, const FieldOptions& options, std::shared_ptr<const void> first);

  /// Never null. [not audio]
  [[nodiscard]] std::shared_ptr<const void> newest() const;
  /// `value` is not null. [not audio]
  void publish(std::shared_ptr<const void> value);
  /// Never null. [audio, or main while inactive]
  [[nodiscard]] const void* in_callback() const noexcept {
    return (*set_.in_process_)[index_].get();
  }

 private:
  friend class core::StoredFields;
  friend class FormerId;

  /// [not audio]
  [[nodiscard]] virtual StateValue write(const void* value) const = 0;
  /// Null if `from` is none of its values. [main]
  [[nodiscard]] virtual std::shared_ptr<const void> read(const StateValue& from) const = 0;
  /// [not audio]
  [[nodiscard]] virtual bool are_equal(const void* a, const void* b) const = 0;

  FieldSet& set_;
  const FieldOptions options_;
  std::size_t index_;
  std::shared_ptr<const void> first_;
  std::function<void()> on_change_;
};

}  // namespace attacca
