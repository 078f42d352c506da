// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include <ucontext.h>

namespace attacca::model {

/// A stack of its own that runs one job after another on the calling thread, and stops and goes on
/// wherever the test says. Threads of a modelled run are fibres, so that the test alone decides who
/// runs next, and a switch costs next to nothing. Known to the sanitizers.
class Fibre {
 public:
  /// The stack that the program already runs on.
  Fibre() noexcept;

  /// A new, idle stack.
  explicit Fibre(std::size_t stack_size);
  ~Fibre();

  Fibre(const Fibre&) = delete;
  Fibre& operator=(const Fibre&) = delete;

  /// What it does when it is switched to next. The job ends by switching away for good.
  void assign(std::function<void()> job) { job_ = std::move(job); }

  /// Leaves `this`, which must be running, and goes on in `next`; returns when switched back to.
  void switch_to(Fibre& next);

 private:
  static void enter(unsigned high, unsigned low);
  void run_jobs();
  void arrived();

  ucontext_t context_{};
  std::unique_ptr<char[]> stack_;
  std::function<void()> job_;
  const void* stack_bottom_ = nullptr;
  [[maybe_unused]] std::size_t stack_size_ = 0;  // for sanitizers only, like the next
  [[maybe_unused]] void* sanitizer_state_ = nullptr;
};

}  // namespace attacca::model
