// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <utility>

#include <dlfcn.h>

#include "host/guard/hook.hpp"

// How files.cpp, memory.cpp, stdio.cpp, system.cpp and waits.cpp take the place of C library
// functions.
namespace attacca::host::detail {

/// The function that would have been called without us; an atomic, because the first call may come
/// from any thread, long before main().
template <typename Function>
class Original {
 public:
  explicit constexpr Original(const char* name, const char* version = nullptr)
      : name_(name), version_(version) {}

  Function* get() noexcept {
    Function* function = function_.load(std::memory_order_acquire);
    if (function == nullptr) [[unlikely]] {
      void* symbol = version_ != nullptr ? dlvsym(RTLD_NEXT, name_, version_) : nullptr;
      if (symbol == nullptr) symbol = dlsym(RTLD_NEXT, name_);
      function = reinterpret_cast<Function*>(symbol);
      function_.store(function, std::memory_order_release);
    }
    return function;
  }

 private:
  const char* name_;
  const char* version_;
  std::atomic<Function*> function_{nullptr};
};

/// Counts one call and, while it lives, nothing else: what the C library does inside is part of it.
class Caught {
 public:
  __attribute__((always_inline)) Caught(RealtimeOffenceKind kind, const void* caller) noexcept
      : offences_(t_realtime_offences) {
    if (offences_ == nullptr) [[likely]]
      return;
    note_realtime_offence(kind, caller);
    t_realtime_offences = nullptr;
  }
  __attribute__((always_inline)) ~Caught() {
    if (offences_ != nullptr) [[unlikely]]
      t_realtime_offences = offences_;
  }
  Caught(const Caught&) = delete;
  Caught& operator=(const Caught&) = delete;

 private:
  RealtimeOffences* offences_;
};

}  // namespace attacca::host::detail

// Inside a function that takes another's place: its caller, which is the culprit.
#define ATTACCA_CALLER __builtin_return_address(0)

// Defines the function `name` of the C library, in a section by which backtraces know to leave it
// out. In C++ it has another name, so that it need not
// agree with the system headers about noexcept and attributes; the linker knows it by the right
// one.
#define ATTACCA_DEFINE(result, name, ...)                                                          \
  extern "C"                                                                                       \
      __attribute__((visibility("default"), used, section("attacca_guard"))) result caught_##name( \
          __VA_ARGS__) __asm__(#name);                                                             \
  extern "C" result caught_##name(__VA_ARGS__)

// Looks the original up when the program starts, while nothing is real time yet.
#define ATTACCA_ORIGINAL(name, version, result, ...)                                         \
  namespace {                                                                                \
  constinit ::attacca::host::detail::Original<result(__VA_ARGS__)> g_##name{#name, version}; \
  [[maybe_unused]] const bool g_found_##name = g_##name.get() != nullptr;                    \
  }

// ATTACCA_CATCH(kind, result, name, (parameters), (arguments)): counts the call, then forwards it.
#define ATTACCA_UNPACK(...) __VA_ARGS__
#define ATTACCA_CATCH(kind, result, name, parameters, arguments) \
  ATTACCA_CATCH_VERSION(kind, nullptr, result, name, parameters, arguments)
#define ATTACCA_CATCH_VERSION(kind, version, result, name, parameters, arguments)            \
  ATTACCA_ORIGINAL(name, version, result, ATTACCA_UNPACK parameters)                         \
  ATTACCA_DEFINE(result, name, ATTACCA_UNPACK parameters) {                                  \
    const ::attacca::host::detail::Caught caught(::attacca::host::RealtimeOffenceKind::kind, \
                                                 ATTACCA_CALLER);                            \
    return g_##name.get() arguments; /* NOLINT(bugprone-macro-parentheses): a list */        \
  }
