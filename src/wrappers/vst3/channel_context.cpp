// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/channel_context.hpp"

#include <array>
#include <cstring>

#include "abi/vst3/channel_context.hpp"
#include "base/limits.hpp"
#include "wrappers/vst3/text_intake.hpp"

namespace attacca::vst3_wrapper {
namespace {

namespace key = vst3::channel_context;

std::optional<std::string> read_text(vst3::IAttributeList& list, const char* id) {
  TextIntake intake;
  if (list.getString(id, intake.data(), TextIntake::kBytesOffered) != vst3::kResultOk) {
    return std::nullopt;
  }
  return intake.text();
}

std::optional<std::int64_t> read_number(vst3::IAttributeList& list, const char* id) {
  constexpr std::int64_t kUntouched = INT64_MIN + 0x5EED;
  std::int64_t value = kUntouched;
  if (list.getInt(id, value) != vst3::kResultOk || value == kUntouched) return std::nullopt;
  return value;
}

std::optional<Color> read_color(vst3::IAttributeList& list) {
  const std::optional<std::int64_t> value = read_number(list, key::kColor);
  if (!value) return std::nullopt;
  const auto argb = static_cast<vst3::ColorSpec>(static_cast<std::uint64_t>(*value));
  return Color{vst3::red_of(argb), vst3::green_of(argb), vst3::blue_of(argb), vst3::alpha_of(argb)};
}

std::optional<std::int32_t> read_index(vst3::IAttributeList& list) {
  const std::optional<std::int64_t> value = read_number(list, key::kIndex);
  if (!value || *value < 1 || *value > INT32_MAX) return std::nullopt;
  return static_cast<std::int32_t>(*value);
}

std::optional<PluginLocation> read_location(vst3::IAttributeList& list) {
  const std::optional<std::int64_t> value = read_number(list, key::kPluginLocation);
  if (!value) return std::nullopt;
  switch (*value) {
    case static_cast<std::int64_t>(vst3::ChannelPluginLocation::kPreVolumeFader):
      return PluginLocation::pre_fader;
    case static_cast<std::int64_t>(vst3::ChannelPluginLocation::kPostVolumeFader):
      return PluginLocation::post_fader;
    case static_cast<std::int64_t>(vst3::ChannelPluginLocation::kUsedAsPanner):
      return PluginLocation::panner;
    default:
      return std::nullopt;
  }
}

std::optional<std::vector<std::uint8_t>> read_image(vst3::IAttributeList& list) {
  // PNG specification, "PNG signature".
  static constexpr std::array<std::uint8_t, 8> kSignature = {0x89, 'P',  'N',  'G',
                                                             '\r', '\n', 0x1A, '\n'};
  const void* data = nullptr;
  std::uint32_t size = 0;
  if (list.getBinary(key::kImage, data, size) != vst3::kResultOk) return std::nullopt;
  if (data == nullptr || size < kSignature.size() || size > core::kMostImageBytes)
    return std::nullopt;
  if (std::memcmp(data, kSignature.data(), kSignature.size()) != 0) return std::nullopt;
  const auto* const bytes = static_cast<const std::uint8_t*>(data);
  return std::vector<std::uint8_t>(bytes, bytes + size);
}

}  // namespace

ChannelContext read_channel_context(vst3::IAttributeList& list) {
  return {
      .name = read_text(list, key::kName),
      .color = read_color(list),
      .index = read_index(list),
      .index_namespace = read_text(list, key::kIndexNamespace),
      .uid = read_text(list, key::kUID),
      .runtime_id = read_number(list, key::kRuntimeID),
      .location = read_location(list),
      .image = read_image(list),
  };
}

void merge(const ChannelContext& received, TrackInfo& info) {
  if (received.name) info.name.emplace(*received.name);
  if (received.color) info.color = received.color;
  if (received.index) info.index = received.index;
  if (received.index_namespace) info.index_namespace.emplace(*received.index_namespace);
  if (received.uid) info.uid.emplace(*received.uid);
  if (received.runtime_id) info.runtime_id = received.runtime_id;
  if (received.location) info.location = received.location;
}

}  // namespace attacca::vst3_wrapper
