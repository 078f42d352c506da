// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// OSC packets as musicians and the conductor receive them: nothing is read outside of the packet, a
// packet is taken whole or not at all, and what Parlando understands can be written and read again.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/require.hpp"
#include "fuzz/target.hpp"
#include "osc/packet_reader.hpp"
#include "parlando/protocol/packet.hpp"

namespace {

using namespace attacca;

class Looking final : public osc::PacketVisitor {
 public:
  Looking(const std::byte* begin, std::size_t size) : begin_(begin), end_(begin + size) {}

  void begin_bundle(osc::TimeTag) noexcept override {
    ++depth_;
    fuzz::require(depth_ <= osc::kDeepestBundle, "bundles are no deeper than promised");
  }
  void end_bundle() noexcept override { --depth_; }

  void message(const osc::Message& message) noexcept override {
    fuzz::require(message.address.starts_with('/'), "an address begins with /");
    fuzz::require(is_inside(message.data.data(), message.data.size()), "data lie in the packet");
    osc::Arguments arguments = message.arguments();
    while (arguments.type() != '\0') {
      osc::Arguments again = arguments;
      if (const auto text = arguments.text()) {
        fuzz::require(is_inside(text->data(), text->size() + 1), "texts lie in the packet");
      } else if (const auto blob = arguments.blob()) {
        fuzz::require(is_inside(blob->data(), blob->size()), "blobs lie in the packet");
      } else if (!arguments.integer() && !arguments.number() && !arguments.truth() &&
                 !arguments.time_tag() && !arguments.four_bytes()) {
        fuzz::require(arguments.skip(), "every argument can be passed over");
      }
      fuzz::require(again.skip() && again.type() == arguments.type(),
                    "an argument is taken as it is passed over");
    }
    fuzz::require(!arguments.skip(), "there is an end");
  }

  [[nodiscard]] unsigned depth() const noexcept { return depth_; }

 private:
  [[nodiscard]] bool is_inside(const void* data, std::size_t size) const noexcept {
    const auto* at = static_cast<const std::byte*>(data);
    return size == 0 || (at >= begin_ && at + size <= end_);
  }

  const std::byte* begin_;
  const std::byte* end_;
  unsigned depth_ = 0;
};

template <typename V>
void try_protocol(std::span<const std::byte> packet) {
  parlando::PacketCounts counts;
  std::vector<V> taken;
  const bool is_taken = parlando::read_packet<V>(
      packet, {}, counts,
      [&](const V& message, const parlando::When&) noexcept { taken.push_back(message); });
  fuzz::require(is_taken == (counts.rejected == 0), "what is not taken is counted");
  fuzz::require(is_taken || taken.empty(), "a packet is taken whole or not at all");
  for (const V& message : taken) {
    parlando::PacketBuilder builder;
    builder.begin(parlando::When::next_block());
    if (!builder.add(message)) continue;  // names up to their limit leave no room
    std::size_t read = 0;
    std::size_t index = 0;
    fuzz::require(parlando::read_packet<V>(builder.finish(), {}, counts,
                                           [&](const V& again, const parlando::When&) noexcept {
                                             ++read;
                                             index = again.index();
                                           }),
                  "what was understood can be sent on");
    fuzz::require(read == 1 && index == message.index(), "and is the same message");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> packet = std::as_bytes(std::span(data, size));
  Looking looking(packet.data(), packet.size());
  if (!osc::visit_packet(packet, looking)) {
    fuzz::require(looking.depth() == 0, "every bundle that begins ends");
  }
  try_protocol<parlando::FromMusician>(packet);
  try_protocol<parlando::FromConductor>(packet);
  return 0;
}
