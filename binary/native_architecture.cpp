// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "binary/native_architecture.hpp"

namespace attacca::binary {

std::string_view native_architecture() noexcept {
#if defined(__x86_64__) && defined(__ILP32__)
  return "x32";
#elif defined(__x86_64__)
  return "x86_64";
#elif defined(__aarch64__)
  // Only Linux calls it by its maker's name.
  return native_object_format() == ObjectFormat::elf ? "aarch64" : "arm64";
#elif defined(__arm__)
  return "armv7l";
#elif defined(__i386__)
  return "i686";
#elif defined(__riscv) && __riscv_xlen == 64
  return "riscv64";
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
  return "ppc64le";
#elif defined(__s390x__)
  return "s390x";
#elif defined(__loongarch64)
  return "loongarch64";
#else
  return "unknown";
#endif
}

}  // namespace attacca::binary
