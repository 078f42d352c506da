// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <semaphore>
#include <thread>

namespace attacca::host {

/// A second thread for the audio role: one thread at a time has it, and hands it over and back, as
/// hosts with pools of audio threads do.
class AudioRelay {
 public:
  AudioRelay();
  ~AudioRelay();
  AudioRelay(const AudioRelay&) = delete;
  AudioRelay& operator=(const AudioRelay&) = delete;

  /// Has the other thread call `work`, and waits for its end. [audio]
  template <typename Work>
  void run(Work& work) noexcept {
    context_ = &work;
    call_ = [](void* context) { (*static_cast<Work*>(context))(); };
    hand_over();
  }

 private:
  void hand_over() noexcept;
  void serve() noexcept;

  void* context_ = nullptr;
  void (*call_)(void*) = nullptr;  ///< Null: the end.
  std::binary_semaphore wanted_{0};
  std::binary_semaphore done_{0};
  std::thread thread_;
};

}  // namespace attacca::host
