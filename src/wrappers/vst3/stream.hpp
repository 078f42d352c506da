// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "abi/vst3/base/stream.hpp"

namespace attacca::vst3_wrapper {

/// No state of ours comes near this; a stream that goes on longer is not one.
inline constexpr std::size_t kMostStateBytes = std::size_t{64} << 20;

/// Everything from the stream's position to its end, however little each read gives. Nothing when
/// the stream reports impossible counts or does not end. Throws when memory runs out. [main]
[[nodiscard]] std::optional<std::string> read_to_end(vst3::IBStream& stream);

/// False unless the stream took every byte. [main]
[[nodiscard]] bool write_all(vst3::IBStream& stream, std::string_view bytes);

}  // namespace attacca::vst3_wrapper
