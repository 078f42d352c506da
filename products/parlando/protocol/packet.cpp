// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "parlando/protocol/packet.hpp"

namespace parlando {
namespace {

using attacca::osc::kDeepestBundle;
using attacca::osc::Message;

constexpr std::string_view kBeat = "/parlando/beat";

/// Decodes what a packet holds, twice: first without handing anything out.
template <typename V>
class Reading final : public attacca::osc::PacketVisitor {
 public:
  Reading(std::string_view key, MessageSink<V>* sink) noexcept : key_(key), sink_(sink) {}

  void begin_bundle(osc_time time) noexcept override {
    const When when = When::at(time);
    if (depth_ < kDeepestBundle) bundles_[depth_] = {when, true};
    ++depth_;
  }

  void end_bundle() noexcept override { --depth_; }

  void message(const Message& message) noexcept override {
    if (what_ != nullptr) return;
    Bundle alone;
    Bundle& bundle = depth_ == 0 ? alone : bundles_[depth_ - 1];
    const bool is_first = bundle.is_at_beginning;
    Key key;
    const Decoding as_key = decode(message, key);
    if (as_key.state == Decoding::State::decoded) {
      has_key_ = is_same_key(key.key.view(), key_);
      return;  // the beat may come behind it
    }
    if (!key_.empty() && !has_key_) {
      what_ = "the session key is missing, or another one";
      return;
    }
    bundle.is_at_beginning = false;
    if (depth_ > 0 && is_first && message.address == kBeat) {
      double beat = 0;
      attacca::osc::Arguments arguments = message.arguments();
      what_ = take_beat(arguments, beat);
      bundle.when = When::at_beat(beat);
      return;
    }
    const Decoding decoding = decode(message, value_);
    if (decoding.state == Decoding::State::wrong) what_ = decoding.what;
    if (decoding.state == Decoding::State::unknown) ++unknown_;
    if (decoding.state == Decoding::State::decoded && sink_ != nullptr) {
      sink_->take(value_, bundle.when);
    }
  }

  [[nodiscard]] const char* what() const noexcept { return what_; }
  [[nodiscard]] std::uint64_t unknown() const noexcept { return unknown_; }

 private:
  struct Bundle {
    When when;
    bool is_at_beginning = false;
  };

  static const char* take_beat(attacca::osc::Arguments& arguments, double& out) noexcept {
    const auto value = arguments.number();
    if (!value || !(*value - *value == 0.0)) return "a beat is no finite number";
    out = *value;
    return nullptr;
  }

  std::string_view key_;
  MessageSink<V>* sink_;
  std::array<Bundle, kDeepestBundle> bundles_;
  unsigned depth_ = 0;
  bool has_key_ = false;
  const char* what_ = nullptr;
  std::uint64_t unknown_ = 0;
  V value_;
};

template <typename V>
bool read(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
          MessageSink<V>& sink) noexcept {
  ++counts.packets;
  const auto reject = [&](const char* what) noexcept {
    ++counts.rejected;
    counts.last_error = what;
    return false;
  };
  Reading<V> check(key, nullptr);
  if (const auto error = attacca::osc::visit_packet(packet, check)) return reject(error->what);
  if (check.what() != nullptr) return reject(check.what());
  counts.unknown += check.unknown();
  Reading<V> reading(key, &sink);
  (void)attacca::osc::visit_packet(packet, reading);
  return true;
}

}  // namespace

bool is_same_key(std::string_view a, std::string_view b) noexcept {
  std::size_t different = a.size() ^ b.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    const char other = b.empty() ? '\0' : b[i % b.size()];
    different |= static_cast<std::size_t>(static_cast<unsigned char>(a[i] ^ other));
  }
  return different == 0;
}

bool read_packet(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
                 MessageSink<FromMusician>& sink) noexcept {
  return read(packet, key, counts, sink);
}

bool read_packet(std::span<const std::byte> packet, std::string_view key, PacketCounts& counts,
                 MessageSink<FromConductor>& sink) noexcept {
  return read(packet, key, counts, sink);
}

void PacketBuilder::begin(const When& when) noexcept {
  writer_ = attacca::osc::PacketWriter(bytes_);
  count_ = 0;
  is_open_ = true;
  writer_.begin_bundle(when.kind == When::Kind::time ? when.time : osc_time{});
  if (!key_.empty()) {
    Key key;
    key.key.assign(key_);
    encode(writer_, key);
  }
  if (when.kind == When::Kind::beat) writer_.message(kBeat, "d").add_double(when.beat);
}

std::span<const std::byte> PacketBuilder::finish() noexcept {
  if (is_open_) writer_.end_bundle();
  is_open_ = false;
  return writer_.bytes();
}

}  // namespace parlando
