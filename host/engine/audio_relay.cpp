// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "host/engine/audio_relay.hpp"

#include "host/base/denormals.hpp"
#include "host/crash/crash_reporter.hpp"

namespace attacca::host {

AudioRelay::AudioRelay() : thread_([this] { serve(); }) {}

AudioRelay::~AudioRelay() {
  call_ = nullptr;
  wanted_.release();
  thread_.join();
}

void AudioRelay::hand_over() noexcept {
  wanted_.release();
  done_.acquire();
}

void AudioRelay::serve() noexcept {
  const SignalStack signal_stack;
  flush_denormals_to_zero();
  for (;;) {
    wanted_.acquire();
    if (call_ == nullptr) return;
    call_(context_);
    done_.release();
  }
}

}  // namespace attacca::host
