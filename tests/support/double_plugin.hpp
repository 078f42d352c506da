// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "attacca/double_precision.hpp"
#include "attacca/plugin.hpp"

namespace attacca::test {

/// Doubles what it hears, in samples of both sizes, and is tied to time.
class DoublePlugin final : public Plugin, public DoublePrecision {
 public:
  static constexpr PluginInfo info{.id = "org.attacca.test.doubles",
                                   .name = "Double Test",
                                   .vendor = "Attacca",
                                   .needs_realtime = true,
                                   .prefers_doubles = true};

  ProcessStatus process(AudioBuffer& buffer, AuxBuffers& /*aux*/,
                        ProcessContext& /*context*/) noexcept override {
    buffer *= 2.0f;
    return ProcessStatus::normal();
  }
  ProcessStatus process(AudioBuffer64& buffer, AuxBuffers64& /*aux*/,
                        ProcessContext& /*context*/) noexcept override {
    buffer *= 2.0;
    return ProcessStatus::normal();
  }
};

}  // namespace attacca::test
