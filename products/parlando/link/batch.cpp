// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/link/batch.hpp"

namespace parlando {

void Batch::begin() noexcept {
  writer_ = attacca::osc::PacketWriter(bytes_);
  count_ = 0;
  writer_.begin_bundle({});
  if (key_.empty()) return;
  Key key;
  key.key.assign(key_);
  encode(writer_, key);
}

bool Batch::add(const FromMusician& message, osc_time time) noexcept {
  const auto mark = writer_.mark();
  if (time.is_immediate()) {
    encode(writer_, message);
  } else {
    writer_.begin_bundle(time);
    encode(writer_, message);
    writer_.end_bundle();
  }
  if (!writer_.fits()) {
    writer_.back_to(mark);
    return false;
  }
  ++count_;
  return true;
}

std::span<const std::byte> Batch::finish() noexcept {
  writer_.end_bundle();
  return writer_.bytes();
}

}  // namespace parlando
