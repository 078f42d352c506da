// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/base/shared_pages.hpp"

#include <sys/mman.h>

namespace attacca::host {

void* share_pages(std::size_t bytes) {
  void* const pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return pages == MAP_FAILED ? nullptr : pages;
}

void unshare_pages(void* pages, std::size_t bytes) noexcept {
  munmap(pages, bytes);
}

}  // namespace attacca::host
