// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/native_architecture.hpp"

namespace attacca::binary {

ObjectFormat native_object_format() noexcept {
  return ObjectFormat::macho;
}

}  // namespace attacca::binary
