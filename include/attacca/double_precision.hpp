// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

// 64 bit samples, for plugins whose arithmetic gains by them. Such a plugin derives from this as
// well and has a process() for each; one template usually serves both:
//
//     class Filter final : public attacca::Plugin, public attacca::DoublePrecision { …
//       attacca::ProcessStatus process(attacca::AudioBuffer64& buffer, attacca::AuxBuffers64&,
//                                      attacca::ProcessContext& context) noexcept override {
//         return filter(buffer, context);  // and so does the other process()
//       }
//
// Audio thread, like Plugin::process(). The host chooses: in VST3 at activation, in CLAP for each
// block. All else is the same, and plugins that do without carry none of it.

#include "attacca/audio_buffer.hpp"
#include "attacca/plugin.hpp"
#include "attacca/process_context.hpp"

namespace attacca {

/// A base beside Plugin: hosts may hand over 64 bit samples.
class DoublePrecision {
 public:
  /// As Plugin::process(), for a block of 64 bit samples. Between the two nothing is reset: what
  /// the plugin remembers, it keeps in one precision. [audio]
  virtual ProcessStatus process(AudioBuffer64& buffer, AuxBuffers64& aux,
                                ProcessContext& context) noexcept = 0;

 protected:
  DoublePrecision() = default;
  DoublePrecision(const DoublePrecision&) = default;
  DoublePrecision& operator=(const DoublePrecision&) = default;
  ~DoublePrecision() = default;
};

}  // namespace attacca
