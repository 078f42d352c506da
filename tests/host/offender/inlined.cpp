// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A library as it ships: optimised, with its symbols in a file of their own. Says where on its
// stack it called back.

namespace shipped {

using Callback = void (*)();

struct Voice {
  Callback callback;

  __attribute__((always_inline)) void start() {
    callback();
    asm volatile("" : : : "memory");  // so that the call is no jump
  }
};

__attribute__((noinline)) static void plays_note(Voice voice) {
  voice.start();
  asm volatile("" : : : "memory");
}

}  // namespace shipped

extern "C" __attribute__((visibility("default"))) void shipped_play(shipped::Callback callback) {
  shipped::plays_note({callback});
  asm volatile("" : : : "memory");
}
