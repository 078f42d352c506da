// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

#include "host/plugin/plugin_description.hpp"
#include "host/plugin/process_block.hpp"

namespace attacca::host {

/// When a host that saves processor time stops calling a plugin whose input is silent: as soon as
/// the plugin does not insist on more. A CLAP plugin says so by its status (clap/process.h); a VST3
/// plugin by its tail, and as long as something is heard. [audio]
class SleepRule {
 public:
  explicit SleepRule(PluginFormat format) noexcept : format_(format) {}

  /// What came before counts no more.
  void begin() noexcept { quiet_frames_ = 0; }

  /// After a block: whether the plugin may sleep until something comes. `had_input`: the block
  /// brought sound or events. `tail` in frames; UINT32_MAX: endless.
  [[nodiscard]] bool may_sleep(const ProcessBlock& block, ProcessStatus status, bool had_input,
                               std::uint32_t tail) noexcept;

 private:
  PluginFormat format_;
  std::uint64_t quiet_frames_ = 0;  ///< Without input so far.
};

/// Whether all inputs are silent: flagged so, or nothing but zeros. [audio]
[[nodiscard]] bool has_silent_inputs(const ProcessBlock& block) noexcept;
/// The same for the outputs. [audio]
[[nodiscard]] bool has_silent_outputs(const ProcessBlock& block) noexcept;
/// Fills the outputs with zeros and flags them as silent. [audio]
void silence_outputs(ProcessBlock& block) noexcept;

}  // namespace attacca::host
