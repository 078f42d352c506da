// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/state/any_field.hpp"

#include <string>

#include "base/in_quotes.hpp"
#include "state/field_store.hpp"

namespace attacca {

AnyField::AnyField(FieldSet& set, const FieldOptions& options, std::shared_ptr<const void> first)
    : set_(set), options_(options), index_(set.fields_.size()), first_(std::move(first)) {
  set.code_ = &core::field_code();
  for (const AnyField* other : set.fields_) {
    if (other->id() == id() && set.fault_.empty()) {
      set.fault_ = "two fields have the id " + in_quotes(id()) + "; rename one";
    }
  }
  set.fields_.push_back(this);
}

std::shared_ptr<const void> AnyField::newest() const {
  return set_.store_ != nullptr ? set_.store_->newest(index_) : first_;
}

void AnyField::publish(std::shared_ptr<const void> value) {
  if (set_.store_ != nullptr) {
    set_.store_->set(index_, std::move(value));
  } else {
    first_ = std::move(value);  // the plugin is being made, or is about to go
  }
}

}  // namespace attacca
