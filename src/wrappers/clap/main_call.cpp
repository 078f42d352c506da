// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#include "wrappers/clap/main_call.hpp"

namespace attacca::clap_wrapper {

HeldCall::HeldCall(Instance& instance) noexcept : hold_(instance.main_thread()) {
  if (instance.services().on_main_thread()) {
    instance.main_thread().adopt_this_thread();
  } else {
    instance.main_thread().disown_this_thread();
  }
}

HeldCall::~HeldCall() = default;

MainCall::MainCall(Instance& instance) noexcept : held_(instance), call_(instance.main_thread()) {}

MainCall::~MainCall() = default;

}  // namespace attacca::clap_wrapper
