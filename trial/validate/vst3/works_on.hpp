// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "trial/validate/vst3/vst3_block.hpp"

namespace attacca::validate {

/// After something unusual: the plugin, which is processing, still renders two usual blocks.
inline void expect_block(Vst3Session& session, const std::string& after,
                         std::int32_t max_samples = 512) {
  FloatBlock block(session, max_samples);
  for (int i = 0; i < 2; ++i) {
    const std::string fault = block.fault(block.run(max_samples));
    if (!session.check().expect(fault.empty(), after + ": " + fault)) return;
  }
}

/// After something unusual: the plugin, which is inactive, can be activated and renders, and goes
/// back to rest.
inline void expect_works(Vst3Session& session, const std::string& after) {
  session.check().step("a usual block after " + after);
  session.play();
  expect_block(session, after);
  session.deactivate();
}

}  // namespace attacca::validate
