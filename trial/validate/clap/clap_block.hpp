// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "abi/clap/process.hpp"
#include "trial/validate/clap/clap_events.hpp"
#include "trial/validate/clap/clap_session.hpp"

namespace attacca::validate {

/// Audio blocks over the raw interface, in memory that shows what the plugin did to it: each
/// channel lies between guard zones, and everything that it may not write is compared afterwards.
class ClapBlock {
 public:
  enum class Input : std::uint8_t { silence, noise, constant };

  /// For a session that is initialised; its ports are read now. `wants_doubles`: ports that can,
  /// get 64 bit samples. [main]
  ClapBlock(ClapSession& session, std::uint32_t max_frames, bool wants_doubles = false);
  ClapBlock(const ClapBlock&) = delete;
  ClapBlock& operator=(const ClapBlock&) = delete;

  /// @name What the next blocks are like [main]
  /// @{
  Input input = Input::noise;
  bool marks_constants = false;  ///< Sets the mask of constant channels on inputs.
  bool has_transport = true;
  bool has_steady_time = true;  ///< Without: -1.
  clap::EventTransport transport{};
  ClapEventList in;  ///< Empty it yourself.
  ClapEventSink out;
  /// @}

  /// One block of at most max_frames frames. [audio]
  clap::ProcessStatus run(std::uint32_t frames);

  /// @name The last block [main]
  /// @{
  [[nodiscard]] std::size_t inputs() const noexcept { return input_buffers_.size(); }
  [[nodiscard]] std::size_t outputs() const noexcept { return output_buffers_.size(); }
  [[nodiscard]] std::uint32_t channels(std::size_t output) const;
  [[nodiscard]] double sample(std::size_t output, std::uint32_t channel, std::uint32_t frame) const;
  [[nodiscard]] std::uint64_t constant_mask(std::size_t output) const;
  /// All output samples after each other.
  [[nodiscard]] std::vector<double> output() const;
  [[nodiscard]] double peak() const;
  /// What the plugin wrote that is not its own, "" if nothing.
  [[nodiscard]] std::string damage() const;
  /// @}

 private:
  struct Channel {
    bool is_output;
    std::uint32_t port;
    std::uint32_t channel;
    bool is_double;
    std::size_t begin;  ///< of its first frame in the memory
  };

  void add_side(const std::vector<clap::AudioPortInfo>& ports, bool is_output, bool wants_doubles);
  void point_buffers(bool is_output);
  void fill();
  [[nodiscard]] double read(const Channel& channel, std::uint32_t frame) const;

  ClapSession& session_;
  const std::uint32_t max_frames_;
  std::mt19937_64 random_{1};
  std::vector<Channel> channels_;
  std::vector<float> floats_;
  std::vector<double> doubles_;
  std::vector<std::vector<float*>> float_pointers_[2];
  std::vector<std::vector<double*>> double_pointers_[2];
  std::vector<clap::AudioBuffer> input_buffers_;
  std::vector<clap::AudioBuffer> output_buffers_;
  std::string damage_;
  std::uint32_t frames_ = 0;
  std::int64_t position_ = 0;
};

}  // namespace attacca::validate
