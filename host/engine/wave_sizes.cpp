// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/wave_sizes.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "host/engine/audio_clip.hpp"

namespace attacca::host {
namespace {

constexpr std::uint64_t kHeld = 0xffffffffu;  // "see ds64"

std::uint64_t little_endian(const char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return value;
}

Result<void> compare(const std::string& name, std::uint64_t promised, std::uint64_t there) {
  if (promised > there) {
    return fail(name + " is truncated: its header promises " + std::to_string(promised) +
                " bytes of audio, it has " + std::to_string(there) +
                ": copy it again, or repair its header");
  }
  return {};
}

}  // namespace

Result<void> check_wave_sizes(const std::filesystem::path& path) {
  std::error_code error;
  // Pipes and devices have no size, and reading would take what is for libsndfile.
  if (!std::filesystem::is_regular_file(path, error)) return {};
  const std::uint64_t size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  std::array<char, 12> top{};
  if (error || !file.read(top.data(), top.size())) return {};
  const std::string_view kind(top.data(), 4);
  if (kind == "BW64") {
    return fail(path.string() + " is a BW64 file, which cannot be read: convert it to WAV or RF64");
  }
  const bool is_wave = kind == "RIFF" || kind == "RF64";
  if (!is_wave || std::string_view(top.data() + 8, 4) != "WAVE") return {};
  std::uint64_t long_size = kHeld;
  for (std::uint64_t at = top.size(); at + 8 <= size;) {
    std::array<char, 8> head{};
    file.seekg(static_cast<std::streamoff>(at));
    if (!file.read(head.data(), head.size())) return {};
    const std::string_view id(head.data(), 4);
    std::uint64_t length = little_endian(head.data() + 4, 4);
    if (id == "ds64") {
      std::array<char, 16> sizes{};
      if (file.read(sizes.data(), sizes.size())) long_size = little_endian(sizes.data() + 8, 8);
    }
    if (id == "fmt ") {
      std::array<char, 8> format{};
      if (!file.read(format.data(), format.size())) return {};
      const std::uint64_t rate = little_endian(format.data() + 4, 4);
      if (static_cast<double>(rate) < kLowestRate || static_cast<double>(rate) > kHighestRate) {
        return fail(path.string() + " has a sample rate of " + std::to_string(rate) +
                    " Hz; expected 1000 to 1000000 Hz");
      }
    }
    if (id == "data") {
      if (length == kHeld && kind != "RIFF") length = long_size;
      const std::uint64_t there = size - at - 8;
      // Streams that cannot be rewound leave the largest size.
      if (length == kHeld || length == 0x7fffffffu) return {};
      if (length == 0 && there > 0 && little_endian(top.data() + 4, 4) <= at) {
        return fail(path.string() + " holds " + std::to_string(there) +
                    " bytes of audio that its header does not promise: the recording was never "
                    "finished; repair its header");
      }
      return compare(path.string(), length, there);
    }
    at += 8 + length + length % 2;
  }
  return {};
}

}  // namespace attacca::host
