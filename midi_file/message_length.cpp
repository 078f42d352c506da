// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "midi_file/message_length.hpp"

namespace attacca::midi_file {

std::size_t message_length(std::uint8_t status) noexcept {
  if (status < 0x80) return 0;
  if (status < 0xF0) return status >= 0xC0 && status < 0xE0 ? 2 : 3;
  switch (status) {
    case 0xF1:
    case 0xF3:
      return 2;
    case 0xF2:
      return 3;
    case 0xF6:
    case 0xF8:
    case 0xFA:
    case 0xFB:
    case 0xFC:
    case 0xFE:
    case 0xFF:
      return 1;
    default:
      return 0;
  }
}

}  // namespace attacca::midi_file
