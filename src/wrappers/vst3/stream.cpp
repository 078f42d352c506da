// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/vst3/stream.hpp"

#include <algorithm>
#include <cstdint>

#include "base/limits.hpp"

namespace attacca::vst3_wrapper {

std::optional<std::string> read_to_end(vst3::IBStream& stream) {
  constexpr std::int32_t kChunk = 4096;
  std::string bytes;
  char chunk[kChunk];
  while (bytes.size() <= core::kMostStateBytes) {
    std::int32_t count = 0;
    // The result says nothing: short reads come with kResultOk or kResultFalse. The count does.
    const vst3::TResult result = stream.read(chunk, kChunk, &count);
    if (count < 0 || count > kChunk) return std::nullopt;
    if (count == 0) return bytes;
    if (result != vst3::kResultOk && result != vst3::kResultFalse) return std::nullopt;
    bytes.append(chunk, static_cast<std::size_t>(count));
  }
  return bytes;
}

bool write_all(vst3::IBStream& stream, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto wanted = static_cast<std::int32_t>(std::min(bytes.size(), std::size_t{1} << 20));
    std::int32_t count = -1;
    // The signature lacks a const: streams do not change what they are given.
    void* const data = const_cast<char*>(bytes.data());
    const vst3::TResult result = stream.write(data, wanted, &count);
    if (count == -1 && result == vst3::kResultOk) count = wanted;  // a stream that does not count
    if (count <= 0 || count > wanted) return false;
    if (result != vst3::kResultOk && result != vst3::kResultFalse) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace attacca::vst3_wrapper
