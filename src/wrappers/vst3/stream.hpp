// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "abi/vst3/base/stream.hpp"

namespace attacca::vst3_wrapper {

/// Everything from the stream's position to its end, however little each read gives; of a stream
/// that is longer than a state can be, a part that is too long as well, so that loading it says so.
/// Nothing when the stream fails or reports impossible counts. Throws when memory runs out. [main]
[[nodiscard]] std::optional<std::string> read_to_end(vst3::IBStream& stream);

/// False unless the stream took every byte. [main]
[[nodiscard]] bool write_all(vst3::IBStream& stream, std::string_view bytes);

}  // namespace attacca::vst3_wrapper
