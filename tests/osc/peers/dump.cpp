// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Packets from the standard input (each with its size before it, four bytes, the most significant
// first), and for each a line of what it holds, for compare.py.

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "osc/big_endian.hpp"
#include "osc/packet_reader.hpp"

namespace {

using namespace attacca::osc;

std::string hex(const void* data, std::size_t size) {
  std::string text;
  char digits[3];
  for (std::size_t i = 0; i < size; ++i) {
    std::snprintf(digits, sizeof digits, "%02x",
                  unsigned{static_cast<const std::uint8_t*>(data)[i]});
    text += digits;
  }
  return text;
}

std::string number(double value) {
  if (std::isnan(value)) return "f:nan";
  char text[32];
  std::snprintf(text, sizeof text, "f:%016llx",
                static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(value)));
  return text;
}

std::string value_of(Arguments& arguments) {
  const char type = arguments.type();
  switch (type) {
    case 'i':
    case 'h':
      return "i:" + std::to_string(*arguments.integer());
    case 'f':
    case 'd':
      return number(*arguments.number());
    case 's':
    case 'S': {
      const std::string_view text = *arguments.text();
      return "s:" + hex(text.data(), text.size());
    }
    case 'b': {
      const auto blob = *arguments.blob();
      return "b:" + hex(blob.data(), blob.size());
    }
    case 't':
      return "t:" + std::to_string(arguments.time_tag()->value);
    case 'c':
    case 'r':
    case 'm':
      return std::string(1, type) + ":" + std::to_string(*arguments.four_bytes());
    default:
      (void)arguments.skip();
      return std::string(1, type);
  }
}

class Dump final : public PacketVisitor {
 public:
  void begin_bundle(TimeTag time) noexcept override {
    line += "{" + std::to_string(time.value) + " ";
  }
  void end_bundle() noexcept override { line += "}"; }
  void message(const Message& message) noexcept override {
    line += "(" + hex(message.address.data(), message.address.size());
    Arguments arguments = message.arguments();
    while (arguments.type() != '\0') line += " " + value_of(arguments);
    line += ")";
  }
  std::string line;
};

}  // namespace

int main() {
  const std::string all{std::istreambuf_iterator<char>(std::cin), {}};
  const std::span<const std::byte> input = std::as_bytes(std::span(all));
  for (std::size_t at = 0; at + 4 <= input.size();) {
    const auto size = static_cast<std::size_t>(read_big_endian(&input[at], 4));
    if (size > input.size() - at - 4) return 2;
    Dump dump;
    // A copy of its own, so that a sanitizer sees what is read behind its end.
    const std::vector<std::byte> packet(input.begin() + static_cast<std::ptrdiff_t>(at + 4),
                                        input.begin() + static_cast<std::ptrdiff_t>(at + 4 + size));
    if (const auto error = visit_packet(packet, dump)) {
      std::cout << "! " << error->what << '\n';
    } else {
      std::cout << dump.line << '\n';
    }
    at += 4 + size;
  }
  return 0;
}
