// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "abi/vst3/attribute_list.hpp"
#include "attacca/track_info.hpp"

namespace attacca::vst3_wrapper {

/// What one list of IInfoListener sent. Absent: the list does not have it, or not as something that
/// can be true.
struct ChannelContext {
  std::optional<std::string> name;
  std::optional<Color> color;
  std::optional<std::int32_t> index;  ///< from 1
  std::optional<std::string> index_namespace;
  std::optional<std::string> uid;
  std::optional<std::int64_t> runtime_id;
  std::optional<PluginLocation> location;
  std::optional<std::vector<std::uint8_t>> image;  ///< PNG
};

/// Reads the keys one by one, see TextIntake. The length keys are not read: real hosts fill them
/// with other lengths. [not audio]
[[nodiscard]] ChannelContext read_channel_context(vst3::IAttributeList& list);

/// Present values replace, absent ones leave what was known.
void merge(const ChannelContext& received, TrackInfo& info);

}  // namespace attacca::vst3_wrapper
