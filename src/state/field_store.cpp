// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "state/field_store.hpp"

namespace attacca::core {

std::unique_ptr<FieldStore> make_field_store(FieldSet& set, ParamStore& params, ChangeBell edited) {
  const FieldCode* const code = FieldStore::code_of(set);
  return code != nullptr ? code->make_store(set, params, edited) : nullptr;
}

}  // namespace attacca::core
