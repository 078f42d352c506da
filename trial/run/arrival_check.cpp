// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "trial/run/arrival_check.hpp"

#include <algorithm>

namespace attacca::trial {

void ArrivalCheck::close(bool seen) noexcept {
  is_open_ = false;
  last_ = seen;
  ++made_;
  if (!seen) ++lost_;
}

void ArrivalCheck::look(std::optional<std::uint32_t> digest, std::uint64_t callbacks) {
  if (!is_open_) return;
  const bool seen =
      digest && std::find(digests_.begin(), digests_.end(), *digest) != digests_.end();
  const bool patience_ends = Clock::now() >= deadline_;
  if (from_callback_) {
    if (callbacks >= *from_callback_ || patience_ends) close(seen);
  } else if (seen || patience_ends) {
    close(seen);
  }
}

}  // namespace attacca::trial
