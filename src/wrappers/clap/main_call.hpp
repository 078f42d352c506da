// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include "main_thread/main_thread.hpp"
#include "wrappers/clap/instance.hpp"

namespace attacca::clap_wrapper {

/// Begins a callback out of which we call the host: the instance is kept, the gate is open. The
/// calling thread is the main one unless the host says otherwise.
class HeldCall {
 public:
  // Out of line, as nearly every callback begins so.
  explicit HeldCall(Instance& instance) noexcept;
  ~HeldCall();
  HeldCall(const HeldCall&) = delete;
  HeldCall& operator=(const HeldCall&) = delete;

 private:
  core::MainThread::Hold hold_;
};

/// Begins a callback that CLAP wants on the main thread: held, and inside the gate.
class MainCall {
 public:
  explicit MainCall(Instance& instance) noexcept;
  ~MainCall();
  MainCall(const MainCall&) = delete;
  MainCall& operator=(const MainCall&) = delete;

 private:
  HeldCall held_;
  core::MainThread::Call call_;
};

template <typename Begin, auto callback>
struct Callback;

template <typename Begin, typename Answer, typename... Rest,
          Answer (*callback)(const clap::Plugin*, Rest...)>
struct Callback<Begin, callback> {
  static Answer call(const clap::Plugin* plugin, Rest... rest) {
    const Begin begin(Instance::from(plugin));
    return callback(plugin, rest...);
  }
};

/// For the tables: `callback`, inside the gate, or held.
template <auto callback>
constexpr auto in_gate = &Callback<MainCall, callback>::call;
template <auto callback>
constexpr auto held = &Callback<HeldCall, callback>::call;

}  // namespace attacca::clap_wrapper
