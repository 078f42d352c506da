// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "attacca/process_context.hpp"
#include "core/transport_offset.hpp"

namespace attacca::detail {

void ProcessFacts::read_transport() noexcept {
  transport_ = transport_source_ == nullptr ? Transport{} : transport_source_->read();
  transport_ = core::moved_by(transport_, transport_frames_, sample_rate);
  transport_known_ = true;
}

}  // namespace attacca::detail
